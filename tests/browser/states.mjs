// The states that a visitor can bring the element into: a name, the attributes, the entries, what else is done.

import { NANCHANG, spend } from './browser.mjs';

/** A day on which the tables apply. */
export const AT = { 'as-of': '2024-09-30' };

/** Opens the visitor's own terms and fills them in. */
export const own = async (page) => {
  await page.click('#own');
  await page.fill('#own-rate', '30%');
  await page.fill('#own-cap', '30万');
};

export const STATES = [
  ['empty', {}, {}],
  ['upper_limit', { ...AT, batch: '1', level: '2' }, NANCHANG],
  ['range', AT, NANCHANG],
  ['published_rate', { ...AT, city: 'wuhan', level: '2' }, { software: '800000' }],
  ['needs_confirmation', { ...AT, city: 'hebi', batch: '1', level: '3' }, NANCHANG],
  ['not_published', { ...AT, city: 'songjiang', level: '2' }, NANCHANG],
  ['own_terms', { ...AT, city: 'fuzhou', level: '2' }, NANCHANG, own],
  ['not_eligible', { ...AT, batch: '1', level: '1' }, NANCHANG],
  ['unreadable', { ...AT, batch: '1', level: '2' }, { software: '3OO' }],
];

/** Everything that opens, opened and filled: what is hidden is not looked at. */
export async function unfold(page) {
  await page.locator('details').evaluateAll((nodes) => { for (const node of nodes) node.open = true; });
  await page.waitForFunction(() => [...document.querySelector('subsidy-calculator').shadowRoot.querySelectorAll('.panel')].every((panel) => panel.childElementCount));
}

/**
 * Enters what a state asks for and waits for its answer.
 * @param {import('playwright-core').Page} page
 * @param {any[]} state
 */
export async function enter(page, [kind, , amounts, act]) {
  await spend(page, amounts);
  await act?.(page);
  await page.locator('.headline').click();
  await page.locator(`.answer.kind-${kind}`).waitFor();
}
