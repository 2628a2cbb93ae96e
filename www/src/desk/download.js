/** Hands the browser a file that was made here. */

/** How long a browser may take to fetch what it was handed. */
const KEPT = 60_000;

/**
 * @param {ShadowRoot} root where the link stands for a moment
 * @param {Uint8Array | string} bytes
 * @param {string} name
 * @param {string} type
 */
export function download(root, bytes, name, type) {
  const address = URL.createObjectURL(new Blob([/** @type {BlobPart} */ (bytes)], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.hidden = true;
  root.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), KEPT);
}
