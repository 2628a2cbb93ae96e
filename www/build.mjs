// Lays out the folder that a webmaster copies: `node www/build.mjs [--out dist] [--dev]`.
//
// It needs what `cargo xtask dist` has put into target/: the WebAssembly module, the list of tables, the tables of rates.

import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { script, sheet } from './build/bundle.mjs';
import { fingerprint, integrity, sha256 } from './build/hashes.mjs';
import { guides } from './build/guides.mjs';
import { SHEETS, pages } from './build/pages.mjs';
import * as parts from './build/parts.mjs';
import { oldestNamed, root, www } from './build/places.mjs';

const { values: options } = parseArgs({ options: { out: { type: 'string', default: 'dist' }, dev: { type: 'boolean', default: false } } });
const out = resolve(root, options.out);
const { dev } = options;
const [, version] = /^version = "(.+)"/m.exec(await readFile(join(root, 'Cargo.toml'), 'utf8')) ?? [];

/** Files that never change under their name: they lie in a folder named by what it holds. */
const kept = {};
/** @param {string} path @param {string | Uint8Array} content @returns {[string, string]} */
const keep = (path, content) => {
  kept[path] = Buffer.from(content);
  return [path, sha256(kept[path])];
};

const tables = await parts.tables();
const words = await parts.words();
const deskWords = await parts.deskWords();
const modules = { widget: await parts.widget(), desk: await parts.desk(), sheets: await parts.sheets() };

/** Links name tables by these digits, also those that were corrected since. */
const digits = (digest) => digest.replace('sha256-', '').slice(0, 12);
const named = (folder, digest) => `policies/${folder}.${digits(digest)}.json`;
const corrected = tables.flatMap(({ folder, superseded }) => superseded.map((old) => ({ ...old, file: keep(named(folder, old.digest), old.content) })));
const offered = tables.map(({ id, folder, name, digest, content }) => {
  return { id, folder, name, digest, file: keep(named(folder, digest), content) };
});
const spoken = (all, prefix = '') => Object.fromEntries(Object.entries(all).map(([lang, said]) => [lang, keep(`strings/${prefix}${lang}.json`, JSON.stringify(said))]));
const PARTS = {
  wasm: keep('subsidy.wasm', modules.widget),
  words: spoken(words),
  // It names its own parts: what the first estimate waits for carries one hash for all of them.
  desk: keep('desk.js', await script('desk/main.js', { dev, define: { PARTS: {
    wasm: keep('desk.wasm', modules.desk), words: spoken(deskWords, 'desk.'),
    sheets: keep('sheets.wasm', modules.sheets),
    worker: keep('list-worker.js', await script('desk/list/worker.js', { dev, format: 'iife' })),
    superseded: Object.fromEntries(corrected.map(({ digest, file }) => [digits(digest), file])),
    programmes: Object.fromEntries(tables.flatMap(({ folder, programme }) => (programme ? [[folder, keep(`policies/${folder}.programme.json`, programme)]] : []))),
    // For drafts alone.
    examples: Object.fromEntries(tables.flatMap(({ folder, examples }) => (examples ? [[folder, keep(`policies/${folder}.examples.json`, examples)]] : []))),
  } } })),
};
const carried = { modules, words, tables: Object.fromEntries(tables.map(({ folder, content }) => [folder, JSON.parse(content)])) };
const carriedDesk = { modules, deskWords, superseded: Object.fromEntries(corrected.map(({ digest, content }) => [digits(digest), JSON.parse(content)])), programmes: Object.fromEntries(tables.flatMap(({ folder, programme }) => (programme ? [[folder, JSON.parse(programme)]] : []))) };
const POLICIES = offered.map(({ file: _, ...entry }) => entry);
// A table that is fetched is held to the hash of its file: the digest would say the same again.
keep('element.js', await script('main.js', { dev, define: { POLICIES: offered.map(({ digest: _, ...entry }) => entry), PARTS } }));
// For a host that refuses `.wasm`: two scripts, so that the first estimate does not wait for the desk here either.
const deskWhole = keep('desk-whole.js', await script('desk/main.js', { dev, carried: carriedDesk }));
keep('element-whole.js', await script('main.js', { dev, define: { POLICIES, PARTS: { desk: deskWhole } }, carried, beside: true }));
keep('frame.js', await script('frame/inside.js', { dev }));
keep('fit.js', await script('frame/fit.js', { dev, format: 'iife' }));
for (const [name, paths] of Object.entries(SHEETS)) keep(`${name}.css`, await sheet(paths, !dev));
keep('LICENSES.txt', await parts.licences());
keep('element.d.ts', await readFile(www('element.d.ts')));
keep('contract.d.ts', await readFile(join(root, 'src/shell/wasm/widget.d.ts')));
const rates = await parts.ratesOf(offered.map(({ id }) => id));
// Last, with the hashes of all the others. It carries what it says: a page that tells what a server withholds must need nothing from it.
const HASHES = Object.fromEntries(Object.entries(kept).map(([path, content]) => [path, integrity(content)]));
keep('embed.js', await script('embed/main.js', { dev, define: { POLICIES, HASHES, OLDEST: oldestNamed, RATES: rates, WORDS: await parts.pageWords('embed.') } }));

const folder = `subsidy-calculator-${version}-${fingerprint(kept)}`;
const files = Object.fromEntries(Object.entries(kept).map(([path, content]) => [`${folder}/${path}`, content]));
const build = { version, folder, files, offered, dev, rates, pageWords: await parts.pageWords('page.') };
Object.assign(files, await pages(build, await script('main.js', { define: { POLICIES }, carried: { ...carried, ...carriedDesk }, format: 'iife' })));
// For a host that puts its own tables beside ours, and for a server that asks which there are.
files['policies/index.json'] = Buffer.from(JSON.stringify(tables.map(({ id, folder, name, digest, applies_from, superseded }) => ({
  id, folder, name, digest, applies_from, superseded: superseded.length ? superseded.map((old) => old.digest) : undefined,
}))));
for (const { folder, content, programme, superseded } of tables) {
  files[`policies/${folder}/policy.json`] = content;
  if (programme) files[`policies/${folder}/programme.json`] = Buffer.from(programme);
  for (const old of superseded) files[`policies/${folder}/superseded/${old.digest}.json`] = old.content;
}
files['integrity.json'] = Buffer.from(`${JSON.stringify({ version, folder, files: Object.fromEntries(Object.keys(files).sort().map((path) => [path, integrity(files[path])])) }, null, 2)}\n`);
Object.assign(files, await guides(build));

await rm(out, { recursive: true, force: true });
for (const [path, content] of Object.entries(files)) {
  await mkdir(dirname(join(out, path)), { recursive: true });
  await writeFile(join(out, path), content);
  // A server that knows how sends these; they hold nothing of their own.
  if (!dev && /\.(html|js|css|json|wasm|txt)$/.test(path)) {
    await writeFile(join(out, `${path}.br`), brotliCompressSync(content));
    await writeFile(join(out, `${path}.gz`), gzipSync(content, { level: 9 }));
  }
}
