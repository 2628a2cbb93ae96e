// `node bench/start.mjs FOLDER NAME`: milliseconds until a module of target/ has started. A process each, as V8 keeps
// what it has once compiled.

import { readFile } from 'node:fs/promises';

const [, , folder, name] = process.argv;
const built = new URL(`../target/${folder}/${name}`, import.meta.url);
const bytes = await readFile(`${built.pathname}_bg.wasm`);

const begun = performance.now();
const { initSync } = await import(`${built}.js`);
initSync({ module: bytes });
console.log(performance.now() - begun);
