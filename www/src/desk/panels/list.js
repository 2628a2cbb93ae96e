/** Three hundred customers at once: a spreadsheet in, everyone's grant, net cost and reason out. All of it on this device. */

import { h } from '../../dom.js';
import { columns } from '../list/columns.js';
import { choice, waiting } from '../list/file.js';
import { result } from '../list/result.js';
import { Session } from '../list/session.js';

/** @typedef {import('../../dom.js').Piece} Piece */

/** What is drawn while a list stands at a step. @type {Record<Session['phase'], (session: Session) => Piece | Piece[]>} */
const STEPS = { file: choice, opening: waiting, columns, running: waiting, done: result };

export const list = {
  /** @param {import('../main.js').Scene} scene */
  draw(scene) {
    /** @type {Session} */
    const session = (scene.state.session ??= new Session(scene));
    session.draw(scene);
    return [
      STEPS[session.phase](session),
      h('p', { role: 'status', class: session.told ? 'hint' : 'unseen', key: 'told' }, session.told),
    ];
  },
};
