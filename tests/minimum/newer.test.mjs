// Browsers that cannot be run here (Firefox 110, Safari 16.4) are held to by what the shipped files use.

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { DIST, KEPT } from '../browser/server.mjs';
import { newerInScript, newerInStyle, sheets } from './newer.mjs';

const shipped = (name) => readFile(`${DIST}/${KEPT}/${name}`, 'utf8');
const script = await shipped('element.js');

/** The names of a file of types. @param {string} path */
const names = async (path) => [...(await readFile(new URL(`../../${path}`, import.meta.url), 'utf8')).matchAll(/(\w+)\??[:(]/g)].map(([, name]) => name);

/** Names that are ours, though some newer interface has one of the same name: those of the module's answers, and of our own state. */
const OURS = new Set([...await names('target/widget/subsidy.d.ts'), 'city', 'draw', 'estimate', 'tag']);

/** The desk has its own answers and state, and a library that draws. */
const DESK = new Set([...OURS, ...(await Promise.all(['target/desk/desk.d.ts', 'target/sheets/sheets.d.ts', 'node_modules/uplot/dist/uPlot.d.ts'].map(names))).flat(), 'entry', 'run', 'session']);

const sorted = (found) => [...found.keys()].sort();

describe('what is shipped uses nothing newer than the oldest browsers', () => {
  test('the script, but for what it asks for first', () => {
    const found = sorted(newerInScript(script)).filter((name) => !OURS.has(name.slice(1)));
    // wasm-bindgen: `detached === true` is false where it is undefined; `if (Symbol.dispose)`.
    assert.deepEqual(found, ['.detached', 'Symbol.dispose']);
  });

  test('the scripts that are loaded later, but for what they ask for first', async () => {
    const beyond = async (name) => sorted(newerInScript(await shipped(name))).filter((found) => !DESK.has(found.slice(1)));
    assert.deepEqual(await beyond('list-worker.js'), ['.detached', 'Symbol.dispose']);
    assert.deepEqual(await beyond('desk.js'), [
      // `trustedTypes?.`
      '.createPolicy', '.createScriptURL',
      '.detached',
      // Of a style and of a mouse, as old as the web; newer interfaces have them too.
      '.marginLeft', '.marginTop', '.movementX', '.movementY', '.opacity',
      'Symbol.dispose',
    ]);
  });

  test('the style sheets that are loaded later, but for what may be missing', async () => {
    const folder = new URL('../../www/src/desk/', import.meta.url);
    const files = (await readdir(folder)).filter((name) => name.endsWith('.css'));
    const all = await Promise.all(files.map((name) => readFile(new URL(name, folder), 'utf8')));
    assert.ok(all.length > 4);
    assert.deepEqual(sorted(newerInStyle(all.join('\n'))), [
      // The line with the language is printed too.
      ':has',
      '@page',
      'accent-color',
      // A heading may stand last on a page.
      'break-after: avoid',
      'cursor: default', 'cursor: pointer',
      'forced-color-adjust', 'forced-color-adjust: none',
      // A field has the height that it has.
      'resize', 'resize: vertical',
      'size',
    ]);
  });

  test('the style sheets, but for what may be missing', async () => {
    const [element, ...more] = sheets(script);
    assert.equal(more.length, 0);
    assert.deepEqual(sorted(newerInStyle(element)), [
      // Ticks have the system's colour.
      'accent-color',
      // The data asks for a mouse.
      'cursor: pointer',
      // Forced colours let system colours be, which are all that is set there.
      'forced-color-adjust',
      'forced-color-adjust: none',
      // Lines break less evenly.
      'text-wrap',
      'text-wrap: balance',
    ]);
    // Paper has the printer's size and margins.
    assert.deepEqual(sorted(newerInStyle(await readFile(`${DIST}/${KEPT}/page.css`, 'utf8'))), ['@page', 'size']);
  });
});

describe('a planted one is found', () => {
  for (const planted of ['[].toSorted()', 'Promise.withResolvers()', 'AbortSignal.any([])', 'x.checkVisibility()', 'URL.canParse(x)', 'new CloseWatcher()', 'Object.groupBy(x, y)']) {
    test(planted, () => assert.ok(newerInScript(`${script};${planted}`).size > newerInScript(script).size));
  }

  for (const planted of ['a { color: light-dark(red, blue) }', 'a { height: 3dvh }', 'a:has(b) { color: red }', 'a { &:hover { color: red } }', '@scope (a) { b { color: red } }', 'a { field-sizing: content }', 'a { display: grid; grid-template-columns: subgrid }']) {
    test(planted, () => assert.ok(newerInStyle(planted).size > 0));
  }

  test('newer syntax', () => assert.throws(() => newerInScript('await using x = y;'), SyntaxError));

  test('what they all have is not', () => {
    assert.deepEqual(sorted(newerInScript('structuredClone([].at(-1)?.flat()); new CSSStyleSheet(); Object.hasOwn(x, y); class A { static { this.#b; } #b = 1 }')), []);
    assert.deepEqual(sorted(newerInStyle('@container (min-width: 3px) { a:is(b, c) { inset: 0; width: 2cqi; aspect-ratio: 1; color: rgb(0 0 0 / .1) } }')), []);
  });
});
