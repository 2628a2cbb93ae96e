// An officer's list in the module that a page loads, against the command line's: the same figures, the same words, the same
// files. SUBSIDY names the program, as in shells_agree.test.mjs.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const root = new URL('..', import.meta.url);
const { SUBSIDY = 'target/release/subsidy' } = process.env;
const folder = mkdtempSync(join(tmpdir(), 'portfolio-'));
after(() => rmSync(folder, { recursive: true }));
const at = (name) => join(folder, name);
const DAY = '2025-03-01';

const { List, initSync } = await import(new URL('target/sheets/sheets.js', root));
initSync({ module: await readFile(new URL('target/sheets/sheets_bg.wasm', root)) });
const json = (path) => JSON.parse(readFileSync(new URL(path, root), 'utf8'));

const LIST = `台账,,,,,,,
企业名称,区县,批次,等级,软件（万元）,咨询诊断,核定金额（万元）,已拨付
甲厂,南昌县,第一批,二级,100,,35,350000
=乙厂,高新区,第二批,三级,80,8000,,40万
丙厂,,1,2,3OO,,10,5
丁厂,,1,3,80,,待定,
合计,,,,,,45,750005
`;

/** What the command line says, and what is in the file that it writes. */
function subsidy(city, lang, ...more) {
  const { status, stdout, stderr } = spawnSync(SUBSIDY, ['--lang', lang, 'budget', '--policy', city, '--as-of', DAY, '--portfolio', at('list.csv'), ...more], { encoding: 'utf8', cwd: root });
  assert.equal(status, 1, stderr);
  return stdout;
}

function opened(city, lang) {
  const list = new List();
  list.setStrings(lang, json(`strings/${lang}.json`));
  for (const name of ['nanchang', 'wuhan', 'hebi', 'songjiang', 'fuzhou']) list.addPolicy(json(`policies/${name}/policy.json`));
  list.addProgramme(json(`policies/${city}/programme.json`));
  list.open('list.csv', new TextEncoder().encode(LIST));
  const { chargeable } = list.choose({ defaults: { policy: city, as_of: DAY } });
  assert.equal(chargeable, true);
  while (!list.step(2).finished);
  return list;
}

writeFileSync(at('list.csv'), LIST);

for (const city of ['nanchang', 'hebi', 'wuhan', 'songjiang']) {
  test(`${city}: the module and the command line agree`, () => {
    const list = opened(city, 'zh-CN');
    assert.equal(`${JSON.stringify(list.portfolioFigures(city))}\n`, subsidy(city, 'zh-CN', '--json'));
    for (const lang of ['zh-CN', 'zh-Hant', 'en']) {
      list.setStrings(lang, json(`strings/${lang}.json`));
      const view = list.portfolio(city);
      const text = subsidy(city, lang, '--output', at('out.xlsx'));
      const cells = view.tables.concat(view.lines).flatMap(({ caption, rows }) => [caption, ...rows.flatMap(({ label, cells }) => [label, ...cells])]);
      const people = view.people.flatMap(({ title, hint, rows }) => [title, hint, ...rows.flatMap(({ place, name, told }) => [place, name, told])]);
      for (const said of [view.title, view.document, ...view.told, ...view.lines_told, ...cells, ...people, ...view.rules, view.foot]) {
        assert.ok(text.includes(said), `${lang}: ${said}`);
      }
      assert.deepEqual(Buffer.from(list.portfolioXlsx(city)), readFileSync(at('out.xlsx')), 'the workbook');
    }
    subsidy(city, 'en', '--out', at('out.csv'));
    assert.deepEqual(Buffer.from(list.portfolioCsv(city)), readFileSync(at('out.csv')), 'the CSV');
  });
}

test('what is left after this list in Nanchang, by hand', () => {
  const { all, lines, enterprises } = opened('nanchang', 'zh-CN').portfolioFigures('nanchang');
  // 350,000 approved + the cap of 350,000 + 100,000 approved + the cap of 400,000 = 1,200,000 of 124,800,000.
  assert.equal(all.liability.amount, '1200000.00');
  assert.equal(lines[0].charged.left.amount, '123600000.00');
  // 350,000 + 400,000 + 5 are paid; 乙厂 has 50,000 more than its ceiling.
  assert.deepEqual([all.paid, all.overpaid, all.outstanding.amount], ['750005.00', '50000.00', '449995.00']);
  assert.deepEqual(enterprises.map(({ marks }) => marks), [['at_cap'], ['at_cap', 'paid_above_ceiling'], ['not_judged'], ['at_cap', 'approved_unread'], []]);
});

test('a programme that is not there is said', () => {
  assert.throws(() => opened('nanchang', 'zh-CN').portfolio('hebi'), { code: 'unknown_policy', path: 'programme' });
});
