// A list of customers: a file in, everyone's answer out; beside the page or in it, and never over the network.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { browser, text, visit } from './browser.mjs';
import { LOOKS, handed, keepFiles, sideways } from './panel.mjs';
import { KEPT, POLICY, hosted } from './server.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A portal that allows no policy of Trusted Types, and so no worker. */
const NONE = POLICY.replace('trusted-types subsidy-worker', "trusted-types 'none'");
const strict = (request, response) => response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': NONE }).end(hosted('<subsidy-calculator mode="list"></subsidy-calculator>'));
browser({
  '/strict.html': strict,
  '/plain.html': hosted(''),
  '/own.html': hosted('<subsidy-calculator mode="list" city="nanchang" batch="1" level="2" as-of="2024-09-30"></subsidy-calculator>'),
});

const PAGES = { 'beside the page': '/list.html', "in the page, under trusted-types 'none'": '/strict.html' };

/**
 * By hand. 甲: 300,000 + 50,000 + 50,000 count, 60 % of 400,000. 乙: batch 2, 50 % of 700,000. 丙: Wuhan, 30 % of 800,000. 丁: Songjiang publishes no rate.
 * 戊 writes letters for zeros, 己 a city that there is not.
 */
const HEADS = ['企业名称', '城市', '批次', '预计等级', '测算日', '软件', '云服务', '数据采集设备', '硬件', '联系人'];
const ROWS = [
  ['甲机械', '南昌', '第一批', '二级', '2024-09-30', '30万', '50000', '５００００', '100万', '=1+1'],
  ['乙电子', '南昌市', '2', '3级', '2024年9月30日', '700,000', '', '', '', '李四'],
  ['丙食品', '武汉', '', 'L2', '2024-09-30', '80万', '', '', '', '王五'],
  ['丁纺织', '松江', '', '二级', '2024-09-30', '500000', '', '', '', ''],
  ['戊化工', '南昌', '第一批', '二级', '2024-09-30', '3OO', '', '', '', ''],
  ['己建材', '合肥', '第一批', '二级', '2024-09-30', '300000', '', '', '', ''],
];
const quoted = (cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const csv = (rows) => rows.map((row) => row.map(quoted).join(',')).join('\r\n');

/** As Excel in China writes it. Node decodes GB18030 and does not encode it: the codes are looked up. */
const gb18030 = (() => {
  const decoder = new TextDecoder('gb18030');
  const codes = new Map();
  for (let lead = 0x81; lead < 0xff; lead++) {
    for (let trail = 0x40; trail < 0xff; trail++) {
      if (trail !== 0x7f) codes.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
    }
  }
  return (said) => Buffer.from([...said].flatMap((one) => (one < '\x80' ? [one.charCodeAt(0)] : codes.get(one))));
})();

const file = (name, buffer) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(buffer) });
const LIST = file('客户名单.csv', gb18030(csv([HEADS, ...ROWS])));

/** Opens a file and waits for its columns. */
async function opened(page, chosen = LIST) {
  await page.setInputFiles('#list-file', chosen);
  await page.waitForSelector('#list-run');
}

/** Waits until every row is judged; what lies below what is seen first is drawn last. */
async function judged(page) {
  await page.waitForSelector('#list-result');
  await page.waitForSelector('.list-step[aria-busy]', { state: 'detached' });
  await page.waitForSelector('.groups .sum');
}

/** Works a file through to its answers. */
async function computed(page, chosen = LIST) {
  await opened(page, chosen);
  await page.click('#list-run');
  await judged(page);
}

/** The cells of the table that are drawn, row by row; what is wrong with a row is in its last one. */
const cells = (page) => page.locator('.all-rows tbody tr').evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell, at) => (at === 1 ? cell.firstChild?.textContent ?? '' : cell.textContent).replace(/\s+/g, ' ').trim())));

/** More customers than anyone has. @param {number} count */
const many = (count) => Buffer.from(csv([HEADS, ...Array.from({ length: count }, (_, at) => ROWS[at % ROWS.length].with(0, `企业${at}`))]));

/** The row of a customer, its cells side by side. */
const row = async (page, name) => (await cells(page)).find((all) => all.includes(name))?.join(' | ');

/** What has the focus, inside the element. */
const focus = (page) => page.evaluate(() => document.querySelector('subsidy-calculator').shadowRoot.activeElement?.id);

