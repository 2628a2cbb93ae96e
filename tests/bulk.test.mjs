// The bulk form over typed arrays, against the command line's estimates of the same random cases, fen for fen; and what it
// refuses. SUBSIDY names the program, as in shells_agree.test.mjs.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { test } from 'node:test';

const root = new URL('..', import.meta.url);
const { SUBSIDY = 'target/release/subsidy' } = process.env;
/** More than the module judges at a time. */
const COUNT = 5000;
const CATEGORIES = ['software', 'cloud', 'data_equipment', 'hardware', 'services', 'training', 'diagnosis', 'other'];
const AMOUNTS = ['amount', 'low', 'high', 'net_cost'];
const LIMIT = 100_000_000_000_000;
const NONE = -(2n ** 63n);
const DAY = '2024-09-30';

const { Desk, initSync } = await import(new URL('target/desk/desk.js', root));
const { memory } = initSync({ module: await readFile(new URL('target/desk/desk_bg.wasm', root)) });
const desk = new Desk();
const tables = [];
for (const folder of await readdir(new URL('policies', root), { withFileTypes: true })) {
  if (!folder.isDirectory()) continue;
  tables.push(JSON.parse(await readFile(new URL(`policies/${folder.name}/policy.json`, root), 'utf8')));
  desk.addPolicy(tables.at(-1));
}
const unpublished = ({ benefits }) => benefits.some(({ gives }) => gives.unpublished);
const published = tables.find((table) => !unpublished(table)).id;

let seed = 20_240_415;
/** A whole number below the limit. */
const random = (limit) => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((seed / 2 ** 32) * limit);
};

/** Mostly what a person states, now and then at a limit or beyond it. */
function fen() {
  const kind = random(200);
  if (kind === 0) return -1 - random(1000);
  if (kind === 1) return LIMIT - 2 + random(5);
  if (kind === 2) return random(LIMIT);
  return kind < 80 ? 0 : random(200_000_000);
}

function columns(count) {
  return {
    batch: new Uint8Array(count).map(() => (random(100) ? random(4) : 4)),
    level: new Uint8Array(count).map(() => (random(100) ? random(5) : 5)),
    spend: new BigInt64Array(count * 8).map(() => BigInt(fen())),
  };
}

