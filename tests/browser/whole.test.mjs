// element-whole.js, on a host that answers 404 for .wasm and .json.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { headline, spend, text } from './browser.mjs';
import { browserAlone, open, portal } from './host.mjs';
import { DIST } from './server.mjs';

browserAlone();

const [, , body] = [...readFileSync(join(DIST, 'EMBED.md'), 'utf8').matchAll(/```html\n(.*?)\n```/gs)].map(([, page]) => page);
const refuse = (answer) => { if (/\.(wasm|json)$/.test(answer.path)) answer.status = 404; };
const site = portal(() => ({ pages: { '/page.html': { body }, '/element.html': { body: body.replaceAll('element-whole.js', 'element.js').replace(/ integrity="[^"]+"/, '') } }, fault: refuse }));

test('every city and every language, in two requests', () =>
  open(`${site.origin}/page.html`, {}, async (page, seen) => {
    await page.locator('.headline').waitFor();
    await page.locator('.segments label', { hasText: '第一批' }).click();
    await page.locator('.segments label', { hasText: '二级' }).click();
    await spend(page, { software: '100000' });
    assert.equal(await headline(page), '¥60,000.00');
    for (const city of ['wuhan', 'hebi', 'fuzhou', 'songjiang']) {
      await page.selectOption('#city', city);
      await page.waitForFunction((id) => document.querySelector('subsidy-calculator').shadowRoot.querySelector('.foot').textContent.includes(` ${id} `), city);
    }
    for (const [lang, label] of [['en', 'City'], ['zh-Hant', '城市']]) {
      await page.evaluate((tag) => document.querySelector('subsidy-calculator').setAttribute('lang', tag), lang);
      await page.waitForFunction((tag) => document.querySelector('subsidy-calculator').shadowRoot.querySelector('.all').lang === tag, lang);
      assert.equal(await text(page, 'form label[for=city]'), label);
    }
    assert.equal(seen.requests.length, 2);
  }));

test('the element that fetches its parts cannot run there, and the table of rates stays', () =>
  open(`${site.origin}/element.html`, { quiet: false }, async (page) => {
    await page.getByRole('alert').waitFor();
    assert.equal(await page.locator('.sc-rates td').first().isVisible(), true);
  }));
