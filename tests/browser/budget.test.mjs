// A city's programme: what its document prints, what other numbers make of it, and how likely the money suffices; beside the page or in it, the same figures as
// the command line's, and never over the network.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { browser, text, visit } from './browser.mjs';
import { once } from './engines.mjs';
import { LOOKS, faults, sideways } from './panel.mjs';
import { POLICY, hosted } from './server.mjs';

/** A portal that allows no policy of Trusted Types, and so no worker. */
const NONE = POLICY.replace('trusted-types subsidy-worker', "trusted-types 'none'");
const strict = (request, response) => response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': NONE }).end(hosted('<subsidy-calculator mode="budget" city="nanchang"></subsidy-calculator>'));
browser({ '/strict.html': strict });

const computed = once('figures');

const PAGES = { 'beside the page': '/budget.html', "in the page, under trusted-types 'none'": '/strict.html' };

const root = fileURLToPath(new URL('../..', import.meta.url));
const SUBSIDY = [process.env.SUBSIDY, `${root}target/release/subsidy`, `${root}target/debug/subsidy`].find((path) => path && existsSync(path));

/** @param {{city?: string, lang?: string} & Parameters<typeof visit>[0]} options */
const budget = ({ city, lang, ...options }, run) => visit({ path: '/budget.html', ...options }, async (page, seen) => {
  await page.waitForSelector('#budget-scenario');
  if (lang) {
    await page.evaluate((lang) => { document.documentElement.lang = lang; }, lang);
    await page.waitForFunction((lang) => document.querySelector('subsidy-calculator').shadowRoot.querySelector('.all').lang === lang, lang);
  }
  if (city) {
    await page.selectOption('#budget-city', city);
    await stands(page, '.foot', new RegExp(` ${city} `));
  }
  await run(page, seen);
});

/** Waits until a place says something. */
const stands = (page, selector, what) => page.waitForFunction(([selector, source, flags]) => new RegExp(source, flags).test(document.querySelector('subsidy-calculator').shadowRoot.querySelector(selector)?.textContent ?? ''), [selector, what.source, what.flags])
  .catch(async () => assert.match(await text(page, selector), what));

const says = (page, part, what) => stands(page, `section[aria-labelledby=budget-${part}] .outcome`, what);

/** Figures by their names. */
const figures = (page, part) => page.locator(`section[aria-labelledby=budget-${part}] .lead-figures > div`).evaluateAll((all) => Object.fromEntries(all.map((one) => [...one.children].map((child) => child.textContent))));

/** The rows of a table by its name, cell by cell. */
const rows = (page, name) => page.locator(`.scroll[aria-label="${name}"] tbody tr`).evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.textContent.replace(/\s+/g, ' ').trim())));

const fill = async (page, entries) => {
  for (const [id, value] of Object.entries(entries)) await page.fill(`#budget-${id}`, value);
};

/** Seeds and runs are folded. */
const unfold = (page) => page.locator('#desk-budget details.more summary').click();