const yuan = (amount) => {
  const digits = `${amount < 0 ? -amount : amount}`.padStart(3, '0');
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

/** A case as the contract states it. */
function application(basis, { batch, level, spend }, at) {
  const amounts = CATEGORIES.map((category, place) => ({ category, amount: yuan(spend[at * 8 + place]) }));
  return { ...basis, ...(batch[at] && { batch: batch[at] }), ...(level[at] && { level: level[at] }), spend: amounts };
}

/** A line of the command line in the terms of the bulk form. */
function told({ error, outcome, grant, net_cost: net }) {
  if (error) return { error: { code: error.code, path: error.path.split('[')[0] }, amounts: AMOUNTS.map(() => NONE) };
  const amounts = grant ? [grant.amount, grant.low, grant.high, net.amount] : null;
  return { outcome, amounts: amounts ? amounts.map((text) => BigInt(text.replace('.', ''))) : AMOUNTS.map(() => NONE) };
}

test('every case is the estimate of the command line, fen for fen', (t) => {
  const OWN = [{ rate: '0.3333', cap: '300000.07' }, { rate: '1', cap: '1000000000000' }];
  const forms = tables.flatMap((table) => {
    const bare = { policy: table.id, as_of: DAY };
    return unpublished(table) ? [bare, ...OWN.map((own_terms) => ({ ...bare, own_terms }))] : [bare];
  });
  const kinds = new Map();
  for (const basis of forms) {
    const asked = columns(COUNT);
    const lines = Array.from({ length: COUNT }, (_, at) => JSON.stringify(application(basis, asked, at))).join('\n');
    const { stdout } = spawnSync(SUBSIDY, ['batch', '-', '--format', 'ndjson'], { input: lines, cwd: root, maxBuffer: 2 ** 30 });
    const estimates = stdout.toString().trimEnd().split('\n');
    assert.equal(estimates.length, COUNT);
    const bulk = desk.bulk(basis);
    const answers = bulk.judge(asked);
    for (const [at, line] of estimates.entries()) {
      const { outcome, error } = bulk.verdict(answers.code[at]);
      const ours = { ...(error ? { error } : { outcome }), amounts: AMOUNTS.map((name) => answers[name][at]) };
      assert.deepEqual(ours, told(JSON.parse(line)), `${JSON.stringify(basis)} case ${at}: ${line}`);
      const kind = error ? `${error.code} ${error.path}` : outcome;
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    bulk.free();
  }
  // An alarm that can ring: every outcome and every fault that the tables know occurs.
  const expected = [
    'not_published', 'own_terms', 'not_eligible', 'needs_confirmation', 'upper_limit', 'published_rate', 'out_of_range batch', 'out_of_range level',
    'invalid_amount spend', 'amount_too_large spend', 'sum_too_large spend', 'missing_field level', 'batch_required batch',
  ];
  for (const kind of expected) assert.ok(kinds.get(kind) > 10, `${kind}: ${kinds.get(kind)}`);
  t.diagnostic([...kinds].map(([kind, count]) => `${kind} ${count}`).join(', '));
});

test('what is no column is refused as the contract says', () => {
  const bulk = desk.bulk({ policy: published });
  const good = columns(2);
  const refused = (cases, code, path) => assert.throws(() => bulk.judge(cases), (error) => error.code === code && error.path === path);
  refused({ ...good, spent: good.spend }, 'unknown_key', 'spent');
  refused({ batch: good.batch, level: good.level }, 'missing_field', 'spend');
  refused({ ...good, spend: new Float64Array(16) }, 'wrong_type', 'spend');
  refused({ ...good, batch: [1, 2] }, 'wrong_type', 'batch');
  refused(null, 'wrong_type', '');
  refused({ ...good, level: new Uint8Array(3) }, 'out_of_range', 'level');
  refused({ ...good, spend: new BigInt64Array(15) }, 'out_of_range', 'spend');
  assert.equal(bulk.judge(good).code.length, 2, 'and judges on');
  assert.equal(bulk.judge(columns(0)).amount.length, 0);
});

test('what is no basis is refused as the contract says', () => {
  const refused = (basis, code, path) => assert.throws(() => desk.bulk(basis), (error) => error.code === code && error.path === path);
  const own_terms = { rate: '0.3', cap: '100' };
  refused({ policy: 'nowhere' }, 'unknown_policy', 'policy');
  refused({}, 'missing_field', 'policy');
  refused({ policy: published, city: 1 }, 'unknown_key', 'city');
  refused({ policy: published, as_of: '2024-02-30' }, 'invalid_date', 'as_of');
  refused({ policy: published, own_terms }, 'own_terms_not_allowed', 'own_terms');
  refused({ policy: published, own_terms: { rate: '1.5', cap: '1' } }, 'invalid_rate', 'own_terms.rate');
});

test('fourteen codes say something, the others nothing', () => {
  const bulk = desk.bulk({ policy: published });
  const said = Array.from({ length: 256 }, (_, code) => code).filter((code) => bulk.verdict(code));
  assert.deepEqual(said, [0, 1, 2, 3, 4, 5, 16, 17, 18, 19, 20, 21, 22, 23]);
  assert.deepEqual(bulk.verdict(5), { outcome: 'published_rate', error: null });
  assert.deepEqual(bulk.verdict(22), { outcome: null, error: { code: 'batch_required', path: 'batch' } });
});

test('a million cases take no more of the module than a few thousand', () => {
  const bulk = desk.bulk({ policy: published });
  bulk.judge(columns(COUNT));
  const before = memory.buffer.byteLength;
  assert.equal(bulk.judge({ batch: new Uint8Array(1e6), level: new Uint8Array(1e6).fill(2), spend: new BigInt64Array(8e6) }).net_cost.length, 1e6);
  assert.equal(memory.buffer.byteLength, before);
});
