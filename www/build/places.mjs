// Where things are, and what the page is built for.

import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** @param {string} path */
export const target = (path) => join(root, 'target', path);

/** @param {string} path */
export const www = (path) => join(root, 'www', path);

/** The oldest browsers that the element promises to run in are named in package.json alone. */
const oldest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).browserslist.map((line) => line.split(' >= '));

/** As esbuild names them. */
export const browsers = oldest.map(([name, version]) => `${name === 'ios_saf' ? 'ios' : name}${version}`);

/** As people name them; on iOS it is Safari again. */
export const oldestNamed = oldest.filter(([name]) => name !== 'ios_saf').map(([name, version]) => `${name[0].toUpperCase()}${name.slice(1)} ${version}`).join('、');
