// The configurator: what it writes works when it is put into a page; and every fault of a server is told in words.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { FIXES } from '../../www/src/embed/check/fixes.js';
import { DESKTOP, PHONE, text } from './browser.mjs';
import { once } from './engines.mjs';
import { PAGES, browserAlone, host, open, portal } from './host.mjs';
import { DIST, HASHES, KEPT } from './server.mjs';

browserAlone();

/** A page is written while the test runs, as a webmaster does it. */
const pages = {};
const site = portal(() => ({ pages }));
const AT = '/subsidy/embed.html';
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const choose = (page, words) => page.locator('form .segments label', { hasText: words }).click();
const snippet = (page) => page.locator('#snippet').textContent();

/** Puts what the page has written into a page of its own, under the policy that it names. */
async function paste(page, name, style = '') {
  const policy = (await page.locator('#policy').textContent()).replace('Content-Security-Policy: ', '');
  const css = style && `<link rel="stylesheet" href="/${name}.css">`;
  pages[`/${name}.css`] = { body: style };
  pages[`/${name}.html`] = { body: `<!doctype html><html lang="zh-CN"><title>x</title>${css}<body>${await snippet(page)}</html>`, policy };
  return `${site.origin}/${name}.html`;
}

describe('what it writes works', () => {
  test('the element, with every choice', async () => {
    let url;
    await open(`${site.origin}${AT}`, {}, async (page) => {
      await page.locator('subsidy-calculator .headline').waitFor();
      await page.locator('#cities-fuzhou').uncheck();
      await page.selectOption('#city', 'hebi');
      await page.selectOption('#lang', 'zh-Hant');
      await page.selectOption('#batch', '1');
      await page.selectOption('#level', '3');
      await page.selectOption('#theme', 'light');
      await page.fill('#day', '2024-09-30');
      await page.locator('#tools-save').uncheck();
      await page.locator('#large').check();
      assert.match(await snippet(page), /<subsidy-calculator city="hebi" cities="hebi nanchang wuhan songjiang" batch="1" level="3" lang="zh-Hant" theme="light" as-of="2024-09-30" size="large" tools="lang large desk">/);
      assert.equal((await snippet(page)).includes(HASHES[`${KEPT}/element.js`]), true);
      // The preview is the element itself, and follows.
      await page.waitForFunction(() => document.querySelector('subsidy-calculator').shadowRoot.querySelector('#city')?.value === 'hebi');
      url = await paste(page, 'all');
    });
    await open(url, {}, async (page) => {
      await page.locator('.headline').waitFor();
      assert.equal(await page.inputValue('#city'), 'hebi');
      assert.equal(await page.locator('#city option').count(), 4);
      assert.match(await text(page, '.all'), /改造後預計達到的數字化水平/);
      assert.equal(await page.locator('.all.large').count(), 1);
      assert.equal(await page.locator('#save').count(), 0);
      assert.equal(await page.locator('subsidy-calculator > .sc-rates').count(), 4);
    });
  });

  test('the whole script, and the portal’s colour', async () => {
    let url;
    await open(`${site.origin}${AT}`, {}, async (page, seen) => {
      await choose(page, '整包');
      await page.locator('subsidy-calculator-whole .headline').waitFor();
      await page.locator('#colour').check();
      await page.locator('#accent').evaluate((input) => { input.value = '#b01e23'; input.dispatchEvent(new Event('change')); });
      assert.match(await text(page, '#accent-hint'), /足够/);
      await page.selectOption('#theme', 'light');
      const style = await page.locator('#style').textContent();
      assert.equal(style, 'subsidy-calculator { --sc-accent: #b01e23; --sc-on-accent: #ffffff; }');
      assert.equal(await page.locator('subsidy-calculator-whole').evaluate((node) => getComputedStyle(node).getPropertyValue('--sc-accent').trim()), '#b01e23');
      assert.ok(seen.requests.some((asked) => asked.endsWith('/element-whole.js')));
      url = await paste(page, 'whole');
      await page.locator('#accent').evaluate((input) => { input.value = '#ffee00'; input.dispatchEvent(new Event('change')); });
      assert.match(await text(page, '#accent-hint'), /不足/);
    });
    await open(url, {}, async (page, seen) => {
      await page.locator('.headline').waitFor();
      assert.equal(seen.requests.length, 2);
    });
  });

  test('the frame, on this host and on another', async () => {
    let url;
    let elsewhere;
    await open(`${site.origin}${AT}`, {}, async (page) => {
      await choose(page, 'iframe');
      // A frame that is led elsewhere while it loads says that its requests failed.
      await page.frameLocator('iframe').locator('.headline').waitFor();
      await page.selectOption('#city', 'wuhan');
      await page.waitForFunction(() => document.querySelector('iframe').contentDocument?.querySelector('subsidy-calculator')?.shadowRoot?.querySelector('#city')?.value === 'wuhan');
      await page.frameLocator('iframe').locator('.headline').waitFor();
      await page.locator('#colour').check();
      // A colour is another address, and the frame loads anew.
      await page.waitForFunction(() => {
        const { contentDocument, contentWindow } = document.querySelector('iframe');
        const element = contentDocument.querySelector('subsidy-calculator');
        return element && contentWindow.getComputedStyle(element).getPropertyValue('--sc-accent').trim() === '#0b5cad';
      });
      await page.frameLocator('iframe').locator('.headline').waitFor();
      assert.match(await snippet(page), /src="\/subsidy\/frame\.html\?city=wuhan&amp;accent=%230b5cad"/);
      url = await paste(page, 'frame');
      await page.locator('#elsewhere').check();
      elsewhere = await snippet(page);
      assert.ok((await page.locator('#policy').textContent()).includes(`frame-src ${site.origin}`));
    });
    await open(url, {}, async (page) => {
      await page.frameLocator('iframe').locator('.headline').waitFor();
      assert.equal(await page.frameLocator('iframe').locator('#city').inputValue(), 'wuhan');
    });
    assert.ok(elsewhere.includes(`src="${site.origin}/subsidy/frame.html?`) && elsewhere.includes(`src="${site.origin}/subsidy/${KEPT}/fit.js"`));
  });

  test('it is copied, or selected where the browser does not let it', async () => {
    const clipboard = (page) => page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { globalThis.copied = text; } } }));
    await open(`${site.origin}${AT}`, { route: clipboard }, async (page) => {
      await page.getByRole('button', { name: '复制 放进网页的代码' }).click();
      await page.getByRole('status').getByText('已复制').waitFor();
      assert.equal(await page.evaluate(() => globalThis.copied), await snippet(page));
    });
    const none = (page) => page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
    await open(`${site.origin}${AT}`, { route: none }, async (page) => {
      await page.getByRole('button', { name: '复制 安全策略' }).click();
      await page.getByRole('status').getByText('Ctrl+C').waitFor();
      assert.equal(await page.evaluate(() => getSelection().toString()), await page.locator('#policy').textContent());
    });
  });

  test('in three languages, each complete', async () => {
    await open(`${site.origin}${AT}`, {}, async (page) => {
      for (const [lang, title] of [['en', /^Put the subsidy/], ['zh-Hant', /^把補助計算器/], ['zh-CN', /^把补助计算器/]]) {
        await page.locator('header select').selectOption(lang);
        assert.match(await text(page, 'h1'), title);
        assert.equal(await page.evaluate(() => document.documentElement.lang), lang);
        const bare = await page.locator('main :is(h1, h2, h3, label, legend, button, p)').allTextContents();
        assert.deepEqual(bare.filter((line) => /^[a-z]+(_[a-z]+)+$|undefined|\{\w+\}/.test(line.trim())), []);
      }
    });
  });
});

