// `node bench/objects.mjs APPLICATIONS ROUNDS`: microseconds for an explained estimate, object in, object out, and for
// carrying the same objects with no calculation; in turns, medians of the rounds.

import { readFile, readdir } from 'node:fs/promises';

const [, , file, rounds] = process.argv;
const root = new URL('..', import.meta.url);

async function load(folder, name) {
  const module = await import(new URL(`target/${folder}/${name}.js`, root));
  module.initSync({ module: await readFile(new URL(`target/${folder}/${name}_bg.wasm`, root)) });
  return module;
}

const lines = (await readFile(file, 'utf8')).trim();
const applications = lines.split('\n').map((line) => JSON.parse(line));
const { Desk } = await load('desk', 'desk');
const desk = new Desk();
for (const folder of await readdir(new URL('policies', root), { withFileTypes: true })) {
  if (!folder.isDirectory()) continue;
  desk.addPolicy(JSON.parse(await readFile(new URL(`policies/${folder.name}/policy.json`, root), 'utf8')));
}
const { RoundTrip } = await load('round_trip', 'round_trip');
const roundTrip = new RoundTrip(lines);

// The yardstick carries the very estimates that the calculator gives.
applications.forEach((application, index) => {
  const [ours, carried] = [desk.estimate(application), roundTrip.carry(index, application)].map((one) => JSON.stringify(one));
  if (ours !== carried) throw new Error(`the estimates differ:\n${ours}\n${carried}`);
});

const measured = {
  ours: (application) => desk.estimate(application),
  yardstick: (application, index) => roundTrip.carry(index, application),
};
// V8 compiles what runs often a second time, better; both are measured after that.
for (const [, measure] of Object.entries(measured)) {
  for (const end = performance.now() + 1500; performance.now() < end; ) applications.forEach(measure);
}
const times = { ours: [], yardstick: [] };
for (let round = 0; round < Number(rounds); round += 1) {
  for (const [name, measure] of Object.entries(measured)) {
    const begun = performance.now();
    applications.forEach(measure);
    times[name].push(((performance.now() - begun) * 1000) / applications.length);
  }
}
const median = (all) => all.sort((a, b) => a - b)[Math.floor(all.length / 2)];
console.log(JSON.stringify({ ours: median(times.ours), yardstick: median(times.yardstick) }));
