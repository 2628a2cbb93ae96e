// What a wanted grant takes, as an owner asks it: by hand from the document's clauses.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { browser, headline, pick, spend, text, visit } from './browser.mjs';
import { once } from './engines.mjs';
import { LOOKS, faults, says, sideways, unfold } from './panel.mjs';

browser();

const figures = once('figures');

const FIRST = { 'as-of': '2024-09-30', batch: '1', level: '2' };
const told = (page) => page.locator('#desk-solve .solved').evaluateAll((all) => all.map((one) => [...one.querySelectorAll('h3, h4, p')].map((part) => part.textContent)));
const wanted = async (page) => (await told(page))[0].join(' ');

/** Opens the panel over 300,000 of software and asks for a grant. */
const asked = (grant, options, then) =>
  visit({ set: FIRST, ...options }, async (page, seen) => {
    await spend(page, { software: '300000' });
    await unfold(page, 'solve');
    await page.fill('#solve-wanted', grant);
    await then(page, seen);
  });

describe('a wanted grant', () => {
  test('takes this spend, and more adds nothing', () =>
    asked('300000', {}, async (page) => {
      // 300,000 ÷ 60 % = 500,000; 400,000 ÷ 60 % = 666,666.67.
      const [first, most] = await told(page);
      assert.deepEqual(first, ['补助 300,000.00 元', '计入投入要有 500,000.00 元，比现在多 200,000.00 元。少一分都不到这个数。']);
      assert.equal(most[0], '数字化改造补助');
      assert.match(most[1], /再增加 366,666\.67 元，共 666,666\.67 元，补助达到最高 400,000\.00 元，比现在多 220,000\.00 元/);
      assert.match(await text(page, '#desk-solve'), /文件写的是“不超过”/);
    }));

  test('is brought into the form by a button that says which row it changes', () =>
    asked('40万', {}, async (page) => {
      await page.getByRole('button', { name: '把“软件”改为 666,666.67 元' }).first().click();
      assert.equal(await page.inputValue('#spend-software'), '666666.67');
      assert.equal(await headline(page), '¥400,000.00');
      await says(page, 'solve', /现在的计入投入 666,666\.67 元正好/);
      assert.equal(await page.locator('#desk-solve button').count(), 0);
      assert.equal(await page.evaluate(() => document.querySelector('subsidy-calculator').shadowRoot.activeElement?.id), 'solve-wanted');
    }));

  test('goes to the only row that is used, as one would type it in 万元', () =>
    visit({ set: FIRST }, async (page) => {
      await page.locator('.unit label', { hasText: '万元' }).click();
      await spend(page, { cloud: '80', hardware: '100' });
      await unfold(page, 'solve');
      await page.fill('#solve-wanted', '12');
      assert.match(await wanted(page), /计入投入 200,000\.00 元就够，比现在少 600,000\.00 元/);
      await page.getByRole('button', { name: '把“云服务”改为 200,000.00 元' }).click();
      assert.equal(await page.inputValue('#spend-cloud'), '200000元');
      assert.equal(await headline(page), '¥120,000.00');
    }));

  figures('out of reach: what prevents it, and the most there is', () =>
    asked('400000.01', {}, async (page) => {
      assert.match(await wanted(page), /投入多少都到不了：补助有上限，最多 400,000\.00 元/);
      await pick(page, '改造后预计达到', '一级');
      await says(page, 'solve', /都到不了：没有条款对这一等级给予补助，补助是 0\.00 元.*增加投入，补助不增加/);
    }));

  figures('what the text leaves open is told apart', () =>
    visit({ set: { 'as-of': '2024-09-30', city: 'hebi', batch: '3', level: '3' } }, async (page) => {
      await spend(page, { software: '600000', services: '400000', diagnosis: '3000' });
      await unfold(page, 'solve');
      await page.fill('#solve-wanted', '303000');
      const sentences = (await told(page))[0];
      assert.match(sentences[1], /857,142\.86 元，比现在多 257,142\.86 元/);
      assert.match(sentences[2], /更宽的读法，现在的投入已经够了（待确认）/);
      assert.match(sentences[3], /更严的读法，投入多少都没有这项补助（待确认）/);
      assert.match(sentences[4], /其中 3,000\.00 元来自/);
      await page.getByRole('button', { name: '把“咨询诊断”改为 5,000.00 元' }).click();
      assert.equal(await page.inputValue('#spend-diagnosis'), '5000');
    }));

  figures('without a level, a batch or a rate it says what is missing', () =>
    visit({ set: { 'as-of': '2024-09-30' } }, async (page) => {
      await unfold(page, 'solve');
      assert.match(await text(page, '#desk-solve'), /先选改造后的等级/);
      await pick(page, '改造后预计达到', '二级');
      await says(page, 'solve', /先选批次/);
      await page.selectOption('#city', 'fuzhou');
      await page.fill('#solve-wanted', '100000');
      await says(page, 'solve', /没有公布比例/);
      await page.click('#own');
      await page.fill('#own-rate', '30%');
      await page.fill('#own-cap', '20万');
      await says(page, 'solve', /计入投入要有 333,333\.34 元/);
    }));
});

test('an amount that cannot be read is told at the field, once typing pauses', () =>
  asked('3OO', {}, async (page) => {
    const field = page.locator('#solve-wanted');
    assert.equal(await field.getAttribute('aria-invalid'), null);
    await page.waitForSelector('#solve-error');
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
    assert.equal(await field.getAttribute('aria-describedby'), 'solve-error solve-hint');
    assert.match(await text(page, '#solve-error'), /3OO/);
    await page.fill('#solve-wanted', '３０万元');
    assert.equal(await page.locator('#solve-error').count(), 0);
    assert.match(await text(page, '#solve-read'), /300,000\.00/);
    assert.equal(await page.getByLabel('想拿到的补助').inputValue(), '３０万元');
  }));

describe('for everyone', () => {
  for (const [name, options] of LOOKS) {
    test(`${name}: axe finds nothing, nothing runs out of the window`, () =>
      asked('3O0000', { ...options, set: { ...FIRST, size: 'large' } }, async (page) => {
        await page.waitForSelector('#solve-error');
        assert.deepEqual(await faults(page, 'solve'), []);
        await page.fill('#solve-wanted', '300000');
        assert.deepEqual(await faults(page, 'solve'), []);
        assert.ok(await sideways(page) <= 0);
        // Every word is there: a key would stand for a sentence that is not.
        assert.doesNotMatch(await text(page, '#desk-solve'), /solve\.|\{/);
        for (const button of await page.locator('#desk-solve button').all()) assert.ok((await button.boundingBox()).height >= 44);
      }));
  }
});
