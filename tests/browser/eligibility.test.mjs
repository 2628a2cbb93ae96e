// The conditions before the amounts: asked by the desk, told in the answer.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { describe, test } from 'node:test';
import { browser, headline, spend, text, visit } from './browser.mjs';
import { AT } from './states.mjs';

browser();

const SET = { ...AT, batch: '1', level: '2' };
const FOLD = 'details:has(#desk-eligibility) > summary';

/** Enters an amount and opens the questions. */
async function open(page) {
  await spend(page, { software: '500000' });
  await page.locator(FOLD).click();
  await page.locator('.condition').first().waitFor();
}

const condition = (page, kind) => page.locator(`.condition:has(input[name="condition-${kind}"])`);
const choose = (page, kind, label) => condition(page, kind).locator('label', { hasText: new RegExp(`^${label}$`) }).click();
const verdict = async (page, kind) => (await condition(page, kind).locator('.tag').innerText()).trim();
const explained = (page) => text(page, '.explain');

describe('the questions', () => {
  test('each with its phrase; nothing stated changes nothing', () =>
    visit({ set: SET }, async (page) => {
      await open(page);
      assert.equal(await page.locator('.condition').count(), 7);
      assert.equal(await page.locator('.condition q').count(), 8, 'a phrase each, and the standard’s');
      assert.deepEqual(await page.locator('.condition input[type=radio]:checked').evaluateAll((nodes) => nodes.map((node) => node.value)), ['', '', '', '', '', '']);
      assert.equal(await text(page, '#eligibility-line'), '7 项：1 符合、6 未定');
      assert.equal(await headline(page), '¥300,000.00');
      assert.doesNotMatch(await explained(page), /条件/);
    }));

  test('what is open is told in one line, what is not met takes the amount', () =>
    visit({ set: SET }, async (page) => {
      await open(page);
      for (const kind of ['industry', 'place', 'listed']) await choose(page, kind, '符合');
      assert.equal(await headline(page), '¥300,000.00');
      assert.equal(await explained(page), '未定的条件：中小企业规模、通过验收、投入审核。金额以全部符合为前提。');
      await choose(page, 'listed', '不符合');
      assert.equal(await headline(page), '¥0.00');
      assert.equal(await text(page, '.badge'), '×不符合');
      assert.match(await explained(page), /^不符合条件：列入名单。/);
      assert.equal(await verdict(page, 'listed'), '不符合');
      await choose(page, 'listed', '不清楚');
      assert.equal(await headline(page), '¥300,000.00');
      assert.equal(await text(page, '#eligibility-line'), '7 项：3 符合、4 未定');
      await page.locator(FOLD).click();
      assert.equal(await page.locator('#eligibility-line').isVisible(), true, 'folded again, the line stays');
    }));

  test('the size is told at once: fewer people or less revenue', () =>
    visit({ set: SET }, async (page) => {
      await open(page);
      await page.locator('#employees').pressSequentially('1000');
      assert.equal(await page.evaluate(() => document.activeElement.shadowRoot.activeElement.id), 'employees', 'the focus stays');
      assert.equal(await verdict(page, 'small_or_medium'), '未定');
      await page.fill('#revenue', '39,999.99万');
      assert.equal(await verdict(page, 'small_or_medium'), '符合');
      assert.equal(await text(page, '#revenue-read'), '= 399,999,900.00 元');
      await page.fill('#revenue', '40000万');
      assert.equal(await verdict(page, 'small_or_medium'), '不符合');
      assert.equal(await headline(page), '¥0.00');
      await choose(page, 'small_or_medium', '符合');
      assert.equal(await headline(page), '¥0.00', 'the figures decide');
      await page.fill('#employees', '999');
      assert.equal(await headline(page), '¥300,000.00');
      await page.fill('#employees', '很多');
      assert.equal(await page.getAttribute('#employees', 'aria-invalid'), 'true');
      assert.match(await text(page, '#employees-error'), /“很多”不是人数/);
      assert.match(await page.getAttribute('#employees', 'aria-describedby'), /employees-error/);
    }));

  test('another city asks anew, but for the size', () =>
    visit({ set: SET }, async (page) => {
      await open(page);
      await choose(page, 'industry', '不符合');
      await page.fill('#employees', '120');
      await page.selectOption('#city', 'fuzhou');
      await condition(page, 'credit').waitFor();
      assert.equal(await page.locator('.condition').count(), 8);
      assert.equal(await page.locator('input[name="condition-industry"]:checked').inputValue(), '');
      assert.equal(await page.inputValue('#employees'), '120');
      assert.equal(await verdict(page, 'small_or_medium'), '符合');
      assert.equal(await text(page, '#eligibility-line'), '8 项：1 符合、7 未定');
    }));
});

describe('for everyone', () => {
  test('by keyboard alone', () =>
    visit({ set: SET }, async (page) => {
      await spend(page, { software: '500000' });
      await page.locator(FOLD).focus();
      await page.keyboard.press('Enter');
      await page.locator('.condition').first().waitFor();
      await page.keyboard.press('Tab');
      const at = () => page.evaluate(() => document.activeElement.shadowRoot.activeElement.name || document.activeElement.shadowRoot.activeElement.id);
      assert.equal(await at(), 'condition-industry');
      await page.keyboard.press('ArrowLeft');
      assert.equal(await verdict(page, 'industry'), '不符合');
      assert.equal(await headline(page), '¥0.00');
      assert.equal(await at(), 'condition-industry');
      const stops = [];
      for (let step = 0; step < 7; step++) {
        await page.keyboard.press('Tab');
        stops.push(await at());
      }
      assert.deepEqual(stops, ['condition-place', 'condition-small_or_medium', 'employees', 'revenue', 'condition-listed', 'condition-accepted', 'condition-audited']);
    }));

  for (const [lang, look] of [['zh-CN', { colorScheme: 'light' }], ['zh-Hant', { forcedColors: 'active' }], ['en', { colorScheme: 'dark' }]]) {
    test(`axe finds nothing, 320 px need no sideways scroll, targets are 44 px: ${lang}`, () =>
      visit({ set: { ...SET, city: 'fuzhou' }, lang, size: { width: 320, height: 640 }, system: { ...look, reducedMotion: 'reduce' } }, async (page) => {
        await open(page);
        await page.fill('#employees', 'x');
        await page.fill('#revenue', '30');
        const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
        assert.equal(wide, room);
        const small = await page.locator('.condition').locator('input:not([type=radio]), .segments label').evaluateAll((nodes) => nodes.filter((node) => node.getBoundingClientRect().height < 44).map((node) => node.outerHTML));
        assert.deepEqual(small, []);
        // At the top the bar that stays in sight lies over nothing.
        await page.evaluate(() => scrollTo(0, 0));
        await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
        const { violations } = await page.evaluate(() => axe.run({ include: [['subsidy-calculator']] }, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
        assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 120))]), []);
      }));
  }

  test('in large print', () =>
    visit({ set: SET }, async (page) => {
      await open(page);
      await page.locator('button[aria-pressed]').click();
      assert.equal(await page.locator('.all.large .condition').count(), 7);
    }));
});
