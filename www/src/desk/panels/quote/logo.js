/** The provider's sign: a picture of this device, drawn from a `data:` address, which is all that the page's policy lets in. */

/** @typedef {import('../../main.js').Scene} Scene */

/** Bytes, at most: as the module has it. */
const MOST = 500_000;

/** How each kind of picture begins; SVG is none of them, for it may hold scripts and addresses. */
const KINDS = /** @type {[string, number[]][]} */ ([['image/png', [0x89, 0x50, 0x4e, 0x47]], ['image/jpeg', [0xff, 0xd8, 0xff]]]);

/** @param {Scene} scene @param {HTMLInputElement} input */
export async function choose({ state }, input) {
  const file = input.files?.[0];
  // The same file may be chosen again.
  input.value = '';
  if (!file) return;
  state.logo = '';
  if (file.size > MOST) state.logo = 'logo_large';
  else {
    const start = new Uint8Array(await file.slice(0, 4).arrayBuffer());
    const kind = KINDS.find(([, bytes]) => bytes.every((byte, at) => start[at] === byte));
    const picture = kind && new Blob([file], { type: kind[0] });
    if (picture && await drawable(picture)) state.offer.logo = await address(picture);
    else state.logo = 'logo_kind';
  }
  state.redraw();
}

/** A file may begin like a picture and be none. @param {Blob} picture */
async function drawable(picture) {
  try {
    (await createImageBitmap(picture)).close();
    return true;
  } catch {
    return false;
  }
}

/** @param {Blob} picture @returns {Promise<string>} */
const address = (picture) => new Promise((done, failed) => {
  const reader = new FileReader();
  reader.onload = () => done(/** @type {string} */ (reader.result));
  reader.onerror = () => failed(reader.error);
  reader.readAsDataURL(picture);
});
