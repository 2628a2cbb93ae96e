// An officer's own list on the budget page: held against the money beside the page or in it, and never over the network.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { browser, text, visit } from './browser.mjs';
import { LOOKS, faults, handed, keepFiles, sideways } from './panel.mjs';
import { POLICY, hosted } from './server.mjs';

/** A portal that allows no policy of Trusted Types, and so no worker. */
const NONE = POLICY.replace('trusted-types subsidy-worker', "trusted-types 'none'");
const strict = (request, response) => response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': NONE }).end(hosted('<subsidy-calculator mode="budget" city="nanchang"></subsidy-calculator>'));
browser({ '/strict.html': strict });

/**
 * By hand, 南昌. 甲: 60 % of 1,000,000 is the cap of 400,000; 350,000 approved, 350,000 paid. 乙: 50 % of 800,000 is the cap of 350,000, nothing approved, 100,000
 * paid. 丙: 60 % of 200,000 is 120,000, and 150,000 approved. 丁: letters for zeros, 100,000 approved. So 350 + 350 + 150 + 100 = 950 thousand are committed,
 * 450 paid, 500 outstanding; 124,800 − 950 = 123,850 are left.
 */
const LIST = `企业名称,区县,批次,等级,软件（万元）,核定金额（万元）,已拨付
甲机械,南昌县,第一批,二级,100,35,350000
乙电子,高新区,第二批,三级,80,,10万
丙食品,高新区,第一批,二级,20,15,
丁化工,高新区,第一批,二级,3OO,10,
`;
const file = (said = LIST) => ({ name: '台账.csv', mimeType: 'text/csv', buffer: Buffer.from(said) });

async function opened(page, chosen = file()) {
  await page.waitForSelector('#list-file');
  await page.setInputFiles('#list-file', chosen);
  await page.waitForSelector('#list-run');
}

async function computed(page, chosen) {
  await opened(page, chosen);
  await page.click('#list-run');
  await page.waitForSelector('#list-result');
}

/** A table by its caption, cell by cell. */
const rows = (page, caption) => page.locator(`.charged .scroll[aria-label="${caption}"] tbody tr`).evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.textContent)));

/** Those of one kind, by their names. */
const people = (page, title) => page.locator('.people', { hasText: title }).locator('li b').allTextContents();

const focus = (page) => page.evaluate(() => document.querySelector('subsidy-calculator').shadowRoot.activeElement?.id);

for (const [how, path] of Object.entries({ 'beside the page': '/budget.html', "in the page, under trusted-types 'none'": '/strict.html' })) {
  describe(how, () => {
    test('what is committed, paid and left, as computed by hand, and nothing of the list is sent', () =>
      visit({ path, quiet: path === '/budget.html' }, async (page) => {
        const sent = [];
        page.on('request', (request) => sent.push(request.method(), request.postData() ?? ''));
        await computed(page);
        assert.equal(await focus(page), 'list-result');
        const [line, ...others] = await rows(page, '各项资金还剩多少（元）');
        assert.deepEqual(line.slice(1), ['124,800,000.00', '4', '950,000.00', '123,850,000.00', '450,000.00', '124,350,000.00']);
        assert.ok(others.length === 5 && others.every((cells) => cells[2] === '名单不涉及'), JSON.stringify(others));
        assert.deepEqual(await rows(page, '按区县（元）'), [
          ['南昌县（含小蓝）', '1', '1', '400,000.00', '350,000.00', '50,000.00', '350,000.00', '350,000.00', '0.00'],
          ['高新区', '3', '1', '470,000.00', '250,000.00', '0.00', '600,000.00', '100,000.00', '500,000.00'],
          ['合计', '4', '2', '870,000.00', '600,000.00', '50,000.00', '950,000.00', '450,000.00', '500,000.00'],
        ]);
        assert.deepEqual(await people(page, '达到上限'), ['甲机械', '乙电子']);
        assert.deepEqual(await people(page, '核定高于政策上限'), ['丙食品']);
        assert.match(await text(page, '.people:has-text("算不出上限") li'), /丁化工 第 5 行E5 软件“3OO”不是金额/);
        assert.deepEqual(new Set(sent.filter(Boolean)), new Set(sent.length ? ['GET'] : []));
      }));
  });
}

