// The pages, from their templates in www/pages: {{…}} is filled in here.

import { readFile } from 'node:fs/promises';
import { sheet } from './bundle.mjs';
import { integrity, sha256 } from './hashes.mjs';
import { rates } from './parts.mjs';
import { oldestNamed, www } from './places.mjs';

/** What each page's style sheet is made of. */
export const SHEETS = {
  page: [www('pages/page.css'), www('pages/rates.css')],
  frame: [www('pages/frame.css'), www('pages/rates.css')],
  embed: www('pages/embed.css'),
};

/** The pages at addresses that stay. */
const PAGES = ['index.html', 'quote.html', 'frame.html', 'embed.html', 'list.html', 'draft.html', 'budget.html'];

/** What needs no script, and nothing from elsewhere. */
const POLICY = "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/** Comments and indentation stay in the source. */
const slim = (html) => html.replace(/<!--.*?-->/gs, '').replace(/\n\s*/g, '\n').trim();

/** Text that may stand between script tags. */
function inline(script) {
  const text = `${script}`;
  if (/<!--|<\/?script/i.test(text)) throw new Error('a script that ends itself');
  return text;
}

/**
 * Fills a template; a name that is not known is a mistake.
 * @param {string} text
 * @param {(name: string) => string | undefined | Promise<string | undefined>} value
 */
export async function fill(text, value) {
  const found = new Map();
  for (const [, name] of text.matchAll(/\{\{(.+?)\}\}/g)) {
    found.set(name, await value(name));
    if (found.get(name) === undefined) throw new Error(`{{${name}}} is not known`);
  }
  return text.replace(/\{\{(.+?)\}\}/g, (_, name) => found.get(name));
}

/** What every template may ask of a build. */
export const known = (build) => async (name) => {
  const { version, folder, files, offered, pageWords } = build;
  const [what, path, city] = name.split(' ');
  const said = (lang) => pageWords[lang][path]?.replace('{version}', version);
  if (what === 'version') return version;
  if (what === 'oldest') return oldestNamed;
  if (what === 'folder') return folder;
  if (what === 'integrity') return integrity(files[`${folder}/${path}`]);
  // What stands between the element's tags: in the page until, and unless, it runs.
  if (what === 'fallback') return fill(await readFile(www('pages/fallback.html'), 'utf8'), known(build));
  if (what === 'said') return said('zh-CN');
  // In every language, for an element that speaks for the whole page.
  if (what === 'spoken') return said('en') && Object.keys(pageWords).map((lang) => `data-${lang.toLowerCase()}="${said(lang)}"`).join(' ');
  if (what === 'rates') return rates(path, city);
  if (what === 'table') return offered.find(({ id }) => id === path)?.file[0];
  return undefined;
};

/**
 * @param {{version: string, folder: string, files: Record<string, Buffer>, offered: any[], dev: boolean}} build
 * @param {Uint8Array} whole the element with everything in it, as a classic script
 * @returns {Promise<Record<string, Buffer>>}
 */
export async function pages(build, whole) {
  const made = {};
  for (const name of PAGES) {
    const html = await fill(await readFile(www(`pages/${name}`), 'utf8'), known(build));
    made[name] = Buffer.from(build.dev ? html : slim(html));
    for (const [, path] of html.matchAll(/(?:href|src)="(?!data:|#)([^"#]+)"/g)) {
      if (!build.files[path] && !PAGES.includes(path)) throw new Error(`${name} names ${path}, which is not there`);
    }
  }
  const script = inline(whole);
  const style = await sheet(SHEETS.page);
  const html = slim(await fill(await readFile(www('pages/alone.html'), 'utf8'), (name) => (['script', 'style', 'policy'].includes(name) ? `{{${name}}}` : known(build)(name))));
  const policy = `${POLICY}; script-src '${sha256(script)}' 'wasm-unsafe-eval'; style-src '${sha256(style)}'`;
  made[`${build.folder}.html`] = Buffer.from(await fill(html, (name) => ({ script, style, policy })[name]));
  return made;
}
