// Hashes, as browsers and people want them.

import { createHash } from 'node:crypto';

/** For `integrity`. */
export const integrity = (bytes) => `sha384-${createHash('sha384').update(bytes).digest('base64')}`;

/** For a security policy, and where bytes count. */
export const sha256 = (bytes) => `sha256-${createHash('sha256').update(bytes).digest('base64')}`;

/** Names a set of files by what they hold. */
export function fingerprint(files) {
  const hash = createHash('sha256');
  for (const name of Object.keys(files).sort()) hash.update(`${name}\0${files[name].length}\0`).update(files[name]);
  return hash.digest('hex').slice(0, 10);
}
