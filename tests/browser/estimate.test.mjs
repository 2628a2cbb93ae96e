// What an owner reads, in a real browser, as he types.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { NANCHANG, browser, headline, pick, spend, text, visit } from './browser.mjs';
import { once } from './engines.mjs';
import { DIST } from './server.mjs';

browser();

const figures = once('figures');

const FIRST = { 'as-of': '2024-09-30', batch: '1', level: '2' };
const sums = (page) => page.locator('.sums > div').evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)));
const field = (page, category) => page.locator(`#spend-${category}`);

describe('the first estimate', () => {
  test('Nanchang, batch 1, level 2: 60 % of what counts', () =>
    visit({ set: FIRST }, async (page) => {
      await spend(page, NANCHANG);
      assert.equal(await headline(page), '¥240,000.00');
      assert.match(await text(page, '.badge'), /上限/);
      assert.equal(await text(page, '.context'), '南昌市 · 第一批 · 二级');
      assert.deepEqual((await sums(page)).map(([, value]) => value.replace(/\s/g, '')), ['1,430,000.00', '400,000.00', '−240,000.00', '1,190,000.00']);
      const steps = await page.locator('.steps b').allInnerTexts();
      assert.deepEqual(steps, ['400,000.00', '240,000.00', '240,000.00']);
      const quotes = await page.locator('.steps q').allInnerTexts();
      assert.match(quotes[1], /^“.*不超过.*60%”$/);
      assert.match(await text(page, '.steps cite'), /第18条/);
      assert.equal(await text(page, 'td.current'), '当前240,000.00');
      assert.match(await text(page, '.brief'), /¥240,000\.00/);
    }));

  test('by clicks alone, from the page as it opens', () =>
    visit({}, async (page) => {
      await page.waitForSelector('.headline');
      assert.equal(await page.locator('input[name=batch]:checked').inputValue(), '');
      assert.equal(await page.locator('input[name=level]:checked').inputValue(), '');
      assert.equal(await page.locator('.answer.kind-empty').count(), 1);
      assert.match(await text(page, '.scroll table'), /60%.*40 万元/);
      await pick(page, '改造批次', '第二批');
      await pick(page, '改造后预计达到', '三级');
      await spend(page, { software: '700000' });
      assert.equal(await headline(page), '¥350,000.00');
    }));

  figures('says who counts what in each row, and why not', () =>
    visit({ set: FIRST }, async (page) => {
      const tags = await page.locator('.spend .row .tag').allInnerTexts();
      assert.deepEqual(tags, ['计入', '计入', '计入', '不计入', '不计入', '不计入', '不计入', '不计入']);
      const described = await field(page, 'hardware').getAttribute('aria-describedby');
      assert.equal(described, 'spend-hardware-tag spend-hardware-hint');
      assert.match(await text(page, '#spend-hardware-hint'), /没有列出/);
    }));

  figures('the digest in the foot is the catalog’s', () =>
    visit({ set: FIRST }, async (page) => {
      const catalog = JSON.parse(await readFile(`${DIST}/policies/index.json`, 'utf8'));
      const { digest } = catalog.find((entry) => entry.id === 'nanchang');
      assert.match(digest, /^sha256-[0-9a-f]{64}$/);
      const shown = (await text(page, '.foot')).match(/sha256-[0-9a-f]{12,}/)?.[0];
      assert.ok(shown && digest.startsWith(shown), `${shown} is not the start of ${digest}`);
    }));
});

