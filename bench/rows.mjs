// `node bench/rows.mjs CSV ROUNDS`: milliseconds in Chromium from a file of customers to the table of their answers with its
// sums, and for the CSV parser alone over the same bytes in the same page; medians of the rounds, a fresh page each, a second old.

import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { serve } from '../tests/browser/server.mjs';

const [, , file, rounds] = process.argv;
const root = new URL('..', import.meta.url);

const built = (name, type) => [`/bench/${name}`, (request, response) =>
  response.writeHead(200, { 'Content-Type': type }).end(readFileSync(new URL(`target/csv/${name}`, root)))];
const server = await serve(Object.fromEntries([built('csv.js', 'text/javascript'), built('csv_bg.wasm', 'application/wasm')]));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'] });

/** From the choice of the file to its table laid out, by the page's own clock; what asks for a click gets it in the next frame. */
function watch() {
  const { shadowRoot } = document.querySelector('subsidy-calculator');
  // No choice of a file is told outside.
  shadowRoot.addEventListener('change', ({ target }) => {
    const begun = performance.now();
    window.chosen = target.files[0];
    // Observed, as the yardstick waits for no frame either.
    let frame;
    const observer = new MutationObserver(() => {
      frame ??= requestAnimationFrame(() => {
        frame = undefined;
        shadowRoot.querySelector('#list-run')?.click();
      });
      // The first rows stand there sooner: it is over when all are judged and summed up.
      const parts = ['.all-rows tbody tr', '.lead-figures dd'].map((part) => shadowRoot.querySelector(part));
      if (parts.includes(null) || shadowRoot.querySelector('[aria-busy]')) return;
      parts.forEach((part) => part.getBoundingClientRect());
      observer.disconnect();
      window.shown(performance.now() - begun);
    });
    observer.observe(shadowRoot, { subtree: true, childList: true, attributes: true });
  }, { capture: true, once: true });
  window.shownAfter = new Promise((shown, failed) => {
    window.shown = shown;
    setTimeout(() => failed(new Error('no table')), 300_000);
  });
}

/** The parser alone, in the page that has the file. */
async function parse() {
  const { default: init, cells } = await import('/bench/csv.js');
  await init();
  const file = window.chosen;
  const times = [];
  for (let round = 0; round < 3; round += 1) {
    const begun = performance.now();
    cells(new Uint8Array(await file.arrayBuffer()));
    times.push(performance.now() - begun);
  }
  return times.sort((a, b) => a - b)[1];
}

const times = { ours: [], yardstick: [] };
for (const _ of Array.from({ length: Number(rounds) })) {
  const page = await browser.newPage();
  await page.goto(`${server.origin}/list.html`);
  await page.waitForSelector('#list-file', { state: 'attached' });
  // Nobody finds a file sooner; by then the page is at rest.
  await page.waitForTimeout(1000);
  await page.evaluate(watch);
  // Waited for before the file is chosen: what watches does no work of its own meanwhile.
  const shown = page.evaluate(() => window.shownAfter);
  await page.setInputFiles('#list-file', file);
  times.ours.push(await shown);
  // The page is at rest again, with all that it draws later.
  await page.waitForSelector('.groups .sum');
  await page.waitForTimeout(1000);
  times.yardstick.push(await page.evaluate(parse));
  await page.close();
}
const median = (all) => all.sort((a, b) => a - b)[Math.floor(all.length / 2)];
console.log(JSON.stringify({ ours: median(times.ours), yardstick: median(times.yardstick) }));
await browser.close();
await server.close();
