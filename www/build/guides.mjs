// What a webmaster reads and copies: EMBED.md and its English twin, and fragments for servers, with this build's names, hashes and snippets.

import { readFile, readdir } from 'node:fs/promises';
import { PLAIN, page, policy } from '../src/embed/snippet.js';
import { integrity } from './hashes.mjs';
import { fill, known } from './pages.mjs';
import { www } from './places.mjs';

/** What stands around a snippet in the page that shows it. */
const AROUND = {
  'zh-CN': { title: '补助测算', from: '从下一行开始复制', to: '复制到上一行为止' },
  en: { title: 'Subsidy calculator', from: 'copy from the next line', to: 'to the line above' },
};

/** What only a guide may ask for: `{{page element zh-CN}}`, a whole page for one of the ways, and `{{policy element}}`, what it needs of the page's policy. */
const written = ({ folder, files, rates }) => (name) => {
  const [what, way, lang] = name.split(' ');
  const choice = { ...PLAIN, way, city: 'nanchang', lang };
  if (what === 'policy') return policy(choice);
  if (what !== 'page') return undefined;
  return page(choice, { folder, rates, integrity: (file) => integrity(files[`${folder}/${file}`]) }, AROUND[lang]);
};

/** @param {Parameters<typeof known>[0]} build @returns {Promise<Record<string, Buffer>>} */
export async function guides(build) {
  const made = {};
  const own = written(build);
  for (const entry of await readdir(www('guides'), { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const path = `${entry.parentPath ?? entry.path}/${entry.name}`.slice(www('guides').length + 1);
    made[path] = Buffer.from(await fill(await readFile(www(`guides/${path}`), 'utf8'), async (name) => own(name) ?? known(build)(name)));
  }
  return made;
}
