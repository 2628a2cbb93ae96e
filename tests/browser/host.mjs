// A portal of somebody else's: our folder under /subsidy/, served as the guide says, pages of its own with policies of their own, and faults at will.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { after, before } from 'node:test';
import { gzipSync } from 'node:zlib';
import { NOTHING, browser, visit } from './browser.mjs';
import { DIST } from './server.mjs';

/** The policy of our pages, as the fragment for nginx sends it. */
export const [, PAGES] = /Content-Security-Policy "(.+)"/.exec(readFileSync(join(DIST, 'server/nginx.conf'), 'utf8'));

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.json': 'application/json; charset=utf-8',
  '.wasm': 'application/wasm', '.ts': 'text/plain; charset=utf-8',
};

/** @typedef {{path: string, host?: string, status: number, head: Record<string, string>, body: Buffer}} Answer */

/** Files as they lie there: a check of all files asks for them again and again. @type {Map<string, Promise<Buffer | null>>} */
const files = new Map();
/** And packed. @type {WeakMap<Buffer, Buffer>} */
const packed = new WeakMap();

/** @param {string} file */
function lying(file) {
  if (!files.has(file)) files.set(file, readFile(file).catch(() => null));
  return files.get(file);
}

/** @param {Buffer} body */
function pack(body) {
  if (!packed.has(body)) packed.set(body, gzipSync(body));
  return packed.get(body);
}

/** What a server that does as the guide says answers. @param {string} path below /subsidy/ @returns {Promise<Answer>} */
async function kept(path) {
  const file = join(DIST, normalize(`/${path}`));
  const body = await lying(file);
  if (!body) return { path, status: 404, head: { 'Content-Type': 'text/html' }, body: Buffer.from('404') };
  const head = { 'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream', 'Cache-Control': path.startsWith('subsidy-calculator-') && path.includes('/') ? 'public, max-age=31536000, immutable' : 'no-cache' };
  if (/^(index|frame|embed|list)\.html$/.test(path)) head['Content-Security-Policy'] = PAGES;
  return { path, status: 200, head, body };
}

/**
 * @param {{pages?: Record<string, {body: string, policy?: string}>, fault?: (answer: Answer) => void}} [site]
 * @returns {Promise<{origin: string, close(): Promise<void>}>}
 */
export async function host({ pages = {}, fault } = {}) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const page = pages[pathname];
    if (page) return response.writeHead(200, { 'Content-Type': TYPES[extname(pathname)] ?? TYPES['.html'], ...(page.policy && { 'Content-Security-Policy': page.policy }) }).end(page.body);
    if (!pathname.startsWith('/subsidy/')) return response.writeHead(pathname === '/favicon.ico' ? 204 : 404).end();
    const answer = await kept(pathname.slice('/subsidy/'.length));
    answer.head['Content-Encoding'] = 'gzip';
    answer.host = request.headers.host;
    fault?.(answer);
    response.writeHead(answer.status, answer.head).end(answer.head['Content-Encoding'] ? pack(answer.body) : answer.body);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((done) => { server.close(done); server.closeAllConnections(); }),
  };
}

/** A browser for a file of tests; the pages come from hosts. */
export const browserAlone = () => browser({ '/blank.html': NOTHING });

/** A host for a file of tests. @param {() => Parameters<typeof host>[0]} [site] @returns {{origin: string}} */
export function portal(site = () => ({})) {
  const at = { origin: '' };
  let running;
  before(async () => {
    running = await host(site());
    at.origin = running.origin;
  });
  after(() => running?.close());
  return at;
}

/**
 * Opens an address and holds it to what `visit` holds our own pages to.
 * @param {string} url
 * @param {Omit<Parameters<typeof visit>[0], 'path'>} options
 * @param {Parameters<typeof visit>[1]} test
 */
export const open = (url, { quiet = true, ...options }, test) =>
  visit({ ...options, path: '/blank.html', quiet: false }, async (page, seen) => {
    seen.requests.length = 0;
    seen.complaints.length = 0;
    await page.goto(url);
    await test(page, seen);
    if (!quiet) return;
    assert.deepEqual(seen.complaints, []);
    const { origin } = new URL(url);
    assert.deepEqual(seen.requests.filter((asked) => new URL(asked).origin !== origin && !asked.startsWith('data:')), []);
  });
