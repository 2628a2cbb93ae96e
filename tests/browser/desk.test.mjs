// The desk: what comes only when a panel is opened, that it is what the build says, and that every panel says something in every language and way in.

import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { headline, spend, text, visit } from './browser.mjs';
import { browserAlone, open, portal } from './host.mjs';
import { unfold } from './panel.mjs';
import { DIST, KEPT } from './server.mjs';

browserAlone();

/** A part of the page that each panel shows once it is filled. */
const FILLED = {
  eligibility: '.condition', solve: '.solved', curve: 'canvas', scenarios: '#scenarios-keep', timeline: '.windows > li', link: '.address input', paper: '.sheet', take: '.files button',
};
const SPEND = { software: '300000', cloud: '50000' };
const [first, , whole] = [...readFileSync(join(DIST, 'EMBED.md'), 'utf8').matchAll(/```html\n(.*?)\n```/gs)].map(([, page]) => page);

/** What is done to the next answers. @type {(answer: import('./host.mjs').Answer) => void} */
let fault = () => {};
const site = portal(() => ({ pages: { '/page.html': { body: first }, '/whole.html': { body: whole } }, fault: (answer) => fault(answer) }));
const file = (url) => new URL(url).pathname.split('/').at(-1);

/** A page that answers for something. @param {import('playwright-core').Page} page */
async function stated(page) {
  await page.locator('.headline').waitFor();
  await page.selectOption('#city', 'nanchang');
  await page.waitForFunction(() => document.querySelector('subsidy-calculator').shadowRoot.querySelector('.foot').textContent.includes(' nanchang '));
  await page.locator('.segments label', { hasText: '第一批' }).first().click();
  await page.locator('.segments label', { hasText: '二级' }).first().click();
  await spend(page, SPEND);
  assert.equal(await headline(page), '¥210,000.00');
}

async function everyPanel(page) {
  for (const [id, part] of Object.entries(FILLED)) {
    await unfold(page, id);
    await page.locator(`#desk-${id} ${part}`).first().waitFor();
  }
  assert.deepEqual(await page.locator('.panel').evaluateAll((all) => all.map((panel) => panel.id)), Object.keys(FILLED).map((id) => `desk-${id}`));
}

describe('what is loaded, and when', () => {
  test('nothing before a panel is opened, then three files once, and the writer of workbooks not even then', () =>
    open(`${site.origin}/page.html`, {}, async (page, seen) => {
      await stated(page);
      assert.deepEqual(seen.requests.map(file).filter((name) => /^(desk|sheets)/.test(name)), []);
      seen.requests.length = 0;
      await everyPanel(page);
      assert.deepEqual([...new Set(seen.requests.map(file))].sort(), ['desk.js', 'desk.wasm', 'desk.zh-CN.json']);
    }));

  test('a script that is not the one of the build does not run; what is above stays, and the next opening tries again', async () => {
    fault = (answer) => { if (answer.path.endsWith('/desk.js')) answer.body = Buffer.concat([answer.body, Buffer.from(';window.foreign = true')]); };
    await open(`${site.origin}/page.html`, { quiet: false }, async (page) => {
      await stated(page);
      const panel = page.locator('details:has(> #desk-solve)');
      await panel.locator('> summary').click();
      await page.waitForFunction(() => /没有加载成功/.test(document.querySelector('subsidy-calculator').shadowRoot.querySelector('details[open] > .told')?.textContent ?? ''));
      assert.equal(await page.evaluate(() => window.foreign), undefined);
      assert.equal(await headline(page), '¥210,000.00');
    });
    fault = (answer) => { if (answer.path.endsWith('/desk.wasm')) Object.assign(answer, { status: 404, head: { ...answer.head, 'Cache-Control': 'no-store' } }); };
    await open(`${site.origin}/page.html`, { quiet: false }, async (page) => {
      await stated(page);
      const panel = page.locator('details:has(> #desk-solve)');
      await panel.locator('> summary').click();
      await page.waitForFunction(() => /没有加载成功/.test(document.querySelector('subsidy-calculator').shadowRoot.querySelector('details[open] > .told')?.textContent ?? ''));
      fault = () => {};
      await panel.locator('> summary').click();
      await panel.locator('> summary').click();
      await page.locator('#desk-solve .solved').first().waitFor();
      assert.equal(await text(page, 'details[open] > .told'), '');
    });
  });

  test('where the script carries everything the desk is a second script', async () => {
    fault = (answer) => { if (/\.(wasm|json)$/.test(answer.path)) answer.status = 404; };
    await open(`${site.origin}/whole.html`, {}, async (page, seen) => {
      await stated(page);
      seen.requests.length = 0;
      await everyPanel(page);
      assert.deepEqual([...new Set(seen.requests.map(file))], ['desk-whole.js']);
    });
    fault = () => {};
  });
});

test('in the single file every panel is filled in every language, with no network', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'alone-'));
  const alone = join(folder, '补助测算.html');
  copyFileSync(join(DIST, `${KEPT}.html`), alone);
  await visit({ path: '/blank.html', quiet: false }, async (page, seen) => {
    await page.context().setOffline(true);
    seen.requests.length = 0;
    seen.complaints.length = 0;
    await page.goto(pathToFileURL(alone).href);
    await stated(page);
    await everyPanel(page);
    for (const [lang, said] of [['zh-Hant', /想拿到的補助/], ['en', /The grant that you want/]]) {
      await page.locator('#lang').selectOption(lang);
      await page.waitForFunction((source) => new RegExp(source).test(document.querySelector('subsidy-calculator').shadowRoot.querySelector('#desk-solve').textContent), said.source);
      for (const [id, part] of Object.entries(FILLED)) await page.locator(`#desk-${id} ${part}`).first().waitFor();
    }
    assert.deepEqual(seen.complaints, []);
    assert.deepEqual(seen.requests.filter((url) => !/^(data|blob|file):/.test(url)), []);
  });
  rmSync(folder, { recursive: true });
});
