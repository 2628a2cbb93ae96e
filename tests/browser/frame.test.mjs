// The frame: without a script of the host's; and with fit.js, which follows the content, settles, and listens to nobody else.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { browserAlone, PAGES, host, open, portal } from './host.mjs';
import { HASHES, KEPT } from './server.mjs';

browserAlone();

const POLICY = "default-src 'none'; img-src 'self'; frame-src 'self'; script-src 'self'; style-src 'self'";
const FIT = `<script async src="/subsidy/${KEPT}/fit.js" integrity="${HASHES[`${KEPT}/fit.js`]}" crossorigin="anonymous"></script>`;
const frame = (id, query = 'city=nanchang', more = '') => `<iframe id="${id}" src="/subsidy/frame.html?${query}" title="${id}" width="100%" height="500" frameborder="0" data-subsidy-calculator${more}></iframe>`;
const page = (body, policy = POLICY) => ({ body: `<!doctype html><html lang="zh-CN"><title>x</title><body>${body}</html>`, policy });

const site = portal(() => ({
  pages: {
    '/still.html': page(frame('a'), "default-src 'none'; img-src 'self'; frame-src 'self'"),
    '/fit.html': page(frame('a') + FIT),
    '/late.html': page(`<script src="/subsidy/${KEPT}/fit.js"></script><div id="here"></div>`),
    '/box.html': page(`<link rel="stylesheet" href="/box.css">${frame('a')}${FIT}`),
    '/box.css': { body: '* { box-sizing: border-box } iframe { border: 7px solid gray; padding: 0 }' },
    '/two.html': page(frame('a') + frame('b', 'city=wuhan&lang=en') + '<iframe id="other" src="/other.html" title="other" height="120" data-subsidy-calculator></iframe>' + FIT),
    '/other.html': page('<p>x', null),
  },
}));

/** The first answer in a frame. */
const ready = (page, id = 'a') => page.frameLocator(`#${id}`).locator('.headline').waitFor();

/** The frame's height, once it has stood still for half a second. */
async function settled(page, id = 'a') {
  let last = -1;
  for (let at = 0; at < 40; at++) {
    const { height } = await page.locator(`#${id}`).boundingBox();
    if (height === last) return height;
    last = height;
    await page.waitForTimeout(500);
  }
  throw new Error('it never settles');
}

/** Nothing of the content is hidden, and nothing empty is below it. */
async function fits(page, id = 'a') {
  await settled(page, id);
  const [content, room, scrolls] = await page.frameLocator(`#${id}`).locator('html').evaluate((html) => [html.getBoundingClientRect().height, html.clientHeight, html.scrollHeight > html.clientHeight]);
  assert.ok(room - content > -0.01 && room - content < 1.01, `${content} in ${room}`);
  assert.equal(scrolls, false);
}

const sample = async (page, id = 'a') => {
  const heights = [];
  for (let at = 0; at < 20; at++) {
    heights.push((await page.locator(`#${id}`).boundingBox()).height);
    await page.waitForTimeout(100);
  }
  return heights;
};

test('without a script of the host’s it answers, at the height that the snippet gives', () =>
  open(`${site.origin}/still.html`, {}, async (page) => {
    await ready(page);
    await page.frameLocator('#a').locator('#spend-software').fill('100000');
    assert.equal((await page.locator('#a').boundingBox()).height, 500);
  }));

