// For everyone: keyboard, narrow screens, large targets.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PHONE, browser, headline, spend, text, visit } from './browser.mjs';
import { once } from './engines.mjs';
import { AT, STATES, enter, own, unfold } from './states.mjs';

browser();

// zoom.test.mjs: 640 pixels at 200 % are 320.
const elsewhere = once('elsewhere');
const figures = once('figures');

describe('narrow and large', () => {
  for (const state of STATES) {
    const [kind, set] = state;
    elsewhere(`${kind} at 320 px needs no sideways scrolling`, () =>
      visit({ set, size: { width: 320, height: 640 } }, async (page) => {
        await enter(page, state);
        await unfold(page);
        const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
        assert.equal(wide, room);
        const beyond = await page.locator('.all *').evaluateAll((nodes) => nodes.filter((node) => !node.closest('.scroll, .unseen') && node.getBoundingClientRect().right > innerWidth + 0.5).map((node) => node.outerHTML.slice(0, 80)));
        assert.deepEqual(beyond, []);
      }));
  }

  test('targets are 44 px high', () =>
    visit({ set: { ...AT, city: 'fuzhou' }, size: PHONE }, async (page) => {
      await own(page);
      await unfold(page);
      const small = await page.locator('.all').locator('select, input:not([type=radio], [type=checkbox]), button, summary, .segments label, .tick').evaluateAll((nodes) => nodes.filter((node) => node.getBoundingClientRect().height < 44).map((node) => node.outerHTML.slice(0, 80)));
      assert.deepEqual(small, []);
    }));

  test('the answer stays in sight while typing on a phone, and nothing jumps', () =>
    visit({ set: { ...AT, batch: '1', level: '2' }, size: PHONE }, async (page) => {
      await page.locator('#spend-services').scrollIntoViewIfNeeded();
      await page.locator('#spend-services').focus();
      const place = () => page.locator('#spend-services').boundingBox();
      const before = await place();
      await page.locator('#spend-services').pressSequentially('30000');
      assert.deepEqual(await place(), before);
      await spend(page, { software: '300000' });
      assert.equal(await page.locator('.brief').isVisible(), true);
      assert.match(await text(page, '.brief'), /¥180,000\.00/);
      const { y } = await page.locator('.brief').boundingBox();
      assert.equal(y, 0);
      await page.locator('.brief').click();
      await page.waitForFunction(() => getComputedStyle(document.querySelector('subsidy-calculator').shadowRoot.querySelector('.brief')).visibility === 'hidden');
      assert.equal(await page.locator('.headline').isVisible(), true);
    }));
});

describe('keyboard', () => {
  test('the whole form, in order', () =>
    visit({ set: { ...AT, batch: '1', level: '2' } }, async (page) => {
      await page.locator('#city').focus();
      const stops = [];
      const stop = () => page.evaluate(() => {
        const at = document.activeElement?.shadowRoot?.activeElement;
        return at ? at.id || at.name || at.textContent : document.activeElement?.tagName;
      });
      for (let at = 0; at < 14; at++) {
        await page.keyboard.press('Tab');
        stops.push(await stop());
      }
      assert.deepEqual(stops, ['batch', 'level', '先核对条件（可不填）', 'unit', 'spend-software', 'spend-cloud', 'spend-data_equipment', 'spend-hardware', 'spend-services', 'spend-training', 'spend-diagnosis', 'spend-other', '其他奖励（单独列出）', '更多情况（可不填）']);
    }));

  test('arrows choose, and the choice answers', () =>
    visit({ set: { ...AT, batch: '1', level: '2' } }, async (page) => {
      await spend(page, { software: '100000' });
      await page.locator('input[name=batch]:checked').focus();
      await page.keyboard.press('ArrowRight');
      assert.equal(await headline(page), '¥50,000.00');
      const ring = await page.locator('input[name=batch]:checked + span').evaluate((node) => getComputedStyle(node).outlineStyle);
      assert.equal(ring, 'solid');
    }));

  test('enter in a field neither sends nor reloads', () =>
    visit({ set: { ...AT, batch: '1', level: '2' } }, async (page) => {
      await spend(page, { software: '100000' });
      await page.locator('#spend-software').press('Enter');
      await page.waitForTimeout(200);
      assert.equal(await headline(page), '¥60,000.00');
      assert.equal(new URL(page.url()).search, '');
    }));
});

figures('the kinds are told apart by sign and words, not by colour', () => {
  const looks = new Map();
  return visit({}, async (page) => {
    await page.waitForSelector('.headline');
    for (const state of STATES) {
      const [kind, set] = state;
      await page.reload();
      await page.waitForSelector('.headline');
      await page.evaluate((set) => { for (const [name, value] of Object.entries(set)) document.querySelector('subsidy-calculator').setAttribute(name, value); }, set);
      await page.waitForTimeout(250);
      await enter(page, state);
      const look = await page.locator(`.answer.kind-${kind}`).evaluate((card) => `${card.querySelector('.sign').textContent} ${card.querySelector('.badge').textContent}`);
      looks.set(look, kind);
    }
    assert.equal(looks.size, STATES.length);
  });
});
