// Drafts: what is changed in the form shows in words, at the batch and level, and in every example, before and after; what cannot be read is told at its field;
// the table and the sheet for signature come out; and all of it for everyone.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { browser, text, visit } from './browser.mjs';
import { LOOKS, faults, handed, keepFiles, sideways } from './panel.mjs';
import { POLICY, hosted } from './server.mjs';

/** A portal that allows no policy of Trusted Types, and so no worker. */
const NONE = POLICY.replace('trusted-types subsidy-worker', "trusted-types 'none'");
const strict = (request, response) => response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': NONE }).end(hosted('<subsidy-calculator mode="draft"></subsidy-calculator>'));
browser({ '/strict.html': strict });

const PATH = '/draft.html';
const EXAMPLES = JSON.parse(await readFile(new URL('../../policies/nanchang/examples.json', import.meta.url), 'utf8'));

/** @param {{lang?: string, city?: string} & Parameters<typeof visit>[0]} options */
const draft = ({ lang, city = 'nanchang', ...options }, run) => visit({ path: PATH, ...options }, async (page, seen) => {
  await page.waitForSelector('#draft-city');
  await page.evaluate(([lang, city]) => {
    if (lang) document.documentElement.lang = lang;
    document.querySelector('subsidy-calculator').setAttribute('city', city);
  }, [lang, city]);
  await page.waitForFunction((city) => document.querySelector('subsidy-calculator').shadowRoot.querySelector('#draft-city')?.value === city, city);
  await page.waitForSelector('#draft-changes, #draft-file');
  await run(page, seen);
});

/** The rows of a table, cell by cell. */
const rows = (page, id) => page.locator(`.scroll[aria-labelledby=${id}] tbody tr`).evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.textContent.trim())));

const says = (page, selector, what) => page.waitForFunction(([selector, source]) => new RegExp(source).test(document.querySelector('subsidy-calculator').shadowRoot.querySelector(selector)?.textContent ?? ''), [selector, what.source])
  .catch(async () => assert.match(await text(page, selector), what));

test('a changed rate and cap show in words, in the table of terms, and in every example, before and after', async () => {
  await draft({}, async (page) => {
    assert.match(await text(page, '.stands'), /可以计算/);
    assert.equal(await page.inputValue('#draft-clauses-0-rate'), '60%');
    await page.fill('#draft-clauses-0-rate', '55%');
    await page.fill('#draft-clauses-0-cap', '45万');
    await page.selectOption('#draft-clauses-1-cap-wording', 'exact');
    await page.waitForSelector('#draft-changes');
    assert.deepEqual(await rows(page, 'draft-changes'), [
      ['改动 · 第一批 · 二级、三级、四级 · 比例', '不超过 60%', '不超过 55%'],
      ['改动 · 第一批 · 二级、三级、四级 · 上限', '不超过 400,000.00', '不超过 450,000.00'],
      ['改动 · 第二批 · 二级、三级、四级 · 上限', '不超过 350,000.00', '350,000.00'],
    ]);
    assert.deepEqual((await rows(page, 'draft-terms'))[0].slice(0, 3), ['第一批', '不补助', '不超过 55% · 不超过 45 万元']);
    // 60 % and 55 % of 350,000.
    const changed = await rows(page, 'draft-examples');
    assert.deepEqual(changed.find(([label]) => label.includes('软件 300,000.00 + 云服务 50,000.00 ·')).slice(1), ['210,000.00', '192,500.00', '−17,500.00']);
    await page.locator('.draft summary', { hasText: '结果不变' }).click();
    const alike = await rows(page, 'draft-alike');
    // Those that are there to show what is no application at all are left out.
    assert.ok(changed.length + alike.length > 40 && changed.length + alike.length <= EXAMPLES.length, `${changed.length} and ${alike.length}`);
    assert.match(await text(page, '#desk-draft'), /3 处还没有出处/);
  });
});

