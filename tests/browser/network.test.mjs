// What travels: little, from one place, once.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { KEPT, hosted, served } from './server.mjs';
import { browser, headline, spend, visit } from './browser.mjs';

browser({ '/plain.html': hosted(`<subsidy-calculator city="wuhan" level="2"><p id="fallback">稍候</p></subsidy-calculator>`) });

/** Addresses without what changes from build to build. */
const path = (url) => new URL(url).pathname.replace(`/${KEPT}`, '/V').replace(/\.[0-9a-f]{12}\.json$/, '.json');
const paths = (seen) => seen.requests.filter((url) => !url.startsWith('data:')).map(path).sort();

describe('requests', () => {
  test('six to the first estimate, all from here, none twice', () =>
    visit({ route: async () => { served.length = 0; } }, async (page, seen) => {
      await page.waitForSelector('.headline');
      await spend(page, { software: '100000' });
      await page.waitForTimeout(1500);
      // What reaches the server: Firefox asks its own cache once more for what was preloaded, because the script names a hash and the preload cannot.
      assert.deepEqual(paths({ requests: served.map((path) => `${seen.origin}${path}`) }), ['/', '/V/element.js', '/V/page.css', '/V/policies/nanchang.json', '/V/strings/zh-CN.json', '/V/subsidy.wasm']);
    }));

  test('another city is one more, and none the second time', () =>
    visit({}, async (page, seen) => {
      await page.waitForSelector('.headline');
      const before = seen.requests.length;
      for (const city of ['wuhan', 'nanchang', 'wuhan']) {
        await page.selectOption('#city', city);
        await page.waitForFunction((id) => document.querySelector('subsidy-calculator').shadowRoot.querySelector('.foot').textContent.includes(` ${id} `), city);
      }
      assert.deepEqual(seen.requests.slice(before).map(path), ['/V/policies/wuhan.json']);
    }));

  test('nothing is sent while one types, and nothing is kept', () =>
    visit({}, async (page, seen) => {
      await page.waitForSelector('.headline');
      const before = seen.requests.length;
      await spend(page, { software: '123456', cloud: '30万', other: 'x' });
      await page.waitForTimeout(1200);
      assert.equal(seen.requests.length, before);
      assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie, location.search, location.hash]), [0, 0, '', '', '']);
    }));

  test('what is entered while another city is on its way counts when it is there, and no panel closes', () => {
    let arrive;
    const held = new Promise((done) => { arrive = done; });
    const route = (page) => page.route('**/policies/wuhan*.json', async (asked) => {
      await held;
      await asked.continue();
    });
    return visit({ set: { city: 'nanchang', batch: '1', level: '2', 'as-of': '2024-09-30' }, route }, async (page) => {
      await page.locator('#desk-timeline').evaluate((place) => { place.closest('details').open = true; });
      await page.selectOption('#city', 'wuhan');
      await page.locator('input[name=level][value="3"]').check({ force: true });
      await spend(page, { software: '100000' });
      assert.equal(await page.locator('.headline').count(), 1, 'no trouble takes the place of the answer');
      arrive();
      // 40 % of it.
      await page.locator('.headline', { hasText: '¥40,000.00' }).waitFor();
      assert.equal(await page.inputValue('#city'), 'wuhan');
      assert.equal(await page.locator('#desk-timeline').evaluate((place) => place.closest('details').open), true);
    });
  });

  test('with the network cut after loading it goes on', () =>
    visit({}, async (page) => {
      await page.waitForSelector('.headline');
      await page.context().setOffline(true);
      await page.locator('label', { hasText: '第一批' }).click();
      await page.locator('label', { hasText: '二级' }).click();
      await spend(page, { software: '100000' });
      assert.equal(await headline(page), '¥60,000.00');
    }));

  test('on a page without preloads it is the script, the module, the words and one table', () =>
    visit({ path: '/plain.html' }, async (page, seen) => {
      await page.waitForSelector('.headline');
      assert.deepEqual(paths(seen), ['/V/element.js', '/V/policies/wuhan.json', '/V/strings/zh-CN.json', '/V/subsidy.wasm', '/plain.html']);
    }));
});

describe('what fails', () => {
  test('a table that does not come: said in words, the fallback stays, and a second try works', () => {
    let broken = true;
    return visit({
      path: '/plain.html',
      quiet: false,
      route: (page) => page.route('**/policies/*.json', (route) => (broken ? route.abort() : route.continue())),
    }, async (page) => {
      await page.getByRole('alert').waitFor();
      assert.equal(await page.locator('#fallback').isVisible(), true);
      assert.equal(await page.locator('.headline').count(), 0);
      broken = false;
      await page.getByRole('button', { name: '重试' }).click();
      await page.waitForSelector('.headline');
      assert.equal(await page.getByRole('alert').count(), 0);
      assert.equal(await page.locator('#fallback').isVisible(), false);
    });
  });

  test('a table with a changed figure is refused', () =>
    visit({
      path: '/plain.html',
      quiet: false,
      route: (page) => page.route('**/policies/*.json', async (route) => {
        const response = await route.fetch();
        const changed = (await response.text()).replaceAll('300000', '310000');
        await route.fulfill({ response, body: changed });
      }),
    }, async (page, seen) => {
      await page.getByRole('alert').waitFor();
      assert.equal(await page.locator('.headline').count(), 0);
      assert.ok(seen.complaints.some((line) => line.includes('wuhan')));
    }));

  test('a module with the wrong MIME type still runs', () =>
    visit({
      path: '/plain.html',
      quiet: false,
      route: (page) => page.route('**/subsidy.wasm', async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, headers: { ...response.headers(), 'content-type': 'application/octet-stream' } });
      }),
    }, async (page) => {
      await page.waitForSelector('.headline');
      await spend(page, { software: '800000' });
      assert.equal(await headline(page), '¥240,000.00');
    }));
});
