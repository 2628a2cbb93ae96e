// A provider's offer, typed in by hand and handed over: amounts by hand, on the screen, on paper and in the files.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { extractText, getDocumentProxy } from 'unpdf';
import { browser, visit } from './browser.mjs';
import { once } from './engines.mjs';
import { faults, handed, keepFiles, sideways } from './panel.mjs';
import { DIST, hosted } from './server.mjs';

browser({
  '/wuhan.html': hosted('<subsidy-calculator mode="quote" city="wuhan" batch="3" as-of="2024-09-30"></subsidy-calculator>'),
  '/english.html': hosted('<subsidy-calculator mode="quote" city="nanchang" lang="en" as-of="2024-09-30"></subsidy-calculator>', 'en'),
});

const figures = once('figures');

const { SUBSIDY = fileURLToPath(new URL('../../target/release/subsidy', import.meta.url)) } = process.env;
const folder = mkdtempSync(join(tmpdir(), 'quote-'));
after(() => rmSync(folder, { recursive: true }));

const PATH = '/quote.html';
const firefox = process.env.BROWSER === 'firefox';

/** Firefox prints to no file for whoever drives it. */
const onPaper = firefox ? () => {} : test;
const { digest } = JSON.parse(readFileSync(join(DIST, 'policies/index.json'), 'utf8')).find(({ id }) => id === 'nanchang');

/** A red square of four by four. */
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAIAAAAmkwkpAAAAEElEQVR4nGP4z8AARwzEcQCukw/x0F8jngAAAABJRU5ErkJggg==', 'base64');

const LINES = [
  { 类别: 'software', 名称: 'MES', 数量: '3', 单价: '10万', 优惠: '9折', 税率: '13%' },
  { 类别: 'cloud', 数量: '2', 单价: '12,000', 税率: '6%', 年数: '3' },
  { 类别: 'services', 名称: '实施', 数量: '1', 单价: '50000', 税率: '6%' },
];

const row = (page, at) => page.locator('#desk-quote .card:has(#quote-packages) .lines > li').nth(at);
const one = (page, at, name) => row(page, at).getByLabel(new RegExp(`^${name}`));

async function ready(page) {
  await page.locator('#quote-add').waitFor();
}

/** A line as a person enters it. */
async function enter(page, at, line) {
  if (await page.locator('.card:has(#quote-packages) .lines > li').count() === at) await page.locator('#quote-add').click();
  const { 类别, 税率, 年数, ...texts } = line;
  await one(page, at, '类别').selectOption(类别);
  await one(page, at, '税率').first().selectOption(税率);
  if (年数) {
    await one(page, at, '付费方式').selectOption('yearly');
    await one(page, at, '年数').fill(年数);
  }
  for (const [name, text] of Object.entries(texts)) await one(page, at, name).fill(text);
}

/** The whole case: batch 1, level 2, 2024-09-30, a budget of 200,000. */
async function offered(page) {
  await ready(page);
  await page.locator('fieldset', { hasText: '改造批次' }).locator('label', { hasText: '第一批' }).click();
  await page.locator('fieldset', { hasText: '数字化水平' }).locator('label', { hasText: '二级' }).click();
  await page.fill('#quote-day', '2024-09-30');
  await page.fill('#quote-budget', '20万');
  for (const [at, line] of LINES.entries()) await enter(page, at, line);
}

const said = async (page, selector) => ((await page.locator(selector).first().textContent()) ?? '').replace(/\s+/g, ' ').trim();
const table = (page, selector) => page.locator(selector).first().evaluate((list) => Object.fromEntries([...list.querySelectorAll('div, tr')].map((row) => [...row.children].map((cell) => cell.textContent)).filter(([name]) => name).map(([name, ...values]) => [name, values.join(' | ')])));

/** Keeps what would be printed, at the moment when it would. */
const caught = (page) => page.evaluate(() => {
  const { get } = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'contentWindow');
  Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', {
    get() {
      const within = get.call(this);
      if (this.className === 'printer') {
        within.print = () => {
          const { document } = within;
          window.printed = { title: document.title, text: document.body.innerText, logo: document.images[0]?.naturalWidth };
        };
      }
      return within;
    },
  });
});

