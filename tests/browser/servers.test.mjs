// The fragments for servers, in the servers that they are for: Debian's nginx and Apache, started on a free port with the shipped lines. IIS does not run here:
// its file is held to be well-formed and to say what the others say.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { PAGES, browserAlone, open, portal } from './host.mjs';
import { DIST, HASHES, KEPT } from './server.mjs';

const fragment = (name) => readFileSync(join(DIST, 'server', name), 'utf8');
const [, page] = /```html\n(.*?)\n```/s.exec(readFileSync(join(DIST, 'EMBED.md'), 'utf8'));

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => probe.once('listening', done));
  const { port } = probe.address();
  await new Promise((done) => probe.close(done));
  return port;
}

/** Each writes its configuration into a folder and says how it is started. */
const SERVERS = {
  nginx(folder, port) {
    symlinkSync(DIST, join(folder, 'subsidy'));
    const lines = fragment('nginx.conf').replace('root /var/www;', `root ${folder};`);
    const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join(' ');
    writeFileSync(join(folder, 'nginx.conf'), `daemon off; master_process off; pid ${folder}/pid; error_log stderr; events {} http { access_log off; ${temp} server { listen 127.0.0.1:${port}; root ${folder}; ${lines} } }`);
    return ['nginx', ['-c', join(folder, 'nginx.conf')]];
  },
  apache(folder, port) {
    cpSync(DIST, join(folder, 'subsidy'), { recursive: true });
    writeFileSync(join(folder, 'subsidy/.htaccess'), fragment('apache.htaccess'));
    // Its own workers are not root, and have to get in.
    chmodSync(folder, 0o755);
    const modules = ['mpm_event', 'authz_core', 'mime', 'dir', 'headers', 'filter', 'deflate'].map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n');
    const user = process.getuid() === 0 ? 'User www-data\nGroup www-data' : '';
    writeFileSync(join(folder, 'apache.conf'), `${modules}\n${user}\nServerName localhost\nListen 127.0.0.1:${port}\nPidFile ${folder}/pid\nDefaultRuntimeDir ${folder}\nErrorLog ${folder}/error.log\nTypesConfig /dev/null\nAddType text/html .html\nAddType text/css .css\nDocumentRoot ${folder}\n<Directory ${folder}>\nAllowOverride FileInfo Indexes\nRequire all granted\n</Directory>\n`);
    return ['apache2', ['-X', '-f', join(folder, 'apache.conf')]];
  },
};

browserAlone();
// Without a policy: a parser of XML is none of the page's business.
const site = portal(() => ({ pages: { '/empty.html': { body: '<!doctype html><html lang="en"><title>x</title></html>' } } }));