describe('fit.js', () => {
  test('the frame grows and shrinks with its content, and then stands still for two seconds', () =>
    open(`${site.origin}/fit.html`, {}, async (page) => {
      await ready(page);
      await fits(page);
      const before = await settled(page);
      assert.ok(before > 500);
      await page.frameLocator('#a').locator('summary').last().click();
      await fits(page);
      const grown = await settled(page);
      assert.ok(grown > before, `${before} ${grown}`);
      await page.frameLocator('#a').locator('summary').last().click();
      await fits(page);
      assert.equal(await settled(page), before);
      await page.setViewportSize({ width: 390, height: 800 });
      await page.waitForTimeout(500);
      await fits(page);
      assert.equal(new Set(await sample(page)).size, 1);
    }));

  test('a frame that is put in later is fitted too', () =>
    open(`${site.origin}/late.html`, {}, async (page) => {
      await page.evaluate(() => {
        const frame = Object.assign(document.createElement('iframe'), { id: 'a', src: '/subsidy/frame.html?city=hebi', title: 'a' });
        frame.dataset.subsidyCalculator = '';
        document.querySelector('#here').append(frame);
      });
      await ready(page);
      await fits(page);
    }));

  test('at 200 % zoom: half the room, two points to a pixel', () =>
    open(`${site.origin}/fit.html`, { size: { width: 590, height: 450 }, scale: 2 }, async (page) => {
      await ready(page);
      await fits(page);
      assert.equal(new Set(await sample(page)).size, 1);
    }));

  test('where the host counts borders into the height', () =>
    open(`${site.origin}/box.html`, {}, async (page) => {
      await ready(page);
      assert.equal(await page.locator('#a').evaluate((frame) => frame.offsetHeight - frame.clientHeight), 14);
      await fits(page);
      assert.equal(new Set(await sample(page)).size, 1);
    }));

  test('two on a page, each by its own content', () =>
    open(`${site.origin}/two.html`, {}, async (page) => {
      await ready(page, 'a');
      await ready(page, 'b');
      await fits(page, 'a');
      await fits(page, 'b');
      assert.notEqual(await settled(page, 'a'), await settled(page, 'b'));
      assert.equal(await page.frameLocator('#b').locator('label[for=city]').textContent(), 'City');
    }));

  test('nobody else’s word counts: not the page’s, not another frame’s, not another origin’s, nor a word that is no height', () =>
    open(`${site.origin}/two.html`, {}, async (page) => {
      await ready(page, 'a');
      const before = await settled(page, 'a');
      const said = (height) => ({ subsidyCalculatorHeight: height });
      await page.evaluate((message) => postMessage(message, '*'), said(77));
      await page.evaluate(([message, from]) => {
        // Each is forged a bit: the source of another frame, another origin, no height at all.
        const source = document.querySelector('#a').contentWindow;
        const send = (data, origin, window) => dispatchEvent(new MessageEvent('message', { data, origin, source: window }));
        send(message, 'https://elsewhere.example', source);
        send(message, 'null', source);
        send(message, from, null);
        for (const height of ['77', -5, 0, Infinity, NaN, 1e9, null, {}]) send({ subsidyCalculatorHeight: height }, from, source);
        for (const data of [null, 'x', 7, undefined]) send(data, from, source);
      }, [said(77), new URL(page.url()).origin]);
      // Another frame of the same origin speaks for itself alone.
      await page.frames().find((one) => one.url().endsWith('/other.html')).evaluate((message) => parent.postMessage(message, '*'), said(88));
      await page.waitForTimeout(300);
      assert.equal((await page.locator('#a').boundingBox()).height, before);
      assert.notEqual((await page.locator('#other').boundingBox()).height, before);
      // And the same word, from the frame itself, is taken.
      await page.frames().find((one) => one.url().includes('frame.html?city=nanchang')).evaluate((message) => parent.postMessage(message, '*'), said(99));
      await page.waitForTimeout(300);
      assert.equal((await page.locator('#a').boundingBox()).height, 99);
    }));
});

test('the address states attributes and a colour, and nothing else', () =>
  open(`${site.origin}/subsidy/frame.html?city=wuhan&level=2&lang=en&theme=light&accent=%23b01e23&policies=/x/&api=/x/&figures=ask&onclick=x&style=color:red`, {}, async (page) => {
    await page.locator('.headline').waitFor();
    assert.deepEqual(await page.locator('subsidy-calculator').evaluate((node) => node.getAttributeNames().sort()), ['city', 'lang', 'level', 'theme']);
    assert.equal(await page.locator('subsidy-calculator').evaluate((node) => getComputedStyle(node).getPropertyValue('--sc-accent').trim()), '#b01e23');
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
    await page.goto(`${page.url().replace('%23b01e23', '%23fff%3B%7D*%7Bdisplay%3Anone%7D')}`);
    await page.locator('.headline').waitFor();
    assert.equal(await page.evaluate(() => document.adoptedStyleSheets.length), 0);
  }));

test('a page on another host: framed where frame-ancestors names it, refused where not', async () => {
  // What frame.html asks for comes from where it lies, and not from the page around it.
  for (const named of [true, false]) {
    const portal = { origin: '' };
    const ours = await host({ fault: (answer) => {
      if (answer.path === 'frame.html' && named) answer.head['Content-Security-Policy'] = PAGES.replace("frame-ancestors 'self'", `frame-ancestors 'self' ${portal.origin}`);
      if (answer.path.endsWith('fit.js')) answer.head['Access-Control-Allow-Origin'] = '*';
    } });
    const body = `<!doctype html><html lang="zh-CN"><title>x</title>${frame('a').replace('"/subsidy', `"${ours.origin}/subsidy`)}${FIT.replace('"/subsidy', `"${ours.origin}/subsidy`)}</html>`;
    const theirs = await host({ pages: { '/': { body, policy: `default-src 'none'; img-src 'self'; frame-src ${ours.origin}; script-src ${ours.origin}` } } });
    portal.origin = theirs.origin;
    await open(`${theirs.origin}/`, { quiet: false }, async (page, seen) => {
      if (named) {
        await ready(page);
        const height = await settled(page);
        assert.ok(height > 500, `${height}`);
      } else {
        await page.waitForTimeout(1000);
        assert.equal(await page.frameLocator('#a').locator('.headline').count(), 0);
        assert.ok(seen.complaints.some((line) => /frame-ancestors/.test(line)), seen.complaints.join('\n'));
      }
    });
    await ours.close();
    await theirs.close();
  }
});