test('what cannot be read is told at its field once the hand rests, and what does not hold in words', async () => {
  await draft({}, async (page) => {
    await page.fill('#draft-clauses-0-rate', '55');
    await page.waitForSelector('#draft-clauses-0-rate-error');
    const described = await page.getAttribute('#draft-clauses-0-rate', 'aria-describedby');
    assert.ok(described.split(' ').includes('draft-clauses-0-rate-error'));
    assert.equal(await page.getAttribute('#draft-clauses-0-rate', 'aria-invalid'), 'true');
    assert.equal(await page.locator('#draft-file').count(), 0);
    await page.fill('#draft-clauses-0-rate', '55%');
    await page.locator('.draft fieldset', { hasText: '第 1 条' }).getByRole('button', { name: '删去第 1 条' }).click();
    await says(page, '.flaws', /第一批 · 二级、三级、四级：没有条款/);
    assert.equal(await page.evaluate(() => document.querySelector('subsidy-calculator').shadowRoot.activeElement?.id), 'draft-add-clause');
  });
});

test('the draft comes out as a table that no check publishes, and a window that is added is told', async () => {
  await draft({ route: keepFiles, city: 'wuhan' }, async (page) => {
    await page.fill('#draft-clauses-0-rate', '35%');
    await page.locator('.draft summary', { hasText: '时间安排' }).click();
    await page.click('#draft-add-window');
    const [last] = await page.locator('[id^=draft-windows-][id$=-until]').evaluateAll((all) => all.map(({ id }) => id).reverse());
    await page.selectOption(`#${last.replace('until', 'kind')}`, 'apply');
    await page.fill(`#${last}`, '2026-05');
    await page.waitForSelector('#draft-changes');
    assert.ok((await rows(page, 'draft-changes')).some((row) => row.join(' ') === '新增 · 申报 · 时间 — 截至 2026-05' || /新增 · 申报 · 时间/.test(row[0])));
    await page.click('#draft-file');
    const { name, type, buffer } = await handed(page);
    const table = JSON.parse(buffer);
    assert.match(name, /^wuhan-draft-[0-9a-f]{12}\.json$/);
    assert.equal(type, 'application/json');
    assert.equal(table.revision, 0);
    const rates = table.benefits.flatMap(({ gives }) => gives.spend_share?.clauses ?? []).map(({ rate }) => [rate.rate, rate.citation.quote]);
    assert.deepEqual(rates[0], ['0.35', '尚无出处（no source yet）']);
    assert.match(rates[1][1], /40%/);
    assert.match(await text(page, '#desk-draft'), new RegExp(name));
  });
});

/**
 * By hand, where 南昌 pays 60 % up to 400,000 in the first batch and 50 % up to 350,000 in the second, and the draft 50 % up to 450,000 in the first. 甲: 240,000, then
 * 200,000. 乙: the cap of 400,000, then that of 450,000. 丙: 50,000 as it was. 丁 writes letters for zeros, 戊 states no batch, 己 is another city's.
 */
const LIST = `企业名称,城市,批次,等级,软件（万元）
甲厂,,第一批,二级,40
乙厂,南昌,第一批,三级,100
丙厂,,第二批,二级,10
丁厂,,第一批,二级,3OO
戊厂,,,二级,20
己厂,武汉,,二级,10
`;
const csv = (said = LIST) => ({ name: '名单.csv', mimeType: 'text/csv', buffer: Buffer.from(said) });

/** Works a file, or what is pasted, through to its result. */
async function compared(page, list = csv()) {
  if (typeof list === 'string') {
    await page.fill('#draft-list', list);
    await page.click('#draft-list-run');
  } else {
    await page.setInputFiles('#list-file', list);
  }
  await page.waitForSelector('#list-run');
  await page.click('#list-run');
  await page.waitForSelector('.groups.charged');
}

/** The draft that the list is held against. */
async function lowered(page) {
  await page.fill('#draft-clauses-0-rate', '50%');
  await page.fill('#draft-clauses-0-cap', '45万');
}

const CAPTION = '按批次和等级：家数与补助合计（元）';

/** The sums by batch and level, cell by cell. */
const sums = (page) => page.locator(`.scroll[aria-label="${CAPTION}"] tbody tr`).evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.textContent)));

/** Waits until the sum of all is this. */
const sum = (page, cells) => page.waitForFunction(([caption, said]) => {
  const row = [...document.querySelector('subsidy-calculator').shadowRoot.querySelectorAll(`.scroll[aria-label="${caption}"] tbody tr`)].at(-1);
  return [...row?.cells ?? []].map((cell) => cell.textContent).join('|') === said;
}, [CAPTION, cells.join('|')]).catch(async () => assert.deepEqual((await sums(page)).at(-1), cells));