describe('what the document says', () => {
  computed('Nanchang: the demand at the caps against the pool, as computed by hand', () =>
    budget({}, async (page) => {
      // 260 × 400,000 + 150 × 350,000 + 40 × 250,000 = 166,500,000; 124,800,000 of it is 0.7495. At 505,263.15 the first two batches are paid 60 % and 50 % of
      // it, the third 40 %: 260 × 0.6 + 150 × 0.5 + 40 × 0.4 = 247 times 505,263.15 is 124,799,998.05.
      assert.deepEqual(await figures(page, 'demand'), {
        '计划的企业都补到上限，需要': '166,500,000.00', 资金: '124,800,000.00', 够付其中的: '74.95%', 缺口: '41,700,000.00', '每家计入投入都是这个数时，资金刚好用完': '505,263.15',
      });
      assert.deepEqual((await rows(page, '各批按计划家数和上限')).map(([who, sum]) => [who, sum]), [
        ['第一批 · 260 家 · 每家按上限 400,000.00', '104,000,000.00'], ['第二批 · 150 家 · 每家按上限 350,000.00', '52,500,000.00'], ['第三批 · 40 家 · 每家按上限 250,000.00', '10,000,000.00'],
      ]);
    }));

  test('Nanchang: lines with share, wording and place; flags in words; the annexes cell by cell', () =>
    budget({}, async (page) => {
      const lines = await rows(page, '资金用途（元）');
      assert.deepEqual(lines[0], ['开展中小企业数字化改造工作 · 占 83.2%', '124,800,000.00', '附件3(一) “12480 |”']);
      assert.deepEqual(lines.find(([what]) => what === '完善服务生态'), ['完善服务生态', '不超过 3,400,000.00', '附件3(六)3 “预留费用不超过340万元”']);
      assert.deepEqual(lines.at(-1).slice(0, 2), ['合计', '150,000,000.00']);
      assert.deepEqual((await rows(page, '资金来源（元）')).map(([what, sum]) => [what, sum]), [['中央财政专项资金', '150,000,000.00'], ['地方配套补助资金', '文件未公布金额']]);
      const remarks = await page.locator('#desk-budget .remarks').first().textContent();
      for (const said of ['缺 41,700,000.00 元', '不会减少任何一家企业的测算结果', '资金用完后怎样处理，文件未规定', '安义县的上云用云企业印的是 75，多于改造企业 74']) assert.ok(remarks.includes(said), said);
      const annex = await rows(page, '附件2：目标任务分解表');
      assert.deepEqual(annex.find(([district]) => district === '安义县').slice(1, -1), ['70', '4', '41', '2', '21', '2', '8', '0', '40', '75', '6']);
    }));

  computed('cities that print no pool or no rate say what is known and what is missing', async () => {
    for (const [city, known, missing] of [
      ['songjiang', ['100,000,000.00', '102,000,000.00', '202,000,000.00'], ['没有公布补助比例和上限', '总额除以家数不等于每家可得金额']],
      ['hebi', ['200,000,000.00', '不超过 2,000,000.00', '1 : 2'], ['没有公布用于企业改造补助的资金额', '咨询诊断补助：计划的企业都补到上限需要 3,000,000.00 元']],
      ['fuzhou', [], ['没有公布资金总额', '没有公布补助比例和上限']],
    ]) {
      await budget({ city }, async (page) => {
        const said = await page.locator('#desk-budget').textContent();
        for (const part of [...known, ...missing, '文件没有公布的']) assert.ok(said.includes(part), `${city}: ${part}`);
        assert.equal(await page.locator('#budget-demand').count(), 0);
        assert.equal(await page.locator('#budget-own_rate').count(), city === 'hebi' ? 0 : 1);
      });
    }
  });
});

describe('another case', () => {
  test('each spends 600,000: 60, 50 and 40 % of it, which is more than there is', () =>
    budget({}, async (page) => {
      await page.fill('#budget-spend', '60万');
      // 260 × 360,000 + 150 × 300,000 + 40 × 240,000 = 148,200,000.
      await says(page, 'scenario', /148,200,000\.00/);
      assert.deepEqual(await figures(page, 'scenario'), { '450 家合计': '148,200,000.00', 资金: '124,800,000.00', 够付其中的: '84.21%', 缺口: '23,400,000.00' });
      assert.match(await text(page, '#desk-budget .flag'), /按设定的情景需要 148,200,000\.00 元，资金 124,800,000\.00 元，缺 23,400,000\.00 元/);
      assert.equal(await page.inputValue('#budget-spend-slider'), '600000');
      assert.equal(await text(page, '#budget-spend-read'), '= 600,000.00 元');
      // The slider writes the amount.
      await page.locator('#budget-spend-slider').press('ArrowLeft');
      assert.equal(await page.inputValue('#budget-spend'), '590000');
      await says(page, 'scenario', /145,730,000\.00/);
    }));

  computed('other numbers and other money', () =>
    budget({}, async (page) => {
      await fill(page, { 'count-1': '100', pool: '1亿', spend: '100,000' });
      await page.locator('#budget-pool').blur();
      await stands(page, '#budget-pool-error', /1亿/);
      assert.equal(await page.getAttribute('#budget-pool', 'aria-describedby'), 'budget-pool-error budget-pool-hint');
      await page.fill('#budget-pool', '1000万');
      // 100 × 60,000 + 150 × 50,000 + 40 × 40,000 = 15,100,000, of which 10,000,000 is 66.22 %.
      await says(page, 'scenario', /15,100,000\.00.*66\.22%.*5,100,000\.00/s);
    }));

  computed('Wuhan names what it needs, one after another', () =>
    budget({ city: 'wuhan' }, async (page) => {
      await page.fill('#budget-spend', '100万');
      await says(page, 'scenario', /请选一个等级/);
      await page.selectOption('#budget-level', '3');
      await says(page, 'scenario', /请填写家数/);
      await page.fill('#budget-count-0', '10');
      // 40 % of 1,000,000, at the cap.
      await says(page, 'scenario', /4,000,000\.00/);
    }));

  computed('Songjiang with terms of one’s own', () =>
    budget({ city: 'songjiang' }, async (page) => {
      await fill(page, { 'count-0': '520', spend: '500000' });
      await says(page, 'scenario', /请填写您设定的比例和上限/);
      await fill(page, { own_rate: '30%', own_cap: '10万', pool: '10000万' });
      // 30 % of 500,000 is above the cap: 520 × 100,000.
      await says(page, 'scenario', /52,000,000\.00.*48,000,000\.00/s);
    }));
});

