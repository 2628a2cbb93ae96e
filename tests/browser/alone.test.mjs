// The single file: from a disk, with the network off.

import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { headline, spend, text, visit } from './browser.mjs';
import { browserAlone } from './host.mjs';
import { DIST, KEPT } from './server.mjs';

browserAlone();

test('opened from a disk without a network it answers, in every city and language, and asks for nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'alone-'));
  // Alone indeed: nothing of the build lies beside it.
  const file = join(folder, '补助测算.html');
  copyFileSync(join(DIST, `${KEPT}.html`), file);
  await visit({ path: '/blank.html', quiet: false }, async (page, seen) => {
    await page.context().setOffline(true);
    seen.requests.length = 0;
    seen.complaints.length = 0;
    await page.goto(pathToFileURL(file).href);
    await page.locator('.headline').waitFor();
    await page.selectOption('#city', 'nanchang');
    await page.waitForFunction(() => document.querySelector('subsidy-calculator').shadowRoot.querySelector('.foot').textContent.includes(' nanchang '));
    await page.locator('.segments label', { hasText: '第一批' }).click();
    await page.locator('.segments label', { hasText: '二级' }).click();
    await spend(page, { software: '100000' });
    assert.equal(await headline(page), '¥60,000.00');
    await page.selectOption('#city', 'wuhan');
    await page.waitForFunction(() => document.querySelector('subsidy-calculator').shadowRoot.querySelector('.foot').textContent.includes(' wuhan '));
    await page.locator('#lang').selectOption('en');
    await page.waitForFunction(() => document.querySelector('subsidy-calculator').shadowRoot.querySelector('.all').lang === 'en');
    assert.equal(await text(page, 'form label[for=city]'), 'City');
    await page.waitForTimeout(1000);
    // Not every browser counts the page itself.
    assert.deepEqual(seen.requests.filter((url) => !url.startsWith('data:') && url !== pathToFileURL(file).href), []);
    assert.deepEqual(seen.complaints, []);
  });
  rmSync(folder, { recursive: true });
});

test('its own policy lets nothing out and no other script in', () => {
  const html = readFileSync(join(DIST, `${KEPT}.html`), 'utf8');
  const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html);
  assert.match(policy, /^default-src 'none';/);
  assert.match(policy, /script-src 'sha256-[\w+/=]+' 'wasm-unsafe-eval'; style-src 'sha256-[\w+/=]+'$/);
  assert.doesNotMatch(policy, /connect-src|unsafe-inline|unsafe-eval'(?<!wasm-unsafe-eval')|https?:/);
});
