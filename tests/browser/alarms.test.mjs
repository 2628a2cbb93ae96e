// What the other tests rest on: a fault would be heard, and what is asked of the browser arrives.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browser, visit } from './browser.mjs';

const page = (body) => `<!doctype html><html lang="zh-CN"><title>x</title><link rel="icon" href="data:,">${body}</html>`;

browser({
  '/plain.html': page('<p>x</p>'),
  '/faulty.html': page('<p>x</p><script src="faulty.js"></script>'),
  '/faulty.js': 'console.warn("careful"); new Image().src = "https://elsewhere.example/"; document.body.innerHTML = "<b>x</b>"',
});

test('a broken policy, a warning and an exception are complaints', () =>
  visit({ path: '/faulty.html', quiet: false }, async (page, { complaints }) => {
    await page.waitForTimeout(300);
    for (const alarm of [/^policy: img-src https:/, /^policy: require-trusted-types-for trusted-types-sink/, /^careful$/, /^TypeError/]) {
      assert.ok(complaints.some((line) => alarm.test(line)), `${alarm} in ${complaints.join('\n')}`);
    }
  }));

// Forced colours bring their own scheme, so dark is asked for without them.
for (const system of [
  { colorScheme: 'light', forcedColors: 'none', reducedMotion: 'no-preference' },
  { colorScheme: 'dark', forcedColors: 'none', reducedMotion: 'reduce' },
  { colorScheme: 'light', forcedColors: 'active', reducedMotion: 'no-preference' },
]) {
  test(`the page sees what the system asks for: ${Object.values(system)}`, () =>
    visit({ path: '/plain.html', system, size: { width: 320, height: 500 }, scale: 2 }, async (page) => {
      const seen = await page.evaluate(() => {
        const one = (feature, values) => values.find((value) => matchMedia(`(${feature}: ${value})`).matches);
        return [one('prefers-color-scheme', ['light', 'dark']), one('forced-colors', ['none', 'active']), one('prefers-reduced-motion', ['no-preference', 'reduce']), innerWidth, devicePixelRatio];
      });
      assert.deepEqual(seen, [...Object.values(system), 320, 2]);
    }));
}
