// Scenarios as an owner weighs them: kept, named, compared, put back, and gone unless he keeps his entries on the device.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { browser, headline, pick, spend, text, visit } from './browser.mjs';
import { once } from './engines.mjs';
import { LOOKS, faults, says, sideways, unfold } from './panel.mjs';
import { hosted } from './server.mjs';

browser({ '/kept.html': hosted('<subsidy-calculator city="nanchang" batch="1" level="2" as-of="2024-09-30"></subsidy-calculator>') });

const figures = once('figures');

const FIRST = { city: 'nanchang', 'as-of': '2024-09-30', batch: '1', level: '2' };
const KEEP = '保存当前为情景';

const keep = (page) => page.locator('#scenarios-keep').click();
const names = (page) => page.locator('#desk-scenarios input').evaluateAll((all) => all.map((one) => one.value));
/** A row of the table: its label, whether it is marked, its cells. */
const row = (page, label) => page.locator('#desk-scenarios tbody tr', { hasText: label }).first().evaluate((tr) => ({
  marked: tr.classList.contains('differs') && /不同|differs/.test(tr.cells[0].textContent),
  cells: [...tr.cells].slice(1).map((cell) => [cell.firstChild.textContent, cell.querySelector('.delta')?.lastChild.textContent ?? '']),
}));

/** Two scenarios of 500,000 of software: batches 1 and 2. */
const two = (options, then) =>
  visit({ set: FIRST, ...options }, async (page, seen) => {
    await spend(page, { software: '50万', hardware: '10万' });
    await unfold(page, 'scenarios');
    await keep(page);
    await page.locator('fieldset input[name=batch][value="2"]').check({ force: true });
    await keep(page);
    await then(page, seen);
  });

describe('side by side', () => {
  test('what differs is marked, and told in yuan against the first', () =>
    two({}, async (page) => {
      // 60 % and 50 % of 500,000.
      assert.deepEqual(await row(page, '补助占投入'), { marked: true, cells: [['不超过 50%', ''], ['不超过 41.7%', '']] });
      assert.deepEqual(await row(page, '企业净投入'), { marked: true, cells: [['不低于 300,000.00', ''], ['不低于 350,000.00', '+50,000.00']] });
      assert.deepEqual(await row(page, '投入合计'), { marked: false, cells: [['600,000.00', ''], ['600,000.00', '']] });
      assert.deepEqual((await row(page, '批次')).cells.map(([cell]) => cell), ['第一批', '第二批']);
      assert.deepEqual(await names(page), ['情景 1', '情景 2']);
    }));

  figures('another city comes with its own table', () =>
    visit({ set: FIRST }, async (page) => {
      await spend(page, { software: '80万' });
      await unfold(page, 'scenarios');
      await keep(page);
      await page.selectOption('#city', 'wuhan');
      await page.waitForFunction(() => document.querySelector('subsidy-calculator').shadowRoot.querySelector('.foot').textContent.includes('wuhan'));
      await keep(page);
      // Wuhan at level 2: 30 % of 800,000, given outright.
      assert.deepEqual((await row(page, '城市')).cells.map(([cell]) => cell), ['南昌市', '武汉市']);
      const wuhan = (await page.locator('#desk-scenarios tbody tr').evaluateAll((all) => all.map((tr) => [tr.cells[0].firstChild.textContent, tr.cells[2].firstChild.textContent])));
      assert.deepEqual(wuhan.find(([label]) => label === '补助'), ['补助', '240,000.00']);
    }));

  figures('an unreadable one stays, and says why', () =>
    visit({ set: FIRST }, async (page) => {
      await spend(page, { software: '3OO' });
      await page.locator('#spend-cloud').focus();
      await unfold(page, 'scenarios');
      await keep(page);
      assert.match(await text(page, '#desk-scenarios li'), /“3OO”不是金额/);
      assert.deepEqual((await row(page, '结果的种类')).cells, [['填写有误', '']]);
    }));

  test('six at most, and it is said why there are no more', () =>
    visit({ set: FIRST }, async (page) => {
      await spend(page, { software: '1' });
      await unfold(page, 'scenarios');
      for (let at = 0; at < 6; at += 1) await keep(page);
      assert.equal(await page.locator('#scenarios-keep').isDisabled(), true);
      assert.match(await text(page, '#scenarios-lead'), /最多 6 个/);
      await page.getByRole('button', { name: '删去 情景 3' }).click();
      assert.equal(await page.locator('#scenarios-keep').isDisabled(), false);
      assert.deepEqual(await names(page), ['情景 1', '情景 2', '情景 4', '情景 5', '情景 6']);
      assert.equal(await page.evaluate(() => document.querySelector('subsidy-calculator').shadowRoot.activeElement?.id), 'scenarios-keep');
    }));
});

