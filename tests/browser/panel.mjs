// A panel of the desk: opened as a visitor does, and what each is held to.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Unfolds a panel and waits until the desk has filled it. @param {import('playwright-core').Page} page @param {string} id */
export async function unfold(page, id) {
  const panel = page.locator(`details:has(> #desk-${id})`);
  await panel.locator('> summary').click();
  await page.waitForSelector(`#desk-${id} > *`);
  return panel;
}

/** Waits until a panel says something: it follows the answer a frame later. @param {import('playwright-core').Page} page @param {string} id @param {RegExp} what */
export async function says(page, id, what) {
  const said = async () => (await page.locator(`#desk-${id}`).textContent()) ?? '';
  await page.waitForFunction(([id, source]) => new RegExp(source).test(document.querySelector('subsidy-calculator').shadowRoot.getElementById(`desk-${id}`)?.textContent ?? ''), [id, what.source])
    .catch(async () => assert.match(await said(), what));
}

/** What axe finds in a panel, up to AA. @param {import('playwright-core').Page} page @param {string} id */
export async function faults(page, id) {
  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate(
    ([id, values]) => axe.run({ include: [{ fromShadowDom: ['subsidy-calculator', `#desk-${id}`] }] }, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] }),
    [id, ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice']],
  );
  assert.ok(passes.some((rule) => rule.id === 'color-contrast'), 'the panel was looked at');
  return violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => `${node.target} ${node.failureSummary}`).join('; ')}`);
}

/** How far the page goes beyond the window. @param {import('playwright-core').Page} page */
export const sideways = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

/** The looks and widths that every panel is held to. */
export const LOOKS = [
  ['light, 320 px, Chinese', { size: { width: 320, height: 800 } }],
  ['dark, English', { system: { colorScheme: 'dark' }, lang: 'en' }],
  ['forced colours, traditional, 320 px', { system: { forcedColors: 'active' }, lang: 'zh-Hant', size: { width: 320, height: 800 } }],
];

/** Instead of saving, the page keeps what a link was to save: not every driver sees a download. */
export const keepFiles = (page) => page.addInitScript(() => {
  const made = new Map();
  const { createObjectURL } = URL;
  URL.createObjectURL = (blob) => {
    const address = createObjectURL.call(URL, blob);
    made.set(address, blob);
    return address;
  };
  window.files = [];
  HTMLAnchorElement.prototype.click = function click() {
    window.files.push({ name: this.download, blob: made.get(this.href) });
  };
});

/** What was handed over last, as a file. */
export async function handed(page) {
  await page.waitForFunction(() => window.files.length > 0);
  const { name, type, base } = await page.evaluate(async () => {
    const { name, blob } = window.files.pop();
    const bytes = new Uint8Array(await blob.arrayBuffer());
    return { name, type: blob.type, base: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')) };
  });
  return { name, type, mimeType: 'application/octet-stream', buffer: Buffer.from(base, 'base64') };
}
