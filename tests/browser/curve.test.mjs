// The grant against the spend: what is drawn, what is said of it, and the table that says the same.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { browser, spend, text, visit } from './browser.mjs';
import { LOOKS, faults, says, sideways, unfold } from './panel.mjs';

browser();

const FIRST = { 'as-of': '2024-09-30', batch: '1', level: '2' };
const rows = (page) => page.locator('#desk-curve tbody tr').evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.textContent)));
const summary = (page) => page.locator('#curve-summary p').allTextContents();

const drawn = (options, then) =>
  visit({ set: FIRST, ...options }, async (page, seen) => {
    await spend(page, { software: '300000', hardware: '500000' });
    await unfold(page, 'curve');
    await page.waitForSelector('#curve-plot canvas');
    await painted(page);
    await then(page, seen);
  });

/** The chart is painted in a frame of its own. */
const painted = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/**
 * Where a colour stands on the canvas: its left and right ends, and at shares of the way between them its middle height, as a share of the whole rise.
 * @param {import('playwright-core').Page} page @param {string} of the sample of the line @param {number[]} at
 */
const rise = (page, of, at) => page.evaluate(([of, at]) => {
  const root = document.querySelector('subsidy-calculator').shadowRoot;
  const canvas = root.querySelector('#curve-plot canvas');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const [red, green, blue] = getComputedStyle(root.querySelector(of)).color.match(/\d+/g).map(Number);
  const columns = [];
  for (let x = 0; x < canvas.width; x++) {
    const hits = [];
    for (let y = 0; y < canvas.height; y++) {
      const at = 4 * (y * canvas.width + x);
      if (data[at + 3] > 250 && Math.abs(data[at] - red) + Math.abs(data[at + 1] - green) + Math.abs(data[at + 2] - blue) < 12) hits.push(y);
    }
    if (hits.length) columns.push([x, (hits[0] + hits.at(-1)) / 2]);
  }
  const [[left, bottom], [right, top]] = [columns[0], columns.at(-1)];
  return at.map((share) => {
    const [, y] = columns.reduce((best, one) => (Math.abs(one[0] - (left + share * (right - left))) < Math.abs(best[0] - (left + share * (right - left))) ? one : best));
    return (bottom - y) / (bottom - top);
  });
}, [of, at]);