/** Counts workers, and keeps what the page sends. */
const watched = (page) => page.addInitScript(() => {
  window.workers = 0;
  const { Worker } = window;
  window.Worker = class extends Worker {
    constructor(...given) {
      super(...given);
      window.workers++;
    }
  };
});

/** Keeps the moments at which the page draws until it has a result, and when it was asked for one. */
const frames = (page) => page.evaluate(() => {
  const { shadowRoot } = document.querySelector('subsidy-calculator');
  const tick = () => {
    if (shadowRoot.getElementById('list-result') && !shadowRoot.querySelector('[aria-busy]')) return;
    window.drawn.push(performance.now());
    requestAnimationFrame(tick);
  };
  shadowRoot.getElementById('list-run').addEventListener('click', () => {
    window.drawn = [performance.now()];
    requestAnimationFrame(tick);
  }, { once: true });
});

/** Chooses a batch for all and asks for the answers at once, as what was judged before then is void; the bar that comes is cancelled as soon as it has moved. */
const cancelled = (page) => page.evaluate(() => new Promise((done) => {
  const { shadowRoot } = document.querySelector('subsidy-calculator');
  const look = () => {
    const cancel = shadowRoot.getElementById('list-cancel');
    if (!(cancel && shadowRoot.querySelector('progress[value]')?.value > 0)) return;
    seen.disconnect();
    cancel.click();
    done();
  };
  const seen = new MutationObserver(look);
  seen.observe(shadowRoot, { subtree: true, childList: true, attributes: true });
  const batch = shadowRoot.getElementById('list-batch');
  batch.value = '1';
  batch.dispatchEvent(new Event('change', { bubbles: true }));
  shadowRoot.getElementById('list-run').click();
}));

/** Each case answers as it was computed by hand, and what is wrong is said with its cell. */
async function answered(page) {
  for (const [name, ...parts] of [
    ['甲机械', '南昌', '1,400,000.00', '≤ 240,000.00', '≥ 1,160,000.00'],
    ['乙电子', '南昌', '700,000.00', '≤ 350,000.00', '≥ 350,000.00'],
    ['丙食品', '武汉', '800,000.00', '240,000.00', '560,000.00'],
    ['丁纺织', '松江', '500,000.00', '未公布'],
    ['戊化工', 'F6', '3OO'],
    ['己建材', 'B7', '合肥'],
  ]) {
    const found = await row(page, name);
    for (const part of parts) assert.ok(found?.includes(part), `${part} in ${found}`);
  }
  // A rate that is published is none that is “up to”.
  assert.doesNotMatch(await row(page, '丙食品'), /[≤≥]/);
  // 240,000 + 350,000 + 240,000, and 1,160,000 + 350,000 + 560,000; of Nanchang the first two.
  const totals = await page.locator('.groups').textContent();
  for (const part of ['≤ 590,000.00', '≥ 1,510,000.00']) assert.ok(totals.includes(part), `${part} in ${totals}`);
  const lead = await page.locator('.lead-figures').textContent();
  for (const part of ['6', '≤ 830,000.00', '≥ 2,070,000.00', '2']) assert.ok(lead.includes(part), `${part} in ${lead}`);
}

