/** The offer as it is typed: what the panel remembers, and what the module is asked with. */

/** @typedef {import('../../main.js').Scene} Scene */
/** @typedef {import('#desk-wasm').TypedOffer} TypedOffer */
/** @typedef {import('#wasm').Category} Category */

let made = 0;

/** Each with a number of its own, so that a row that is moved stays the same row; its tax follows its category until someone chooses. */
export const line = () => ({ id: ++made, category: /** @type {Category} */ ('software'), label: '', quantity: '1', unit_price: '', discount: '', tax_rate: '', years: '', taxed: false });

/** @param {string} name */
export const pack = (name) => ({ id: ++made, name, lines: [line()] });

export const instalment = () => ({ id: ++made, when: '', share: '' });

/** @typedef {ReturnType<typeof line>} Line */
/** @typedef {ReturnType<typeof pack>} Pack */

/**
 * A new offer, with the choices that the page came with.
 * @param {Scene} scene
 */
export const blank = ({ form, word }) => ({
  policy: form.policy,
  as_of: form.as_of ?? '',
  batch: form.batch,
  level: form.level,
  own: { rate: '', cap: '' },
  prices: 'without_tax',
  base: '',
  net_budget: '',
  packages: [pack(word('quote.basic'))],
  provider: '',
  logo: '',
  customer: '',
  offered_on: '',
  valid: '',
  instalments: /** @type {ReturnType<typeof instalment>[]} */ ([]),
  remarks: '',
  by_hand: true,
});

/** @typedef {ReturnType<typeof blank>} Offer */

/**
 * What the module reads: what is not entered is not there.
 * @param {Offer} offer
 * @returns {TypedOffer}
 */
export function typed({ own, packages, instalments, ...rest }) {
  const asked = {
    ...filled(rest),
    own_terms: own.rate.trim() || own.cap.trim() ? filled(own) : undefined,
    packages: packages.map(({ name, lines }) => ({ name, lines: lines.map(({ id: _, taxed: _chosen, ...line }) => filled(line)) })),
    instalments: instalments.length ? instalments.map(({ when, share }) => ({ when, share })) : undefined,
  };
  return /** @type {any} */ (JSON.parse(JSON.stringify(asked)));
}

/** @param {Record<string, unknown>} texts */
const filled = (texts) => Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== '' && value !== undefined));

/**
 * What a file held.
 * @param {Scene} scene
 * @param {TypedOffer} saved
 * @returns {Offer}
 */
export function opened(scene, saved) {
  const { own_terms, packages = [], instalments = [], ...rest } = saved;
  return {
    ...blank(scene),
    batch: undefined,
    level: undefined,
    as_of: '',
    ...rest,
    by_hand: saved.by_hand ?? false,
    own: { rate: '', cap: '', ...own_terms },
    packages: packages.map(({ name, lines = [] }) => ({ ...pack(name), lines: lines.map((one) => /** @type {Line} */ ({ ...line(), quantity: '', ...texts(one), taxed: !!(one.unit_price || one.label || one.discount) })) })),
    instalments: instalments.map((one) => ({ ...instalment(), ...one })),
  };
}

/**
 * Gives the lines whose rate nobody chose what is usual for their category.
 * @param {Offer} offer
 * @param {import('#desk-wasm').QuoteView} view
 * @returns whether that changed any
 */
export function usual(offer, view) {
  const rates = new Map(view.category_tax.map(({ category, rate }) => [category, rate]));
  const lines = offer.packages.flatMap((one) => one.lines).filter((line) => !line.taxed && line.tax_rate !== rates.get(line.category));
  for (const line of lines) line.tax_rate = rates.get(line.category) ?? '';
  return lines.length > 0;
}

/**
 * What is handed over keeps its day: opened or printed again on another one, it is the same offer.
 * @param {Offer} offer
 * @param {import('#desk-wasm').QuoteView} view
 */
export function dated(offer, view) {
  offer.offered_on ||= view.offered_on;
  return typed(offer);
}

/**
 * A rate that a program wrote may mean two things to a person: from here on it stands as it was read.
 * @param {Offer} offer
 * @param {import('#desk-wasm').QuoteView} view
 */
export function spelt(offer, view) {
  offer.packages.forEach((one, at) => one.lines.forEach((line, place) => { line.discount = view.packages[at]?.lines[place]?.discount || line.discount; }));
  offer.by_hand = true;
}

/** Numbers of a program are texts here. @param {object} line */
const texts = (line) => Object.fromEntries(Object.entries(line).map(([key, value]) => [key, `${value}`]));