for (const [where, path] of Object.entries(PAGES)) {
  describe(`the simulation, ${where}`, () => {
    test('begins when spend is stated; where least, likeliest and most are one, it is what is computed by hand', () =>
      budget({ path, quiet: path !== '/strict.html' }, async (page) => {
        await says(page, 'simulation', /请填写投入：一半企业不超过多少/);
        await page.locator('.segments label', { hasText: '最少、多为、最多' }).click();
        await fill(page, { least: '500000', likely: '50万', most: '500,000', 'level-1': '50' });
        await says(page, 'simulation', /合计要等于 100%/);
        assert.equal(await text(page, '#budget-sum'), '合计 50%，还差 50%');
        await fill(page, { 'level-1': '', 'level-2': '100' });
        await says(page, 'simulation', /10,000 次模拟里有 10,000 次够用（100%）/);
        // 260 × 300,000 + 150 × 250,000 + 40 × 200,000 = 123,500,000, run after run.
        for (const [, needed, missing] of await rows(page, '需要多少补助（元）')) assert.deepEqual([needed, missing], ['123,500,000.00', '0.00']);
        assert.deepEqual(await rows(page, '到各兑付期结束，累计需要（元）'), [
          ['2024-11 至 2025-04 · 第一批', ...Array(5).fill('78,000,000.00'), '100%'],
          ['2025-05 至 2025-08 · 第二批', ...Array(5).fill('115,500,000.00'), '100%'],
          ['2025-09 至 2025-12 · 第三批', ...Array(5).fill('123,500,000.00'), '100%'],
        ]);
        assert.match(await text(page, '.explain'), /每家企业各自独立抽取.*实际的上下幅度会更大/);
        // One fen less than that is not enough, in any run.
        await page.fill('#budget-pool', '123499999.99');
        await says(page, 'simulation', /10,000 次模拟里有 0 次够用（0%）/);
      }));

    test('gives the command line’s figures for the same seed, and another seed others', () =>
      budget({ path, quiet: path !== '/strict.html' }, async (page) => {
        const asked = { spend: { log_normal: { median: '540000', p90: '900000' } }, levels: [{ level: 1, share: '0.05' }, { level: 2, share: '0.95' }], seed: 7, runs: 2000 };
        const run = spawnSync(SUBSIDY, ['budget', '--policy', 'nanchang', '--simulate', '-', '--json'], { cwd: root, input: JSON.stringify(asked), encoding: 'utf8' });
        const { amount, windows } = JSON.parse(run.stdout);
        await unfold(page);
        await fill(page, { seed: '7', runs: '2,000', median: '54万', p90: '90万', 'level-1': '5', 'level-2': '95%' });
        await says(page, 'simulation', /2,000 次模拟.*种子 7/s);
        await says(page, 'simulation', new RegExp(`有 ${amount.suffices.runs.toLocaleString('en')} 次够用`));
        const plain = (cell) => cell.replaceAll(',', '');
        assert.deepEqual((await rows(page, '需要多少补助（元）')).map(([, needed]) => plain(needed)), Object.values(amount.demand));
        const drawn = await rows(page, '到各兑付期结束，累计需要（元）');
        assert.deepEqual(drawn.map(([, ...cells]) => cells.slice(0, 5).map(plain)), windows.map(({ by_then }) => Object.values(by_then.demand)));
        await page.fill('#budget-seed', '8');
        await says(page, 'simulation', /种子 8/);
        assert.notDeepEqual((await rows(page, '需要多少补助（元）')).map(([, needed]) => plain(needed)), Object.values(amount.demand));
      }));

    test('says how far it is, stops when told to, and the page stays usable meanwhile', () =>
      budget({ path, quiet: path !== '/strict.html' }, async (page) => {
        await unfold(page);
        await page.fill('#budget-runs', '100000');
        await fill(page, { median: '540000', p90: '900000' });
        await page.waitForSelector('#budget-cancel');
        await stands(page, '.progress', /已模拟 [\d,]+ \/ 100,000 次/);
        const frames = await page.evaluate(() => new Promise((done) => {
          let count = 0;
          const end = performance.now() + 300;
          const tick = () => (performance.now() < end ? (count++, requestAnimationFrame(tick)) : done(count));
          requestAnimationFrame(tick);
        }));
        assert.ok(frames >= 3, `${frames} frames in 300 ms`);
        // At once: a driver first waits until nothing moves, and by then it may be through.
        await page.locator('#budget-cancel').dispatchEvent('click');
        await page.waitForSelector('#budget-run');
        assert.equal(await page.locator('.held, .progress').count(), 0);
        await says(page, 'simulation', /已停止/);
        // A newer wish takes the place of the one under way.
        await page.click('#budget-run');
        await page.fill('#budget-runs', '300');
        await says(page, 'simulation', /300 次模拟里有/);
        assert.equal(await page.locator('.progress').count(), 0);
      }));
  });
}

