// The workbook of an offer: a LibreOffice without a screen types other lines into it and recalculates; each sum is what whole
// numbers come to here, and each grant what the command line answers to the same offer.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { SUBSIDY = join(root, 'target/release/subsidy'), UNO = '/usr/bin/python3' } = process.env;
const folder = mkdtempSync(join(tmpdir(), 'offer-'));
after(() => rmSync(folder, { recursive: true }));

const words = JSON.parse(readFileSync(join(root, 'strings/zh-CN.json'), 'utf8'));
const BASIS = { without_tax: words['desk.quote.basis.without_tax'], with_tax: words['desk.quote.basis.with_tax'] };
const line = (category, quantity, unit_price, tax_rate, more = {}) => ({ category, quantity, unit_price, tax_rate, ...more });
const offer = (lines, more = {}) => ({ policy: 'hebi', as_of: '2025-03-01', batch: 1, level: 2, packages: [{ name: 'a', lines }], ...more });

/** Half a fen, one below and above; the largest price; a tax within a price; a discount that leaves a part of a fen. */
const OFFERS = [
  offer([line('software', 3, '100000', '0.13', { discount: '0.1' }), line('cloud', 2, '12000', '0.06', { years: 3 }), line('diagnosis', 1, '8000', '0.06')]),
  offer([line('software', 1, '0.50', '0.13'), line('cloud', 1, '0.49', '0.13'), line('software', 1, '0.51', '0.03')]),
  offer([line('software', 7, '1234.57', '0.13', { discount: '0.0333' }), line('hardware', 999, '33333.33', '0.09')], { prices: 'with_tax' }),
  offer([line('software', 1, '800000000000', '0.13')]),
  offer([line('software', 1, '999999999999.99', '1')], { prices: 'with_tax', base: 'with_tax' }),
  offer([line('software', 1000000, '999999.99', '0.13', { discount: '0.9999' })], { base: 'with_tax' }),
  ...Array.from({ length: 30 }, (_, seed) => {
    const pick = (below, salt) => ((seed + 1) * 7919 * (salt + 3) + salt * 104729) % below;
    const rates = ['0.13', '0.09', '0.06', '0.03', '0.01', '0', '0.1234', '1'];
    const lines = Array.from({ length: 1 + pick(4, 1) }, (_, at) => line(['software', 'cloud', 'services', 'diagnosis'][pick(4, at + 2)], 1 + pick(50, at + 5), `${pick(90000, at + 6)}.${String(pick(100, at + 7)).padStart(2, '0')}`, rates[pick(8, at + 8)], {
      ...(pick(2, at + 9) && { discount: `0.${String(pick(10000, at + 10)).padStart(4, '0')}` }), ...(pick(3, at + 11) === 0 && { years: 1 + pick(10, at + 12) }),
    }));
    return offer(lines, { level: [2, 4][pick(2, 13)], prices: ['without_tax', 'with_tax'][pick(2, 14)], base: ['without_tax', 'with_tax'][pick(2, 15)] });
  }),
];

const fen = (text) => BigInt(text.includes('.') ? text.replace('.', '') : `${text}00`);
/** Parts of ten thousand. */
const parts = (rate = '0') => {
  const [whole, part = ''] = rate.split('.');
  return BigInt(whole + part.padEnd(4, '0'));
};

/** By whole numbers: list, discount, without tax, tax, with tax. */
function sums({ prices, packages: [{ lines }] }) {
  const all = lines.map(({ quantity, unit_price, discount, tax_rate, years = 1 }) => {
    const [off, tax] = [discount, tax_rate].map((rate) => parts(rate));
    const list = fen(unit_price) * BigInt(quantity) * BigInt(years);
    const taken = list * off / 10000n;
    const price = list - taken;
    const whole = prices === 'with_tax' ? 10000n + tax : 10000n;
    const due = (2n * price * tax + whole) / (2n * whole);
    const without = prices === 'with_tax' ? price - due : price;
    return [list, taken, without, due, without + due];
  });
  return all.reduce((total, one) => total.map((sum, at) => sum + one[at]));
}

