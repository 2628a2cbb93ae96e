// The command line, the server and the WebAssembly module give the same bytes: on every golden example, and on seeded
// random applications of which about a fifth have something wrong. `cargo xtask test` builds all and names them:
//
//   SUBSIDY       the program that is command line and server
//   XTASK         the generator of applications
//   APPLICATIONS  how many

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';

const root = new URL('..', import.meta.url);
const { SUBSIDY = 'target/release/subsidy', XTASK = 'target/debug/xtask', APPLICATIONS = '100000' } = process.env;
const scratch = new URL('target/agree/', root);

async function load(folder, name) {
  const module = await import(new URL(`target/${folder}/${name}.js`, root));
  module.initSync({ module: await readFile(new URL(`target/${folder}/${name}_bg.wasm`, root)) });
  return module;
}
// Applications go to the desk, forms to the widget: each module to what it is for.
const calculator = new (await load('widget', 'subsidy')).Calculator();
const desk = new (await load('desk', 'desk')).Desk();
const { Budgets } = await load('sheets', 'sheets');
const budgets = new Budgets();

const cities = (await readdir(new URL('policies', root), { withFileTypes: true })).filter((one) => one.isDirectory());
const json = async (path) => JSON.parse(await readFile(new URL(path, root), 'utf8'));
for (const { name } of cities) {
  const table = await json(`policies/${name}/policy.json`);
  for (const module of [calculator, desk, budgets]) module.addPolicy(table);
  budgets.addProgramme(await json(`policies/${name}/programme.json`));
}
await mkdir(scratch, { recursive: true });

/** What the module answers to an application, in the form of a batch's line; without a line, of an application alone. */
const inWasm = (application, line) => told(() => desk.estimate(application), line);

/** An answer or an error as the contract writes it. */
function told(answer, line) {
  try {
    return JSON.stringify(answer());
  } catch (error) {
    assert.ok(error instanceof Error && error.code, `line ${line}: ${error}`);
    const { code, path, params, message } = error;
    return JSON.stringify({ error: { code, path, params, message }, line });
  }
}

const server = spawn(SUBSIDY, ['serve', '--listen', '127.0.0.1:0', '--rate', '0'], { stdio: ['ignore', 'pipe', 'ignore'], cwd: root });
after(() => server.kill());
const [greeting] = await once(server.stdout, 'data');
const address = /^Listening on (\S+)/.exec(greeting)[1];

/** What the server answers. */
async function overHttp(path, body, kind = 'application/json') {
  const answer = await fetch(new URL(path, address), { method: 'POST', headers: { 'content-type': kind }, body });
  return { status: answer.status, text: await answer.text() };
}

/** Compares what the server answers to one document with what the module answers. */
async function compareHttp(path, document, wasm) {
  const { status, text } = await overHttp(path, JSON.stringify(document));
  assert.equal(text, wasm, JSON.stringify(document));
  assert.equal(status, wasm.startsWith('{"error"') ? 422 : 200);
}

/** Compares a file of applications line by line, and tells how many were answered and refused. */
async function compare(file) {
  const batch = spawn(SUBSIDY, ['batch', file.pathname, '--format', 'ndjson'], { stdio: ['ignore', 'pipe', 'ignore'], cwd: root });
  const closed = once(batch, 'close');
  const told = createInterface({ input: batch.stdout, crlfDelay: Infinity })[Symbol.asyncIterator]();
  const tally = { answered: 0, refused: 0 };
  let line = 0;
  for await (const application of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    line += 1;
    const { value: onCommandLine, done } = await told.next();
    const wasm = inWasm(JSON.parse(application), line);
    if (done || wasm !== onCommandLine) {
      batch.kill();
      assert.equal(wasm, onCommandLine, `line ${line}: ${application}`);
    }
    tally[wasm.startsWith('{"error"') ? 'refused' : 'answered'] += 1;
  }
  assert.ok((await told.next()).done, 'the command line answered more lines than it was given');
  const [status] = await closed;
  assert.equal(status, tally.refused ? 1 : 0, 'the exit status tells whether a line failed');
  return tally;
}

for (const { name } of cities) {
  test(`goldens: ${name}`, async (t) => {
    const examples = await json(`policies/${name}/examples.json`);
    const file = new URL(`${name}.ndjson`, scratch);
    await writeFile(file, examples.map(({ application }) => `${JSON.stringify(application)}\n`).join(''));
    const { answered, refused } = await compare(file);
    assert.equal(answered + refused, examples.length);
    for (const { application } of examples) await compareHttp('api/v1/estimates', application, inWasm(application));
    t.diagnostic(`${answered} estimates and ${refused} errors are the same bytes`);
  });
}