test('each batch may have level shares of its own: begun with those for all, the command line’s figures, and back', () =>
  budget({}, async (page) => {
    const shared = page.locator('.segments label', { hasText: '各批相同' });
    const apart = page.locator('.segments label', { hasText: '各批分别填写' });
    await unfold(page);
    await fill(page, { seed: '7', runs: '2,000', median: '54万', p90: '90万', 'level-1': '5', 'level-2': '95' });
    await says(page, 'simulation', /2,000 次模拟.*一级 5%、二级 95%/s);
    const before = await text(page, '.held');
    await apart.click();
    await page.waitForSelector('#budget-batch-3-level-2');
    assert.equal(await page.locator('#budget-level-2').count(), 0);
    // The same shares, said otherwise.
    assert.deepEqual(await Promise.all([1, 2, 3].map((batch) => page.inputValue(`#budget-batch-${batch}-level-2`))), ['95', '95', '95']);
    await stands(page, '#budget-sum-3', /^合计 100%$/);
    await says(page, 'simulation', new RegExp(before.replace(/[()（）]/g, '.')));

    await fill(page, { 'batch-1-level-1': '30', 'batch-1-level-2': '70', 'batch-3-level-1': '', 'batch-3-level-2': '' });
    await page.fill('#budget-batch-2-level-3', '20');
    await stands(page, '#budget-sum-2', /合计 120%，多了 20%/);
    assert.equal(await page.getByRole('group', { name: '第二批' }).getAttribute('aria-describedby'), 'budget-sum-2');
    await says(page, 'simulation', /合计要等于 100%/);
    await page.locator('#budget-batch-2-level-2-slider').press('Home');
    await fill(page, { 'batch-2-level-3': '95' });
    const share = (level, share) => ({ level, share });
    const groups = [{ batch: 1, levels: [share(1, '0.3'), share(2, '0.7')] }, { batch: 2, levels: [share(1, '0.05'), share(3, '0.95')] }, { batch: 3 }];
    const asked = { spend: { log_normal: { median: '540000', p90: '900000' } }, groups, seed: 7, runs: 2000 };
    const run = spawnSync(SUBSIDY, ['budget', '--policy', 'nanchang', '--simulate', '-', '--json'], { cwd: root, input: JSON.stringify(asked), encoding: 'utf8' });
    const { amount } = JSON.parse(run.stdout);
    await says(page, 'simulation', /第一批[^第]*一级 30%、二级 70%.*第二批[^第]*一级 5%、三级 95%/s);
    await says(page, 'simulation', new RegExp(`有 ${amount.suffices.runs.toLocaleString('en')} 次够用`));
    const needed = async () => (await rows(page, '需要多少补助（元）')).map(([, cell]) => cell.replaceAll(',', ''));
    assert.deepEqual(await needed(), Object.values(amount.demand));

    await shared.click();
    await page.waitForSelector('#budget-level-2');
    await says(page, 'simulation', new RegExp(before.replace(/[()（）]/g, '.')));
    // What was typed for each is not lost.
    await apart.click();
    await stands(page, '#budget-sum-1', /^合计 100%$/);
    assert.equal(await page.inputValue('#budget-batch-1-level-1'), '30');
  }));

