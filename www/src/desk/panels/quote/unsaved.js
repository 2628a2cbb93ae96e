/** An offer that no file holds yet: before its page is left, the browser asks. */

/** @typedef {import('../../main.js').Scene} Scene */
/** @typedef {import('#desk-wasm').TypedOffer} TypedOffer */

/** What would be lost: city, day, batch and level are chosen again at a glance. @param {TypedOffer} asked */
function entered({ policy: _, as_of: _day, batch: _batch, level: _level, ...rest }) {
  return JSON.stringify(rest);
}

/** A file holds it. @param {Scene} scene @param {TypedOffer} asked */
export function held({ state }, asked) {
  state.held = entered(asked);
}

/**
 * With every drawing. Some browsers keep no page that may ask for the way back to it, so it asks only while there is something to lose.
 * @param {Scene} scene
 * @param {TypedOffer} asked
 */
export function guard({ state, root }, asked) {
  const now = entered(asked);
  state.held ??= now;
  state.asks ??= (/** @type {BeforeUnloadEvent} */ event) => {
    if (!root.host.isConnected) return;
    event.preventDefault();
    // Browsers before Chrome 119 go by this alone.
    event.returnValue = true;
  };
  if (state.held === now) removeEventListener('beforeunload', state.asks);
  else addEventListener('beforeunload', state.asks);
}