const people = (page, title) => page.locator('.people', { hasText: title }).locator('li').evaluateAll((all) => all.map((one) => one.textContent));

for (const [how, path] of Object.entries({ 'beside the page': PATH, "in the page, under trusted-types 'none'": '/strict.html' })) {
  test(`a file is held against both tables, and nothing of it is sent: ${how}`, async () => {
    await draft({ path, quiet: path === PATH }, async (page) => {
      const sent = [];
      page.on('request', (request) => sent.push(request.method(), request.postData() ?? ''));
      await lowered(page);
      await compared(page);
      assert.deepEqual(await sums(page), [
        ['批次未填 · 二级', '1', '—', '—', '—', '0', '0', '0', '1'],
        ['第一批 · 二级', '1', '≤ 240,000.00', '≤ 200,000.00', '−40,000.00', '0', '1', '0', '0'],
        ['第一批 · 三级', '1', '≤ 400,000.00', '≤ 450,000.00', '+50,000.00', '1', '0', '0', '0'],
        ['第二批 · 二级', '1', '≤ 50,000.00', '≤ 50,000.00', '0', '0', '0', '1', '0'],
        ['合计', '4', '≤ 690,000.00', '≤ 700,000.00', '+10,000.00', '1', '1', '1', '1'],
      ]);
      assert.deepEqual(await people(page, '增加最多'), ['乙厂 第 3 行≤ 400,000.00 → ≤ 450,000.00（+50,000.00） · 第一批 · 三级']);
      assert.deepEqual(await people(page, '读不懂的行'), ['丁厂 第 5 行E5 软件“3OO”不是金额；请写成 300000 或 30万']);
      assert.match((await people(page, '没有金额'))[0], /戊厂 第 6 行原表 —，草案 — · 批次未填 · 二级；.*批次/);
      assert.deepEqual(await people(page, '别的城市'), ['己厂 第 7 行']);
      assert.deepEqual(new Set(sent.filter(Boolean)), new Set(sent.length ? ['GET'] : []));
    });
  });
}

test('the result follows the draft, waits while it cannot be computed, and speaks another language', async () => {
  await draft({}, async (page) => {
    await compared(page);
    // Nothing is changed yet.
    await sum(page, ['合计', '4', '≤ 690,000.00', '≤ 690,000.00', '0', '0', '0', '3', '1']);
    await lowered(page);
    await sum(page, ['合计', '4', '≤ 690,000.00', '≤ 700,000.00', '+10,000.00', '1', '1', '1', '1']);
    await page.fill('#draft-clauses-0-rate', '50');
    await says(page, '#desk-draft', /草案里有读不懂的空格/);
    assert.equal(await page.locator('.groups.charged').count(), 0);
    await page.fill('#draft-clauses-0-rate', '55%');
    // 甲 220,000, 乙 450,000, 丙 as it was.
    await sum(page, ['合计', '4', '≤ 690,000.00', '≤ 720,000.00', '+30,000.00', '1', '1', '1', '1']);
    await page.evaluate(() => { document.documentElement.lang = 'en'; });
    await says(page, '#desk-draft', /Grants in all: ≤ 690,000\.00 yuan under the table, ≤ 720,000\.00 yuan under the draft/);
    await page.selectOption('#draft-city', 'wuhan');
    await page.waitForSelector('#list-file');
  });
});

test('a pasted list takes the same way as a file', async () => {
  await draft({}, async (page) => {
    await lowered(page);
    await compared(page, '企业\t批次\t等级\t软件\n甲\t1\t2\t40万\n乙\t2\t2\t100000\n');
    await sum(page, ['合计', '2', '≤ 290,000.00', '≤ 250,000.00', '−40,000.00', '0', '1', '1', '0']);
  });
});