for (const [how, path] of Object.entries(PAGES)) {
  // A policy that allows no worker says so in the console: that is the host's will.
  const quiet = path === '/list.html';

  describe(how, () => {
    test('a list as Excel in China writes it gives everyone’s answer, and nothing of it is sent', () =>
      visit({ path, quiet, route: watched }, async (page, seen) => {
        const sent = [];
        page.on('request', (request) => sent.push(request.method(), request.postData() ?? ''));
        await opened(page);
        assert.match(await text(page, '.facts'), /GB18030/);
        assert.equal(await focus(page), 'list-columns');
        const asked = seen.requests.length;
        await page.click('#list-run');
        await page.waitForSelector('#list-result');
        assert.equal(await focus(page), 'list-result');
        await answered(page);
        assert.equal(await page.evaluate(() => window.workers), quiet ? 1 : 0);
        assert.equal(seen.requests.length, asked);
        assert.deepEqual(new Set(sent), new Set(['GET', '']));
        for (const url of seen.requests) assert.ok(new URL(url).pathname.startsWith(`/${KEPT}/`) || new URL(url).pathname === path, url);
      }));

    test('half a million customers leave the page free, can be cancelled in the middle, and are computed after all', () =>
      visit({ path, quiet }, async (page) => {
        page.setDefaultTimeout(40_000);
        const folder = mkdtempSync(join(tmpdir(), 'list-'));
        // From the disk: so much is nothing to hand over by a driver.
        const large = join(folder, '名单.csv');
        writeFileSync(large, many(500_002));
        await opened(page, large);
        await cancelled(page);
        await page.waitForSelector('#list-run');
        assert.equal(await focus(page), 'list-run');
        await frames(page);
        await page.click('#list-run');
        // The first customers are there sooner, and no sum of them is one.
        await page.waitForSelector('.list-step[aria-busy] .lead-figures');
        assert.deepEqual(await page.evaluate(() => {
          const { shadowRoot } = document.querySelector('subsidy-calculator');
          const said = (selector) => [...shadowRoot.querySelectorAll(selector)].map((node) => node.textContent);
          return { busy: !!shadowRoot.querySelector('[aria-busy]'), figures: [...new Set(said('.lead-figures dd, .groups td, .pages p'))], first: said('.all-rows tbody tr:first-child td')[0] };
        }), { busy: true, figures: ['…'], first: '企业0' });
        await judged(page);
        // The page draws while it goes on: no half of the way is passed without a frame.
        const drawn = await page.evaluate(() => window.drawn);
        const [whole, longest] = [drawn.at(-1) - drawn[0], Math.max(...drawn.slice(1).map((at, before) => at - drawn[before]))];
        assert.ok(drawn.length > 3 && longest < whole / 2, `frames at ${drawn}`);
        assert.match(await text(page, '.lead-figures'), /500,002/);
        assert.ok(await page.locator('.all-rows tbody tr').count() <= 60);
        assert.equal(await page.locator('.all-rows table').getAttribute('aria-rowcount'), '500003');
        // The last of them: 500,001 leaves 3 when divided by 6, a Songjiang one.
        await page.locator('.pages button').last().click();
        await page.locator('.all-rows tr[aria-rowindex="500003"]').waitFor();
        assert.match(await row(page, '企业500001'), /松江/);
        await page.fill('#list-text', '企业54321');
        await page.locator('.all-rows table[aria-rowcount="2"]').waitFor();
        assert.match(await row(page, '企业54321'), /松江/);
        rmSync(folder, { recursive: true });
      }));
  });
}

describe('what a list leaves open', () => {
  const CLEAR = ['企业名称', '城市', '批次', '预计等级', '软件（元）', '云服务（万元）'];
  const customer = ['甲机械', '南昌', '第一批', '二级', '300000', '5'];

  test('nothing: its answers come at once, with what each column was taken for, and the columns can be gone back to', () =>
    visit({ path: '/list.html' }, async (page) => {
      await page.setInputFiles('#list-file', file('a.csv', csv([CLEAR, customer])));
      await judged(page);
      assert.equal(await focus(page), 'list-result');
      // 60 % of 300,000 + 50,000.
      assert.match(await row(page, '甲机械'), /350,000\.00.*≤ 210,000\.00/);
      const taken = await text(page, '#list-taken');
      for (const column of ['A 企业名称', 'D 预计等级', 'E 软件（元）', 'F 云服务（万元）']) assert.ok(taken.includes(column), `${column} in ${taken}`);
      await page.locator('button', { hasText: '返回核对各列' }).click();
      assert.equal(await focus(page), 'list-columns');
      await page.selectOption('#list-column-5', 'cloud');
      await page.click('#list-run');
      await judged(page);
      // As yuan, 5 of them.
      assert.match(await row(page, '甲机械'), /300,005\.00.*≤ 180,003\.00/);
    }));

  for (const [open, heads] of Object.entries({
    'a unit': CLEAR.with(4, '软件'),
    'a column': CLEAR.with(0, '联系人'),
    'a batch': CLEAR.with(2, '备注'),
    'a city': CLEAR.with(1, '单位'),
    'a repeated head': CLEAR.with(5, '软件（万元）'),
  })) {
    test(`${open}: the columns are looked at first`, () =>
      visit({ path: '/list.html' }, async (page) => {
        await opened(page, file('a.csv', csv([heads, customer])));
        assert.equal(await focus(page), 'list-columns');
        assert.equal(await page.locator('#list-result').count(), 0);
      }));
  }
});