describe('typing', () => {
  const entries = [
    ['30万', '¥180,000.00'],
    ['300,000', '¥180,000.00'],
    ['¥300000', '¥180,000.00'],
    ['３０００００', '¥180,000.00'],
    ['666666', '¥399,999.60'],
    ['666667', '¥400,000.00'],
    ['0.01', '¥0.00'],
  ];
  test('an amount may be written in many ways', () =>
    visit({ set: FIRST }, async (page) => {
      for (const [typed, amount] of entries) {
        // The answer before is gone before the next one comes.
        await spend(page, { software: '' });
        assert.doesNotMatch(await headline(page), /\d/, `before ${typed}`);
        await spend(page, { software: typed });
        assert.equal(await headline(page), amount, typed);
        assert.equal(await field(page, 'software').inputValue(), typed);
      }
    }));

  test('in 万元', () =>
    visit({ set: FIRST }, async (page) => {
      await spend(page, { software: '30' });
      await page.locator('.unit label', { hasText: '万元' }).click();
      assert.equal(await headline(page), '¥180,000.00');
      assert.equal(await text(page, '#spend-software-read'), '= 300,000.00 元');
    }));

  test('what is no amount is refused with a hint, never guessed', () =>
    visit({ set: FIRST }, async (page) => {
      for (const typed of ['3OO,000', '1e3', '-5', '12.345', '30,00']) {
        await spend(page, { software: typed });
        await field(page, 'software').blur();
        assert.equal(await page.locator('.answer.kind-unreadable').count(), 1, typed);
        assert.doesNotMatch(await headline(page), /\d/, typed);
        assert.doesNotMatch(await text(page, '.brief'), /\d/, typed);
        assert.equal(await field(page, 'software').getAttribute('aria-invalid'), 'true', typed);
        assert.match(await field(page, 'software').getAttribute('aria-describedby'), /^spend-software-error /, typed);
        assert.match(await text(page, '#spend-software-error'), /30万/, typed);
        await spend(page, { software: '300000' });
        assert.equal(await headline(page), '¥180,000.00', typed);
        assert.equal(await field(page, 'software').getAttribute('aria-invalid'), null, typed);
      }
    }));

  test('a half-typed amount keeps the last answer, and is told after a pause', () =>
    visit({ set: FIRST }, async (page) => {
      await field(page, 'software').pressSequentially('300');
      assert.equal(await headline(page), '¥180.00');
      await field(page, 'software').press(',');
      assert.equal(await headline(page), '¥180.00');
      await page.waitForSelector('.answer.kind-unreadable');
      await field(page, 'software').pressSequentially('000');
      assert.equal(await headline(page), '¥180,000.00');
    }));

  test('focus, caret and the input itself stay while answers change', () =>
    visit({ set: FIRST }, async (page) => {
      await spend(page, { software: '30000' });
      const before = await field(page, 'software').elementHandle();
      await field(page, 'software').focus();
      await page.keyboard.press('Home');
      await page.keyboard.type('9');
      assert.equal(await headline(page), '¥400,000.00');
      assert.deepEqual(await before.evaluate((node) => [node.isConnected, node.getRootNode().activeElement === node, node.selectionStart, node.value]), [true, true, 1, '930000']);
    }));

  test('the result is announced once, after the pause', () =>
    visit({ set: FIRST }, async (page) => {
      await page.waitForTimeout(1000);
      await page.evaluate(() => {
        const status = document.querySelector('subsidy-calculator').shadowRoot.querySelector('.all > [role=status]');
        window.said = [];
        new MutationObserver(() => window.said.push(status.textContent)).observe(status, { childList: true, characterData: true, subtree: true });
      });
      await field(page, 'software').pressSequentially('300000', { delay: 30 });
      await page.waitForTimeout(1200);
      const said = await page.evaluate(() => window.said);
      assert.equal(said.length, 1);
      assert.match(said[0], /180,000\.00/);
    }));
});

describe('five cities', () => {
  const choose = async (page, city) => {
    await page.selectOption('#city', city);
    await page.waitForFunction((id) => document.querySelector('subsidy-calculator').shadowRoot.querySelector('.foot').textContent.includes(` ${id} `), city);
  };

  figures('all are on offer, by name', () =>
    visit({ set: FIRST }, async (page) => {
      const names = await page.locator('#city option').allInnerTexts();
      assert.deepEqual(names.sort(), ['南昌市', '松江区', '武汉市', '福州市', '鹤壁市'].sort());
    }));

  test('Wuhan publishes a rate and has no batches', () =>
    visit({ set: FIRST }, async (page) => {
      await choose(page, 'wuhan');
      await spend(page, { software: '800000' });
      assert.equal(await page.locator('.answer.kind-published_rate').count(), 1);
      assert.equal(await headline(page), '¥240,000.00');
      assert.equal(await page.locator('input[name=batch]').count(), 0);
      assert.doesNotMatch(await text(page, '.results'), /不影响金额/);
    }));

  figures('Wuhan at level 3 has two readings', () =>
    visit({ set: { ...FIRST, city: 'wuhan', level: '3' } }, async (page) => {
      await spend(page, { software: '600000', hardware: '300000' });
      assert.equal(await page.locator('.answer.kind-needs_confirmation').count(), 1);
      assert.match(await headline(page), /^¥240,000\.00 .* 360,000\.00$/);
    }));

  figures('Hebi at level 3 may pay nothing', () =>
    visit({ set: { ...FIRST, city: 'hebi', level: '3' } }, async (page) => {
      await spend(page, { software: '800000' });
      assert.match(await headline(page), /^¥0(\.00)? .* 400,000\.00$/);
    }));

  for (const city of ['songjiang', 'fuzhou']) {
    test(`${city} publishes no rate: no amount, until one is filled in`, () =>
      visit({ set: FIRST }, async (page) => {
        await choose(page, city);
        await spend(page, { software: '400000' });
        assert.equal(await headline(page), '没有金额');
        assert.equal(await page.locator('.bar').count(), 0);
        await page.locator('.answer').getByRole('button').click();
        assert.equal(await page.evaluate(() => document.activeElement.shadowRoot.activeElement.id), 'own-rate');
        await page.fill('#own-rate', '30%');
        await page.fill('#own-cap', '10万');
        assert.equal(await headline(page), '¥100,000.00');
        assert.equal(await page.locator('.answer.kind-own_terms').count(), 1);
        await page.fill('#own-rate', '三成');
        await page.locator('#own-rate').blur();
        assert.equal(await page.locator('#own-rate').getAttribute('aria-invalid'), 'true');
        await page.click('#own');
        assert.equal(await headline(page), '没有金额');
      }));
  }

  test('there and back: entries stay, what belongs to a city goes', () =>
    visit({ set: FIRST }, async (page) => {
      await spend(page, { software: '300000' });
      await page.locator('summary', { hasText: '其他奖励' }).click();
      await page.getByLabel('样板企业奖励').check();
      assert.match(await text(page, '[part~=awards]'), /100,000\.00/);
      await choose(page, 'hebi');
      assert.equal(await page.locator('[part~=awards]').count(), 0);
      assert.equal(await field(page, 'software').inputValue(), '300000');
      await choose(page, 'nanchang');
      assert.equal(await headline(page), '¥180,000.00');
    }));
});