// 270,000 + 72,000 + 50,000; tax 35,100 + 4,320 + 3,000; 342,000 × 60 %; 392,000 − 205,200; 150,000 ÷ 40 % + 50,000.
const TOTALS = { 折扣前: '422,000.00', 优惠: '− 30,000.00', 不含税合计: '392,000.00', 税额: '42,420.00', 价税合计: '434,420.00' };
const SUMS = { '作为投入的金额（不含税）': '392,000.00', 计入补助基数: '342,000.00', '补助（不超过）': '− 205,200.00', '客户净付（不含税）': '不低于 186,800.00', '客户实付（含税，价税合计减补助）': '不低于 229,220.00', 补助占投入: '不超过 52.4%' };

describe('what a sales person types', () => {
  test('comes to the customer’s grant, net cost and highest price', () => visit({ path: PATH }, async (page) => {
    await offered(page);
    assert.equal(await said(page, '#desk-quote .headline'), '¥205,200.00');
    assert.deepEqual(await table(page, '#desk-quote dl.sums >> nth=0'), TOTALS);
    assert.deepEqual(await table(page, '#desk-quote dl.sums >> nth=1'), SUMS);
    assert.match(await said(page, '.highest'), /最高可报 425,000\.00 元/);
    assert.match(await said(page, '.card.answer'), /不是核定决定/);
    assert.match(await said(page, '.quote .notes >> nth=1'), /没有写税款算不算投入.*假定/);
    assert.match((await row(page, 2).textContent()), /不计入.*文件没有列出/);
    // Tax counts: 305,100 + 76,320 are 381,420, of which 60 % are 228,852.
    await page.locator('fieldset:has(> .hint#quote-base-hint) label', { hasText: /^含税$/ }).click();
    assert.equal(await said(page, '#desk-quote .headline'), '¥228,852.00');
    assert.match(await said(page, '.quote .notes >> nth=1'), /按您的选择，以含税金额/);
  }));

  figures('packages stand side by side, other cities below', () => visit({ path: PATH }, async (page) => {
    await offered(page);
    await page.getByRole('button', { name: '复制为新方案' }).click();
    assert.equal(await page.locator('#quote-package-name').inputValue(), '推荐');
    // 600,000 + 72,000 count; 60 % are 403,200, above the cap.
    await one(page, 0, '优惠').fill('');
    await one(page, 0, '数量').fill('6');
    assert.equal(await said(page, '#desk-quote .headline'), '¥400,000.00');
    const beside = await table(page, '.beside table');
    assert.equal(beside['客户的补助'], '不超过 205,200.00 | 不超过 400,000.00');
    assert.equal(beside['客户净付（不含税）'], '不低于 186,800.00 | 不低于 322,000.00');
    // 722,000 without tax; 78,000 + 4,320 + 3,000 of tax more.
    assert.equal(beside['客户实付（含税，价税合计减补助）'], '不低于 229,220.00 | 不低于 407,320.00');
    await page.locator('summary', { hasText: '换一个城市' }).click();
    await page.locator('#quote-matrix').waitFor();
    await page.waitForFunction(() => document.querySelector('subsidy-calculator').shadowRoot.querySelectorAll('td .net').length === 36);
    const cells = await table(page, '.scroll:has(#quote-matrix) table');
    // Wuhan at level 2 gives 30 % of 672,000 outright.
    assert.match(cells['武汉市'], /201,600\.00净付 520,400\.00/);
    assert.match(cells['福州市'], /未公布/);
    await page.locator('fieldset:has(> legend:text-is("选定的方案")) label', { hasText: '基础' }).click();
    assert.equal(await said(page, '#desk-quote .headline'), '¥205,200.00');
    assert.equal(await one(page, 0, '数量').inputValue(), '3');
  }));

  test('lines are added, moved and removed, and the focus goes along', () => visit({ path: PATH }, async (page) => {
    await offered(page);
    const focused = () => page.evaluate(() => document.querySelector('subsidy-calculator').shadowRoot.activeElement?.getAttribute('aria-label') ?? document.querySelector('subsidy-calculator').shadowRoot.activeElement?.id);
    await page.getByRole('button', { name: '上移第 3 行' }).click();
    assert.equal(await one(page, 1, '名称').inputValue(), '实施');
    assert.equal(await focused(), '上移第 2 行');
    await page.getByRole('button', { name: '上移第 2 行' }).press('Enter');
    assert.equal(await focused(), '下移第 1 行');
    assert.equal(await said(page, '#desk-quote .headline'), '¥205,200.00');
    await page.getByRole('button', { name: '删除第 2 行' }).click();
    assert.equal(await focused(), 'quote-add');
    // The cloud's 72,000 × 60 % are left.
    assert.equal(await said(page, '#desk-quote .headline'), '¥43,200.00');
  }));

  test('what cannot be read is told at its field once the hand rests, and blocks the paper', () => visit({ path: PATH }, async (page) => {
    await offered(page);
    const price = one(page, 0, '单价');
    await price.fill('3OO');
    assert.equal(await price.getAttribute('aria-invalid'), null);
    await price.blur();
    assert.equal(await price.getAttribute('aria-invalid'), 'true');
    const about = await price.getAttribute('aria-describedby');
    assert.match(await said(page, `#${about.split(' ')[0]}`), /“3OO”不是金额/);
    assert.equal(await said(page, '#desk-quote .headline'), '—');
    assert.match(await row(page, 1).textContent(), /76,320\.00/);
    // Within reach, but idle, with the reason.
    for (const name of ['打印，或存为 PDF', /下载 Excel/]) {
      const button = page.getByRole('button', { name });
      assert.deepEqual(await Promise.all(['disabled', 'aria-disabled', 'aria-describedby'].map((attribute) => button.getAttribute(attribute))), [null, 'true', 'quote-blocked']);
      await button.press('Enter');
    }
    assert.match(await said(page, '#quote-blocked'), /先改正标出的地方/);
    assert.equal(await page.locator('iframe.printer').count(), 0);
    assert.equal(await said(page, '.hand p[role=status]'), '');
    await price.fill('300000');
    assert.equal(await page.locator('[aria-invalid]').count(), 0);
    await page.getByRole('button', { name: '加一期' }).click();
    await page.getByLabel('比例').fill('99%');
    await page.getByLabel('比例').blur();
    assert.match(await said(page, '#quote-shares-error'), /各期比例合计要等于 100%/);
    await page.getByRole('button', { name: '加一期' }).click();
    for (const share of await page.getByLabel('比例').all()) {
      assert.equal(await share.getAttribute('aria-invalid'), 'true');
      assert.match(await share.getAttribute('aria-describedby'), /quote-shares-error/);
    }
    await page.getByLabel('比例').last().fill('1%');
    await page.getByLabel('比例').last().blur();
    assert.equal(await page.locator('#quote-shares-error, [aria-invalid]').count(), 0);
  }));

  test('a click counts, whatever is told of the field that it leaves', () => visit({ path: PATH }, async (page) => {
    await offered(page);
    const press = async (button) => {
      const box = await button.boundingBox();
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      await page.mouse.down();
      await page.waitForTimeout(60);
      await page.mouse.up();
    };
    const lines = page.locator('#desk-quote .card:has(#quote-packages) .lines > li');
    const remove = page.getByRole('button', { name: '删除第 1 行' });
    await remove.scrollIntoViewIfNeeded();
    await one(page, 0, '数量').fill('-3');
    await press(remove);
    assert.equal(await lines.count(), LINES.length - 1);
    assert.equal(await page.locator('[aria-invalid]').count(), 0);
    const add = page.getByRole('button', { name: '加一期' });
    await add.scrollIntoViewIfNeeded();
    await page.fill('#quote-valid', 'abc');
    await press(add);
    await page.getByLabel('付款时间').waitFor();
    // And what is wrong is told all the same; what nobody typed yet is not.
    assert.match(await said(page, '#quote-valid-error'), /“abc”/);
    assert.equal(await page.locator('.hand .error').count(), 1);
  }));

  test('a discount is told as it was read, and never guessed', () => visit({ path: PATH }, async (page) => {
    await offered(page);
    const discount = one(page, 0, '优惠');
    const about = async () => (await Promise.all((await discount.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean).map((id) => said(page, `#${id}`)))).join(' ');
    assert.equal(await about(), '减 10%，即 9 折');
    for (const [text, read] of [['八五折', '减 15%，即 8.5 折'], ['10折', '不打折'], ['10%', '减 10%，即 9 折']]) {
      await discount.fill(text);
      assert.equal(await about(), read);
    }
    await discount.fill('0.9');
    await discount.blur();
    assert.match(await about(), /看不出“0\.9”减多少/);
    // A program's file says what is taken off; from then on a person types.
    const file = join(folder, 'contract.json');
    writeFileSync(file, JSON.stringify({ policy: 'nanchang', packages: [{ name: 'a', lines: [{ category: 'software', quantity: 1, unit_price: '100000', discount: '0.10', tax_rate: '0.13' }] }] }));
    await page.setInputFiles('#quote-open', file);
    await page.locator('.hand [role=status]', { hasText: '已打开' }).waitFor();
    assert.equal(await discount.inputValue(), '10%');
    assert.equal((await table(page, '#desk-quote dl.sums >> nth=0'))['优惠'], '− 10,000.00');
  }));

  test('a rate of tax is the usual one of its category until someone chooses', () => visit({ path: PATH }, async (page) => {
    await ready(page);
    const rate = one(page, 0, '税率').first();
    assert.equal(await rate.inputValue(), '13%');
    assert.match(await row(page, 0).textContent(), /常见税率，是假定/);
    await one(page, 0, '类别').selectOption('cloud');
    assert.equal(await rate.inputValue(), '6%');
    await one(page, 0, '单价').fill('10000');
    assert.match(await row(page, 0).textContent(), /10,600\.00/);
    await page.locator('#quote-add').click();
    await one(page, 1, '类别').selectOption('training');
    assert.equal(await one(page, 1, '税率').first().inputValue(), '6%');
    // Chosen, it stays.
    await rate.selectOption('13%');
    assert.doesNotMatch(await row(page, 0).textContent(), /常见税率/);
    await one(page, 0, '类别').selectOption('services');
    assert.equal(await rate.inputValue(), '13%');
    assert.match(await row(page, 0).textContent(), /11,300\.00/);
  }));

  test('a line with anything but a price is told as incomplete', () => visit({ path: PATH }, async (page) => {
    await offered(page);
    await page.locator('#quote-add').click();
    assert.equal(await page.locator('[aria-invalid]').count(), 0, 'a new line waits');
    await one(page, 3, '数量').fill('5');
    await one(page, 3, '数量').blur();
    assert.equal(await one(page, 3, '单价').getAttribute('aria-invalid'), 'true');
    assert.match(await said(page, '#quote-blocked'), /先改正标出的地方/);
  }));

  test('the net budget says on which base it is read', () => visit({ path: PATH }, async (page) => {
    await offered(page);
    await page.getByLabel('客户扣除补助后最多付多少（不含税，可不填）').waitFor();
    assert.match(await said(page, '#quote-budget-hint'), /按不含税金额读/);
    await page.locator('fieldset:has(> .hint#quote-base-hint) label', { hasText: /^含税$/ }).click();
    await page.getByLabel('客户扣除补助后最多付多少（含税，可不填）').waitFor();
    assert.match(await said(page, '.highest'), /净预算 200,000\.00 元（含税）/);
  }));

  figures('a page’s batch that the city does not have is left open', () => visit({ path: '/wuhan.html' }, async (page) => {
    await ready(page);
    await enter(page, 0, { ...LINES[0], 优惠: '' });
    // 300,000 × 30 % at level 2, × 40 % from level 3 on, and nothing at level 1.
    assert.equal(await said(page, '#desk-quote .headline'), '¥0 – 120,000.00');
    await page.selectOption('#quote-city', 'fuzhou');
    await page.locator('.headline', { hasText: '没有金额' }).waitFor();
    await page.fill('#quote-own-rate', '30%');
    await page.fill('#quote-own-cap', '30万');
    assert.equal(await said(page, '#desk-quote .headline'), '¥90,000.00');
    // The page moves on to a city that publishes its rate: what that leaves no room for is said to be gone.
    const told = page.locator('#desk-quote .card:has(#quote-where) [role=status]');
    assert.equal(await told.count(), 0);
    await page.evaluate(() => document.querySelector('subsidy-calculator').setAttribute('city', 'nanchang'));
    await told.filter({ hasText: '自填的比例和上限已清空' }).waitFor();
    await page.locator('fieldset', { hasText: '数字化水平' }).locator('label', { hasText: '二级' }).click();
    assert.equal(await told.count(), 0, 'with the next choice it is no news');
  }));
});

