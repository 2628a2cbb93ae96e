// What leaves the element only at the visitor's word: entries kept on the device, figures in events.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { browser, headline, spend, text, visit } from './browser.mjs';
import { hosted } from './server.mjs';

const page = (attributes) => hosted(`<div id="around"><subsidy-calculator city="nanchang" batch="1" level="2" as-of="2024-09-30" ${attributes}></subsidy-calculator></div>`);

browser({ '/plain.html': page(''), '/other.html': page('id="other"'), '/ask.html': page('figures="ask"') });

const ready = (page) => page.waitForSelector('.headline');
const stored = (page) => page.evaluate(() => ({ ...localStorage }));

/** Every event of the element, as the page around hears it. */
const listen = (page) => page.evaluate(() => {
  window.heard = [];
  for (const name of ['subsidy-ready', 'subsidy-answer', 'subsidy-trouble']) {
    document.querySelector('#around').addEventListener(name, (event) => window.heard.push({ ...event, name, type: event.constructor.name.length > 0, composed: event.composed }));
  }
});
const heard = (page) => page.evaluate(() => window.heard);

describe('kept on the device', () => {
  test('nothing is, unless asked for', () =>
    visit({ path: '/plain.html' }, async (page) => {
      await ready(page);
      await spend(page, { software: '300000' });
      await page.waitForTimeout(1000);
      assert.deepEqual(await stored(page), {});
      assert.equal(await page.locator('#save').isChecked(), false);
    }));

  test('what was entered comes back, and one click erases it', () =>
    visit({ path: '/plain.html' }, async (page) => {
      await ready(page);
      await page.check('#save');
      await page.locator('label', { hasText: '第二批' }).click();
      await spend(page, { software: '30万' });
      await page.waitForTimeout(1000);
      await page.reload();
      await ready(page);
      assert.equal(await page.inputValue('#spend-software'), '30万');
      assert.equal(await headline(page), '¥150,000.00');
      assert.equal(await page.locator('#save').isChecked(), true);
      await page.getByRole('button', { name: '清除已保存的内容' }).click();
      assert.deepEqual(await stored(page), {});
      await spend(page, { software: '20万' });
      await page.waitForTimeout(1000);
      assert.deepEqual(await stored(page), {});
      await page.reload();
      await ready(page);
      assert.equal(await page.inputValue('#spend-software'), '');
      assert.equal(await page.locator('input[name=batch]:checked').inputValue(), '1');
    }));

  test('elements with another id keep apart', () =>
    visit({ path: '/plain.html' }, async (page, seen) => {
      await ready(page);
      await spend(page, { software: '30万' });
      await page.check('#save');
      await page.goto(`${seen.origin}/other.html`);
      await ready(page);
      assert.equal(await page.inputValue('#spend-software'), '');
    }));

  for (const [what, kept] of [
    ['is no JSON', '{'],
    ['has other types', '{"spend":7,"batch":null,"city":["x"],"unknown":1}'],
    ['names what is no more', '{"spend":{"gold":"1"},"awards":{"none":1},"city":"atlantis","batch":"9"}'],
  ]) {
    test(`what ${what} is left aside`, () =>
      visit({ path: '/plain.html' }, async (page) => {
        await ready(page);
        await page.evaluate((kept) => localStorage.setItem('subsidy-calculator', kept), kept);
        await page.reload();
        await ready(page);
        await spend(page, { software: '100000' });
        assert.match(await headline(page), /^¥/);
      }));
  }

  test('a network that fails erases nothing', () => {
    let broken = false;
    return visit({ path: '/plain.html', quiet: false, route: (page) => page.route('**/strings/*', (route) => (broken ? route.abort() : route.continue())) }, async (page) => {
      await ready(page);
      await page.check('#save');
      await spend(page, { software: '30万' });
      await page.waitForTimeout(1000);
      broken = true;
      await page.reload();
      await page.getByRole('alert').waitFor();
      broken = false;
      await page.getByRole('button', { name: '重试' }).click();
      await ready(page);
      assert.equal(await page.inputValue('#spend-software'), '30万');
    });
  });

  test('where storage is forbidden it is not offered as done', () =>
    visit({ path: '/plain.html', route: (page) => page.addInitScript(() => Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })) }, async (page) => {
      await ready(page);
      await page.click('#save');
      assert.equal(await page.locator('#save').isChecked(), false);
      await spend(page, { software: '100000' });
      assert.equal(await headline(page), '¥60,000.00');
    }));
});

describe('events', () => {
  test('say what happened, cross the shadow and hold no figure', () =>
    visit({ path: '/plain.html' }, async (page) => {
      await ready(page);
      await listen(page);
      await spend(page, { software: '123456' });
      await page.waitForFunction(() => window.heard.length);
      const all = await heard(page);
      assert.deepEqual(all.map(({ name, city, kind, estimate, composed }) => ({ name, city, kind, estimate, composed })), [{ name: 'subsidy-answer', city: 'nanchang', kind: 'upper_limit', estimate: null, composed: true }]);
      assert.doesNotMatch(JSON.stringify(all), /123456|74073/);
      assert.equal(await page.locator('#share').count(), 0);
    }));

  test('the page hears nothing of what is typed', () =>
    visit({ path: '/plain.html' }, async (page) => {
      await ready(page);
      await page.evaluate(() => {
        window.heard = [];
        for (const type of ['beforeinput', 'input', 'change']) document.addEventListener(type, (event) => window.heard.push(`${type} ${event.data}`));
      });
      await page.locator('#spend-software').pressSequentially('123');
      await page.locator('#spend-software').blur();
      assert.equal(await headline(page), '¥73.80');
      assert.deepEqual(await heard(page), []);
    }));

  test('figures only where the host asks and the visitor agrees', () =>
    visit({ path: '/ask.html' }, async (page, seen) => {
      await ready(page);
      await listen(page);
      await spend(page, { software: '123456' });
      await page.waitForFunction(() => window.heard.length === 1);
      assert.equal((await heard(page))[0].estimate, null);
      assert.match(await text(page, '.consent:has(#share)'), new RegExp(new URL(seen.origin).host));
      await page.check('#share');
      await spend(page, { software: '123457' });
      await page.waitForFunction(() => window.heard.length === 2);
      const { estimate } = (await heard(page))[1];
      assert.equal(estimate.outcome, 'upper_limit');
      assert.equal(estimate.grant.amount, '74074.20');
      await page.uncheck('#share');
      await spend(page, { software: '1' });
      await page.waitForFunction(() => window.heard.length === 3);
      assert.equal((await heard(page))[2].estimate, null);
    }));

  test('trouble is told to the page too', () =>
    visit({ path: '/plain.html', quiet: false, route: async (page) => {
      await page.addInitScript(() => {
        delete window.WebAssembly;
        window.troubles = [];
        addEventListener('subsidy-trouble', (event) => window.troubles.push(event.reason));
      });
    } }, async (page) => {
      await page.getByRole('alert').waitFor();
      assert.deepEqual(await page.evaluate(() => window.troubles), ['blocked']);
    }));
});