/** What is typed in. */
const typed = ({ prices = 'without_tax', base = 'without_tax', batch, level, packages: [{ lines }] }) => ({
  input_prices: BASIS[prices], input_base: BASIS[base], input_batch: words[`batch.${batch}`], input_level: words[`level.${level}`],
  ...Object.fromEntries(lines.flatMap(({ category, quantity, unit_price, discount, tax_rate, years }, at) => Object.entries({
    category: words[`category.${category}`], quantity, price: unit_price, discount, tax: tax_rate, years,
  }).filter(([, value]) => value !== undefined).map(([name, value]) => [`input_line${at + 1}_${name}`, `${value}`]))),
});

function run(program, args, input) {
  const { status, stdout, stderr } = spawnSync(program, args, { input, encoding: 'utf8', maxBuffer: 1 << 28, timeout: 170_000 });
  assert.equal(status, 0, `${program} ${args.join(' ')}: ${stderr}`);
  return stdout;
}

test('every sum and grant of a changed offer is exact', () => {
  const file = join(folder, 'offer.xlsx');
  run(SUBSIDY, ['--lang', 'zh-CN', 'quote', '-', '--xlsx', file], JSON.stringify(OFFERS[0]));
  // As pasted, past what a cell lets in: each of them the core refuses.
  const pasted = { quantity: ['1.5', '0', '2000000'], price: ['-1', '0.001', '1000000000000.01'], discount: ['0.12345', '1.01'], tax: ['0.13004', '1.01'], years: ['0', '11', '1.5'] };
  const wrong = Object.entries(pasted).flatMap(([name, values]) => values.map((value) => ({ [`input_line1_${name}`]: value })));
  wrong.push({ input_line1_price: '600000000000', input_line1_quantity: '2' });
  const large = [
    // The lines together, and the tax on top.
    offer([line('software', 1, '600000000000', '0'), line('services', 1, '600000000000', '0')]), offer([line('software', 1, '900000000000', '0.13')]),
  ];
  const cases = [...OFFERS.map(typed), ...wrong.map((change) => ({ ...typed(OFFERS[0]), ...change })), ...large.map(typed)];
  // Another offer, of which readings differ.
  const open = join(folder, 'open.xlsx');
  run(SUBSIDY, ['--lang', 'zh-CN', 'quote', '-', '--xlsx', open], JSON.stringify(offer([line('software', 1, '600000', '0.13'), line('hardware', 1, '300000', '0.13'), line('diagnosis', 1, '8000', '0.06')], { level: 3 })));
  const [book, other] = JSON.parse(run(UNO, [join(root, 'tests/workbook/recalculate.py')], JSON.stringify([{ file, cases }, { file: open, cases: [] }])));
  for (const { stale } of [book, other]) assert.deepEqual(stale, [], 'the core wrote what the formulas come to');
  assert.ok(book.formulas > 100);
  const names = ['result_list', 'result_discount', 'result_without_tax', 'result_tax', 'result_with_tax'];
  for (const [at, asked] of OFFERS.entries()) {
    const answer = book.cases[at];
    const { packages: [{ grant, net_cost, payment, spend }] } = JSON.parse(run(SUBSIDY, ['quote', '--json', '-'], JSON.stringify(asked)));
    const what = JSON.stringify(asked);
    assert.equal(answer.message, '', what);
    assert.deepEqual(names.map((name) => BigInt(answer[name][0])), sums(asked), what);
    assert.deepEqual([answer.result_grant[1], answer.result_net[1], answer.result_payment[1], answer.result_total[1]].map(BigInt), [grant.amount, net_cost.amount, payment.amount, spend].map(fen), what);
  }
  for (const [at, change] of wrong.entries()) {
    const said = book.cases[OFFERS.length + at];
    assert.equal(said.message, words['desk.sheet.say.lines'], JSON.stringify(change));
    assert.equal(said.result_grant[0], '', 'a line that cannot be read gives no amount');
  }
  for (const [at, asked] of large.entries()) {
    const said = book.cases[OFFERS.length + wrong.length + at];
    assert.equal(said.message, words['desk.sheet.say.sum'], JSON.stringify(asked));
    assert.equal(said.result_payment[0], '');
    const { status, stderr } = spawnSync(SUBSIDY, ['quote', '--json', '-'], { input: JSON.stringify(asked), encoding: 'utf8' });
    assert.notEqual(status, 0);
    assert.match(stderr, /_too_large/, 'the core refuses it, too');
  }
});