/** What axe finds on the whole page, up to AA, and how far the page goes beyond the window. */
async function fit(page) {
  await page.evaluate(axe);
  const found = await page.evaluate((values) => axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] }), ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice']);
  assert.ok(found.passes.some((rule) => rule.id === 'color-contrast'), 'contrast was looked at');
  assert.deepEqual(found.violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => `${node.target} ${node.failureSummary}`).join('; ')}`), []);
  assert.ok(await sideways(page) <= 0, 'the page goes sideways');
}

const drawn = (page) => page.locator('.all-rows tbody tr').evaluateAll((rows) => rows.map((row) => row.cells[1].firstChild?.textContent ?? ''));

/** Waits until these customers are drawn, in this order. */
const stands = async (page, names) => {
  await page.waitForFunction((wanted) => [...document.querySelector('subsidy-calculator').shadowRoot.querySelectorAll('.all-rows tbody tr')].map((row) => row.cells[1].firstChild?.textContent ?? '').join() === wanted, names.join())
    .catch(async () => assert.deepEqual(await drawn(page), names));
};

describe('the table', () => {
  test('is sorted by its heads and narrowed by text, city, batch, level, kind and fault', () =>
    visit({ path: '/list.html' }, async (page) => {
      await computed(page);
      const names = ROWS.map(([name]) => name);
      await stands(page, names);
      const head = page.locator('.all-rows thead button', { hasText: '补助' });
      await head.click();
      // Those without an amount stand last, whichever way.
      await stands(page, ['甲机械', '丙食品', '乙电子', '丁纺织', '戊化工', '己建材']);
      assert.equal(await page.locator('.all-rows th[aria-sort]').getAttribute('aria-sort'), 'ascending');
      await head.click();
      await stands(page, ['乙电子', '甲机械', '丙食品', '丁纺织', '戊化工', '己建材']);
      assert.equal(await page.locator('.all-rows th[aria-sort]').getAttribute('aria-sort'), 'descending');
      await page.fill('#list-text', '李四');
      await stands(page, ['乙电子']);
      await page.fill('#list-text', '');
      await page.check('#list-bad');
      await stands(page, ['戊化工', '己建材']);
      await page.uncheck('#list-bad');
      await stands(page, ['乙电子', '甲机械', '丙食品', '丁纺织', '戊化工', '己建材']);
      // Faster than a frame: the second wish keeps the first.
      await page.evaluate(() => {
        const { shadowRoot } = document.querySelector('subsidy-calculator');
        shadowRoot.querySelector('#list-bad').click();
        const text = shadowRoot.querySelector('#list-text');
        text.value = '戊';
        text.dispatchEvent(new Event('input', { bubbles: true }));
      });
      await stands(page, ['戊化工']);
      await page.fill('#list-text', '');
      await page.uncheck('#list-bad');
      for (const [id, label, wanted] of [['city', '武汉市', ['丙食品']], ['batch', '第二批', ['乙电子']], ['level', '三级', ['乙电子']], ['outcome', '未公布', ['丁纺织']]]) {
        await page.selectOption(`#list-by-${id}`, { label });
        await stands(page, wanted);
        await page.selectOption(`#list-by-${id}`, '');
        await stands(page, ['乙电子', '甲机械', '丙食品', '丁纺织', '戊化工', '己建材']);
      }
    }));

  test('is drawn fifty rows at a time', () =>
    visit({ path: '/list.html' }, async (page) => {
      await computed(page, file('名单.csv', many(120)));
      const first = Array.from({ length: 50 }, (_, at) => `企业${at}`);
      await stands(page, first);
      await page.locator('.pages button', { hasText: '下一页' }).click();
      await stands(page, first.map((_, at) => `企业${at + 50}`));
      assert.equal(await page.locator('.all-rows tbody tr').first().getAttribute('aria-rowindex'), '52');
      await page.locator('.pages button', { hasText: '最后一页' }).click();
      await stands(page, first.slice(0, 20).map((_, at) => `企业${at + 100}`));
      assert.equal(await page.locator('.pages button', { hasText: '下一页' }).getAttribute('aria-disabled'), 'true');
      await page.locator('.pages button', { hasText: '第一页' }).click();
      await stands(page, first);
    }));
});

