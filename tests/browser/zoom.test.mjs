// At 200 % zoom a browser lays the page out in half the width and draws two pixels for one: nothing is cut off, nothing overlaps, nothing needs sideways scrolling.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { hosted } from './server.mjs';
import { browser, visit } from './browser.mjs';
import { STATES, enter, unfold } from './states.mjs';

browser({ '/cut.html': hosted(`<subsidy-calculator></subsidy-calculator>`) });

/**
 * What a reader would miss, in words.
 * @param {import('playwright-core').Page} page
 */
const faults = (page) => page.evaluate(() => {
  const root = document.querySelector('subsidy-calculator').shadowRoot;
  const name = (node) => `${node.localName}.${node.className} “${node.textContent.trim().slice(0, 20)}”`;
  const told = [];
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) told.push(`sideways scrolling: ${scrollWidth} > ${clientWidth}`);
  // The bar floats over the page, and the table may scroll in its own frame.
  const nodes = [...root.querySelectorAll('.all *')].filter((node) => !node.closest('.aloft, .unseen') && node.checkVisibility());
  for (const node of nodes) {
    const box = node.getBoundingClientRect();
    if (!node.closest('.scroll') && (box.right > innerWidth + 0.5 || box.left < -0.5)) told.push(`out of the window: ${name(node)}`);
    // A field that only shows a long address scrolls it.
    if (node.readOnly) continue;
    const clips = ['hidden', 'clip'].includes(getComputedStyle(node).overflowX);
    if (clips && (node.scrollWidth > node.clientWidth + 1 || node.scrollHeight > node.clientHeight + 1)) told.push(`cut off: ${name(node)}`);
  }
  // The text itself, line by line: boxes may touch, lines of different texts may not.
  const lines = nodes.filter((node) => !node.closest('.scroll')).flatMap((node) => [...node.childNodes].filter((child) => child.nodeType === Node.TEXT_NODE && child.data.trim()).flatMap((text) => {
    const range = document.createRange();
    range.selectNodeContents(text);
    return [...range.getClientRects()].map((box) => ({ node, text, box }));
  }));
  for (const [at, one] of lines.entries()) {
    for (const other of lines.slice(at + 1)) {
      const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      // A line's box is taller than its letters.
      if (one.text !== other.text && wide > 1 && high > Math.min(one.box.height, other.box.height) / 3) told.push(`${name(one.node)} over ${name(other.node)}`);
    }
  }
  return told;
});

describe('200 % zoom', () => {
  // English has the longest words.
  for (const [lang, ...screens] of [['en', 1280, 640], ['zh-CN', 640]]) {
    for (const state of STATES) {
      test(`${state[0]}, ${lang}, on ${screens.join(' and ')} pixels`, () =>
        visit({ set: state[1], lang, size: { width: screens[0] / 2, height: 450 }, scale: 2 }, async (page) => {
          await enter(page, state);
          await unfold(page);
          for (const pixels of screens) {
            await page.setViewportSize({ width: pixels / 2, height: 450 });
            assert.deepEqual(await page.evaluate(() => [innerWidth * devicePixelRatio, devicePixelRatio]), [pixels, 2]);
            assert.deepEqual(await faults(page), [], `${pixels}`);
          }
        }));
    }
  }

  for (const [fault, css] of [
    ['sideways', ':host { min-width: 700px }'],
    ['out of', '.columns { min-width: 700px }'],
    ['cut off', '.kind { overflow: hidden; height: 8px }'],
    [' over ', '.explain { margin-top: -1.2em }'],
  ]) {
    test(`a planted fault is found: ${fault}`, () =>
      visit({ path: '/cut.html', size: { width: 640, height: 450 }, scale: 2 }, async (page) => {
        await page.waitForSelector('.headline');
        await page.evaluate((css) => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(css);
          document.querySelector('subsidy-calculator').shadowRoot.adoptedStyleSheets.push(sheet);
        }, css);
        assert.ok((await faults(page)).some((told) => told.includes(fault)), (await faults(page)).join('\n'));
      }));
  }
});
