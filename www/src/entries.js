/** What the visitor has entered so far, and the form that the module is asked with. Texts go as they were typed. */

import { BATCHES, LEVELS } from './attributes.js';

/** @typedef {import('#wasm').Form} Form */

export const entries = () => ({
  city: '',
  batch: '',
  level: '',
  size: '',
  unit: 'yuan',
  asOf: '',
  /** @type {Record<string, string>} by category */
  spend: {},
  /** Whether the own rate and cap are open. */
  own: false,
  rate: '',
  cap: '',
  /** @type {Record<string, number>} how often, by benefit */
  awards: {},
  provincial: '',
  /** What is known of the conditions. @type {NonNullable<Form['eligibility']>} */
  eligibility: {},
});

/** @typedef {ReturnType<typeof entries>} Entries */

/**
 * @param {Entries} stated
 * @returns {Form}
 */
export function form(stated) {
  /** @type {any} */
  const asked = {
    policy: stated.city,
    as_of: stated.asOf || undefined,
    batch: BATCHES[stated.batch],
    level: LEVELS[stated.level],
    size_class: stated.size || undefined,
    unit: stated.unit,
    spend: Object.entries(stated.spend)
      .filter(([, text]) => text.trim())
      .map(([category, text]) => ({ category, text })),
    own_rate: (stated.own && stated.rate.trim()) || undefined,
    own_cap: (stated.own && stated.cap.trim()) || undefined,
    awards: Object.entries(stated.awards).map(([benefit, count]) => ({ benefit, count })),
    provincial_subsidy: stated.provincial.trim() || undefined,
    eligibility: Object.keys(stated.eligibility).length ? stated.eligibility : undefined,
  };
  for (const name of Object.keys(asked)) if (asked[name] === undefined) delete asked[name];
  return asked;
}

/**
 * The entries that a form was made of.
 * @param {Form} asked
 * @returns {Entries}
 */
export const entered = (asked) => ({
  ...entries(),
  city: asked.policy,
  batch: `${asked.batch ?? ''}`,
  level: `${asked.level ?? ''}`,
  size: asked.size_class ?? '',
  unit: asked.unit,
  asOf: asked.as_of ?? '',
  spend: Object.fromEntries((asked.spend ?? []).map(({ category, text }) => [category, text])),
  own: asked.own_rate !== undefined || asked.own_cap !== undefined,
  rate: asked.own_rate ?? '',
  cap: asked.own_cap ?? '',
  awards: Object.fromEntries((asked.awards ?? []).map(({ benefit, count }) => [benefit, count ?? 1])),
  provincial: asked.provincial_subsidy ?? '',
  eligibility: asked.eligibility ?? {},
});
