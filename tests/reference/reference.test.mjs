// The main states look as they did when somebody last looked at them.
//
// After a change that is meant, renew the images, look at each of them and commit:  RENEW=1 node --test tests/reference/*.test.mjs
// Where they differ, what is seen now and the difference lie in target/reference/.

import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { browser, visit } from '../browser/browser.mjs';
import { AT, STATES, enter } from '../browser/states.mjs';

browser({}, 'chromium');

/**
 * So many of all pixels may differ by more than a tenth of the range of colour, smoothed edges not counted: pixelmatch knows them, and they are what a newer
 * Chromium or font draws anew. On a phone it is 54 pixels; the last test shows that one digit is more.
 */
const TOLERANCE = 0.0002;

const DESKTOP = { width: 1000, height: 520 };
const PHONE = { width: 390, height: 700 };
/** The form from its top; or the answer from its top. */
const [FORM, ANSWER] = ['.columns', '.answer'];

/** A name; the state; what stands at the top; the size; what else is asked of the page. */
const IMAGES = [
  ['upper-limit-desktop', 'upper_limit', FORM, DESKTOP],
  ['upper-limit-phone', 'upper_limit', FORM, PHONE],
  ['upper-limit-dark', 'upper_limit', ANSWER, PHONE, { system: { colorScheme: 'dark' } }],
  ['upper-limit-forced', 'upper_limit', ANSWER, PHONE, { system: { forcedColors: 'active' } }],
  ['range-english', 'range', ANSWER, PHONE, { lang: 'en' }],
  ['published-rate', 'published_rate', ANSWER, PHONE],
  ['needs-confirmation-traditional', 'needs_confirmation', ANSWER, PHONE, { lang: 'zh-Hant' }],
  ['not-published', 'not_published', ANSWER, PHONE],
  ['own-terms', 'own_terms', ANSWER, PHONE],
  ['unreadable', 'unreadable', FORM, PHONE],
];

const reference = new URL('./', import.meta.url);
const seen = new URL('../../target/reference/', import.meta.url);
await mkdir(seen, { recursive: true });

/** Small, and the same bytes for the same image. @param {PNG} image */
const packed = (image) => PNG.sync.write(image, { colorType: 2, deflateLevel: 9, deflateStrategy: 0, filterType: 0 });

/**
 * Brings a page into a state and shows it from a certain place on.
 * @param {any[]} image
 * @param {(page: import('playwright-core').Page) => Promise<void>} look
 */
function show([, kind, top, size, more], look) {
  const state = STATES.find(([name]) => name === kind);
  return visit({ set: { ...AT, ...state[1] }, size, ...more }, async (page) => {
    await enter(page, state);
    // Once the result has been announced nothing changes any more.
    await page.waitForTimeout(1000);
    await page.locator(top).evaluate((node) => node.scrollIntoView({ block: 'start' }));
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    await look(page);
  });
}

/**
 * The difference from the reference, and the share of pixels that make it.
 * @param {string} name
 * @param {PNG} now
 */
async function differing(name, now) {
  const then = PNG.sync.read(await readFile(new URL(`${name}.png`, reference)));
  const { width, height } = now;
  assert.deepEqual([then.width, then.height], [width, height]);
  const difference = new PNG({ width, height });
  const share = pixelmatch(then.data, now.data, difference.data, width, height, { threshold: 0.1 }) / (width * height);
  return { difference, share };
}

for (const image of IMAGES) {
  const [name] = image;
  test(name, () =>
    show(image, async (page) => {
      const now = PNG.sync.read(await page.screenshot());
      if (process.env.RENEW) await writeFile(new URL(`${name}.png`, reference), packed(now));
      const { difference, share } = await differing(name, now);
      if (share > TOLERANCE) {
        await writeFile(new URL(`${name}.png`, seen), packed(now));
        await writeFile(new URL(`${name}-difference.png`, seen), packed(difference));
      }
      assert.ok(share <= TOLERANCE, `${(share * 100).toFixed(3)} % of the pixels differ`);
    }));
}

test('one changed digit is seen', () => {
  const image = IMAGES.find(([name]) => name === 'published-rate');
  return show(image, async (page) => {
    await page.locator('.headline strong').evaluate((node) => { node.textContent = node.textContent.replace(/0$/, '1'); });
    const { share } = await differing(image[0], PNG.sync.read(await page.screenshot()));
    assert.ok(share > TOLERANCE);
  });
});
