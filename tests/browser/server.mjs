// A static server for a folder: the page's security policy, right MIME types, nothing else.

import { createReadStream, readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The built page; another folder by the environment variable DIST. */
export const DIST = resolve(process.env.DIST ?? fileURLToPath(new URL('../../dist', import.meta.url)));

const list = JSON.parse(readFileSync(join(DIST, 'integrity.json'), 'utf8'));

/** The folder of what never changes under its name, and the hashes of all files. */
export const { folder: KEPT, files: HASHES } = list;

/** A page of a host's own, with the element's script. @param {string} body @param {string} [lang] */
export const hosted = (body, lang = 'zh-CN') =>
  `<!doctype html><html lang="${lang}"><title>x</title><link rel="icon" href="data:,"><script type="module" src="${KEPT}/element.js"></script><body>${body}</html>`;

/** Every path that was asked for, as the server saw it. @type {string[]} */
export const served = [];

/** Every address that was asked for, with its query, and where from it was asked: all that a server learns. @type {string[]} */
export const heard = [];

export const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'self'",
  "require-trusted-types-for 'script'",
  "trusted-types subsidy-worker",
].join('; ');

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.wasm': 'application/wasm',
};

/**
 * @param {Record<string, string | import('node:http').RequestListener>} [pages] more pages, by path
 * @returns {Promise<{origin: string, close(): Promise<void>}>}
 */
export async function serve(pages = {}) {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname;
    served.push(path);
    heard.push(request.url, request.headers.referer ?? '');
    const name = path.endsWith('/') ? `${path}index.html` : path;
    const head = {
      'Content-Security-Policy': POLICY,
      'Content-Type': TYPES[extname(name)] ?? 'application/octet-stream',
      // As the guide tells a host: what never changes under its name is kept.
      'Cache-Control': path.startsWith(`/${KEPT}/`) ? 'public, max-age=31536000, immutable' : 'no-store',
    };
    if (typeof pages[name] === 'function') return pages[name](request, response);
    if (pages[name]) return response.writeHead(200, head).end(pages[name]);
    const file = join(DIST, normalize(name));
    const found = file.startsWith(DIST) && (await stat(file).catch(() => null))?.isFile();
    if (!found) return response.writeHead(404).end();
    response.writeHead(200, head);
    createReadStream(file).pipe(response);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((done) => { server.close(done); server.closeAllConnections(); }),
  };
}