computed('a city without batches has one set of level shares', () =>
  budget({ city: 'wuhan' }, async (page) => {
    assert.equal(await page.locator('#budget-level-2').count(), 1);
    assert.equal(await page.locator('.segments label', { hasText: '各批分别填写' }).count(), 0);
  }));

test('the table holds what the chart is drawn from, and the chart is painted where the figures lie', () =>
  budget({}, async (page) => {
    await page.click('#budget-example');
    await page.waitForSelector('#budget-plot canvas');
    const table = await rows(page, '到各兑付期结束，累计需要（元）');
    const [box] = await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {
      const { shadowRoot } = document.querySelector('subsidy-calculator');
      const canvas = shadowRoot.querySelector('#budget-plot canvas');
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      /** The rows in which a colour stands, over a part of the width. */
      const heights = (name, from, to) => {
        const [red, green, blue] = getComputedStyle(shadowRoot.querySelector(`#desk-budget .sample${name}`)).color.match(/\d+/g).map(Number);
        const hits = [];
        for (let y = 0; y < canvas.height; y++) {
          for (let x = Math.round(canvas.width * from); x < canvas.width * to; x++) {
            const at = 4 * (y * canvas.width + x);
            if (data[at + 3] > 250 && Math.abs(data[at] - red) + Math.abs(data[at + 1] - green) + Math.abs(data[at + 2] - blue) < 12) {
              hits.push(y);
              break;
            }
          }
        }
        return (hits[0] + hits.at(-1)) / 2;
      };
      done([[heights('.stated', 0.1, 0.4), heights('.stated', 0.4, 0.7), heights('.stated', 0.7, 1), heights('.pool', 0.1, 1)]]);
    }))));
    const amounts = [...table.map(([, , , middle]) => +middle.replaceAll(',', '')), 124_800_000];
    // Amounts and heights are on one straight line: of any two pairs the rises are as the amounts.
    const [first, second, third, pool] = box;
    const rise = (from, to) => (box[from] - box[to]) / (amounts[to] - amounts[from]);
    assert.ok(first > second && second > third && third > pool, `${box}`);
    assert.ok(Math.abs(rise(0, 1) / rise(0, 3) - 1) < 0.05 && Math.abs(rise(0, 2) / rise(0, 3) - 1) < 0.05, `${box} ${amounts}`);
  }));

test('errors stand at their fields, once the hand rests', () =>
  budget({}, async (page) => {
    await unfold(page);
    await fill(page, { median: '90万', p90: '50万', 'level-2': '一半', seed: '-1', runs: '0', 'count-1': '1.5' });
    await page.locator('#budget-count-1').blur();
    for (const [id, said] of [['p90', /应不低于 900,000\.00 元/], ['level-2', /0 到 100/], ['seed', /整数/], ['runs', /1 到 100,000/], ['count-1', /整数/]]) {
      await stands(page, `#budget-${id}-error`, said);
      assert.equal(await page.getAttribute(`#budget-${id}`, 'aria-invalid'), 'true');
      assert.ok((await page.getAttribute(`#budget-${id}`, 'aria-describedby')).includes(`budget-${id}-error`));
    }
    await says(page, 'simulation', /有一项看不懂/);
    await page.locator('.segments label', { hasText: '自己的数' }).click();
    await page.fill('#budget-amounts', '30万\n52万\n多少');
    await stands(page, '#budget-amounts-error', /多少/);
  }));