test('a sum of any size stays in its column', () =>
  visit({ path: '/list.html' }, async (page) => {
    // Whether hardware counts is read in two ways: the sums are ranges.
    await page.setInputFiles('#list-file', file('a.csv', csv([['policy', 'batch', 'level', 'software', 'hardware'], ['wuhan', '1', '3', '', '800000000000.01']])));
    await judged(page);
    const figures = page.locator('.groups tbody td');
    assert.match((await figures.allTextContents()).join(' '), / – 800,000,000,000\.01/);
    assert.deepEqual(await figures.evaluateAll((all) => all.filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent)), []);
  }));

test('the example that is tried beforehand is nowhere to be seen, and stands in no answer', () =>
  visit({ path: '/plain.html' }, async (page) => {
    // Drawn and taken away in one go.
    await page.addInitScript(() => {
      const { remove } = Element.prototype;
      Element.prototype.remove = function () {
        window.rehearsed ||= !!this.querySelector('.all-rows tbody tr');
        remove.call(this);
      };
    });
    await page.goto(new URL('/list.html', page.url()).href);
    await page.waitForFunction(() => window.rehearsed);
    assert.equal(await page.locator('#list-result, .all-rows').count(), 0);
    await computed(page);
    await stands(page, ROWS.map(([name]) => name));
    assert.match(await text(page, '.lead-figures'), /^企业数\s*6\D/);
  }));

/** Types the row of the heads, as a visitor does: a value that is set from outside is no change to Firefox. */
async function typed(page, number) {
  await page.focus('#list-head');
  await page.keyboard.press('Backspace');
  await page.keyboard.type(number);
  await page.keyboard.press('Tab');
}

describe('columns', () => {
  test('that nobody knows are asked about, and what no cell says is asked once', () =>
    visit({ path: '/list.html' }, async (page) => {
      const csv = 'A,B,C\n甲,300000,x\n乙,500000,y\n';
      await opened(page, file('list.csv', csv));
      assert.equal(await page.isDisabled('#list-run'), true);
      assert.ok((await text(page, '.problems')).length > 5);
      await page.selectOption('#list-column-0', 'company');
      await page.selectOption('#list-column-1', 'software');
      await page.selectOption('#list-policy', 'nanchang');
      await page.selectOption('#list-batch', '1');
      await page.selectOption('#list-level', '2');
      await page.fill('#list-as_of', '2024-09-30');
      await page.locator('#list-as_of').blur();
      await page.locator('#list-run:enabled').click();
      await page.waitForSelector('#list-result');
      // 60 % of each.
      assert.match(await row(page, '甲'), /180,000\.00/);
      assert.match(await row(page, '乙'), /300,000\.00/);
      // A meaning that is chosen for another column leaves the one that had it.
      await page.locator('button', { hasText: '返回核对各列' }).click();
      await page.selectOption('#list-column-2', 'company');
      await page.waitForFunction(() => document.querySelector('subsidy-calculator').shadowRoot.getElementById('list-column-0').value === '');
      // What was chosen still stands.
      assert.equal(await page.inputValue('#list-level'), '2');
      await page.selectOption('#list-column-1', '');
      await page.locator('#list-run:disabled').waitFor();
    }));

  test('are chosen one after another without waiting for what the first choice makes of the file', () =>
    visit({ path: '/list.html' }, async (page) => {
      await opened(page, file('list.csv', '企业名称,软件（元）\n甲,300000\n'));
      await page.evaluate(() => {
        const { shadowRoot } = document.querySelector('subsidy-calculator');
        for (const [name, value] of [['policy', 'nanchang'], ['batch', '1'], ['level', '2']]) {
          const field = shadowRoot.getElementById(`list-${name}`);
          field.value = value;
          field.dispatchEvent(new Event('change', { bubbles: true }));
        }
      });
      await page.locator('#list-run:enabled').click();
      await page.waitForSelector('#list-result');
      // At most 60 %.
      assert.match(await row(page, '甲'), /180,000\.00/);
    }));

  test('the heads may stand in another row, or nowhere', () =>
    visit({ path: '/list.html' }, async (page) => {
      await opened(page, file('list.csv', `2024 年客户名单\r\n\r\n${csv([HEADS, ...ROWS])}`));
      assert.equal(await page.inputValue('#list-head'), '3');
      await typed(page, '4');
      await page.locator('label[for=list-column-0]', { hasText: '甲机械' }).waitFor();
      await typed(page, '3');
      await page.locator('label[for=list-column-0]', { hasText: '企业名称' }).waitFor();
      await page.click('#list-run');
      await page.waitForSelector('#list-result');
      assert.match(await row(page, '戊化工'), /F8/);
    }));

  test('city, batch, level and day of the element hold for all rows', () =>
    visit({ path: '/own.html' }, async (page) => {
      await computed(page, file('list.csv', '名称,软件\n甲,300000\n'));
      assert.match(await row(page, '甲'), /南昌.*第一批.*二级.*180,000\.00/);
    }));
});

