// The element among others: attributes, languages, several at once, away and back.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { hosted } from './server.mjs';
import { browser, headline, spend, text, visit } from './browser.mjs';


browser({
  '/two.html': hosted('<subsidy-calculator id="a" city="nanchang" batch="1" level="2" as-of="2024-09-30"></subsidy-calculator><subsidy-calculator id="b" city="wuhan" level="2" as-of="2024-09-30" lang="en"></subsidy-calculator>'),
  '/some.html': hosted('<subsidy-calculator cities="hebi, wuhan" level="2"></subsidy-calculator>'),
  '/bad.html': hosted('<subsidy-calculator city="atlantis" cities="nanchang lemuria" batch="7" level="x" as-of="2024-02-30" theme="neon" policies="https://elsewhere.example/"></subsidy-calculator>'),
  '/hant.html': hosted('<div lang="zh-TW"><subsidy-calculator city="nanchang"></subsidy-calculator></div>', 'en'),
  '/own.html': hosted('<subsidy-calculator city="hebi" policies="/policies"></subsidy-calculator>'),
  '/themes.html': hosted('<subsidy-calculator id="a" theme="dark"></subsidy-calculator><subsidy-calculator id="b" theme="light"></subsidy-calculator><subsidy-calculator id="c"></subsidy-calculator>'),
});

const ready = (page) => page.waitForSelector('.headline');

describe('attributes', () => {
  test('a change is taken over; the element writes none itself', () =>
    visit({ path: '/two.html' }, async (page) => {
      await ready(page);
      await spend(page, { software: '100000' });
      const before = await page.evaluate(() => document.querySelector('#a').outerHTML);
      assert.equal(await headline(page), '¥60,000.00');
      await page.locator('#a label', { hasText: '第三批' }).click();
      assert.equal(await headline(page), '¥40,000.00');
      assert.equal(await page.evaluate(() => document.querySelector('#a').outerHTML), before);
      await page.evaluate(() => document.querySelector('#a').setAttribute('batch', '2'));
      await page.waitForFunction(() => document.querySelector('#a').shadowRoot.querySelector('.headline').textContent.includes('¥50,000.00'));
      await page.evaluate(() => document.querySelector('#a').removeAttribute('batch'));
      await page.waitForFunction(() => document.querySelector('#a').shadowRoot.querySelector('.kind-range'));
    }));

  test('bad ones are told inside, with defaults in their place, and nothing is thrown', () =>
    visit({ path: '/bad.html' }, async (page) => {
      await ready(page);
      const told = await page.locator('.problems li').allInnerTexts();
      assert.equal(told.length, 7);
      for (const value of ['elsewhere.example', 'lemuria', 'neon', 'atlantis', '“7”', '“x”', '2024-02-30']) assert.ok(told.some((line) => line.includes(value)), value);
      assert.equal(await page.inputValue('#city'), 'nanchang');
      assert.equal(await page.locator('#city option').count(), 1);
    }));

  test('cities limits the choice', () =>
    visit({ path: '/some.html' }, async (page) => {
      await ready(page);
      assert.deepEqual(await page.locator('#city option').allInnerTexts(), ['鹤壁市', '武汉市']);
    }));

  test('policies names a folder of the host’s own', () =>
    visit({ path: '/own.html' }, async (page, seen) => {
      await ready(page);
      assert.ok(seen.requests.some((url) => url.endsWith('/policies/index.json')));
      assert.equal(await page.inputValue('#city'), 'hebi');
    }));
});

describe('looks', () => {
  const colour = (page, id, selector, property = 'backgroundColor') => page.locator(`${id} ${selector}`).first().evaluate((node, name) => getComputedStyle(node)[name], property);
  const three = async (page) => {
    for (const id of ['#a', '#b', '#c']) await page.locator(`${id} .headline`).waitFor();
    return Promise.all(['#a', '#b', '#c'].map((id) => colour(page, id, '.answer')));
  };
  const [LIGHT, DARK] = ['rgb(255, 255, 255)', 'rgb(25, 33, 44)'];

  for (const [colorScheme, own] of [['light', LIGHT], ['dark', DARK]]) {
    test(`theme is dark, light, or as the system has it, which is ${colorScheme}`, () =>
      visit({ path: '/themes.html', system: { colorScheme } }, async (page) => assert.deepEqual(await three(page), [DARK, LIGHT, own])));
  }

  test('a portal sets its colour, its corners and a part', () =>
    visit({ path: '/two.html' }, async (page) => {
      await ready(page);
      await page.evaluate(() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync('#a { --sc-accent: rgb(150, 0, 20); --sc-radius: 0px } #a::part(amount) { text-decoration-line: underline }');
        document.adoptedStyleSheets = [sheet];
      });
      assert.equal(await colour(page, '#a', '[part~=chosen]'), 'rgb(150, 0, 20)');
      assert.equal(await colour(page, '#b', '[part~=chosen]'), 'rgb(11, 92, 173)');
      assert.equal(await colour(page, '#a', '.answer', 'borderBottomLeftRadius'), '0px');
      assert.equal(await colour(page, '#a', '.headline strong', 'textDecorationLine'), 'underline');
    }));

  test('forced colours keep the choice visible', () =>
    visit({ path: '/two.html', system: { forcedColors: 'active' } }, async (page) => {
      await ready(page);
      const [chosen, other] = await page.locator('#a fieldset').first().locator('label span').evaluateAll((nodes) => nodes.slice(0, 2).map((node) => getComputedStyle(node).backgroundColor));
      assert.notEqual(chosen, other);
    }));
});