describe('for everyone', () => {
  for (const colorScheme of ['light', 'dark']) {
    test(`axe finds nothing, with every finding open: ${colorScheme}, phone and desktop`, async () => {
      const server = await host({ fault: (answer) => {
        if (answer.path.endsWith('.wasm')) Object.assign(answer, { status: 404, body: Buffer.from('') });
        delete answer.head['Content-Encoding'];
        // axe comes from outside the page.
        if (answer.path === 'embed.html') delete answer.head['Content-Security-Policy'];
      } });
      await open(`${server.origin}${AT}`, { quiet: false, system: { colorScheme, reducedMotion: 'reduce' } }, async (page) => {
        await page.locator('#colour').check();
        await page.locator('button.first').click();
        await page.locator('.findings').waitFor();
        await page.locator('main details').evaluateAll((nodes) => { for (const node of nodes) node.open = true; });
        await page.evaluate(axe);
        for (const size of [DESKTOP, PHONE, { width: 320, height: 640 }]) {
          await page.setViewportSize(size);
          const { violations } = await page.evaluate(() => axe.run({ exclude: ['subsidy-calculator'] }, { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] } }));
          assert.deepEqual(violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => `${node.target} ${node.failureSummary}`).join('; ')}`), [], `${size.width}`);
          const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
          assert.equal(wide, room, `${size.width}`);
        }
        const small = await page.locator('main > :not(.stage) :is(select, button, summary, .segments label, .tick, input[type=date], input[type=color])').evaluateAll((nodes) => nodes.filter((node) => node.getBoundingClientRect().height < 44).map((node) => node.outerHTML.slice(0, 80)));
        assert.deepEqual(small, []);
      });
      await server.close();
    });
  }

  test('the keyboard reaches what is chosen and what is copied', () =>
    open(`${site.origin}${AT}`, {}, async (page) => {
      await page.locator('input[name=way]:checked').focus();
      await page.keyboard.press('ArrowRight');
      assert.match(await snippet(page), /^<iframe /);
      const stops = [];
      for (let at = 0; at < 32; at++) {
        await page.keyboard.press('Tab');
        stops.push(await page.evaluate(() => document.activeElement.id || document.activeElement.getAttribute('aria-label') || document.activeElement.textContent));
      }
      for (const stop of ['elsewhere', 'city', 'day', '复制 放进网页的代码', '复制 安全策略', '开始检查']) assert.ok(stops.includes(stop), `${stop}: ${stops.join(' | ')}`);
    }));

  test('without script the page says what to look at', () =>
    open(`${site.origin}${AT}`, { quiet: false, route: (page) => page.route('**/embed.js', (route) => route.abort()) }, async (page) => {
      assert.match(await text(page, 'main'), /脚本没有运行.*Chrome \d.*text\/javascript.*script-src/);
    }));
});

/** What a server does wrong; which finding tells it, with which words; `page` changes the browser. */
const FAULTS = [
  ['the wrong type for the module', (answer) => { if (answer.path.endsWith('.wasm')) answer.head['Content-Type'] = 'application/octet-stream'; }, 'type_wasm', /应是 application\/wasm.*subsidy\.wasm — application\/octet-stream.*application\/wasm wasm;.*AddType application\/wasm \.wasm.*mimeMap/],
  ['no .wasm', (answer) => { if (answer.path.endsWith('.wasm')) answer.status = 404; }, 'refused_wasm', /element-whole\.js.*subsidy\.wasm — 404/],
  ['a rule against .wasm', (answer) => { if (answer.path.endsWith('.wasm')) answer.status = 403; }, 'refused_wasm', /element-whole\.js.*subsidy\.wasm — 403/],
  ['no .json', (answer) => { if (answer.path.endsWith('.json')) answer.status = 404; }, 'refused_json', /integrity\.json — 404.*AddType application\/json/],
  ['a file that was left out', (answer) => { if (answer.path.endsWith('fit.js')) answer.status = 404; }, 'refused', /没有上传.*fit\.js — 404/],
  ['a policy without WebAssembly', policy(" 'wasm-unsafe-eval'", ''), 'wasm_blocked', /'wasm-unsafe-eval'.*add_header Content-Security-Policy.*Header set.*<add name/],
  ['a policy without styles', policy("style-src 'self'", "style-src 'none'"), 'styles_blocked', /style-src.*page\.css/],
  ['a policy without requests', policy("connect-src 'self'", "connect-src 'none'"), 'forbidden', /connect-src.*允许 'self'/],
  ['a policy without frames', policy("frame-src 'self'", "frame-src 'none'"), 'forbidden', /frame-src.*frame\.html/],
  ['a policy with one script only', (answer) => { if (answer.path === 'embed.html') answer.head['Content-Security-Policy'] = PAGES.replace("script-src 'self'", `script-src http://${answer.host}/subsidy/${KEPT}/embed.js`); }, 'forbidden', /script-src.*element\.js/],
  ['an upload that changed the line ends', (answer) => { if (answer.path.endsWith('strings/en.json')) answer.body = Buffer.concat([answer.body, Buffer.from('\r\n')]); }, 'altered', /二进制.*strings\/en\.json/],
  ['a script that was changed on the way', (answer) => { if (answer.path.endsWith('fit.js')) answer.body = Buffer.from(`${answer.body};`); }, 'altered', /CDN.*fit\.js/, (page) => page.addInitScript(() => Object.defineProperty(crypto, 'subtle', { value: undefined }))],
  ['a page of errors that calls itself a success', (answer) => { if (answer.path.endsWith('.wasm')) Object.assign(answer, { head: { 'Content-Type': 'text/html' }, body: Buffer.from('<h1>404</h1>') }); }, 'instead', /自定义的 404.*subsidy\.wasm — text\/html/],
  ['a login in the way', (answer) => { if (answer.path === 'policies/index.json') Object.assign(answer, { status: 302, head: { Location: '/subsidy/policies/hebi/policy.json' } }); }, 'moved', /登录页.*policies\/index\.json/],
  ['a line that is cut', () => {}, 'silent', /没有收到回应.*page\.css/, (page) => page.route('**/page.css', (route) => route.abort())],
  ['the wrong type for a script', (answer) => { if (answer.path.endsWith('fit.js')) answer.head['Content-Type'] = 'text/plain'; }, 'type', /text\/javascript.*fit\.js — text\/plain/],
  ['no compression', (answer) => { delete answer.head['Content-Encoding']; }, 'not_packed', /没有压缩.*\/element\.js.*gzip_static on;.*DEFLATE.*urlCompression/],
  ['no caching', (answer) => { if (answer.head['Cache-Control'].includes('immutable')) answer.head['Cache-Control'] = 'max-age=600'; }, 'not_kept', /一年.*max-age=600.*immutable/],
  ['pages that are kept', (answer) => { if (answer.path === 'frame.html') answer.head['Cache-Control'] = 'max-age=86400'; }, 'kept_too_long', /旧的.*frame\.html/],
  ['a frame that refuses', (answer) => { if (answer.path === 'frame.html') Object.assign(answer.head, { 'X-Frame-Options': 'DENY', 'Content-Security-Policy': PAGES.replace("frame-ancestors 'self'; ", '') }); }, 'frame_refused', /X-Frame-Options: DENY.*Header always unset X-Frame-Options/],
  ['a policy that refuses frames', (answer) => { if (answer.path === 'frame.html') answer.head['Content-Security-Policy'] = PAGES.replace("frame-ancestors 'self'", "frame-ancestors 'none'"); }, 'frame_refused', /frame-ancestors 'none'/],
  ['a frame for this host only', (answer) => { if (answer.path === 'frame.html') answer.head['X-Frame-Options'] = 'SAMEORIGIN'; }, 'frame_own', /SAMEORIGIN/],
  ['a frame in which nothing runs', (answer) => { if (answer.path === 'frame.html') answer.head['Content-Security-Policy'] = PAGES.replace(" 'wasm-unsafe-eval'", ''); }, 'frame_trouble', /没有运行/],
  ['an element that is altered', (answer) => { if (answer.path.endsWith('/element.js')) answer.body = Buffer.from('export {'); }, 'script_failed', /没有运行.*element\.js/],
  ['an old browser', () => {}, 'old', /太旧，缺少 @container.*Chrome \d+、.*Safari \d/, (page) => page.addInitScript(() => { CSS.supports = () => false; })],
  ['no https', () => {}, 'plain', /https/, (page) => page.addInitScript(() => Object.defineProperty(globalThis, 'isSecureContext', { value: false }))],
];

/** Of these the check learns by reading what the server sends. */
const SENT = [
  'the wrong type for the module', 'no .wasm', 'a rule against .wasm', 'no .json', 'a file that was left out', 'an upload that changed the line ends', 'a page of errors that calls itself a success',
  'no caching', 'pages that are kept',
];
const server = once('server');

/** Changes the policy of the page. */
function policy(from, to) {
  return (answer) => { if (answer.path === 'embed.html') answer.head['Content-Security-Policy'] = PAGES.replace(from, to); };
}

describe('the check', () => {
  let fault = () => {};
  let faulty;
  before(async () => { faulty = await host({ fault: (answer) => fault(answer) }); });
  after(() => faulty?.close());

  const check = async (page) => {
    await page.locator('button.first').click();
    await page.locator('.findings').waitFor({ timeout: 30_000 });
    const told = await page.locator('.finding').evaluateAll((nodes) => nodes.map((node) => ({ kind: node.dataset.kind, state: node.classList[1], text: node.textContent.replace(/\s+/g, ' ') })));
    return told;
  };

  test('finds nothing where there is nothing, and says so', () =>
    open(`${faulty.origin}${AT}`, {}, async (page) => {
      const told = await check(page);
      assert.deepEqual(told.filter(({ state }) => state !== 'good'), []);
      assert.ok(told.length >= 8);
      assert.match(await text(page, '[role=status]'), /^有问题 0 项，建议 0 项/);
    }));

  for (const [name, wrong, kind, words, change] of FAULTS) {
    (SENT.includes(name) ? server : test)(`tells of ${name}`, () => {
      fault = wrong;
      return open(`${faulty.origin}${AT}`, { quiet: false, route: change }, async (page) => {
        const told = await check(page);
        fault = () => {};
        const found = told.find((one) => one.kind === kind && words.test(one.text));
        assert.ok(found, told.map((one) => `${one.state} ${one.kind}: ${one.text.slice(0, 300)}`).join('\n'));
        assert.notEqual(found.state, 'good');
        assert.match(found.text, found.state === 'bad' ? /^×有问题/ : /^!建议/);
        assert.doesNotMatch(await text(page, '[role=status]'), /^有问题 0 项，建议 0 项/);
      });
    });
  }

  test('every kind of finding is provoked here', () => {
    for (const name of SENT) assert.ok(FAULTS.some(([one]) => one === name), name);
    const words = JSON.parse(readFileSync(new URL('../../strings/zh-CN.json', import.meta.url), 'utf8'));
    const all = Object.keys(words).filter((key) => key.startsWith('embed.found.') && !key.endsWith('_good')).map((key) => key.replace('embed.found.', ''));
    assert.deepEqual([...new Set(FAULTS.map(([, , kind]) => kind))].sort(), all.sort());
  });

  test('each line that it gives stands in the fragment for that server', () => {
    const plain = (text) => text.replace(/\s+/g, ' ');
    const files = { nginx: 'nginx.conf', Apache: 'apache.htaccess', IIS: 'web.config' };
    for (const [name, servers] of Object.entries(FIXES)) {
      for (const [one, lines] of Object.entries(servers)) {
        const fragment = plain(readFileSync(join(DIST, 'server', files[one]), 'utf8'));
        for (const line of lines.split('\n')) assert.ok(fragment.includes(plain(line)), `${name}, ${one}: ${line}`);
      }
    }
  });
});
