// Where WebAssembly is not to be had: the visitor is told and asked, and only then the host's own server computes.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { request as ask } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { browser, headline, spend, text, visit } from './browser.mjs';
import { POLICY, hosted } from './server.mjs';

const page = (attributes, lang = 'zh-CN') => hosted(`<subsidy-calculator city="nanchang" batch="1" level="2" as-of="2024-09-30" ${attributes}><p id="fallback">稍候</p></subsidy-calculator>`, lang);

/** What the server was sent, as the network saw it. */
const sent = [];
let subsidy;
let port;

/** The host hands what begins with /api to its own `subsidy serve`. */
function forward(request, response) {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk)).on('end', () => {
    const body = Buffer.concat(chunks);
    sent.push({ method: request.method, url: request.url, body: `${body}`, referer: request.headers.referer, cookie: request.headers.cookie });
    const onward = ask({ port, host: '127.0.0.1', method: request.method, path: request.url, headers: { 'content-type': 'application/json' } }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.writeHead(502).end()).end(body);
  });
}

browser({ '/asks.html': page('api="/"'), '/alone.html': page(''), '/elsewhere.html': page('api="https://elsewhere.example/"'), '/english.html': page('api="/"', 'en'), '/api/v1/views': forward });

before(async () => {
  subsidy = spawn(process.env.SUBSIDY ?? 'target/release/subsidy', ['serve', '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const said = await new Promise((done, failed) => subsidy.on('error', failed).stdout.once('data', (data) => done(`${data}`)));
  [, port] = /127\.0\.0\.1:(\d+)/.exec(said);
});
after(() => subsidy?.kill());

const without = (page) => page.addInitScript(() => { delete window.WebAssembly; });
/** The host forgot 'wasm-unsafe-eval'. */
const forbidden = (page) => page.route('**/*.html', async (route) => {
  const response = await route.fetch();
  await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': POLICY.replace(" 'wasm-unsafe-eval'", '') } });
});
const answered = (page, amount) => page.waitForFunction((amount) => {
  const all = document.querySelector('subsidy-calculator').shadowRoot.querySelector('.all');
  return all && !all.hasAttribute('aria-busy') && all.querySelector('.headline').textContent.includes(amount);
}, amount);

describe('without WebAssembly', () => {
  for (const [how, route] of [['missing', without], ['forbidden by the host’s policy', forbidden]]) {
    test(`${how}: said in words, the fallback stays, nothing is sent`, () =>
      visit({ path: '/alone.html', quiet: false, route }, async (page) => {
        sent.length = 0;
        await page.getByRole('alert').waitFor();
        assert.match(await text(page, '[role=alert]'), /不能在本机计算/);
        assert.equal(await page.locator('#fallback').isVisible(), true);
        assert.equal(await page.getByRole('button').count(), 0);
        assert.deepEqual(sent, []);
      }));

    test(`${how}, and the host has a server: the visitor is asked first`, () =>
      visit({ path: '/asks.html', quiet: false, route }, async (page, seen) => {
        sent.length = 0;
        const { host } = new URL(seen.origin);
        await page.getByRole('alert').waitFor();
        assert.equal((await text(page, '[role=alert]')).split(host).length, 4);
        assert.equal(await page.locator('#fallback').isVisible(), true);
        assert.deepEqual(sent, []);
        await page.getByRole('button', { name: `同意，由 ${host} 计算` }).click();
        await page.waitForSelector('.headline');
        assert.match(await text(page, '.sending'), new RegExp(host));
        await spend(page, { software: '300000', hardware: '10000' });
        await answered(page, '180,000.00');
        assert.equal(await headline(page), '¥180,000.00');
        assert.ok(sent.length > 0);
        for (const { method, url, referer, cookie } of sent) assert.deepEqual([method, url, referer, cookie], ['POST', '/api/v1/views?lang=zh-CN', undefined, undefined]);
      }));
  }

  test('typing asks once, after the pause; meanwhile the old answer stands back', () =>
    visit({ path: '/asks.html', quiet: false, route: without }, async (page) => {
      await page.getByRole('button').click();
      await page.waitForSelector('.headline');
      sent.length = 0;
      await page.locator('#spend-software').pressSequentially('300000', { delay: 40 });
      assert.equal(await page.locator('.all[aria-busy=true]').count(), 1);
      await answered(page, '180,000.00');
      assert.equal(sent.length, 1);
    }));

  test('the visitor takes his word back', () =>
    visit({ path: '/asks.html', quiet: false, route: without }, async (page) => {
      await page.getByRole('button').click();
      await page.waitForSelector('.headline');
      await page.getByRole('button', { name: '停止发送' }).click();
      await page.getByRole('alert').waitFor();
      sent.length = 0;
      assert.equal(await page.locator('.headline').count(), 0);
      await page.waitForTimeout(1200);
      assert.deepEqual(sent, []);
    }));

  test('another city, another language, an entry that cannot be read', () =>
    visit({ path: '/english.html', quiet: false, route: without }, async (page) => {
      await page.getByRole('button').click();
      await page.waitForSelector('.headline');
      await page.selectOption('#city', 'wuhan');
      await page.waitForFunction(() => document.querySelector('subsidy-calculator').shadowRoot.querySelector('.foot').textContent.includes(' wuhan '));
      await spend(page, { software: '800000' });
      await answered(page, '240,000.00');
      await spend(page, { software: '8OO' });
      await page.waitForSelector('.answer.kind-unreadable');
      await page.selectOption('#lang', 'zh-Hant');
      await page.waitForFunction(() => document.querySelector('subsidy-calculator').shadowRoot.querySelector('.all').lang === 'zh-Hant');
    }));

  test('a server that fails: no old number beside a new entry', () =>
    visit({ path: '/asks.html', quiet: false, route: without }, async (page) => {
      await page.getByRole('button').click();
      await page.waitForSelector('.headline');
      await spend(page, { software: '300000' });
      await answered(page, '180,000.00');
      await page.route('**/api/v1/views*', (route) => route.abort());
      await spend(page, { software: '400000' });
      await page.getByRole('alert').waitFor();
      assert.equal(await page.locator('.headline').count(), 0);
    }));

  test('a server elsewhere is refused', () =>
    visit({ path: '/elsewhere.html', quiet: false, route: without }, async (page, seen) => {
      await page.getByRole('alert').waitFor();
      assert.equal(await page.getByRole('button').count(), 0);
      assert.deepEqual(seen.requests.filter((url) => new URL(url).host === 'elsewhere.example'), []);
    }));
});

test('with WebAssembly the server is never asked', () =>
  visit({ path: '/asks.html' }, async (page) => {
    sent.length = 0;
    await page.waitForSelector('.headline');
    await spend(page, { software: '300000' });
    assert.equal(await headline(page), '¥180,000.00');
    assert.equal(await page.locator('.sending').count(), 0);
    assert.deepEqual(sent, []);
  }));
