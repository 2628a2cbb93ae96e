// Lists as a spreadsheet program writes them: a LibreOffice without a screen saves workbooks and CSV in both encodings, and
// the command line answers each of them alike.
//
//   SUBSIDY  the command line
//   UNO      the Python that LibreOffice's own modules belong to

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { SUBSIDY = join(root, 'target/release/subsidy'), UNO = '/usr/bin/python3' } = process.env;
const folder = mkdtempSync(join(tmpdir(), 'list-'));
after(() => rmSync(folder, { recursive: true }));
const at = (name) => join(folder, name);

const XLSX = 'Calc MS Excel 2007 XML';
const CSV = 'Text - txt - csv (StarCalc)';
// The last token quotes every text, as some programs do.
const [UTF8, GB18030, SEMICOLONS, QUOTED] = ['44,34,76,1', '44,34,85,1', '59,34,76,1', '44,34,76,1,,0,true,true'];

// The last amount is text with full-width digits; the number of the third enterprise would lose its last digits as a number.
const LIST = `2025 年客户名单,,,,,,
企业名称,信用代码,城市,批次,等级,软件（元）,备注
甲厂,91360100MA35,南昌,第一批,二级,350000,"一、二期, 含税"
乙厂,91360100MA36,南昌市,1,L2,30万,@x
丙厂,91360100MA37,武汉,,3,0.1,
丁厂,91360100MA38,火星,1,2,100,
戊厂,91360100MA39,武汉,,二级,１００,
`;

// By hand: 南昌 pays 60 % of 350,000 and of 300,000; 武汉 40 % of 0.10 at 三级 and 30 % of 100 at 二级.
const ANSWERS = [
  ['甲厂', 'upper_limit', '210000.00', '140000.00', '', ''],
  ['乙厂', 'upper_limit', '180000.00', '120000.00', '', ''],
  ['丙厂', 'published_rate', '0.04', '0.06', '', ''],
  ['丁厂', '', '', '', 'unknown_policy', 'C6'],
  ['戊厂', 'published_rate', '30.00', '70.00', '', ''],
];

function subsidy(...args) {
  const { status, stdout, stderr } = spawnSync(SUBSIDY, args, { encoding: 'utf8', timeout: 110_000 });
  return { status, stdout, stderr };
}

/** The answers of a CSV without quotes around what is looked at. */
function answers(csv) {
  const [head, ...rows] = csv.trim().split('\r\n').map((line) => line.replace(/"[^"]*"/g, 'quoted').split(','));
  const column = (name) => head.indexOf(name);
  const columns = [0, ...['outcome', 'grant', 'net_cost', 'error_code', 'error_cell'].map(column)];
  return rows.map((row) => columns.map((place) => row[place]));
}

before(() => {
  writeFileSync(at('list.csv'), LIST);
  const job = { file: at('list.csv'), read: UTF8, as: [
    { file: at('list.xlsx'), filter: XLSX },
    { file: at('locked.xlsx'), filter: XLSX, password: 'secret' },
    { file: at('list.ods'), filter: 'calc8' },
    { file: at('list.xls'), filter: 'MS Excel 97' },
    { file: at('list.html'), filter: 'HTML (StarCalc)' },
    { file: at('gb18030.csv'), filter: CSV, options: GB18030 },
    { file: at('semicolons.csv'), filter: CSV, options: SEMICOLONS },
    { file: at('quoted.csv'), filter: CSV, options: QUOTED },
  ] };
  const python = spawnSync(UNO, [join(root, 'tests/workbook/save.py')], { input: JSON.stringify([job]), encoding: 'utf8', timeout: 110_000 });
  assert.equal(python.status, 0, python.stderr);
  // And a workbook that is made of the file in the encoding of Excel in China.
  const again = { file: at('gb18030.csv'), read: GB18030, as: [{ file: at('gb18030.xlsx'), filter: XLSX }] };
  const second = spawnSync(UNO, [join(root, 'tests/workbook/save.py')], { input: JSON.stringify([again]), encoding: 'utf8', timeout: 110_000 });
  assert.equal(second.status, 0, second.stderr);
});

for (const name of ['list.csv', 'gb18030.csv', 'semicolons.csv', 'quoted.csv', 'list.xlsx', 'gb18030.xlsx']) {
  test(`${name} has the answers computed by hand`, () => {
    const { status, stderr } = subsidy('batch', at(name), '-o', at('answers.csv'));
    assert.equal(status, 1, stderr);
    const csv = readFileSync(at('answers.csv'), 'utf8');
    assert.deepEqual(answers(csv), ANSWERS);
    assert.ok(csv.startsWith('\ufeff企业名称,信用代码,城市,批次,等级,软件（元）,备注,outcome,'), csv.slice(0, 90));
    assert.ok(csv.includes(",'@x,"), 'a formula was let out');
    assert.ok(csv.includes('"一、二期, 含税"'), 'a cell was lost');
  });
}

test('a workbook of answers is read by LibreOffice, and holds no formula', () => {
  assert.equal(subsidy('--lang', 'zh-CN', 'batch', at('gb18030.xlsx'), '-o', at('answers.xlsx')).status, 1);
  const { status, stderr } = spawnSync('soffice', [`-env:UserInstallation=file://${folder}/profile`, '--headless', '--convert-to', `csv:${CSV}:${UTF8}`, '--outdir', folder, at('answers.xlsx')], { encoding: 'utf8', timeout: 110_000 });
  assert.equal(status, 0, stderr);
  const lines = readFileSync(at('answers.csv'), 'utf8').replace(/^\ufeff/, '').replaceAll('"', '').split(/\r?\n/);
  assert.equal(lines[0], '企业名称,信用代码,城市,批次,等级,软件（元）,备注,结果性质,投入（元）,补助不低于（元）,补助不超过（元）,企业净投入不低于（元）,企业净投入不超过（元）,怎么算的,问题在,问题');
  assert.equal(lines[1], '甲厂,91360100MA35,南昌,第一批,二级,350000,一、二期, 含税,上限 · 文件写的是“不超过”,350,000.00,,210,000.00,140,000.00,,350,000.00 × 60%，未超过上限 40 万元（四(五)第18条）,,');
  assert.match(lines[2], /^乙厂,.*,30万,@x,/);
  assert.match(lines[4], /^丁厂,.*,有问题,,,,,,,C6,没有“火星”的政策表/);
});

for (const [name, code] of [['locked.xlsx', 'protected_file'], ['list.ods', 'unknown_format'], ['list.xls', 'unknown_format'], ['list.html', 'unknown_format']]) {
  test(`${name} is refused: ${code}`, () => {
    const { status, stdout, stderr } = subsidy('batch', '--format', 'xlsx', at(name));
    assert.deepEqual([status, stdout], [2, '']);
    assert.equal(JSON.parse(stderr.trim().split('\n').at(-1)).error.code, code);
  });
}
