/** Three hundred customers at once: a spreadsheet in, everyone's grant, net cost and reason out. All of it on this device. */

import { draw, h } from '../../dom.js';
import { columns } from '../list/columns.js';
import { choice, waiting } from '../list/file.js';
import { result } from '../list/result.js';
import { Session } from '../list/session.js';

/** @typedef {import('../../dom.js').Piece} Piece */

/** What is drawn while a list stands at a step. @type {Record<Session['phase'], (session: Session) => Piece | Piece[]>} */
const STEPS = { file: choice, opening: waiting, columns, running: waiting, first: result, above: result, done: result };

/** @param {import('../main.js').Scene} scene */
function begun(scene) {
  const session = new Session(scene);
  session.tried?.then((answer) => answer && rehearse(session, answer)).catch(() => {});
  return session;
}

/**
 * Draws an example's answer once and takes it away before anyone sees it: a browser draws sooner what it has drawn before, its fonts included.
 * @param {Session} session
 * @param {Partial<Session>} answer
 */
function rehearse(session, answer) {
  if (session.phase !== 'file' || session.file) return;
  const place = document.createElement('div');
  session.scene.root.append(place);
  try {
    for (const phase of ['first', 'done']) {
      draw(place, [result(/** @type {Session} */ ({ ...session, ...answer, phase }))]);
      place.getBoundingClientRect();
    }
  } finally {
    place.remove();
  }
}

export const list = {
  /** @param {import('../main.js').Scene} scene */
  draw(scene) {
    /** @type {Session} */
    const session = (scene.state.session ??= begun(scene));
    session.draw(scene);
    return [
      STEPS[session.phase](session),
      h('p', { role: 'status', class: session.told ? 'hint' : 'unseen', key: 'told' }, session.told),
    ];
  },
};