describe('files', () => {
  test('the export holds every column and answer, opens as a list again, and runs nothing', () =>
    visit({ path: '/list.html', route: keepFiles }, async (page) => {
      await computed(page);
      await page.locator('button', { hasText: 'CSV' }).click();
      const said = (await handed(page)).buffer;
      assert.deepEqual([...said.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
      const lines = said.toString('utf8').slice(1).trim().split(/\r?\n/);
      assert.equal(lines.length, 7);
      for (const head of HEADS) assert.ok(lines[0].includes(head), head);
      for (const [at, cells] of ROWS.entries()) for (const cell of cells) assert.ok(lines[at + 1].includes(cell), `${cell} in ${lines[at + 1]}`);
      assert.ok(!/(^|,)=1\+1/m.test(lines[1]), 'a formula is text');
      assert.match(lines[1], /240000\.00/);
      await page.locator('button', { hasText: 'Excel' }).first().click();
      const book = await handed(page);
      assert.match(book.name, /\.xlsx$/);
      assert.equal(book.buffer.subarray(0, 2).toString(), 'PK');
      await page.locator('button', { hasText: '换一份文件' }).first().click();
      assert.equal(await focus(page), 'list-file');
      await computed(page, book);
      await answered(page);
    }));

  test('the template is a list that can be computed', () =>
    visit({ path: '/list.html', route: keepFiles }, async (page) => {
      for (const kind of ['xlsx', 'csv']) {
        await page.locator('.template button').nth(kind === 'xlsx' ? 0 : 1).click();
        const template = await handed(page);
        assert.match(template.name, new RegExp(`\\.${kind}$`));
        // It leaves no question, its sheet of notes neither.
        await page.setInputFiles('#list-file', template);
        await judged(page);
        assert.ok(await page.locator('.all-rows tbody tr').count() >= 3);
        assert.equal(await page.locator('.all-rows tbody .bad').count(), 0);
        await page.locator('button', { hasText: '换一份文件' }).first().click();
      }
    }));

  for (const [name, chosen, said] of [
    ['protected', file('客户.xlsx', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(512), Buffer.from('EncryptedPackage', 'utf16le'), Buffer.alloc(512)])), /密码/],
    ['damaged', file('客户.xlsx', Buffer.from('504b0304ffffffff', 'hex')), /损坏/],
    ['empty', file('客户.csv', ''), /空/],
    ['a picture', file('客户.csv', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')), /./],
  ]) {
    test(`a file that is ${name} is told in words, and another can be chosen`, () =>
      visit({ path: '/list.html' }, async (page) => {
        await page.setInputFiles('#list-file', chosen);
        await page.locator('#list-trouble:not(:empty)').waitFor();
        assert.match(await text(page, '#list-trouble'), said);
        assert.equal(await focus(page), 'list-file');
        await computed(page);
        await answered(page);
      }));
  }

  test('one that is too large is not even read', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'list-'));
    const large = join(folder, '名单.csv');
    writeFileSync(large, '');
    truncateSync(large, 200 * 1024 * 1024);
    for (const [path, quiet] of [['/list.html', true], ['/strict.html', false]]) {
      await visit({ path, quiet }, async (page) => {
        await page.locator('#list-file').waitFor();
        // Heard where the page itself does the work.
        await page.evaluate(() => {
          Blob.prototype.arrayBuffer = () => { throw new Error('read'); };
        });
        await page.setInputFiles('#list-file', large);
        await page.locator('#list-trouble:not(:empty)').waitFor();
        assert.match(await text(page, '#list-trouble'), /100/);
      });
    }
    rmSync(folder, { recursive: true });
  });
});

