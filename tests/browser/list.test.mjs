// A list of customers: a file in, everyone's answer out; beside the page or in it, and never over the network.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { describe, test } from 'node:test';
import { browser, text, visit } from './browser.mjs';
import { LOOKS, sideways } from './panel.mjs';
import { DIST, KEPT, POLICY, hosted } from './server.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A portal that allows no policy of Trusted Types, and so no worker. */
const NONE = POLICY.replace('trusted-types subsidy-worker', "trusted-types 'none'");
const strict = (request, response) => response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': NONE }).end(hosted('<subsidy-calculator mode="list"></subsidy-calculator>'));
browser({ '/strict.html': strict });

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

/** Works a file through to its answers. */
async function computed(page, chosen = LIST) {
  await opened(page, chosen);
  await page.click('#list-run');
  await page.waitForSelector('#list-result');
}

/** The cells of the table that are drawn, row by row. */
const cells = (page) => page.locator('.all-rows tbody tr').evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent.replace(/\s+/g, ' ').trim())));

/** Sixty thousand customers more than anyone has. */
const many = (count) => Buffer.from(csv([HEADS, ...Array.from({ length: count }, (_, at) => ROWS[at % ROWS.length].with(0, `企业${at}`))]));
