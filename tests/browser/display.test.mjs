// What the visitor sets for himself: the language, and large print.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PHONE, browser, headline, spend, text, visit } from './browser.mjs';
import { hosted } from './server.mjs';

const page = (attributes) => hosted(`<subsidy-calculator city="nanchang" batch="1" level="2" as-of="2024-09-30" ${attributes}></subsidy-calculator>`);

browser({ '/large.html': page('size="large"'), '/none.html': page('tools="none"'), '/some.html': page('tools="large lens"') });

const ready = (page) => page.waitForSelector('.headline');
const size = (page, selector) => page.locator(selector).first().evaluate((node) => Number.parseFloat(getComputedStyle(node).fontSize));

describe('language', () => {
  test('is switched in place, one file at a time, and the entries stay', () =>
    visit({ path: '/large.html' }, async (page, seen) => {
      await ready(page);
      await spend(page, { software: '30万' });
      const before = seen.requests.length;
      await page.selectOption('#lang', 'en');
      await page.waitForFunction(() => document.querySelector('subsidy-calculator').shadowRoot.querySelector('label').textContent === 'City');
      assert.deepEqual(seen.requests.slice(before).map((url) => url.split('/').pop()), ['en.json']);
      assert.equal(await page.inputValue('#spend-software'), '30万');
      assert.equal(await headline(page), '¥180,000.00');
      await page.selectOption('#lang', 'zh-Hant');
      await page.waitForFunction(() => document.querySelector('subsidy-calculator').shadowRoot.querySelector('.all').lang === 'zh-Hant');
      assert.match(await text(page, '.all'), /軟件/);
    }));

  test('the visitor’s choice stands against the page’s', () =>
    visit({}, async (page) => {
      await ready(page);
      await page.selectOption('#lang', 'zh-Hant');
      await page.waitForFunction(() => document.querySelector('subsidy-calculator').shadowRoot.querySelector('.all').lang === 'zh-Hant');
      await page.evaluate(() => { document.documentElement.lang = 'en'; });
      await page.waitForTimeout(300);
      assert.equal(await page.inputValue('#lang'), 'zh-Hant');
      assert.match(await text(page, '.all'), /軟件/);
    }));

  test('each is named in itself', () =>
    visit({}, async (page) => {
      await ready(page);
      assert.deepEqual(await page.locator('#lang option').evaluateAll((options) => options.map((option) => [option.lang, option.textContent])), [['zh-CN', '简体中文'], ['zh-Hant', '繁體中文'], ['en', 'English']]);
    }));
});

describe('large print', () => {
  test('is there at the host’s word, and goes at the visitor’s', () =>
    visit({ path: '/large.html' }, async (page) => {
      await ready(page);
      const button = page.getByRole('button', { name: '大字版' });
      assert.equal(await button.getAttribute('aria-pressed'), 'true');
      const large = await size(page, '.hint');
      await button.click();
      assert.equal(await button.getAttribute('aria-pressed'), 'false');
      const plain = await size(page, '.hint');
      assert.ok(large >= plain * 1.5, `${large} against ${plain}`);
    }));

  test('every text is at least 18 px and every target 60 px high', () =>
    visit({ path: '/large.html', size: PHONE }, async (page) => {
      await ready(page);
      await spend(page, { software: '300000' });
      await page.locator('details').evaluateAll((all) => all.forEach((one) => { one.open = true; }));
      await page.waitForFunction(() => [...document.querySelector('subsidy-calculator').shadowRoot.querySelectorAll('details > .panel')].every((panel) => panel.childElementCount > 0));
      // The paper is shown as it is printed.
      const small = await page.locator('.all *').evaluateAll((nodes) => nodes
        .filter((node) => [...node.childNodes].some((child) => child.nodeType === 3 && child.nodeValue.trim()) && !node.closest('.unseen, .preview'))
        .filter((node) => Number.parseFloat(getComputedStyle(node).fontSize) < 18).map((node) => node.outerHTML.slice(0, 90)));
      assert.deepEqual(small, []);
      const low = await page.locator('select, button:not(.brief), summary, .tick, .segments span, input:not([type=radio], [type=checkbox])').evaluateAll((nodes) => nodes.filter((node) => node.getBoundingClientRect().height < 60).map((node) => node.outerHTML.slice(0, 90)));
      assert.deepEqual(low, []);
    }));

  test('fits a phone of 320 px without sideways scrolling', () =>
    visit({ path: '/large.html', size: { width: 320, height: 640 } }, async (page) => {
      await ready(page);
      await spend(page, { software: '300000', hardware: '123456789.55' });
      await page.locator('details').evaluateAll((all) => all.forEach((one) => { one.open = true; }));
      const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
      assert.equal(wide, room);
    }));
});

describe('what is offered', () => {
  test('nothing, where the host says none', () =>
    visit({ path: '/none.html' }, async (page) => {
      await ready(page);
      assert.equal(await page.locator('.tools').count(), 0);
      assert.equal(await page.locator('#save').count(), 0);
    }));

  test('some of it; what there is not is told', () =>
    visit({ path: '/some.html' }, async (page) => {
      await ready(page);
      assert.equal(await page.locator('#lang').count(), 0);
      assert.equal(await page.getByRole('button', { name: '大字版' }).count(), 1);
      assert.match(await text(page, '.problems'), /tools.*lens/);
    }));
});