describe('a scenario', () => {
  test('is renamed as one types, by the keyboard alone', () =>
    two({}, async (page) => {
      const input = page.locator('#desk-scenarios input').first();
      await input.focus();
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.type('早一点做');
      assert.deepEqual(await page.locator('#desk-scenarios thead th').allTextContents(), ['项目', '早一点做', '情景 2']);
      assert.deepEqual(await names(page), ['早一点做', '情景 2']);
      // From the name to its buttons.
      await page.keyboard.press('Tab');
      const focused = () => page.evaluate(() => document.querySelector('subsidy-calculator').shadowRoot.activeElement?.textContent);
      assert.equal(await focused(), '放回表单 早一点做');
      await page.keyboard.press('Tab');
      assert.equal(await focused(), '删去 早一点做');
    }));

  test('goes back into the form as it was typed', () =>
    two({}, async (page) => {
      await spend(page, { software: '1', cloud: '7' });
      await page.getByRole('button', { name: '放回表单 情景 1' }).click();
      await page.waitForFunction(() => document.querySelector('subsidy-calculator').shadowRoot.querySelector('.headline').textContent.includes('300,000.00'));
      assert.equal(await page.inputValue('#spend-software'), '50万');
      assert.equal(await page.inputValue('#spend-cloud'), '');
      assert.equal(await page.locator('input[name=batch]:checked').inputValue(), '1');
      assert.match(await text(page, '#desk-scenarios [role=status]'), /“情景 1”已放回表单/);
    }));

  test('of another city goes back with its awards', () =>
    visit({ set: FIRST }, async (page) => {
      await spend(page, { software: '50万' });
      await page.locator('summary', { hasText: '其他奖励' }).first().click();
      await page.locator('#award-model_enterprise').check();
      await unfold(page, 'scenarios');
      await keep(page);
      await page.selectOption('#city', 'wuhan');
      await page.waitForFunction(() => document.querySelector('subsidy-calculator').shadowRoot.querySelector('.foot').textContent.includes('wuhan'));
      await page.getByRole('button', { name: '放回表单 情景 1' }).click();
      await page.waitForFunction(() => document.querySelector('subsidy-calculator').shadowRoot.querySelector('#award-model_enterprise')?.checked);
      assert.equal(await page.inputValue('#city'), 'nanchang');
      assert.equal(await headline(page), '¥300,000.00');
      assert.equal(await page.locator('input[name=batch]:checked').inputValue(), '1');
    }));
});

describe('kept', () => {
  const stored = (page) => page.evaluate(() => ({ ...localStorage }));
  const ready = (page) => page.waitForSelector('.headline');

  test('in the page alone, unless the visitor asks for more', () =>
    visit({ path: '/kept.html' }, async (page) => {
      await ready(page);
      await spend(page, { software: '50万' });
      await unfold(page, 'scenarios');
      await keep(page);
      assert.deepEqual(await stored(page), {});
      assert.match(await text(page, '#scenarios-lead'), /关闭后消失/);
      await page.reload();
      await ready(page);
      await unfold(page, 'scenarios');
      assert.deepEqual(await names(page), []);
    }));

  test('on the device where he does, and gone at one click', () =>
    visit({ path: '/kept.html' }, async (page) => {
      await ready(page);
      await spend(page, { software: '50万' });
      await unfold(page, 'scenarios');
      await keep(page);
      await page.check('#save');
      await says(page, 'scenarios', /情景也一起保存/);
      await page.reload();
      await ready(page);
      await unfold(page, 'scenarios');
      assert.deepEqual(await names(page), ['情景 1']);
      assert.deepEqual((await row(page, '投入合计')).cells, [['500,000.00', '']]);
      await page.getByRole('button', { name: '清除已保存的内容' }).click();
      assert.deepEqual(await stored(page), {});
      await keep(page);
      assert.deepEqual(await stored(page), {});
    }));

  test('what cannot be read is left aside', () =>
    visit({ path: '/kept.html' }, async (page) => {
      await ready(page);
      await page.check('#save');
      for (const spoilt of ['{', '7', '[{"name":1}]', '[{"name":"x","form":{"policy":"nanchang","surprise":1}}]']) {
        await page.evaluate((text) => localStorage.setItem('subsidy-calculator scenarios', text), spoilt);
        await page.reload();
        await ready(page);
        await unfold(page, 'scenarios');
        await page.getByRole('button', { name: KEEP }).waitFor();
        assert.deepEqual(await names(page), [], spoilt);
      }
    }));
});

describe('everyone', () => {
  for (const [name, options] of LOOKS) {
    test(`${name}: axe finds nothing, the table scrolls in its own frame`, () =>
      two(options, async (page) => {
        assert.deepEqual(await faults(page, 'scenarios'), []);
        assert.ok(await sideways(page) <= 0);
        const frame = page.locator('#desk-scenarios .scroll');
        assert.equal(await frame.getAttribute('tabindex'), '0');
        assert.equal(await frame.getAttribute('role'), 'region');
        if (options.size?.width === 320) {
          await frame.focus();
          const room = await frame.evaluate((node) => node.scrollWidth - node.clientWidth);
          assert.ok(room > 0, 'there is more than fits');
        }
      }));
  }

  test('targets are 44 pixels high', () =>
    two({ size: { width: 320, height: 800 } }, async (page) => {
      const heights = await page.locator('#desk-scenarios :is(button, input)').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
      assert.ok(heights.length >= 7 && heights.every((height) => height >= 44), `${heights}`);
    }));

  test('the pick of a batch does not fold what is open', () =>
    two({}, async (page) => {
      await pick(page, '改造批次', '第三批');
      assert.deepEqual(await names(page), ['情景 1', '情景 2']);
    }));
});