describe('the curve', () => {
  test('is drawn where the figures lie', () =>
    drawn({}, async (page) => {
      // From 0 to 800,000: 60 % up to 666,666.67, then 400,000. At 200,000 it is 120,000, at 600,000 it is 360,000.
      const [quarter, most, flat] = await rise(page, '.sample.stated', [0.25, 0.75, 0.9]);
      assert.ok(Math.abs(quarter - 0.3) < 0.02, `${quarter}`);
      assert.ok(Math.abs(most - 0.9) < 0.02, `${most}`);
      assert.ok(Math.abs(flat - 1) < 0.02, `${flat}`);
    }));

  test('is described in words: where each batch stops growing, and where one stands', () =>
    drawn({}, async (page) => {
      assert.deepEqual(await summary(page), [
        '第一批：计入投入到 666,666.67 元时补助达到最高 400,000.00 元，再多不再增加。',
        '第二批：计入投入到 700,000.00 元时补助达到最高 350,000.00 元，再多不再增加。',
        '第三批：计入投入到 625,000.00 元时补助达到最高 250,000.00 元，再多不再增加。',
        '现在：计入投入 300,000.00 元，补助 180,000.00 元。',
        '各线都按“不超过”画出：实际补助可能更低。',
      ]);
      const plot = page.locator('#curve-plot');
      assert.deepEqual([await plot.getAttribute('role'), await plot.getAttribute('aria-describedby')], ['img', 'curve-summary']);
      assert.deepEqual(await page.locator('.samples li').allTextContents(), ['第一批', '第二批', '第三批', '现在 300,000.00']);
    }));

  test('has the same figures in a table', () =>
    drawn({}, async (page) => {
      const found = await rows(page);
      assert.deepEqual(await page.locator('#desk-curve thead th').allTextContents(), ['计入投入（元）', '第一批', '第二批', '第三批']);
      assert.deepEqual(found[0], ['0.00', '0.00', '0.00', '0.00']);
      assert.deepEqual(found[3], ['当前300,000.00', '180,000.00', '150,000.00', '120,000.00']);
      assert.deepEqual(found.find(([spend]) => spend === '666,666.67'), ['666,666.67', '400,000.00', '333,333.33', '250,000.00']);
      assert.deepEqual(found.at(-1), ['800,000.00', '400,000.00', '350,000.00', '250,000.00']);
      assert.equal(found.length, 11);
    }));

  test('follows what is typed, and another city’s readings', () =>
    drawn({}, async (page) => {
      await page.fill('#spend-software', '1000000');
      await says(page, 'curve', /计入投入 1,000,000\.00 元，补助 400,000\.00 元/);
      await page.selectOption('#city', 'wuhan');
      await page.locator('input[name=level][value="3"]').check({ force: true });
      await page.waitForFunction(() => document.querySelector('subsidy-calculator').shadowRoot.querySelectorAll('.samples li').length === 3);
      assert.deepEqual(await page.locator('.samples li').allTextContents(), ['补助', '按更宽的读法（待确认）', '现在 1,000,000.00']);
      // The machine counts only when the text is read widely: 40 % of 500,000.
      assert.deepEqual((await rows(page))[0], ['0.00', '0.00', '200,000.00']);
      assert.equal(await page.locator('#curve-plot canvas').count(), 1);
    }));

  test('is not there without a rate, and says so', () =>
    visit({ set: { 'as-of': '2024-09-30', city: 'songjiang' } }, async (page) => {
      await unfold(page, 'curve');
      assert.match(await text(page, '#desk-curve'), /没有公布比例，没有曲线/);
    }));

  test('fits the window that it is given', () =>
    drawn({}, async (page) => {
      await page.setViewportSize({ width: 360, height: 800 });
      await page.waitForFunction(() => document.querySelector('subsidy-calculator').shadowRoot.querySelector('#curve-plot canvas').clientWidth < 360);
      await painted(page);
      assert.ok(await sideways(page) <= 0);
      const [quarter] = await rise(page, '.sample.stated', [0.25]);
      assert.ok(Math.abs(quarter - 0.3) < 0.03, `${quarter}`);
    }));
});

test('another theme is drawn in its colours', () =>
  drawn({}, async (page) => {
    await page.evaluate(() => document.querySelector('subsidy-calculator').setAttribute('theme', 'dark'));
    await page.waitForFunction(() => getComputedStyle(document.querySelector('subsidy-calculator').shadowRoot.querySelector('.sample.stated')).color === 'rgb(124, 184, 245)');
    await painted(page);
    const [quarter] = await rise(page, '.sample.stated', [0.25]);
    assert.ok(Math.abs(quarter - 0.3) < 0.02, `${quarter}`);
  }));

describe('for everyone', () => {
  for (const [name, options] of LOOKS) {
    test(`${name}: axe finds nothing, nothing runs out of the window`, () =>
      drawn({ ...options, set: { ...FIRST, city: 'hebi', level: '3', size: 'large' } }, async (page) => {
        await page.locator('#desk-curve summary').click();
        assert.deepEqual(await faults(page, 'curve'), []);
        assert.ok(await sideways(page) <= 0);
        assert.doesNotMatch(await text(page, '#desk-curve'), /curve\.|\{/);
        // The other batches are drawn too: the first gives 50 % of the spend, up to its cap at the last kink.
        const [half] = await rise(page, '.sample.other', [0.4]);
        assert.ok(Math.abs(half - 0.48) < 0.1, `${half}`);
      }));
  }
});
