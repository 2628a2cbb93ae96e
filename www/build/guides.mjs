// What a webmaster reads and copies: EMBED.md and its English twin, and fragments for servers, with this build's names and hashes.

import { readFile, readdir } from 'node:fs/promises';
import { fill, known } from './pages.mjs';
import { www } from './places.mjs';

/** @param {Parameters<typeof known>[0]} build @returns {Promise<Record<string, Buffer>>} */
export async function guides(build) {
  const made = {};
  for (const entry of await readdir(www('guides'), { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const path = `${entry.parentPath ?? entry.path}/${entry.name}`.slice(www('guides').length + 1);
    made[path] = Buffer.from(await fill(await readFile(www(`guides/${path}`), 'utf8'), known(build)));
  }
  return made;
}
