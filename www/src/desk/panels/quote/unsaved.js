/** An offer that no file holds yet: before its page is left, the browser asks. */

import { typed } from './offer.js';

/** @typedef {import('../../main.js').Scene} Scene */

/** What would be lost: city, day, batch and level are chosen again at a glance. @param {Scene} scene */
function entered({ state }) {
  const { policy: _, as_of: _day, batch: _batch, level: _level, ...rest } = typed(state.offer);
  return JSON.stringify(rest);
}

/** A file holds it as it is now. @param {Scene} scene */
export function held(scene) {
  scene.state.held = entered(scene);
}

/** With every drawing. Some browsers keep no page that may ask for the way back to it, so it asks only while there is something to lose. @param {Scene} scene */
export function guard(scene) {
  const { state, root } = scene;
  if (state.held === undefined) held(scene);
  state.asks ??= (/** @type {BeforeUnloadEvent} */ event) => {
    if (!root.host.isConnected) return;
    event.preventDefault();
    // Browsers before Chrome 119 go by this alone.
    event.returnValue = true;
  };
  if (state.held === entered(scene)) removeEventListener('beforeunload', state.asks);
  else addEventListener('beforeunload', state.asks);
}
