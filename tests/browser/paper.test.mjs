// One sheet of paper: printed from a frame of its own in a foreign page, by the browser's own command on ours, and read back from the PDF.

import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { extractText, getDocumentProxy } from 'unpdf';
import { NANCHANG, NOTHING, PHONE, browser, spend, text, visit } from './browser.mjs';
import { once } from './engines.mjs';
import { LOOKS, faults, sideways, unfold } from './panel.mjs';
import { DIST, KEPT, POLICY, hosted } from './server.mjs';

const STATED = 'city="nanchang" batch="1" level="2" as-of="2024-09-30"';
const portal = `<h1>某市门户网站</h1><p>与测算无关的正文。</p><subsidy-calculator ${STATED}></subsidy-calculator><p>版权所有</p>`;

browser({
  '/nothing.html': NOTHING,
  '/portal.html': hosted(portal),
  // The portal's own policy lets it show frames.
  '/framed.html': (_, response) => response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end('<!doctype html><html lang="zh-CN"><title>x</title><link rel="icon" href="data:,"><p>外面的正文</p><iframe src="/portal.html" title="x" width="900" height="900"></iframe></html>'),
  '/unpublished.html': hosted('<subsidy-calculator city="fuzhou" level="2" as-of="2024-09-30"></subsidy-calculator>'),
  '/open.html': hosted('<subsidy-calculator city="hebi" level="3" batch="1" as-of="2024-09-30"></subsidy-calculator>'),
});

const figures = once('figures');

/** Only Chromium makes a PDF by itself; what Firefox prints is looked at in its frame. */
const onPaper = (process.env.BROWSER ?? 'chromium') === 'firefox' ? () => {} : test;
const { digest } = JSON.parse(readFileSync(join(DIST, 'policies/index.json'), 'utf8')).find(({ id }) => id === 'nanchang');

/** Opens the panel. @param {import('playwright-core').Page | import('playwright-core').FrameLocator} page */
async function sheet(page) {
  await page.locator('details:has(#desk-paper) > summary').click();
  await page.locator('.preview .sheet').waitFor();
}

/** Keeps what would be printed, at the moment when it would. */
const caught = (page) => page.locator('body').evaluate(() => {
  const { get } = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'contentWindow');
  const print = (document) => {
    const rules = document.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)).join('\n');
    Object.assign(window, { printed: { rules, body: document.body.innerHTML, text: document.body.innerText, title: document.title, lang: document.documentElement.lang } });
  };
  Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', {
    get() {
      const within = get.call(this);
      if (this.className === 'printer') within.print = () => print(within.document);
      return within;
    },
  });
});

/** What was printed last; it is made once its frame stands. @param {import('playwright-core').Page | import('playwright-core').Frame} page */
async function printout(page) {
  await page.waitForFunction(() => window.printed);
  return page.evaluate(() => {
    const { printed } = window;
    delete window.printed;
    return printed;
  });
}

/** A font may name some letters by the radicals that look like them. */
const RADICALS = { '⺠': '民', '⻔': '门', '⻓': '长', '⻋': '车', '⻅': '见', '⻉': '贝', '⻛': '风', '⻢': '马', '⻚': '页', '⻄': '西', '⻘': '青' };
const spelt = (text) => text.replace(/[⺀-⻳]/g, (one) => RADICALS[one] ?? one);

/** The text of a PDF, without white space, and its number of pages. */
async function read(bytes) {
  const document = await getDocumentProxy(new Uint8Array(bytes));
  const { totalPages, text } = await extractText(document, { mergePages: true });
  const { view } = await document.getPage(1);
  return { pages: totalPages, said: spelt(text).normalize('NFKC').replace(/\s+/g, ''), size: view.slice(2).map((points) => Math.round(points)) };
}

/** The design's case by hand: 60 % of 400,000; the code is compared with the link panel's. */
function held(said, code) {
  for (const part of [
    '中小企业数字化转型补助测算单', '测算结果不是核定决定', '南昌市', '第一批', '二级', '¥240,000.00', '人民币贰拾肆万元整',
    '300,000.00', '1,000,000.00', '30,000.00', '60%', '第一批改造企业补助比例不超过企业数字化改造实际投入资金的60%', '未超过上限40万元',
    '1,430,000.00', '400,000.00', '1,190,000.00', '2024-04-15', digest, '2024-09-30', code, '不是签名', '#subsidy=1&city=nanchang&on=2024-09-30',
  ]) assert.ok(said.includes(part.normalize('NFKC').replace(/\s+/g, '')), `${part} in ${said}`);
  for (const other of ['某市门户网站', '版权所有', '实际投入（元）', '打印', '下载', '还能怎样']) assert.ok(!said.includes(other), other);
}

