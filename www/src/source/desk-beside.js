/** The desk lies beside this script. */

/**
 * What is loaded when it is asked for. A script that is imported cannot name its hash, but one that was preloaded keeps it; where a browser preloads no
 * scripts, its bytes are held to the hash before they are asked for once more.
 * @param {ParentNode} root where the preload may stand
 * @returns {Promise<typeof import('../desk/main.js')>}
 */
export async function desk(root) {
  const [path, integrity] = /** @type {PartFile} */ (PARTS.desk);
  const url = new URL(path, import.meta.url).href;
  const link = document.createElement('link');
  Object.assign(link, { rel: 'modulepreload', href: url, integrity });
  if (!link.relList.supports('modulepreload')) await fetch(url, { integrity });
  root.append(link);
  try {
    return await import(url);
  } finally {
    link.remove();
  }
}