test('every golden as a question is solved alike by module, server and command line', async (t) => {
  const kinds = { reached: 0, prevented: 0, error: 0 };
  for (const { name } of cities) {
    for (const { application } of await json(`policies/${name}/examples.json`)) {
      for (const grant of [undefined, '0.01', '123456.78', '900000']) {
        const question = { application, ...(grant && { grant }) };
        const wasm = told(() => desk.solve(question));
        await compareHttp('api/v1/solve', question, wasm);
        const { wanted, error } = JSON.parse(wasm);
        if (grant) kinds[error ? 'error' : wanted.bound ? 'prevented' : 'reached'] += 1;
      }
    }
  }
  const question = { application: (await json(`policies/${cities[0].name}/examples.json`))[0].application, grant: '1' };
  const alone = spawnSync(SUBSIDY, ['solve', '--json', '-'], { input: JSON.stringify(question), cwd: root });
  assert.equal((alone.status ? alone.stderr : alone.stdout).toString(), `${told(() => desk.solve(question))}\n`);
  for (const [kind, count] of Object.entries(kinds)) assert.ok(count > 10, `${kind}: ${count}`);
  t.diagnostic(JSON.stringify(kinds));
});

test('a seed draws the same programme in module, server and command line', async (t) => {
  const spends = [
    { log_normal: { median: '500000', p90: '900000' } },
    { triangular: { least: '100000', likely: '400000.55', most: '1000000' } },
    { resampled: ['300000', '520000', '0', '1200000.01'] },
  ];
  const levels = [{ level: 1, share: '0.05' }, { level: 3, share: '0.7' }, { level: 4, share: '0.25' }];
  const groups = [{ batch: 1, count: 260 }, { batch: 2, count: 150, spend: spends[0] }, { batch: 3, count: 40, levels: [{ level: 2, share: '1' }] }];
  const kinds = { answer: 0, error: 0 };
  for (const { name } of cities) {
    for (const spend of spends) {
      for (const more of [{ seed: 1 }, { groups, levels, seed: Number.MAX_SAFE_INTEGER }, { groups, levels, own_terms: { rate: '0.3', cap: '300000' } }]) {
        // Half a million draws: of them some fall into the tail that is drawn by a logarithm.
        const asked = { as_of: '2024-09-30', runs: 1000, spend, ...more };
        const wasm = told(() => {
          budgets.simulate(name, asked);
          // In slices that do not fit.
          while (!budgets.step(77_777).finished);
          return budgets.result();
        });
        await compareHttp(`api/v1/budgets/${name}/simulations`, asked, wasm);
        kinds[wasm.startsWith('{"error"') ? 'error' : 'answer'] += 1;
      }
    }
  }
  const asked = { as_of: '2024-09-30', spend: spends[0] };
  const alone = spawnSync(SUBSIDY, ['budget', '--policy', 'nanchang', '--simulate', '-', '--seed', '7', '--runs', '500', '--json'], { input: JSON.stringify(asked), cwd: root });
  budgets.simulate('nanchang', { ...asked, seed: 7, runs: 500 });
  assert.throws(() => budgets.result(), { code: 'out_of_range', path: 'runs' });
  // 450 enterprises a run: never less than a whole one.
  assert.deepEqual([1, 400 * 450, 1, 400 * 450, 1].map((enterprises) => budgets.step(enterprises).done), [1, 401, 402, 500, 500]);
  assert.equal(alone.stdout.toString(), `${JSON.stringify(budgets.result())}\n`);
  assert.throws(() => budgets.view(), { code: 'invalid_strings' }, 'without a language there is nothing to read');
  budgets.setStrings('en', await json('strings/en.json'));
  // As an officer types it.
  const form = { policy: 'nanchang', as_of: asked.as_of, median: '50万', p90: '900,000', seed: '7', runs: '500' };
  assert.equal(budgets.page(form).ready, true);
  assert.equal(budgets.begin(form), true);
  assert.deepEqual(budgets.step(1_000_000), { done: 500, part: 1000, finished: true, label: '500 of 500 runs' });
  assert.equal(alone.stdout.toString(), `${JSON.stringify(budgets.result())}\n`);
  budgets.simulate('nanchang', { ...asked, runs: 3 });
  budgets.step(3 * 450);
  const view = budgets.view();
  assert.match(view.headline, /^The money suffices in [0-3] of 3 runs/);
  assert.deepEqual(view.windows.drawn.map(({ amounts }) => amounts.length), [5, 5, 5]);
  for (const [kind, count] of Object.entries(kinds)) assert.ok(count > 10, `${kind}: ${count}`);
  t.diagnostic(JSON.stringify(kinds));
});