/** The code that the link panel names. */
async function code(page) {
  await page.locator('details:has(#desk-link) > summary').click();
  await page.locator('.check > .hint:last-child').waitFor();
  const [found] = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await page.locator('.check > .hint:last-child').textContent());
  await page.locator('details:has(#desk-link) > summary').click();
  return found;
}

describe('in a foreign page', () => {
  test('the button prints the sheet alone, under the strict policy', () =>
    visit({ path: '/portal.html' }, async (page) => {
      assert.match(POLICY, /style-src 'self';.*require-trusted-types-for 'script'; trusted-types subsidy-worker/);
      await page.locator('.headline').waitFor();
      await spend(page, NANCHANG);
      const found = await code(page);
      await sheet(page);
      await caught(page);
      await page.locator('.print button').click();
      const printed = await printout(page);
      held(printed.text.normalize('NFKC').replace(/\s+/g, ''), found);
      assert.match(printed.rules, /@page[\s\S]*size: A4/i);
      assert.match(printed.rules, /break-inside: avoid/);
      assert.deepEqual([printed.title, printed.lang], ['中小企业数字化转型补助测算单', 'zh-CN']);
      assert.doesNotMatch(printed.body, / style=|<script|<link/);
      // Once more, after another entry: the frame follows.
      await spend(page, { software: '100000' });
      await page.waitForFunction(() => document.querySelector('subsidy-calculator').shadowRoot.querySelector('.preview').textContent.includes('¥120,000.00'));
      await page.locator('.print button').click();
      assert.match((await printout(page)).text, /人民币壹拾贰万元整/);
    }));

  test('in an iframe of a portal too', () =>
    visit({ path: '/framed.html' }, async (page) => {
      const inner = page.frameLocator('iframe[title=x]');
      await inner.locator('.headline').waitFor();
      await inner.locator('#spend-software').fill('300000');
      await sheet(inner);
      await caught(inner);
      await inner.locator('.print button').click();
      const printed = await printout(page.frames().find((frame) => frame.url().endsWith('/portal.html')));
      assert.match(printed.text, /人民币壹拾捌万元整/);
      assert.doesNotMatch(printed.text, /外面的正文|某市门户网站/);
    }));

  onPaper('what is printed is one A4 page', () =>
    visit({ path: '/portal.html' }, async (page) => {
      await page.locator('.headline').waitFor();
      await spend(page, NANCHANG);
      const found = await code(page);
      await sheet(page);
      await caught(page);
      await page.locator('.print button').click();
      const { rules, body } = await printout(page);
      const paper = await page.context().newPage();
      await paper.setContent(`<!doctype html><html lang="zh-CN"><body>${body}</body></html>`);
      await paper.evaluate((rules) => {
        const made = new CSSStyleSheet();
        made.replaceSync(rules);
        document.adoptedStyleSheets = [made];
      }, rules);
      const pdf = await read(await paper.pdf({ preferCSSPageSize: true }));
      held(pdf.said, found);
      assert.deepEqual([pdf.pages, pdf.size], [1, [595, 842]]);
    }));
});

describe('on our own page', () => {
  onPaper('the browser’s own command prints the open sheet: its PDF says what it says', () =>
    visit({ path: '/' }, async (page) => {
      await page.locator('.headline').waitFor();
      await page.evaluate(() => {
        const element = document.querySelector('subsidy-calculator');
        for (const [name, value] of [['batch', '1'], ['level', '2'], ['as-of', '2024-09-30']]) element.setAttribute(name, value);
      });
      await page.waitForFunction(() => document.querySelector('subsidy-calculator').shadowRoot.querySelector('.foot').textContent.includes('2024-09-30'));
      await spend(page, NANCHANG);
      const found = await code(page);
      await sheet(page);
      const pdf = await read(await page.pdf({ preferCSSPageSize: true }));
      held(pdf.said, found);
      assert.deepEqual([pdf.pages, pdf.size], [1, [595, 842]]);
      // Folded again, the page prints as it stands.
      await page.locator('details:has(#desk-paper) > summary').click();
      await page.waitForFunction(() => !document.querySelector('subsidy-calculator').shadowRoot.querySelector('.all').hasAttribute('data-sheet'));
      assert.match((await read(await page.pdf())).said, /怎么算出来的/);
      assert.doesNotMatch((await read(await page.pdf())).said, /测算单/);
    }));

  test('in dark theme and large print the sheet stays black on white', () =>
    visit({ path: '/portal.html', size: PHONE, system: { colorScheme: 'dark' } }, async (page) => {
      await page.locator('.headline').waitFor();
      await spend(page, NANCHANG);
      await page.locator('.tools button').click();
      await sheet(page);
      const [ground, ink] = await page.locator('.preview .sheet').evaluate((node) => [getComputedStyle(node).backgroundColor, getComputedStyle(node).color]);
      assert.deepEqual([ground, ink], ['rgb(255, 255, 255)', 'rgb(0, 0, 0)']);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
    }));
});

