// The page in Chromium on a slow phone's terms: `node bench/page.mjs ROUNDS` prints one line of JSON, times in milliseconds.
//
// `first`: from the start of navigation to the first estimate, at 4 × CPU slow-down, 1.6 Mbit/s and 150 ms; `bare`: the same for a page that
// does nothing but load the very same module, start it and show a word. `key`: from a keystroke to the new answer in the page,
// laid out, at 4 × CPU slow-down, 95th percentile.

import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { chromium } from 'playwright-core';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const rounds = Array.from({ length: Number(process.argv[2] ?? 5) });
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.json': 'application/json', '.wasm': 'application/wasm' };
const BARE = {
  '/bare/index.html': '<!doctype html><html lang="en"><meta charset="utf-8"><title>bare</title><link rel="icon" href="data:,"><link rel="preload" as="fetch" crossorigin href="subsidy_bg.wasm" type="application/wasm"><script type="module" src="main.js"></script><p class="headline"></p></html>',
  '/bare/main.js': "import init, { Calculator } from './subsidy.js'; await init(); document.querySelector('p').append(new Calculator().constructor.name);",
};
const SLOW = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 1.6e6 / 8 };

const compressed = new Map();
const server = createServer((request, response) => {
  const path = new URL(request.url, 'http://localhost').pathname.replace(/\/$/, '/index.html');
  try {
    if (!compressed.has(path)) {
      const content = BARE[path] ?? readFileSync(path.startsWith('/bare/') ? join(root, 'target/widget', path.slice(6)) : join(root, 'dist', path));
      compressed.set(path, brotliCompressSync(content));
    }
    response.writeHead(200, { 'content-type': TYPES[extname(path)], 'content-encoding': 'br', 'cache-control': 'no-store' }).end(compressed.get(path));
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const origin = `http://127.0.0.1:${server.address().port}`;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'] });

/** A page of a slow phone; nothing is kept from one to the next. */
async function phone(slow) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  if (slow) {
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', SLOW);
  }
  return page;
}

/** Until the page shows a text there, by its own clock. */
async function shown(path) {
  const page = await phone(true);
  await page.addInitScript(() => {
    const look = () => {
      const at = document.querySelector('.headline') ?? document.querySelector('subsidy-calculator')?.shadowRoot?.querySelector('.headline');
      if (at?.textContent) window.shownAt = performance.now();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.goto(`${origin}${path}`);
  const time = await (await page.waitForFunction(() => window.shownAt)).jsonValue();
  await page.context().close();
  return time;
}

/** From each keystroke's event to its answer, laid out. */
async function keystrokes() {
  const page = await phone(false);
  await page.goto(`${origin}/`);
  await page.waitForSelector('.headline');
  await page.evaluate(() => {
    const element = document.querySelector('subsidy-calculator');
    for (const [name, value] of [['batch', '1'], ['level', '2'], ['as-of', '2024-09-30']]) element.setAttribute(name, value);
    window.times = [];
    addEventListener('input', () => { window.begun = performance.now(); }, true);
    element.shadowRoot.addEventListener('input', () => {
      element.shadowRoot.querySelector('.headline').getBoundingClientRect();
      window.times.push(performance.now() - window.begun);
    });
  });
  await page.waitForTimeout(1000);
  const field = page.locator('#spend-software');
  for (const _ of rounds) {
    await field.fill('');
    await field.pressSequentially('3000000', { delay: 50 });
  }
  // The first strokes warm up, as a visitor's do.
  const times = (await page.evaluate(() => window.times)).slice(8);
  await page.context().close();
  return times;
}

const first = [];
const bare = [];
for (const _ of rounds) {
  first.push(await shown('/'));
  bare.push(await shown('/bare/'));
}
const key = await keystrokes();
const at = (times, share) => times.sort((a, b) => a - b)[Math.floor((times.length - 1) * share)];
console.log(JSON.stringify({ first: at(first, 0.5), bare: at(bare, 0.5), key: at(key, 0.95) }));
await browser.close();
server.close();
server.closeAllConnections();
