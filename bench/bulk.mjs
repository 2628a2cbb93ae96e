// `node bench/bulk.mjs ROUNDS`: nanoseconds a case of the bulk form over typed arrays, and of the yardstick on the same
// cases with the same copies; in turns, medians of the rounds, of the table on which the bulk form does worst.

import { readFile, readdir } from 'node:fs/promises';

const rounds = Number(process.argv[2]);
const root = new URL('..', import.meta.url);
const CASES = 16_384;
// A turn is short, so that few are interrupted, and there are many.
const TURNS = 32;
const AMOUNTS = ['amount', 'low', 'high', 'net_cost'];

async function load(folder, name) {
  const module = await import(new URL(`target/${folder}/${name}.js`, root));
  module.initSync({ module: await readFile(new URL(`target/${folder}/${name}_bg.wasm`, root)) });
  return module;
}

const { Desk } = await load('desk', 'desk');
const { ByHand } = await load('bulk', 'bulk');
const desk = new Desk();
const tables = [];
for (const folder of await readdir(new URL('policies', root), { withFileTypes: true })) {
  if (!folder.isDirectory()) continue;
  const table = JSON.parse(await readFile(new URL(`policies/${folder.name}/policy.json`, root), 'utf8'));
  if (table.benefits.some(({ gives }) => gives.unpublished)) continue;
  desk.addPolicy(table);
  tables.push(table);
}

let seed = 20_240_415;
/** A whole number below the limit. */
const random = (limit) => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((seed / 2 ** 32) * limit);
};

/** Cases that the table answers, each category in two of three. */
function cases({ batches }) {
  const fill = (column, one) => column.map(one);
  return {
    batch: fill(new Uint8Array(CASES), () => batches[random(batches.length)] ?? 0),
    level: fill(new Uint8Array(CASES), () => 1 + random(4)),
    spend: fill(new BigInt64Array(CASES * 8), () => BigInt(random(3) && random(200_000_000))),
  };
}

const median = (all) => all.sort((a, b) => a - b)[Math.floor(all.length / 2)];

function measure(table) {
  const [bulk, byHand, asked] = [desk.bulk({ policy: table.id, as_of: '1970-01-01' }), new ByHand(table.id), cases(table)];
  const measured = {
    ours: () => bulk.judge(asked),
    yardstick: () => byHand.judge(asked.batch, asked.level, asked.spend),
  };
  const [ours, yardstick] = [measured.ours(), measured.yardstick()];
  if (ours.code.some((code) => !bulk.verdict(code).outcome)) throw new Error(`${table.id}: a case has no answer`);
  for (const name of AMOUNTS) {
    const differs = ours[name].findIndex((fen, at) => fen !== yardstick[name][at]);
    if (differs >= 0) throw new Error(`${table.id}: ${name} of case ${differs}: ${ours[name][differs]}, ${yardstick[name][differs]}`);
  }
  const times = { ours: [], yardstick: [] };
  // V8 compiles what runs often a second time, better: the first half warms up.
  for (let round = 0; round < 2 * rounds * TURNS; round += 1) {
    for (const [name, run] of Object.entries(measured)) {
      const begun = performance.now();
      run();
      if (round >= rounds * TURNS) times[name].push(((performance.now() - begun) * 1e6) / CASES);
    }
  }
  return { ours: median(times.ours), yardstick: median(times.yardstick) };
}

let worst;
for (const table of tables) {
  const times = measure(table);
  const ratio = times.yardstick / times.ours;
  console.error(`${table.id}: ${times.ours.toFixed(2)} ns, by hand ${times.yardstick.toFixed(2)} ns, ${ratio.toFixed(2)}`);
  if (!worst || ratio < worst.yardstick / worst.ours) worst = times;
}
console.log(JSON.stringify(worst));