describe('what it says', () => {
  figures('where no rate is published there is no amount, and none in capital numerals', () =>
    visit({ path: '/unpublished.html' }, async (page) => {
      await page.locator('.headline').waitFor();
      await spend(page, { software: '300000' });
      await sheet(page);
      const said = await text(page, '.sheet');
      assert.match(said, /没有金额/);
      assert.doesNotMatch(said, /大写|人民币/);
    }));

  figures('of a range both ends stand in capital numerals', () =>
    visit({ path: '/open.html' }, async (page) => {
      await page.locator('.headline').waitFor();
      await spend(page, { software: '800000' });
      await sheet(page);
      assert.match(await text(page, '.sheet'), /大写 人民币零元整 至 人民币肆拾万元整/);
    }));

  figures('without entries there is no sheet', () =>
    visit({ path: '/portal.html' }, async (page) => {
      await page.locator('.headline').waitFor();
      await page.locator('details:has(#desk-paper) > summary').click();
      await page.locator('#desk-paper .hint').waitFor();
      assert.match(await text(page, '#desk-paper'), /填写投入以后/);
      assert.equal(await page.locator('.sheet').count(), 0);
    }));

  test('in another language it is that language’s, the quotations are the document’s', () =>
    visit({ path: '/portal.html', lang: 'en' }, async (page) => {
      await spend(page, NANCHANG);
      await sheet(page);
      const said = await text(page, '.sheet');
      assert.match(said, /This estimate is not a decision/);
      assert.match(said, /In capital numerals 人民币贰拾肆万元整/);
      assert.match(said, /每家补助金额不超过40万元/);
    }));

  test('inside another app the way out is told', () =>
    visit({ path: '/portal.html', route: (page) => page.addInitScript(() => Object.defineProperty(navigator, 'userAgent', { value: 'Mozilla/5.0 MicroMessenger/8.0.50' })) }, async (page) => {
      await page.locator('.headline').waitFor();
      await spend(page, NANCHANG);
      await sheet(page);
      assert.match(await text(page, '.print [role=note]'), /复制链接/);
    }));
});

test('from a disk without a network', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'paper-'));
  const file = join(folder, '补助测算.html');
  copyFileSync(join(DIST, `${KEPT}.html`), file);
  await visit({ path: '/nothing.html', quiet: false }, async (page, seen) => {
    await page.context().setOffline(true);
    seen.complaints.length = 0;
    await page.goto(pathToFileURL(file).href);
    await page.locator('.headline').waitFor();
    await page.selectOption('#city', 'nanchang');
    await page.waitForFunction(() => document.querySelector('subsidy-calculator').shadowRoot.querySelector('.foot').textContent.includes(' nanchang '));
    await page.locator('.segments label', { hasText: '第一批' }).click();
    await page.locator('.segments label', { hasText: '二级' }).click();
    await spend(page, NANCHANG);
    await sheet(page);
    await caught(page);
    await page.locator('.print button').click();
    const printed = await printout(page);
    assert.match(printed.text, /人民币贰拾肆万元整/);
    // A link to a file on this disk is of no use on paper.
    assert.doesNotMatch(printed.text, /file:|扫码/);
    assert.match(printed.text, /只在这台电脑上有效/);
    assert.deepEqual(seen.complaints, []);
  });
  rmSync(folder, { recursive: true });
});

describe('for everyone', () => {
  for (const [look, options] of LOOKS) {
    test(look, () => visit({ set: { batch: '1', level: '2', 'as-of': '2024-09-30' }, ...options }, async (page) => {
      await spend(page, NANCHANG);
      await unfold(page, 'paper');
      assert.deepEqual(await faults(page, 'paper'), []);
      assert.ok((await sideways(page)) <= 0);
      assert.equal(await page.locator('.preview').evaluate((node) => node.scrollWidth - node.clientWidth), 0, 'no line of the sheet is cut');
    }));
  }
});