describe('what is handed over', () => {
  const fill = async (page) => {
    await offered(page);
    await page.fill('#quote-provider', '某某软件');
    await page.fill('#quote-customer', '某某机械有限公司');
    await page.fill('#quote-offered', '2024-10-01');
    await page.fill('#quote-valid', '30');
    await page.setInputFiles('#quote-logo', { name: 'logo.png', mimeType: 'image/png', buffer: PNG });
    await page.locator('.hand .cell img.logo').waitFor();
    for (const [when, share] of [['签订后', '30%'], ['验收后', '70%']]) {
      await page.getByRole('button', { name: '加一期' }).click();
      await page.getByLabel('付款时间').last().fill(when);
      await page.getByLabel('比例').last().fill(share);
    }
  };
  // 30 % of 434,420 is 130,326.
  const HELD = [
    '报价单（含补助测算）', '这是测算，不是核定决定', '某某软件', '某某机械有限公司', '2024-10-31', 'MES', '305,100.00', '434,420.00', '人民币肆拾叁万肆仟肆佰贰拾元整',
    '不超过 205,200.00', '不低于 186,800.00', '不低于 229,220.00', '第一批改造企业补助比例不超过企业数字化改造实际投入资金的60%', '签订后', '130,326.00', '304,094.00', digest, '#subsidy=1&city=nanchang', '投入和净投入都是不含税金额', '这是测算的假定',
  ];
  const held = (text) => {
    const plain = (words) => words.normalize('NFKC').replace(/\s+/g, '');
    for (const part of HELD) assert.ok(plain(text).includes(plain(part)), `${part} in ${text}`);
    // The provider's own benefits are not the customer's affair.
    for (const other of ['小快轻准', '打印', '上移', '改选']) assert.ok(!plain(text).includes(other), other);
  };

  test('the sheet is printed alone, with the logo, which no request fetched', () => visit({ path: PATH }, async (page, seen) => {
    await fill(page);
    const before = seen.requests.filter((url) => !url.startsWith('data:')).length;
    await caught(page);
    await page.getByRole('button', { name: '打印，或存为 PDF' }).click();
    await page.waitForFunction(() => window.printed);
    const { title, text, logo } = await page.evaluate(() => window.printed);
    held(text);
    assert.equal(title, '报价-某某机械有限公司-2024-10-01');
    assert.equal(logo, 4);
    assert.equal(seen.requests.filter((url) => !url.startsWith('data:')).length, before, 'nothing was asked for');
  }));

  test('the browser’s own command prints the open sheet on A4', () => visit({ path: PATH }, async (page) => {
    await fill(page);
    await page.locator('summary', { hasText: '报价单预览' }).click();
    await page.locator('.preview .sheet').waitFor();
    held(await page.locator('.preview').innerText());
    if (firefox) return;
    const document = await getDocumentProxy(new Uint8Array(await page.pdf({ preferCSSPageSize: true })));
    const { text, totalPages } = await extractText(document, { mergePages: true });
    assert.ok(totalPages <= 2, `${totalPages} pages`);
    const plain = text.normalize('NFKC').replace(/\s+/g, '');
    for (const part of ['434,420.00', '130,326.00', '304,094.00', '不低于186,800.00']) assert.ok(plain.includes(part), part);
    assert.ok(!plain.includes('复制为新方案'));
  }));

  onPaper('the browser’s own command prints no entries: the sheet, or why there is none', () => visit({ path: PATH }, async (page) => {
    const printed = async () => {
      const document = await getDocumentProxy(new Uint8Array(await page.pdf({ preferCSSPageSize: true })));
      const { text, totalPages } = await extractText(document, { mergePages: true });
      return { plain: text.normalize('NFKC').replace(/\s+/g, ''), totalPages };
    };
    await ready(page);
    const empty = await printed();
    assert.match(empty.plain, /填写至少一行的单价后/);
    assert.ok(!empty.plain.includes('税率') && empty.totalPages === 1, empty.plain);
    await fill(page);
    await page.locator('.highest').first().waitFor();
    const { plain, totalPages } = await printed();
    assert.ok(totalPages <= 2, `${totalPages} pages`);
    for (const part of ['434,420.00', '130,326.00', '不低于186,800.00']) assert.ok(plain.includes(part), part);
    // The customer's budget, the price that it leaves room for, and the form.
    for (const part of ['425,000.00', '净预算', '客户扣除补助后', '复制为新方案']) assert.ok(!plain.includes(part), part);
    assert.ok(!await page.locator('.printed').isVisible());
  }));

  onPaper('no part of the sheet is cut from its heading by the end of a page', () => visit({ path: PATH }, async (page) => {
    await ready(page);
    const line = (category, quantity, unit_price, tax_rate) => ({ category, quantity, unit_price, tax_rate });
    const lines = [line('software', '1', '280000', '13%'), line('cloud', '3', '36000', '6%'), line('data_equipment', '12', '3500', '13%'), line('training', '2', '8000', '6%')];
    const instalments = [['首期款', '30%'], ['中期款', '40%'], ['尾款', '30%']].map(([when, share]) => ({ when, share }));
    const file = join(folder, 'long.json');
    // From one package to three, and line by line: the end of the page comes to lie at many places.
    for (const count of [1, 3]) {
      for (const more of [0, 2, 4, 6, 8]) {
        const packages = Array.from({ length: count }, (_, at) => ({ name: `方案${at}`, lines: [...lines, ...Array(more).fill(lines[0])] }));
        writeFileSync(file, JSON.stringify({ policy: 'nanchang', as_of: '2024-09-30', batch: 1, level: 2, by_hand: true, packages, instalments, remarks: '含一年维护\n不含差旅' }));
        await page.setInputFiles('#quote-open', file);
        await page.waitForFunction((rows) => document.querySelector('subsidy-calculator').shadowRoot.querySelectorAll('.printed .offer-lines tbody tr').length === rows, packages.flatMap((one) => one.lines).length);
        const document = await getDocumentProxy(new Uint8Array(await page.pdf({ preferCSSPageSize: true })));
        const pages = (await extractText(document, { mergePages: false })).text.map((text) => text.normalize('NFKC').replace(/\s+/g, ''));
        const on = (part) => pages.findIndex((text) => text.includes(part));
        const where = `${count} packages, ${more} lines more`;
        assert.match(pages[0], /报价单/, where);
        for (const together of [['分期付款', '首期款', '尾款'], ['其他约定', '含一年维护', '不含差旅'], ['客户补助测算', '客户实付'], ['假定和说明', '测算的假定']]) {
          assert.deepEqual(together.map(on), together.map(() => on(together[0])), `${together} in ${where}`);
        }
      }
    }
  }));

  test('what is no PNG or JPEG is refused, and a large picture', () => visit({ path: PATH }, async (page) => {
    await ready(page);
    await page.setInputFiles('#quote-logo', { name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>') });
    await page.locator('[role=alert]', { hasText: '不是 PNG 或 JPEG' }).waitFor();
    await page.setInputFiles('#quote-logo', { name: 'logo.png', mimeType: 'image/png', buffer: Buffer.concat([PNG.subarray(0, 8), Buffer.from('not at all')]) });
    await page.locator('[role=alert]', { hasText: '不是 PNG 或 JPEG' }).waitFor();
    assert.equal(await page.locator('.hand .cell img').count(), 0);
    await page.setInputFiles('#quote-logo', { name: 'logo.png', mimeType: 'image/png', buffer: Buffer.concat([PNG, Buffer.alloc(500_000)]) });
    await page.locator('[role=alert]', { hasText: '超过 500 KB' }).waitFor();
    assert.equal(await page.locator('.hand .cell img').count(), 0);
  }));

  test('a saved offer opens again, in the page and on the command line; another file is refused with the reason', () => visit({ path: PATH, route: keepFiles }, async (page) => {
    await fill(page);
    await one(page, 1, '税率').first().selectOption({ label: '其他税率' });
    await row(page, 1).getByLabel('税率（自填）').fill('5%');
    const button = page.getByRole('button', { name: '存为文件' });
    await button.click();
    const { name, buffer: bytes } = await handed(page);
    assert.equal(name, '报价-某某机械有限公司-2024-10-01.json');
    const headline = await said(page, '#desk-quote .headline');
    const before = await table(page, '#desk-quote dl.sums >> nth=0');
    // 72,000 × 5 % = 3,600 in place of 4,320.
    assert.equal(before['税额'], '41,700.00');
    const file = join(folder, 'offer.json');
    writeFileSync(file, bytes);
    const { status, stdout } = spawnSync(SUBSIDY, ['--lang', 'zh-CN', 'quote', file], { encoding: 'utf8' });
    assert.equal(status, 0);
    assert.match(stdout, /补助（不超过）\s+− 205,200\.00/);
    await page.reload();
    await ready(page);
    assert.equal(await said(page, '#desk-quote .headline'), '请填写投入');
    await page.setInputFiles('#quote-open', file);
    await page.locator('.hand [role=status]', { hasText: '已打开' }).waitFor();
    assert.equal(await said(page, '#desk-quote .headline'), headline);
    assert.deepEqual(await table(page, '#desk-quote dl.sums >> nth=0'), before);
    assert.equal(await one(page, 0, '单价').inputValue(), '10万');
    assert.equal(await page.locator('.hand .cell img.logo').count(), 1);
    await button.click();
    assert.ok((await handed(page)).buffer.equals(bytes), 'saved again it is the same file');
    for (const [content, told] of [['{', /读不出来/], ['{"policy":"nanchang","surprise":1}', /不是报价：surprise/], ['{"policy":"nowhere"}', /nowhere/], ['{"policy":"hebi","own_terms":{"rate":"30%","cap":"1"},"packages":[{"name":"a"}]}', /不是报价/]]) {
      writeFileSync(file, content);
      await page.setInputFiles('#quote-open', file);
      await page.locator('.hand p.error[role=status]', { hasText: told }).waitFor();
      assert.doesNotMatch(await said(page, '.hand p[role=status].error'), /不是报价.*不是报价|链接/);
      assert.equal(await said(page, '#desk-quote .headline'), headline);
    }
  }));

  test('an offer that is saved or printed keeps its day', () => visit({ path: PATH, route: keepFiles }, async (page) => {
    await offered(page);
    await page.fill('#quote-valid', '30');
    const day = await page.evaluate(() => new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 10));
    await page.getByRole('button', { name: '存为文件' }).click();
    assert.equal(JSON.parse((await handed(page)).buffer).offered_on, day);
    assert.equal(await page.locator('#quote-offered').inputValue(), day);
    // Printed, too; and a day that was entered stays.
    await page.fill('#quote-offered', '');
    await caught(page);
    await page.getByRole('button', { name: '打印，或存为 PDF' }).click();
    await page.waitForFunction(() => window.printed);
    assert.equal(await page.locator('#quote-offered').inputValue(), day);
    await page.fill('#quote-offered', '2024-08-01');
    await page.getByRole('button', { name: '存为文件' }).click();
    assert.equal(JSON.parse((await handed(page)).buffer).offered_on, '2024-08-01');
  }));

  test('what no file holds is not left without a question', () => visit({ path: PATH, route: keepFiles }, async (page) => {
    // As the browser does before it leaves a page.
    const asks = () => page.evaluate(() => !dispatchEvent(new Event('beforeunload', { cancelable: true })));
    await ready(page);
    assert.equal(await asks(), false, 'nothing is entered');
    await page.locator('fieldset', { hasText: '数字化水平' }).locator('label', { hasText: '二级' }).click();
    assert.equal(await asks(), false, 'a level is chosen again at a glance');
    await one(page, 0, '单价').click();
    await page.keyboard.type('1000');
    assert.equal(await asks(), true, 'a price is entered');
    await page.getByRole('button', { name: '存为文件' }).click();
    assert.equal(await asks(), false, 'a file holds it');
    await one(page, 0, '单价').fill('2000');
    assert.equal(await asks(), true, 'it is another by now');
    await one(page, 0, '单价').fill('1000');
    assert.equal(await asks(), false, 'it is the same again');
    await one(page, 0, '单价').fill('2000');
    const dialog = page.waitForEvent('dialog');
    await page.close({ runBeforeUnload: true });
    assert.equal((await dialog).type(), 'beforeunload');
    await (await dialog).dismiss();
    await page.evaluate(() => document.querySelector('subsidy-calculator').remove());
    assert.equal(await asks(), false, 'it is not in the page any more');
  }));

  test('the workbook is the one of the command line', () => visit({ path: PATH, route: keepFiles }, async (page) => {
    await fill(page);
    await page.getByRole('button', { name: '存为文件' }).click();
    const saved = await handed(page);
    await page.getByRole('button', { name: /下载 Excel/ }).click();
    const { name, buffer: bytes } = await handed(page);
    assert.equal(name, '报价-某某机械有限公司-2024-10-01.xlsx');
    const [json, xlsx] = ['saved.json', 'saved.xlsx'].map((name) => join(folder, name));
    writeFileSync(json, saved.buffer);
    const { status, stderr } = spawnSync(SUBSIDY, ['--lang', 'zh-CN', 'quote', json, '--xlsx', xlsx], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    assert.ok(bytes.equals(readFileSync(xlsx)), 'the same bytes');
  }));

  test('the customer’s link opens the estimate', () => visit({ path: PATH }, async (page, seen) => {
    await fill(page);
    const address = await page.locator('#quote-link').inputValue();
    assert.ok(address.startsWith(`${seen.origin}/#subsidy=1&city=nanchang`), address);
    assert.doesNotMatch(address, /MES|%E6%9F%90/, 'neither names nor lines stand in it');
    assert.match(await said(page, '#quote-link-hint'), /都是不含税金额/);
    await page.goto(address);
    await page.locator('.headline', { hasText: '¥205,200.00' }).waitFor();
  }));
});

describe('for everyone', () => {
  for (const [name, options] of [
    ['light, 1180 px', {}],
    ['light, 320 px', { size: { width: 320, height: 800 } }],
    ['dark', { system: { colorScheme: 'dark' } }],
    ['forced colours, 320 px', { system: { forcedColors: 'active' }, size: { width: 320, height: 800 } }],
    ['large print, 320 px', { size: { width: 320, height: 800 }, large: true }],
  ]) {
    test(`${name}: axe finds nothing, and nothing goes sideways`, () => visit({ path: PATH, ...options }, async (page) => {
      await offered(page);
      if (options.large) await page.getByRole('button', { name: '大字版' }).click();
      await page.getByRole('button', { name: '复制为新方案' }).click();
      await page.getByRole('button', { name: '加一期' }).click();
      await page.locator('#desk-quote summary').evaluateAll((all) => all.forEach((one) => one.parentElement.open || one.click()));
      await page.locator('#quote-matrix').waitFor();
      assert.deepEqual(await faults(page, 'quote'), []);
      assert.ok(await sideways(page) <= 0, 'it fits');
      const small = await page.locator('#desk-quote :is(button, select, input:not([type=radio]), summary, textarea)').evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.outerHTML));
      assert.deepEqual(small, []);
    }));
  }

  test('in English', () => visit({ path: '/english.html' }, async (page) => {
    await ready(page);
    await page.getByLabel('Unit price (yuan)').fill('100000');
    assert.equal(await said(page, '#desk-quote .headline'), '¥0 – 60,000.00');
    assert.doesNotMatch(await page.locator('#desk-quote').innerText(), /quote\.|desk\./);
  }));
});
