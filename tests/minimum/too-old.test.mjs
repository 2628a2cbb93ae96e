// Below the oldest browsers: what stands between the element's tags stays, and nothing breaks.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { hosted } from '../browser/server.mjs';
import { browser, visit } from '../browser/browser.mjs';
import { OLDEST, TOO_OLD } from './old.mjs';

browser({ '/plain.html': hosted(`<subsidy-calculator city="wuhan"><p>补助按公布的比例，见下表。</p></subsidy-calculator>`) }, 'too-old');

/** As a person reads them. */
const NAMES = [`Chrome ${OLDEST.chrome}`, `Edge ${OLDEST.edge}`, `Firefox ${OLDEST.firefox}`, `Safari ${OLDEST.safari}`];

test('it is older than what is promised', () => assert.ok(TOO_OLD < OLDEST.chrome));

test('the README names what package.json does', async () =>
  assert.ok((await readFile(new URL('../../README.md', import.meta.url), 'utf8')).includes(NAMES.join(', '))));

for (const [path, words] of [['/', `换用较新的浏览器（${NAMES.join('、')} 以上）`], ['/plain.html', '补助按公布的比例，见下表。']]) {
  test(`${path} keeps its words, and nothing is thrown`, () =>
    visit({ path }, async (page, seen) => {
      await page.waitForLoadState('networkidle');
      assert.match(await page.evaluate(() => navigator.userAgent), new RegExp(`Chrome/${TOO_OLD}\\.`));
      assert.ok(seen.requests.some((url) => url.endsWith('/element.js')), 'the script was loaded');
      // In one question of our own: playwright's ask for more than this browser has.
      const shown = await page.evaluate(() => {
        const element = document.querySelector('subsidy-calculator');
        return { words: element.innerText.trim(), height: element.querySelector('p').getBoundingClientRect().height, root: element.shadowRoot };
      });
      assert.ok(shown.words.includes(words), shown.words);
      assert.ok(shown.height > 10, 'the words take room');
      assert.equal(shown.root, null);
    }));
}