describe('for everyone', () => {
  test('by keyboard alone', () =>
    visit({ path: '/list.html' }, async (page) => {
      await page.locator('#list-file').waitFor();
      for (let at = 0; at < 10 && await focus(page) !== 'list-file'; at++) await page.keyboard.press('Tab');
      assert.equal(await focus(page), 'list-file');
      // What the file chooser does is the browser's.
      await opened(page);
      assert.equal(await focus(page), 'list-columns');
      for (let at = 0; at < 40 && await focus(page) !== 'list-run'; at++) await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.waitForSelector('#list-result');
      assert.equal(await focus(page), 'list-result');
      for (let at = 0; at < 40 && await focus(page) !== 'list-bad'; at++) await page.keyboard.press('Tab');
      await page.keyboard.press('Space');
      await stands(page, ['戊化工', '己建材']);
    }));

  test('in another language from one moment to the next', () =>
    visit({ path: '/list.html' }, async (page) => {
      await computed(page);
      await page.selectOption('#lang', 'en');
      await page.locator('#list-result', { hasText: /^[A-Z]/ }).waitFor();
      await page.locator('.all-rows', { hasText: 'Nanchang' }).waitFor();
      assert.match(await row(page, '甲机械'), /240,000\.00/);
      assert.doesNotMatch((await page.locator('.groups').textContent()), /[一-鿿]/);
      assert.match(await text(page, '#list-taken'), /^[A-Z]/);
      assert.match(await text(page, '#list-name'), /\.\w+$/);
    }));

  test('in another language while the columns are looked at, every row is there', () =>
    visit({ path: '/list.html' }, async (page) => {
      const rows = Array.from({ length: 20 }, (_, at) => [`企业${at}`, '武汉', '', '三级', '1000']);
      await opened(page, file('a.csv', csv([['企业名称', '城市', '批次', '等级', '软件'], ...rows])));
      await page.selectOption('#lang', 'en');
      await page.locator('#list-columns', { hasText: /^[A-Z]/ }).waitFor();
      await page.click('#list-run');
      await judged(page);
      assert.equal(await page.locator('.all-rows tbody tr').count(), 20);
      assert.match(await text(page, '.lead-figures'), /Enterprises\s*20/);
    }));

  test('a file that is given up while its reader is on its way stands in no other', () => {
    let release;
    const held = new Promise((done) => { release = done; });
    const route = (page) => page.route('**/sheets.wasm', (asked) => held.then(() => asked.continue()));
    return visit({ path: '/list.html', route }, async (page) => {
      const one = (name) => file(`${name}.csv`, csv([['企业名称', '城市', '批次', '等级', '软件（元）'], [name, '武汉', '', '三级', '1000']]));
      await page.setInputFiles('#list-file', one('甲'));
      await page.click('#list-cancel');
      await page.setInputFiles('#list-file', one('乙'));
      await page.waitForSelector('#list-cancel');
      release();
      await judged(page);
      assert.equal(await text(page, '#list-name'), '乙.csv');
      await stands(page, ['乙']);
    });
  });

  test('on a phone what is wrong with a row stands under its name, and where there is room at its end, once each', () =>
    visit({ path: '/list.html' }, async (page) => {
      for (const [width, seen, unseen] of [[390, '.near', '.far'], [1280, '.far', '.near']]) {
        await page.setViewportSize({ width, height: 800 });
        if (width === 390) await computed(page);
        const bad = page.locator('.all-rows tr.bad').first();
        assert.equal(await bad.locator(seen).isVisible(), true, `${width}`);
        assert.equal(await bad.locator(unseen).isVisible(), false, `${width}`);
        assert.match(await bad.locator(seen).textContent(), /^F6 /);
        const { x, width: wide } = await bad.locator(seen).boundingBox();
        if (width === 390) assert.ok(x + wide <= width, 'within the window');
      }
    }));

  for (const [name, { lang, ...looks }] of LOOKS) {
    test(`axe finds nothing at any step: ${name}`, () =>
      visit({ path: '/list.html', ...looks }, async (page) => {
        await page.locator('#list-file').waitFor();
        if (lang) {
          await page.selectOption('#lang', lang);
          await page.waitForFunction((lang) => document.querySelector('subsidy-calculator').shadowRoot.querySelector('.all').lang === lang, lang);
        }
        await fit(page);
        await opened(page);
        await fit(page);
        await page.click('#list-run');
        await page.waitForSelector('#list-result');
        await fit(page);
      }));
  }
});