test('after it is loaded nothing is asked of the network', () =>
  budget({}, async (page, seen) => {
    await page.click('#budget-example');
    await page.waitForSelector('.held');
    const before = seen.requests.length;
    await page.context().setOffline(true).catch(() => {});
    await fill(page, { spend: '70万', median: '60万' });
    await says(page, 'scenario', /700,000\.00/);
    await page.locator('#budget-reseed').evaluate((button) => button.click());
    await says(page, 'simulation', /600,000\.00/);
    assert.deepEqual(seen.requests.slice(before), []);
  }));

test('another city begins anew, another language says the same', () =>
  budget({}, async (page) => {
    await page.click('#budget-example');
    await page.waitForSelector('.held');
    const held = /(\d[\d,]*) 次够用/.exec(await text(page, '.held'))[1];
    await page.selectOption('#lang', 'en');
    await says(page, 'simulation', new RegExp(`suffices in ${held} of 10,000 runs`));
    assert.doesNotMatch((await page.locator('section[aria-labelledby=budget-simulation]').textContent()).replaceAll('元', ''), /[一-鿿]/);
    assert.equal(await page.inputValue('#budget-median'), '540000');
    await page.selectOption('#budget-city', 'hebi');
    await stands(page, '.foot', / hebi /);
    assert.equal(await page.inputValue('#budget-median'), '');
    assert.equal(await page.locator('.held').count(), 0);
  }));

describe('for everyone', () => {
  for (const [name, options] of LOOKS) {
    test(`${name}: axe finds nothing, nothing runs out of the window`, () =>
      budget(options, async (page) => {
        assert.deepEqual(await faults(page, 'budget'), []);
        await page.click('#budget-example');
        await page.fill('#budget-spend', '60万');
        await page.waitForSelector('.held');
        for (const summary of await page.locator('#desk-budget summary').all()) await summary.click();
        await page.locator('input[value=each_batch]').press('Space');
        await page.waitForSelector('#budget-batch-3-level-4');
        assert.deepEqual(await faults(page, 'budget'), []);
        assert.ok(await sideways(page) <= 0, `${await sideways(page)}`);
        assert.doesNotMatch(await text(page, '#desk-budget'), /budget\.|simulate\.|\{/);
      }));
  }

  test('large print, and what can be pressed is large enough', () =>
    budget({ size: { width: 390, height: 844 } }, async (page) => {
      await page.evaluate(() => document.querySelector('subsidy-calculator').setAttribute('size', 'large'));
      await page.waitForSelector('.all.large');
      await page.click('#budget-example');
      await page.waitForSelector('.held');
      await page.locator('input[value=each_batch]').press('Space');
      await page.waitForSelector('#budget-batch-3-level-4');
      assert.ok(await sideways(page) <= 0);
      const small = await page.locator('#desk-budget :is(button, input, select, textarea, summary)').evaluateAll((all) => all.filter((one) => one.offsetParent && one.type !== 'radio' && one.getBoundingClientRect().height < 44).map((one) => one.id || one.textContent));
      assert.deepEqual(small, []);
    }));

  test('by keyboard alone: from the top to the simulation', () =>
    budget({}, async (page) => {
      const focus = () => page.evaluate(() => document.querySelector('subsidy-calculator').shadowRoot.activeElement?.id);
      await page.locator('nav button', { hasText: '多大把握够用' }).focus();
      await page.keyboard.press('Enter');
      assert.equal(await focus(), 'budget-simulation');
      for (let at = 0; at < 40 && await focus() !== 'budget-example'; at++) await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.waitForSelector('.held');
      assert.equal(await focus(), 'budget-example');
    }));
});
