// The workbook's formulas against the core: a LibreOffice without a screen opens it, cells are changed, everything is
// recalculated hard, and each result is what the command line answers to the changed application.
//
//   SUBSIDY  the command line
//   UNO      the Python that LibreOffice's own modules belong to

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { SUBSIDY = join(root, 'target/release/subsidy'), UNO = '/usr/bin/python3' } = process.env;
const folder = mkdtempSync(join(tmpdir(), 'workbook-'));
after(() => rmSync(folder, { recursive: true }));

const DAY = '2025-03-01';
const CASES = 60;
const LANGUAGES = ['zh-CN', 'zh-Hant', 'en'];
const CATEGORIES = ['software', 'cloud', 'data_equipment', 'hardware', 'services', 'training', 'diagnosis', 'other'];
const json = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));
const tables = readdirSync(join(root, 'policies'), { withFileTypes: true }).filter((one) => one.isDirectory()).map(({ name }) => json(`policies/${name}/policy.json`));

/** The same numbers in every run (mulberry32). */
function random(seed) {
  return (below) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Whole fen as yuan. @param {bigint} fen */
const yuan = (fen) => `${fen / 100n}.${String(fen % 100n).padStart(2, '0')}`;
/** Yuan as whole fen. @param {string} text */
const fenOf = (text) => BigInt(text.replace('.', ''));

/** Amounts that matter: nothing, a fen, around each cap, any, and the largest that is exact. */
function amounts(table) {
  const found = [0n, 1n, 99n, 3333333n, 99999999999999n];
  const clauses = table.benefits.flatMap(({ gives }) => gives.spend_share?.clauses ?? []);
  for (const { rate: { rate }, cap } of clauses) {
    const [share, most] = [BigInt(Math.round(Number(rate) * 10000)), fenOf(`${cap.amount}.00`)];
    const reach = (most * 10000n + share - 1n) / share;
    found.push(reach - 1n, reach, reach + 1n);
  }
  for (const { gives } of table.benefits) if (gives.reimbursement) found.push(499999n, 500000n, 500001n);
  return found;
}

/** Changed applications, seeded: some without batch or level, some at the edge of a cap. */
function applications(table, seed) {
  const pick = random(seed);
  const published = table.benefits.some(({ gives }) => gives.spend_share);
  const edges = amounts(table);
  return Array.from({ length: CASES }, (_, number) => {
    const application = { policy: table.id, as_of: DAY, spend: [] };
    if (table.batches.length && pick(6)) application.batch = table.batches[pick(table.batches.length)];
    if (!published || pick(10)) application.level = 1 + pick(4);
    let left = 100000000000000n;
    for (const category of CATEGORIES) {
      // Every category alone at an edge once, then in company.
      const wanted = number < CATEGORIES.length ? category === CATEGORIES[number] : pick(3) === 0;
      if (!wanted) continue;
      const fen = pick(2) ? edges[pick(edges.length)] : BigInt(pick(4294967295)) * BigInt(1 + pick(number % 5 ? 1 : 900));
      if (fen > left) continue;
      left -= fen;
      application.spend.push({ category, amount: yuan(fen) });
    }
    if (!published && pick(4)) application.own_terms = { rate: (pick(10001) / 10000).toFixed(4), cap: yuan(BigInt(pick(2000000000)) * BigInt(pick(3) ? 1 : 40000)) };
    if (published && pick(8) === 0) {
      application.eligibility = { conditions: { [table.conditions.find(({ kind }) => kind !== 'level').kind]: 'unmet' } };
      // The contract asks for a level all the same; the workbook, like the page, does not.
      application.level ??= 3;
    }
    return application;
  });
}

/** What is typed in for an application. */
function typed(application, words) {
  const { batch, level, spend, own_terms: own, eligibility } = application;
  const sums = new Map();
  for (const { category, amount } of spend) sums.set(category, (sums.get(category) ?? 0n) + fenOf(amount));
  return {
    ...(batch && { input_batch: words[`batch.${batch}`] }),
    ...(level && { input_level: words[`level.${level}`] }),
    ...(own && { input_rate: own.rate, input_cap: own.cap }),
    ...(eligibility && { input_conditions: words['desk.eligibility.unmet'] }),
    ...Object.fromEntries([...sums].map(([category, fen]) => [`input_${category}`, yuan(fen)])),
  };
}

function run(program, args, input) {
  const { status, stdout, stderr } = spawnSync(program, args, { input, encoding: 'utf8', maxBuffer: 1 << 28, timeout: 110_000 });
  assert.equal(status, 0, `${program} ${args.join(' ')}: ${stderr}`);
  return stdout;
}

/** A workbook of a table, in a language, made from an application or from nothing. */
function workbook(name, lang, application) {
  const file = join(folder, `${name}.xlsx`);
  const source = ['--json', '-', '--xlsx', file];
  run(SUBSIDY, ['--lang', lang, 'compare', ...source], JSON.stringify(application));
  return file;
}

/** What the core answers, line by line. */
function answers(applications) {
  const lines = applications.map((one) => JSON.stringify(one)).join('\n');
  const { stdout, stderr } = spawnSync(SUBSIDY, ['batch', '-', '--format', 'ndjson'], { input: lines, encoding: 'utf8', maxBuffer: 1 << 28 });
  assert.ok(stdout, stderr);
  return stdout.trim().split('\n').map((line) => JSON.parse(line));
}

/** In English, at the first table with batches: what is typed in, and the sentence that stands in an amount's place. */
const words = json('strings/en.json');
const level = { input_batch: words['batch.1'], input_level: words['level.2'] };
const EDGES = [
  [{ ...level, input_software: '1000000000000' }, ''],
  [{ ...level, input_software: '1000000000000', input_other: '0.01' }, 'say.sum'],
  [{ ...level, input_software: '0.005' }, 'say.amount'],
  [{ ...level, input_software: '-1' }, 'say.amount'],
  [{ ...level, input_software: '=1+1' }, 'say.number'],
  [{ ...level, input_software: '30万' }, 'say.number'],
  [{ ...level, input_level: 'level 9' }, 'say.choice'],
  [{ input_level: words['level.2'] }, 'say.batch'],
  [{ input_batch: words['batch.1'] }, 'say.level'],
];

/** Every workbook with its changed applications, the entries typed in for them, and what came out. */
let books;
let edges;

before(() => {
  books = tables.flatMap((table, index) => {
    const lang = LANGUAGES[index % LANGUAGES.length];
    const changed = applications(table, index + 1);
    const complete = changed.find(({ level, batch, spend }) => level && spend.length > 1 && (batch || !table.batches.length));
    const empty = { policy: table.id, as_of: DAY, spend: [] };
    const half = changed.length / 2;
    return [
      { table, lang, file: workbook(`${table.id}-full`, lang, complete), changed: changed.slice(0, half) },
      { table, lang, file: workbook(`${table.id}-empty`, lang, empty), changed: changed.slice(half) },
    ];
  });
  const asked = books.map(({ file, lang, changed }) => {
    const words = json(`strings/${lang}.json`);
    return { file, cases: changed.map((one) => typed(one, words)) };
  });
  const [{ id: policy }] = tables.filter(({ benefits, batches }) => batches.length && benefits.some(({ gives }) => gives.spend_share));
  const last = { file: workbook('edges', 'en', { policy, as_of: DAY, spend: [] }), cases: EDGES.map(([entries]) => entries) };
  const found = JSON.parse(run(UNO, [join(root, 'tests/workbook/recalculate.py')], JSON.stringify([...asked, last])));
  edges = found.pop().cases;
  books.forEach((book, index) => Object.assign(book, found[index], { asked: asked[index].cases }));
});

test('what stands in the file as it is opened is what its formulas come to', () => {
  for (const { file, formulas, stale } of books) {
    assert.ok(formulas > 20, `${file} has ${formulas} formulas`);
    assert.deepEqual(stale, [], file);
  }
});

test('a changed cell brings what the core says of the changed application, to the fen', () => {
  let amounts = 0;
  let refused = 0;
  for (const { table, changed, cases, asked } of books) {
    for (const [index, answer] of answers(changed).entries()) {
      const about = `${table.id} ${JSON.stringify(asked[index])}`;
      const found = cases[index];
      const open = answer.error || answer.grant === null;
      if (open) {
        if (answer.error) assert.match(answer.error.code, /^(batch_required|missing_field)$/, about);
        assert.notEqual(found.message, '', about);
        for (const [name, values] of Object.entries(found)) if (/^result_(grant|net)/.test(name)) assert.deepEqual(values, ['', ''], `${about} ${name}`);
        refused += 1;
        continue;
      }
      assert.equal(found.message, '', about);
      const range = 'result_grant_low' in found;
      if (!range) assert.equal(answer.grant.low, answer.grant.high, about);
      const wanted = {
        result_total: answer.spend.total,
        result_base: answer.spend.eligible,
        result_grant: answer.grant.amount,
        result_net: answer.net_cost.amount,
        ...(range && { result_grant_low: answer.grant.low, result_grant_high: answer.grant.high, result_net_low: answer.net_cost.low, result_net_high: answer.net_cost.high }),
      };
      for (const [name, amount] of Object.entries(wanted)) {
        const [shown, fen] = found[name];
        assert.equal(BigInt(fen), fenOf(amount), `${about} ${name} in fen`);
        assert.equal(shown.toFixed(2), amount, `${about} ${name} in yuan`);
      }
      amounts += 1;
    }
  }
  assert.ok(amounts >= 200 && refused >= 20, `${amounts} amounts and ${refused} refusals were compared`);
});

test('beyond the largest exact sum, and where no number stands, there are words and no amount', () => {
  for (const [index, [entries, said]] of EDGES.entries()) {
    const { message, result_grant: grant } = edges[index];
    assert.equal(message, said ? words[`desk.sheet.${said}`] : '', JSON.stringify(entries));
    if (said) assert.deepEqual(grant, ['', ''], JSON.stringify(entries));
    else assert.ok(grant[1] > 0);
  }
});
