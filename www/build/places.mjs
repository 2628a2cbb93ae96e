// Where things are, and what the page is built for.

import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** @param {string} path */
export const target = (path) => join(root, 'target', path);

/** @param {string} path */
export const www = (path) => join(root, 'www', path);

/** The oldest browsers that the element runs in. */
export const browsers = ['chrome105', 'edge105', 'firefox110', 'safari16.4'];
