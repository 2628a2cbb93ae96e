// Real Chromiums of their day, from npm packages that carry one for servers without any: compressed, and unpacked here once.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';

const { resolve } = createRequire(import.meta.url);
const root = new URL('../../', import.meta.url);

/** The oldest browsers that the page promises to run in, by name: package.json's `browserslist`. */
export const OLDEST = Object.fromEntries(JSON.parse(readFileSync(new URL('package.json', root), 'utf8')).browserslist.map((line) => line.split(' >= ')));

/** A Chromium below that. */
export const TOO_OLD = 103;

/**
 * The path of a Chromium that can be started.
 * @param {string | number} version
 */
export async function chromiumOf(version) {
  const folder = new URL('target/browsers/', root);
  const file = fileURLToPath(new URL(`chromium-${version}`, folder));
  if (!existsSync(file)) {
    await mkdir(folder, { recursive: true });
    const half = `${file}.${process.pid}`;
    await writeFile(half, brotliDecompressSync(await readFile(resolve(`chromium-${version}/bin/chromium.br`))), { mode: 0o755 });
    // Files are tested side by side: none sees another's half, and the first whole one stays, as it may be running already.
    await link(half, file).catch((error) => assert.equal(error.code, 'EEXIST'));
    await rm(half);
  }
  return file;
}
