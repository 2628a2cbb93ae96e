/** A city's programme for its finance officer: what the document says, what is asked of the money, and what happens if. */

import { h } from '../../dom.js';
import { plans } from '../budget/plans.js';
import { portfolio } from '../budget/portfolio.js';
import { demand, programme, remarks } from '../budget/programme.js';
import { scenario } from '../budget/scenario.js';
import { Session } from '../budget/session.js';
import { simulation } from '../budget/simulation.js';
import { target } from '../budget/fields.js';

/** @typedef {import('../../dom.js').Piece} Piece */

/** One below another; each draws nothing where its city has nothing to say. @type {((session: Session) => Piece | Piece[])[]} */
const PARTS = [demand, programme, plans, remarks, scenario, simulation, portfolio];

/** What one goes to from the top, each named by its heading. */
const GOALS = ['lines', 'scenario', 'simulation', 'portfolio'];

export const budget = {
  /** @param {import('../main.js').Scene} scene */
  draw(scene) {
    /** @type {Session} */
    const session = (scene.state.session ??= new Session(scene));
    session.draw(scene);
    return h('div', { class: 'budget' },
      where(session),
      session.page && PARTS.map((part) => part(session)),
      session.page && h('p', { class: 'foot', part: 'foot', key: 'foot' }, session.page.budget.foot),
      h('p', { role: 'status', class: 'unseen', key: 'told' }, session.told));
  },
};

/** Which city, and its document. @param {Session} session */
function where(session) {
  const { scene: { form, cities, change, root, ui, word }, page, missing, failed } = session;
  return h('section', { class: 'card', part: 'card', key: 'where' },
    h('div', { class: 'cells' },
      h('div', { class: 'cell' },
        h('label', { for: 'budget-city' }, ui('city')),
        h('select', { id: 'budget-city', part: 'field', value: form.policy, onchange: (/** @type {Event} */ event) => change({ city: target(event).value }) },
          cities.map(({ id, name }) => h('option', { key: id, value: id }, name)))),
      h('p', { class: 'document' }, h('span', { class: 'hint' }, word('budget.document')), h('span', { lang: 'zh-CN' }, page?.budget.document))),
    page && h('nav', { class: 'do', 'aria-label': word('budget.parts') }, GOALS.filter((id) => id !== 'lines' || page.budget.blocks.some((one) => one.id === id)).map((id) => h('button', { type: 'button', class: 'plain', part: 'button', key: id, onclick: () => go(root, id) }, word(`budget.to.${id}`)))),
    missing && h('p', { class: 'hint', role: 'status' }, word('budget.no_programme')),
    !page && !missing && !failed && h('p', { class: 'hint', role: 'status' }, word('budget.loading')),
    failed && h('div', { class: 'do' },
      h('p', { class: 'error', role: 'alert' }, word('budget.failed')),
      h('button', { type: 'button', class: 'plain', part: 'button', onclick: () => session.again() }, word('budget.again'))));
}

/** @param {ShadowRoot} root @param {string} id */
function go(root, id) {
  const heading = root.getElementById(`budget-${id}`);
  heading?.focus();
  heading?.scrollIntoView({ block: 'start' });
}
