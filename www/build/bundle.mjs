// Scripts and style sheets, bundled by esbuild.

import { build } from 'esbuild';
import { browsers, target, www } from './places.mjs';

/** A style sheet with what it imports, minified; several become one. */
export async function sheet(paths, minify = true) {
  const contents = [paths].flat().map((path) => `@import ${JSON.stringify(path)};`).join('\n');
  const { outputFiles: [{ text }] } = await build({
    stdin: { contents, loader: 'css', resolveDir: www('.') },
    write: false,
    bundle: true,
    minify,
    target: browsers,
    legalComments: 'inline',
  });
  return text;
}

/** Style sheets are minified into a script as text. */
const css = (minify) => ({
  name: 'css',
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => ({ contents: (await sheet(path, minify)).trim(), loader: 'text' }));
  },
});

/** What is in no file: `#module`, `#desk-module` and `#sheets-module` are the WebAssembly as bytes, `#carried` the words and the tables. */
const within = (carried) => ({
  name: 'within',
  setup(build) {
    build.onResolve({ filter: /^#(module|desk-module|sheets-module|carried)$/ }, ({ path }) => ({ path, namespace: 'within' }));
    const { modules, ...texts } = carried;
    build.onLoad({ filter: /.*/, namespace: 'within' }, ({ path }) => {
      if (path === '#module') return { contents: modules.widget, loader: 'binary' };
      if (path === '#desk-module') return { contents: modules.desk, loader: 'binary' };
      if (path === '#sheets-module') return { contents: modules.sheets, loader: 'binary' };
      // One text that the browser's own JSON parser reads: faster than a literal, and a third lighter.
      return { contents: `export const { tables, words, deskWords, superseded, programmes } = JSON.parse(${JSON.stringify(JSON.stringify(texts))});`, loader: 'js' };
    });
  },
});

/**
 * A script as one file.
 * @param {string} entry below www/src
 * @param {{dev?: boolean, define?: Record<string, unknown>, carried?: {modules: Record<string, Uint8Array>, tables?: object, words?: object, deskWords?: object, superseded?: object, programmes?: object}, beside?: boolean, format?: 'esm' | 'iife'}} options `beside`: the desk is a file of its own
 */
export async function script(entry, { dev = false, define = {}, carried, beside = !carried, format = 'esm' } = {}) {
  const { outputFiles: [{ contents }] } = await build({
    entryPoints: [www(`src/${entry}`)],
    write: false,
    bundle: true,
    format,
    target: browsers,
    minify: !dev,
    sourcemap: dev ? 'inline' : false,
    legalComments: 'none',
    charset: 'utf8',
    define: Object.fromEntries(Object.entries(define).map(([name, value]) => [name, JSON.stringify(value)])),
    alias: {
      '#wasm': target('widget/subsidy.js'),
      '#desk-wasm': target('desk/desk.js'),
      '#sheets-wasm': target('sheets/sheets.js'),
      '#source': www(`src/source/${carried ? 'carried' : 'fetched'}.js`),
      '#desk-source': www(`src/source/${carried ? 'carried-desk' : 'fetched'}.js`),
      '#desk': www(`src/source/desk-${beside ? 'beside' : 'within'}.js`),
    },
    plugins: [css(!dev), ...(carried ? [within(carried)] : [])],
    logLevel: 'warning',
    // A classic script looks for nothing beside itself: it carries everything, or is handed it.
    logOverride: format === 'iife' ? { 'empty-import-meta': 'silent' } : {},
  });
  return Buffer.from(contents);
}