for (const [name, configure] of Object.entries(SERVERS)) {
  describe(name, () => {
    let folder;
    let running;
    let said = '';
    let origin;
    before(async () => {
      folder = mkdtempSync(join(tmpdir(), `${name}-`));
      writeFileSync(join(folder, 'portal.html'), page);
      const port = await freePort();
      origin = `http://127.0.0.1:${port}`;
      const [program, options] = configure(folder, port);
      running = spawn(program, options, { env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` } });
      running.stderr.on('data', (text) => { said += text; });
      await new Promise((done, failed) => {
        running.once('error', () => failed(new Error(`${program} is not installed: Debian's nginx and apache2-bin are needed`)));
        running.once('exit', () => failed(new Error(said || (existsSync(join(folder, 'error.log')) && readFileSync(join(folder, 'error.log'), 'utf8')))));
        const knock = () => fetch(origin).then(done, () => running.exitCode === null && running.pid && setTimeout(knock, 50));
        knock();
      });
    });
    after(async () => {
      if (running?.exitCode === null) {
        running.removeAllListeners('exit');
        const gone = new Promise((done) => running.once('exit', done));
        running.kill();
        await gone;
      }
      rmSync(folder, { recursive: true, force: true });
    });

    const get = (path, head = {}) => fetch(`${origin}/subsidy/${path}`, { headers: { 'Accept-Encoding': 'identity', ...head } });

    test('every file comes as it is, with its type, compressed, cached as long as it lasts', async () => {
      const types = { html: 'text/html', css: 'text/css', js: 'text/javascript', json: 'application/json', wasm: 'application/wasm', ts: 'text/plain', txt: 'text/plain' };
      for (const path of Object.keys(HASHES)) {
        const response = await get(path);
        assert.equal(response.status, 200, path);
        assert.equal(response.headers.get('content-type').split(';')[0], types[path.split('.').at(-1)], path);
        assert.deepEqual(Buffer.from(await response.arrayBuffer()), readFileSync(join(DIST, path)), path);
        assert.equal(response.headers.get('x-content-type-options'), 'nosniff', path);
        assert.equal(response.headers.get('cache-control'), path.startsWith(`${KEPT}/`) ? 'public, max-age=31536000, immutable' : 'no-cache', path);
        const packed = await get(path, { 'Accept-Encoding': 'gzip' });
        if (/\.(js|css|json|wasm)$/.test(path) && readFileSync(join(DIST, path)).length > 300) assert.equal(packed.headers.get('content-encoding'), 'gzip', path);
        assert.deepEqual(Buffer.from(await packed.arrayBuffer()), readFileSync(join(DIST, path)), path);
      }
    });

    test('the pages have the policy, the single file has its own', async () => {
      for (const path of ['', 'index.html', 'quote.html', 'frame.html', 'embed.html', 'list.html', 'draft.html', 'budget.html']) {
        const response = await get(path);
        assert.equal(response.headers.get('content-security-policy'), PAGES, path);
        assert.equal(response.headers.get('x-frame-options'), null);
      }
      assert.equal((await get(`${KEPT}.html`)).headers.get('content-security-policy'), null);
    });

    test('a portal’s page runs the element from it, and the pages run', async () => {
      await open(`${origin}/portal.html`, { quiet: false }, (page) => page.locator('.headline').waitFor());
      for (const path of ['', 'frame.html?city=wuhan', `${KEPT}.html`]) await open(`${origin}/subsidy/${path}`, {}, (page) => page.locator('.headline').waitFor());
    });
  });
}

test('web.config is well-formed, and says what the others say', () =>
  open(`${site.origin}/empty.html`, {}, async (page) => {
    const found = await page.evaluate((text) => {
      const xml = new DOMParser().parseFromString(text, 'application/xml');
      const all = (selector) => [...xml.querySelectorAll(selector)];
      return {
        broken: all('parsererror').length,
        types: all('staticContent > mimeMap').map((node) => [node.getAttribute('fileExtension'), node.getAttribute('mimeType')]),
        removed: all('mimeMap').map((node) => node.previousElementSibling.localName === 'remove' && node.previousElementSibling.getAttribute('fileExtension') === node.getAttribute('fileExtension')),
        kept: all('configuration > *').filter((node) => node.localName === 'system.webServer').map((node) => node.querySelector('clientCache').getAttribute('cacheControlCustom')),
        places: all('location').map((node) => [node.getAttribute('path'), node.querySelector('clientCache').getAttribute('cacheControlMode'), node.querySelector('[name="Content-Security-Policy"][value]')?.getAttribute('value') ?? null]),
        headers: all('customHeaders > add').every((node) => [...node.parentNode.children].some((other) => other.localName === 'remove' && other.getAttribute('name') === node.getAttribute('name'))),
      };
    }, fragment('web.config'));
    assert.equal(found.broken, 0);
    for (const [ending, type] of [['.wasm', 'application/wasm'], ['.json', 'application/json'], ['.js', 'text/javascript']]) assert.ok(found.types.some(([one, other]) => one === ending && other === type), ending);
    assert.ok(found.removed.every(Boolean) && found.headers);
    assert.deepEqual(found.kept, ['public, immutable']);
    assert.deepEqual(found.places.filter(([, , policy]) => policy), ['index.html', 'quote.html', 'frame.html', 'embed.html', 'list.html', 'draft.html', 'budget.html'].map((path) => [path, 'DisableCache', PAGES]));
    // Whatever lies beside the versioned folder may change.
    for (const path of Object.keys(HASHES)) {
      const place = path.startsWith(KEPT) ? null : found.places.find(([at]) => path === at || path.startsWith(`${at}/`));
      if (!path.startsWith(KEPT)) assert.ok(place, path);
      assert.equal(existsSync(join(DIST, path)), true);
    }
  }));