test('one application by itself has the bytes of its line in a batch', async () => {
  const { application } = (await json(`policies/${cities[0].name}/examples.json`))[0];
  const alone = spawnSync(SUBSIDY, ['estimate', '--json', '-'], { input: JSON.stringify(application), cwd: root });
  assert.equal(alone.stdout.toString(), `${inWasm(application, 1)}\n`);
});

test(`${APPLICATIONS} random applications`, async (t) => {
  const file = new URL('random.ndjson', scratch);
  const generator = spawn(XTASK, ['applications', '--count', APPLICATIONS], { stdio: ['ignore', 'pipe', 'inherit'], cwd: root });
  const written = once(generator.stdout.pipe(createWriteStream(file)), 'close');
  assert.deepEqual(await once(generator, 'close'), [0, null]);
  await written;
  const { answered, refused } = await compare(file);
  assert.equal(answered + refused, Number(APPLICATIONS));
  // An alarm that can ring: both kinds occur in numbers.
  assert.ok(answered > APPLICATIONS / 2 && refused > APPLICATIONS / 20, `${answered} estimates, ${refused} errors`);
  t.diagnostic(`${answered} estimates and ${refused} errors are the same bytes`);
});

test('10000 random applications as one stream over HTTP', async (t) => {
  const lines = (await readFile(new URL('random.ndjson', scratch), 'utf8')).split('\n').slice(0, 10_000);
  const stream = lines.map((line) => `${line}\n`).join('');
  const batch = spawnSync(SUBSIDY, ['batch', '-', '--format', 'ndjson'], { input: stream, cwd: root, maxBuffer: 2 ** 30 });
  const { status, text } = await overHttp('api/v1/estimates', stream, 'application/x-ndjson');
  assert.equal(status, 200);
  assert.ok(text === batch.stdout.toString(), 'the stream is not the batch');
  const answers = text.split('\n');
  assert.equal(answers.pop(), '');
  assert.equal(answers.length, lines.length);
  answers.forEach((answer, at) => assert.equal(answer, inWasm(JSON.parse(lines[at]), at + 1)));
  t.diagnostic(`${answers.length} answers of ${text.length} characters are the same bytes`);
});

test('every view over HTTP is the view of the module', async (t) => {
  const spends = [
    { unit: 'yuan', spend: [] },
    { unit: 'wan', spend: [{ category: 'software', text: '30' }, { category: 'diagnosis', text: '１．５万元' }, { category: 'hardware', text: '' }] },
    { unit: 'yuan', spend: [{ category: 'cloud', text: '1,200,000' }, { category: 'other', text: 'no figure' }] },
    { unit: 'yuan', spend: [{ category: 'software', text: '800000' }], own_rate: '30%', own_cap: '40万' },
  ];
  const kinds = new Map();
  for (const language of ['zh-CN', 'zh-Hant', 'en']) {
    calculator.setStrings(language, await json(`strings/${language}.json`));
    for (const { name: policy } of cities) {
      for (const batch of [undefined, 1, 2, 3]) {
        for (const level of [undefined, 1, 2, 3, 4]) {
          for (const spend of spends) {
            const form = { policy, as_of: '2024-09-30', batch, level, ...spend };
            const wasm = told(() => calculator.answer(form));
            await compareHttp(`api/v1/views?lang=${language}`, form, wasm);
            const kind = JSON.parse(wasm).kind ?? 'error';
            kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
          }
        }
      }
    }
  }
  // An alarm that can ring: amounts, spans, unreadable entries and refusals all occur.
  for (const kind of ['upper_limit', 'published_rate', 'range', 'unreadable', 'not_published', 'own_terms', 'error']) {
    assert.ok(kinds.get(kind) > 10, `${kind}: ${kinds.get(kind)}`);
  }
  t.diagnostic([...kinds].map(([kind, count]) => `${kind} ${count}`).join(', '));
});
