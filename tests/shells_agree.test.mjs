// The command line and the WebAssembly module give the same bytes: on every golden example, and on seeded random
// applications of which about a fifth have something wrong. `cargo xtask test` builds both and names them:
//
//   SUBSIDY       the command line's program
//   XTASK         the generator of applications
//   APPLICATIONS  how many

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { test } from 'node:test';

const root = new URL('..', import.meta.url);
const { SUBSIDY = 'target/release/subsidy', XTASK = 'target/debug/xtask', APPLICATIONS = '100000' } = process.env;
const scratch = new URL('target/agree/', root);

const module = await import(new URL('target/widget/subsidy.js', root));
module.initSync({ module: await readFile(new URL('target/widget/subsidy_bg.wasm', root)) });
const calculator = new module.Calculator();

const cities = (await readdir(new URL('policies', root), { withFileTypes: true })).filter((one) => one.isDirectory());
const json = async (path) => JSON.parse(await readFile(new URL(path, root), 'utf8'));
for (const { name } of cities) calculator.addPolicy(await json(`policies/${name}/policy.json`));
await mkdir(scratch, { recursive: true });

/** What the module answers to an application, in the form of a batch's line. */
function inWasm(application, line) {
  try {
    return JSON.stringify(calculator.estimate(application));
  } catch (error) {
    assert.ok(error instanceof Error, `line ${line}: ${error}`);
    const { code, path, params, message } = error;
    return JSON.stringify({ error: { code, path, params, message }, line });
  }
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
    t.diagnostic(`${answered} estimates and ${refused} errors are the same bytes`);
  });
}

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