describe('languages', () => {
  test('the nearest lang decides', () =>
    visit({ path: '/hant.html' }, async (page, seen) => {
      await ready(page);
      assert.match(await text(page, '.all'), /改造後預計達到的數字化水平/);
      assert.ok(seen.requests.some((url) => url.endsWith('/strings/zh-Hant.json')));
      assert.ok(!seen.requests.some((url) => url.endsWith('/strings/zh-CN.json')));
    }));

  test('a switch in place keeps the entries', () =>
    visit({}, async (page) => {
      await ready(page);
      await spend(page, { software: '300000' });
      await page.evaluate(() => { document.documentElement.lang = 'en-GB'; });
      await page.waitForFunction(() => document.querySelector('subsidy-calculator').shadowRoot.querySelector('label').textContent === 'City');
      assert.equal(await page.inputValue('#spend-software'), '300000');
      assert.doesNotMatch(await page.locator('form').evaluate((form) => {
        const copy = form.cloneNode(true);
        for (const node of copy.querySelectorAll('[lang=zh-CN]')) node.remove();
        return copy.textContent.replace('30万', '');
      }), /[\u4e00-\u9fff]/);
    }));
});

describe('several, and coming and going', () => {
  test('two on a page answer for themselves', () =>
    visit({ path: '/two.html' }, async (page, seen) => {
      await page.locator('#a .headline').waitFor();
      await page.locator('#b .headline').waitFor();
      await page.fill('#a #spend-software', '100000');
      await page.fill('#b #spend-software', '800000');
      assert.equal(await text(page, '#a .headline strong'), '¥60,000.00');
      assert.equal(await text(page, '#b .headline strong'), '¥240,000.00');
      assert.equal(await text(page, '#b label'), 'City');
      assert.equal(seen.requests.filter((url) => url.endsWith('.wasm')).length, 1);
    }));

  test('taken out and put back, it keeps what was entered', () =>
    visit({ path: '/two.html' }, async (page) => {
      await ready(page);
      await spend(page, { software: '100000' });
      await page.evaluate(async () => {
        window.kept = document.querySelector('#a');
        kept.remove();
        await new Promise((done) => setTimeout(done, 50));
        document.body.append(kept);
      });
      assert.equal(await page.inputValue('#a #spend-software'), '100000');
      await page.fill('#a #spend-software', '200000');
      assert.equal(await text(page, '#a .headline strong'), '¥120,000.00');
    }));

  test('taken out before it has loaded, it loads when it comes back', () =>
    visit({}, async (page) => {
      await ready(page);
      const shown = await page.evaluate(async () => {
        const fresh = document.createElement('subsidy-calculator');
        document.body.append(fresh);
        fresh.remove();
        await new Promise((done) => setTimeout(done, 200));
        const away = fresh.shadowRoot.querySelector('.headline');
        document.body.append(fresh);
        await new Promise((done) => setTimeout(done, 200));
        return [away, fresh.shadowRoot.querySelector('.headline')?.textContent.length > 0];
      });
      assert.deepEqual(shown, [null, true]);
    }));

  test('it leaves no global behind', () =>
    visit({ path: '/two.html' }, async (page) => {
      await ready(page);
      const added = await page.evaluate(() => {
        const frame = document.createElement('iframe');
        document.body.append(frame);
        const known = new Set(Object.getOwnPropertyNames(frame.contentWindow));
        return Object.getOwnPropertyNames(window).filter((name) => !known.has(name));
      });
      assert.deepEqual(added.filter((name) => !/^(a|b|__(playwright|pw_).*|\d+)$/.test(name)), []);
    }));
});
