// Drafts: what is changed in the form shows in words, at the batch and level, and in every example, before and after; what cannot be read is told at its field;
// the table and the sheet for signature come out; and all of it for everyone.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { browser, text, visit } from './browser.mjs';
import { LOOKS, faults, sideways } from './panel.mjs';

browser();

const PATH = '/draft.html';
const EXAMPLES = JSON.parse(await readFile(new URL('../../policies/nanchang/examples.json', import.meta.url), 'utf8'));

/** Instead of saving or printing, the page keeps what it was to hand over: not every driver sees it. */
const keeping = (page) => page.addInitScript(() => {
  const made = new Map();
  const { createObjectURL } = URL;
  URL.createObjectURL = (blob) => {
    const address = createObjectURL.call(URL, blob);
    made.set(address, blob);
    return address;
  };
  window.files = [];
  HTMLAnchorElement.prototype.click = function click() {
    window.files.push({ name: this.download, type: made.get(this.href).type, text: made.get(this.href).text() });
  };
});

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
  await draft({ route: keeping, city: 'wuhan' }, async (page) => {
    await page.fill('#draft-clauses-0-rate', '35%');
    await page.locator('.draft summary', { hasText: '时间安排' }).click();
    await page.click('#draft-add-window');
    const [last] = await page.locator('[id^=draft-windows-][id$=-until]').evaluateAll((all) => all.map(({ id }) => id).reverse());
    await page.selectOption(`#${last.replace('until', 'kind')}`, 'apply');
    await page.fill(`#${last}`, '2026-05');
    await page.waitForSelector('#draft-changes');
    assert.ok((await rows(page, 'draft-changes')).some((row) => row.join(' ') === '新增 · 申报 · 时间 — 截至 2026-05' || /新增 · 申报 · 时间/.test(row[0])));
    await page.click('#draft-file');
    const { name, type, content } = await page.evaluate(async () => {
      const file = window.files.pop();
      return { name: file.name, type: file.type, content: await file.text };
    });
    const table = JSON.parse(content);
    assert.match(name, /^wuhan-draft-[0-9a-f]{12}\.json$/);
    assert.equal(type, 'application/json');
    assert.equal(table.revision, 0);
    const rates = table.benefits.flatMap(({ gives }) => gives.spend_share?.clauses ?? []).map(({ rate }) => [rate.rate, rate.citation.quote]);
    assert.deepEqual(rates[0], ['0.35', '尚无出处（no source yet）']);
    assert.match(rates[1][1], /40%/);
    assert.match(await text(page, '#desk-draft'), new RegExp(name));
  });
});

test('a pasted list is summed up under both tables', async () => {
  await draft({}, async (page) => {
    await page.fill('#draft-clauses-0-rate', '50%');
    await page.fill('#draft-list', '企业\t批次\t等级\t软件\n甲\t1\t2\t40万\n乙\t2\t2\t100000\n丙\t9\t2\t5');
    await page.click('#draft-list-run');
    await page.waitForSelector('#draft-portfolio');
    // 60 % and 50 % of 400,000; batch 2 as it was, 50 % of 100,000.
    assert.deepEqual(await rows(page, 'draft-portfolio'), [
      ['第一批 · 二级', '1', '0', '1', '0', '0', '240,000.00', '200,000.00', '−40,000.00'],
      ['第二批 · 二级', '1', '0', '0', '1', '0', '50,000.00', '50,000.00', '0'],
      ['合计', '2', '0', '1', '1', '0', '290,000.00', '250,000.00', '−40,000.00'],
    ]);
    assert.match(await text(page, '#desk-draft'), /第 4 行：“9”读不懂/);
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
      await page.fill('#draft-list', 'level\tsoftware\tbatch\n2\t40\t1');
      await page.click('#draft-list-run');
      await page.waitForSelector('#draft-portfolio');
      for (const summary of await page.locator('.draft summary').all()) await summary.click();
      assert.deepEqual(await faults(page, 'draft'), []);
      assert.ok(await sideways(page) <= 0, 'nothing lies beyond the window');
      const small = await page.locator('.draft :is(button, select, input:not([type=checkbox]), .tick, summary)').evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height < 43.5).map((one) => one.id || one.textContent));
      assert.deepEqual(small, []);
    });
  });
}