describe('what is not known', () => {
  test('neither batch nor level: the range, and every cell', () =>
    visit({ set: { 'as-of': '2024-09-30' } }, async (page) => {
      await spend(page, NANCHANG);
      assert.equal(await page.locator('.answer.kind-range').count(), 1);
      assert.match(await headline(page), /^¥0(\.00)? .* 240,000\.00$/);
      const cells = await page.locator('.scroll tbody td').allInnerTexts();
      assert.deepEqual(cells, ['0', '0', '0', '240,000.00', '200,000.00', '160,000.00', '240,000.00', '200,000.00', '160,000.00', '240,000.00', '200,000.00', '160,000.00']);
      assert.deepEqual(await page.locator('.scroll thead th').allInnerTexts(), ['等级', '第一批', '第二批', '第三批']);
      assert.deepEqual(await page.locator('.scroll tbody th').allInnerTexts(), ['一级', '二级', '三级', '四级']);
      assert.equal(await page.locator('td.current').count(), 0);
    }));

  figures('only the batch', () =>
    visit({ set: { 'as-of': '2024-09-30', level: '2' } }, async (page) => {
      await spend(page, NANCHANG);
      assert.match(await headline(page), /^¥160,000\.00 .* 240,000\.00$/);
    }));

  figures('level 1 is not eligible, with the reason', () =>
    visit({ set: { ...FIRST, level: '1' } }, async (page) => {
      await spend(page, NANCHANG);
      assert.equal(await page.locator('.answer.kind-not_eligible').count(), 1);
      assert.equal(await headline(page), '¥0.00');
      assert.match(await text(page, '.answer'), /二级/);
    }));
});

test('awards, counts and a provincial subsidy stand apart', () =>
  visit({ set: { 'as-of': '2025-06-30', city: 'hebi', batch: '1', level: '2' } }, async (page) => {
    await spend(page, { software: '800000' });
    await page.locator('summary', { hasText: '其他奖励' }).click();
    await page.getByLabel(/典型案例奖励/).first().check();
    await page.getByLabel('数量').press('ControlOrMeta+a');
    await page.keyboard.type('2');
    await page.getByLabel('数量').blur();
    await page.getByLabel(/小巨人/).check();
    await page.fill('#provincial', '300万');
    const amounts = await page.locator('[part~=awards] b').allInnerTexts();
    assert.deepEqual(amounts, ['不超过 300,000.00（2 个合计）', '750,000.00']);
    assert.equal(await headline(page), '¥400,000.00');
    await page.fill('#provincial', '很多');
    await page.locator('#provincial').blur();
    assert.equal(await page.locator('#provincial').getAttribute('aria-invalid'), 'true');
  }));

test('the as-of date moves the stages', () =>
  visit({ set: FIRST }, async (page) => {
    assert.match(await text(page, '#batch-hint'), /进行中/);
    await page.locator('summary', { hasText: '更多情况' }).click();
    await page.fill('#day', '2026-01-01');
    assert.match(await text(page, '#batch-hint'), /已结束/);
    assert.match(await text(page, '.foot'), /2026-01-01/);
  }));
