// Bundles the element and lays the site out: `node www/build.mjs [--out dist] [--dev]`.
//
// It needs what wasm-pack made in target/widget/ and, for the digests, target/policies.json: `cargo xtask build` makes both and calls this.

import { build, transform } from 'esbuild';
import { cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const { values: options } = parseArgs({ options: { out: { type: 'string', default: 'dist' }, dev: { type: 'boolean', default: false } } });
const out = resolve(root, options.out);
const widget = resolve(root, process.env.WIDGET ?? 'target/widget');
/** The oldest browsers that the page promises to run in are named in package.json alone. */
const oldest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')).browserslist.map((line) => line.split(' >= '));
const target = oldest.map(([name, version]) => `${name === 'ios_saf' ? 'ios' : name}${version}`);
/** As the page names them; on iOS it is Safari again. */
const named = oldest.filter(([name]) => name !== 'ios_saf').map(([name, version]) => `${name[0].toUpperCase()}${name.slice(1)} ${version}`).join('、');
const minify = !options.dev;

/** The cities on offer, in the order that xtask gives them. */
async function catalog() {
  const listed = join(root, 'target/policies.json');
  if (existsSync(listed)) return JSON.parse(await readFile(listed, 'utf8'));
  const found = [];
  for (const folder of await readdir(join(root, 'policies'))) {
    const file = join(root, 'policies', folder, 'policy.json');
    if (!existsSync(file)) continue;
    const table = JSON.parse(await readFile(file, 'utf8'));
    found.push({ id: table.id, folder, applies_from: table.applies_from ?? null, name: table.name });
  }
  return found;
}

/** Style sheets are minified into the script as text. */
const css = {
  name: 'css',
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { loader: 'css', minify, target });
      return { contents: code.trim(), loader: 'text' };
    });
  },
};

/** Comments and indentation stay in the source. */
const slim = (html) => (minify ? html.replace(/<!--.*?-->/gs, '').replace(/\n\s*/g, '\n').trim() : html);

const policies = await catalog();
/** What the page asks of them before it fetches one. */
const offered = policies.map(({ id, folder, name, digest }) => ({ id, folder, name, digest }));
await rm(out, { recursive: true, force: true });
await mkdir(join(out, 'strings'), { recursive: true });
await build({
  entryPoints: [join(root, 'www/src/main.js')],
  outfile: join(out, 'subsidy-calculator.js'),
  bundle: true,
  format: 'esm',
  target,
  minify,
  sourcemap: options.dev ? 'inline' : false,
  legalComments: 'none',
  charset: 'utf8',
  define: { POLICIES: JSON.stringify(offered) },
  alias: { '#wasm': join(widget, 'subsidy.js') },
  plugins: [css],
  logLevel: 'warning',
});
const sheet = await transform(await readFile(join(root, 'www/page.css'), 'utf8'), { loader: 'css', minify, target });
await writeFile(join(out, 'page.css'), sheet.code);
const page = (await readFile(join(root, 'www/index.html'), 'utf8')).replace('{oldest}', named);
await writeFile(join(out, 'index.html'), slim(page));
await cp(join(widget, 'subsidy_bg.wasm'), join(out, 'subsidy.wasm'));
for (const name of await readdir(join(root, 'strings'))) {
  if (!name.endsWith('.json')) continue;
  const words = JSON.parse(await readFile(join(root, 'strings', name), 'utf8'));
  await writeFile(join(out, 'strings', name), JSON.stringify(words));
}
for (const { folder } of policies) {
  await cp(join(root, 'policies', folder, 'policy.json'), join(out, 'policies', folder, 'policy.json'));
}
await writeFile(join(out, 'policies/index.json'), JSON.stringify(policies));
for (const [, href] of page.matchAll(/(?:href|src)="(?!data:)([^"#]+)"/g)) {
  if (!existsSync(join(out, href))) throw new Error(`index.html names ${href}, which is not there`);
}