test('a workbook is read, and every enterprise comes out as a file that opens as a list again', async () => {
  await draft({ route: keepFiles }, async (page) => {
    await lowered(page);
    // The officer's template has one example: 350,000 of the first batch count, 60 % and 50 % of which are 210,000 and 175,000.
    await page.locator('.template button').first().click();
    const template = await handed(page);
    assert.match(template.name, /^企业名单模板\.xlsx$/);
    await compared(page, template);
    await sum(page, ['合计', '1', '≤ 210,000.00', '≤ 175,000.00', '−35,000.00', '0', '1', '0', '0']);
    await page.getByRole('button', { name: 'Excel' }).click();
    const book = await handed(page);
    assert.match(book.name, /^南昌市-名单-原表与草案-.*\.xlsx$/);
    await page.getByRole('button', { name: 'CSV' }).click();
    const lines = (await handed(page)).buffer.toString('utf8').split(/\r?\n/);
    assert.match(lines[0], /,row,then,now,delta,change,error_code,error_cell,then_digest,now_digest$/);
    assert.match(lines[1], /,2,210000\.00,175000\.00,-35000\.00,less,,,sha256-[0-9a-f]{64},sha256-[0-9a-f]{64}$/);
    await page.getByRole('button', { name: '换一份文件' }).click();
    await page.setInputFiles('#list-file', book);
    await page.waitForSelector('#list-sheet');
    assert.equal(await page.inputValue('#list-sheet'), '企业');
  });
});

test('a new city begins with nothing, and another city and another language keep the form whole', async () => {
  await draft({}, async (page) => {
    await page.selectOption('#draft-start', 'blank');
    await page.waitForSelector('#draft-id');
    assert.equal(await page.locator('[id^=draft-clauses-][id$=-rate]').count(), 0);
    await page.selectOption('#draft-start', 'change');
    await page.fill('#draft-clauses-0-rate', '55%');
    await page.evaluate(() => { document.documentElement.lang = 'en'; });
    await says(page, '.stands', /can be computed/);
    assert.equal(await page.inputValue('#draft-clauses-0-rate'), '55%');
    assert.deepEqual((await rows(page, 'draft-changes'))[0], ['changed · Batch 1 · Level 2, Level 3, Level 4 · rate', 'at most 60%', 'at most 55%']);
    await page.selectOption('#draft-city', 'fuzhou');
    await page.waitForFunction(() => !document.querySelector('subsidy-calculator').shadowRoot.querySelector('#draft-clauses-0-rate') && document.querySelector('subsidy-calculator').shadowRoot.querySelector('#draft-file'));
  });
});

test('the sheet for signature names both tables and what changes', async () => {
  await draft({ route: (page) => page.addInitScript(() => { window.print = () => {}; }) }, async (page) => {
    await page.fill('#draft-clauses-0-rate', '55%');
    await page.waitForSelector('#draft-changes');
    await page.click('#draft-sheet');
    const printed = await page.waitForFunction(() => {
      const body = document.querySelector('subsidy-calculator').shadowRoot.querySelector('.printer')?.contentDocument?.body;
      return body?.querySelector('.sign') && body.textContent;
    });
    const said = await printed.jsonValue();
    assert.match(said, /尚未公布，不作为申报和拨付的依据/);
    assert.equal(said.match(/sha256-[0-9a-f]{64}/g)?.length, 2);
    assert.match(said, /不超过 60%不超过 55%/);
    assert.match(said, /起草复核批准/);
  });
});

for (const [name, options] of LOOKS) {
  test(`for everyone: ${name}`, async () => {
    await draft(options, async (page) => {
      await page.fill('#draft-clauses-0-rate', '5');
      await page.waitForSelector('#draft-clauses-0-rate-error');
      assert.deepEqual(await faults(page, 'draft'), []);
      await page.fill('#draft-clauses-0-rate', '55%');
      assert.deepEqual(await faults(page, 'draft'), []);
      await page.setInputFiles('#list-file', csv());
      await page.waitForSelector('#list-run');
      assert.deepEqual(await faults(page, 'draft'), []);
      await page.click('#list-run');
      await page.waitForSelector('.groups.charged');
      for (const summary of await page.locator('.draft summary').all()) await summary.click();
      assert.deepEqual(await faults(page, 'draft'), []);
      assert.ok(await sideways(page) <= 0, 'nothing lies beyond the window');
      const small = await page.locator('.draft :is(button, select, input:not([type=checkbox]), .tick, summary)').evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height < 43.5).map((one) => one.id || one.textContent));
      assert.deepEqual(small, []);
    });
  });
}
