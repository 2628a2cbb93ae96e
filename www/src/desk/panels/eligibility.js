/** The conditions, asked before the amounts: one answer each, and the two figures by which a size is told. */

import { draw, h } from '../../dom.js';
import { amount, segments } from '../../render/form.js';
import { place } from '../../render/reasons.js';

/** @typedef {import('../main.js').Scene} Scene */
/** @typedef {import('#desk-wasm').Question} Question */
/** @typedef {NonNullable<import('#wasm').Form['eligibility']>} Stated */

/** How a verdict looks. */
const LOOKS = /** @type {Record<string, string>} */ ({ met: 'counted-yes', unmet: 'counted-no', open: 'counted-unknown' });

export const eligibility = {
  /** @param {Scene} scene */
  draw(scene) {
    const { summary, questions } = scene.desk.checklist(scene.form);
    // The line in the summary stays in sight where the questions are folded again.
    const line = scene.root.getElementById('eligibility-line');
    if (line) draw(line, [` ${summary}`]);
    return [h('p', { class: 'hint' }, scene.word('eligibility.hint')), questions.map((question) => asked(scene, question))];
  },
};

/** @param {Scene} scene @param {Question} question */
function asked(scene, question) {
  const { form, word, ui } = scene;
  const { kind, text, state, verdict, answers, source, size } = question;
  const id = `condition-${kind}`;
  const stated = form.eligibility?.conditions ?? {};
  const choose = (/** @type {string} */ answer) => {
    const { [/** @type {keyof typeof stated} */ (kind)]: _, ...others } = stated;
    tell(scene, { conditions: answer ? { ...others, [kind]: answer } : others });
  };
  return h('fieldset', { class: 'condition', key: kind, 'aria-describedby': `${id}-source` },
    h('legend', { class: 'name' }, text, ' ', h('span', { class: `tag ${LOOKS[state]}`, role: size ? 'status' : undefined }, verdict)),
    answers.length
      ? segments(id, answers.map(({ value, label }) => ({ value, label })), answers.find(({ selected }) => selected)?.value ?? '', choose)
      : h('p', { class: 'hint' }, word('eligibility.follows_level')),
    size && figures(scene, size),
    h('div', { id: `${id}-source` }, place({ word: ui }, source)));
}

/** @param {Scene} scene @param {NonNullable<Question['size']>} size */
function figures(scene, size) {
  const { form, word, ui } = scene;
  /** @param {'employees' | 'revenue'} name @param {string} placeholder @param {string | null} error @param {string | null} [read] */
  const row = (name, placeholder, error, read) => h('div', { class: 'row', key: name },
    h('div', { class: 'what' }, h('label', { for: name }, word(`eligibility.${name}`))),
    amount({ id: name, text: form.eligibility?.[name] ?? '', placeholder, error, read, described: 'size-source', type: (text) => tell(scene, { [name]: text }), rest: () => {} }));
  return h('div', { class: 'size', key: 'size' },
    row('employees', '120', size.employees_error),
    row('revenue', word('eligibility.revenue_example'), size.revenue_error, size.revenue_read_as),
    h('div', { id: 'size-source' }, place({ word: ui }, size.source)));
}

/** What is empty is not stated. @param {Scene} scene @param {Stated} more */
function tell({ form, change }, more) {
  const stated = Object.entries({ ...form.eligibility, ...more });
  change({ eligibility: Object.fromEntries(stated.filter(([, value]) => (typeof value === 'string' ? value : Object.keys(value).length))) });
}
