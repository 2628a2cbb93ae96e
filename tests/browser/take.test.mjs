// The files to take along: the bytes that the command line writes, made in the browser, named for city and day.
//
//   SUBSIDY  the command line

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { NANCHANG, browser, spend, text, visit } from './browser.mjs';
import { handed, keepFiles } from './panel.mjs';
import { AT } from './states.mjs';

browser();

const { SUBSIDY = fileURLToPath(new URL('../../target/release/subsidy', import.meta.url)) } = process.env;
const folder = mkdtempSync(join(tmpdir(), 'take-'));
after(() => rmSync(folder, { recursive: true }));

const CASE = { ...AT, city: 'nanchang', batch: '1', level: '2' };

async function open(page) {
  await page.locator('details:has(#desk-take) > summary').click();
  await page.locator('#desk-take button').first().waitFor();
}

/** What the command line writes for the same application. */
function written(kind, lang) {
  const file = join(folder, `written.${kind}`);
  const spend = Object.entries(NANCHANG).flatMap(([category, amount]) => ['--spend', `${category}=${amount}`]);
  const { status, stderr } = spawnSync(SUBSIDY, ['--lang', lang, 'estimate', '--policy', 'nanchang', '--batch', '1', '--level', '2', '--as-of', AT['as-of'], ...spend, `--${kind}`, file], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return readFileSync(file);
}

for (const lang of ['zh-CN', 'en']) {
  test(`both files have the bytes that the command line writes, and a name that says what they are: ${lang}`, async () => {
    await visit({ set: CASE, lang, route: keepFiles }, async (page) => {
      await spend(page, NANCHANG);
      await open(page);
      for (const [at, kind] of ['xlsx', 'csv'].entries()) {
        await page.locator('#desk-take button').nth(at).click();
        await page.waitForFunction(() => window.files.length > 0);
        const { name, type, buffer: bytes } = await handed(page);
        assert.equal(name, lang === 'en' ? `Grant estimate Nanchang 2024-09-30.${kind}` : `补助测算-南昌市-2024-09-30.${kind}`);
        assert.match(type, kind === 'csv' ? /^text\/csv/ : /spreadsheetml/);
        assert.ok(bytes.equals(written(kind, lang)), `${kind}: other bytes than the command line's`);
        assert.match(await text(page, '#desk-take [role=status]'), new RegExp(kind));
      }
    });
  });
}

test('an entry that cannot be read gives no file, and a batch that is open gives one', async () => {
  await visit({ set: { ...AT, city: 'nanchang', level: '2' }, route: keepFiles }, async (page) => {
    await spend(page, { software: '3OO' });
    await page.locator('details:has(#desk-take) > summary').click();
    await page.locator('#desk-take .hint').waitFor();
    assert.equal(await page.locator('#desk-take button').count(), 0);
    await spend(page, { software: '300' });
    await page.locator('#desk-take button').first().click();
    await page.waitForFunction(() => window.files.length > 0);
    assert.equal((await handed(page)).buffer.subarray(0, 2).toString(), 'PK');
  });
});

test('inside an app that blocks downloads the way out is said, and elsewhere it is not', async () => {
  const wechat = (page) => page.addInitScript(() => {
    const { userAgent } = navigator;
    Object.defineProperty(Navigator.prototype, 'userAgent', { get: () => `${userAgent} MicroMessenger/8.0.50` });
  });
  for (const [route, count] of [[wechat, 1], [undefined, 0]]) {
    await visit({ set: CASE, route }, async (page) => {
      await open(page);
      assert.equal(await page.locator('#desk-take [role=note]').count(), count);
    });
  }
});