describe('a list on the budget page', () => {
  test('the template has the officer\'s columns, and its example can be held against the money', () =>
    visit({ path: '/budget.html', route: keepFiles }, async (page) => {
      for (const kind of ['Excel', 'CSV']) {
        await page.waitForSelector('#list-file');
        await page.getByRole('button', { name: `${kind} 模板` }).click();
        const template = await handed(page);
        assert.match(template.name, new RegExp(`^企业名单模板\\.${kind === 'Excel' ? 'xlsx' : 'csv'}$`));
        await opened(page, template);
        const taken = await page.locator('.columns-of select').evaluateAll((all) => all.map((one) => one.value));
        assert.ok(['district', 'approved', 'paid'].every((meaning) => taken.includes(meaning)), taken.join(' '));
        await page.click('#list-run');
        await page.waitForSelector('#list-result');
        // 350,000 count in the first batch: 60 % are 210,000, 100,000 are approved and 50,000 paid.
        assert.deepEqual((await rows(page, '按批次（元）')).at(-1), ['合计', '1', '0', '210,000.00', '100,000.00', '110,000.00', '100,000.00', '50,000.00', '50,000.00']);
        await page.getByRole('button', { name: '换一份文件' }).click();
      }
    }));

  test('of approved amounts alone is enough, and one that says nothing of money is not', () =>
    visit({ path: '/budget.html' }, async (page) => {
      await opened(page, file('企业名称,批次\n甲,1\n'));
      assert.equal(await page.isDisabled('#list-run'), true);
      await page.getByRole('button', { name: '换一份文件' }).click();
      await computed(page, file('企业名称,批次,批复金额（万元）\n甲,1,30\n乙,2,20\n'));
      assert.equal((await rows(page, '按批次（元）')).at(-1)[6], '500,000.00');
    }));

  test('has one column of what is approved, in whichever unit it is stated', () =>
    visit({ path: '/budget.html' }, async (page) => {
      await opened(page, file('企业名称,批次,批复金额（万元）,调整后\n甲,1,30,250000\n'));
      await page.selectOption('#list-column-3', 'approved');
      await page.waitForFunction(() => document.querySelector('subsidy-calculator').shadowRoot.querySelector('#list-column-2').value === '');
      await page.click('#list-run');
      await page.waitForSelector('#list-result');
      assert.equal((await rows(page, '按批次（元）')).at(-1)[6], '250,000.00');
    }));

  test('is another one in another city', () =>
    visit({ path: '/budget.html' }, async (page) => {
      await computed(page);
      await page.selectOption('#budget-city', 'hebi');
      await page.waitForSelector('#list-file');
      await computed(page);
      const [line] = await rows(page, '各项资金还剩多少（元）');
      assert.equal(line[1], '文件未公布');
    }));

  test('is another one in another city, also where the one before has something to say while that is on its way', () =>
    visit({ path: '/budget.html' }, async (page) => {
      await computed(page);
      await page.route(/hebi\.programme/, async (route) => {
        await new Promise((done) => setTimeout(done, 1500));
        await route.continue();
      });
      // The file is made, and told of, before the other city is there.
      await page.evaluate(() => {
        const { shadowRoot } = document.querySelector('subsidy-calculator');
        shadowRoot.querySelector('#list-result').closest('section').querySelector('.first').click();
        const city = shadowRoot.querySelector('#budget-city');
        city.value = 'hebi';
        city.dispatchEvent(new Event('change', { bubbles: true }));
      });
      await page.waitForSelector('#list-file');
      assert.equal(await page.inputValue('#budget-city'), 'hebi');
    }));

  test('is taken along as a workbook and as CSV, and speaks another language from one moment to the next', () =>
    visit({
      path: '/budget.html',
      route: (page) => page.addInitScript(() => {
        window.files = [];
        HTMLAnchorElement.prototype.click = function click() { window.files.push(this.download); };
      }),
    }, async (page) => {
      await computed(page);
      for (const kind of ['Excel', 'CSV']) await page.locator('section:has(> #list-result) button', { hasText: kind }).click();
      await page.waitForFunction(() => window.files.length === 2);
      const names = await page.evaluate(() => window.files);
      assert.ok(/^南昌市-企业名单与资金-\d{4}-\d\d-\d\d\.xlsx$/.test(names[0]) && names[1].endsWith('.csv'), names.join());
      await page.evaluate(() => { document.documentElement.lang = 'en'; });
      await page.locator('#list-result', { hasText: 'The list against the money' }).waitFor();
      assert.deepEqual(await people(page, 'At the cap'), ['甲机械', '乙电子']);
    }));

  for (const [name, { lang, ...looks }] of LOOKS) {
    test(`axe finds nothing at any step: ${name}`, () =>
      visit({ path: '/budget.html', ...looks }, async (page) => {
        await page.waitForSelector('#list-file');
        if (lang) {
          await page.evaluate((lang) => { document.documentElement.lang = lang; }, lang);
          await page.waitForFunction((lang) => document.querySelector('subsidy-calculator').shadowRoot.querySelector('.all').lang === lang, lang);
        }
        for (const step of [async () => {}, () => opened(page), () => page.click('#list-run').then(() => page.waitForSelector('#list-result'))]) {
          await step();
          assert.deepEqual(await faults(page, 'budget'), []);
          assert.ok(await sideways(page) <= 0, 'sideways');
        }
      }));
  }
});
