/** Every file of this build, as the server hands it out: is it there, is it what was published, does it travel well? */

/** @typedef {import('./check.js').Finding} Finding */
/** @typedef {{path: string, status: number, type: string, packed: boolean, cache: string, moved: boolean, same: boolean, long: boolean}} Seen */

/** How many files are asked for at a time. */
const LANES = [1, 2, 3, 4];

/** What a file must be called by its server. @type {Record<string, RegExp>} */
const TYPES = { js: /^(text|application)\/(x-)?(java|ecma)script\b/i, css: /^text\/css\b/i, html: /^text\/html\b/i, wasm: /^application\/wasm\b/i };

/** @param {string} path */
const ending = (path) => path.slice(path.lastIndexOf('.') + 1);

/**
 * Whether these bytes are those that were published. Without https there is no SubtleCrypto; then the browser compares on a second fetch.
 * @param {URL} url
 * @param {ArrayBuffer} bytes
 * @param {string} hash
 */
async function same(url, bytes, hash) {
  if (!globalThis.crypto?.subtle) return fetch(url, { integrity: hash, cache: 'no-store' }).then(() => true, () => false);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-384', bytes));
  return `sha384-${btoa(String.fromCharCode(...digest))}` === hash;
}

/** @param {URL} home @param {string} path @param {string} hash @returns {Promise<Seen>} */
async function look(home, path, hash) {
  const url = new URL(path, home);
  const seen = { path, status: 0, type: '', packed: false, cache: '', moved: false, same: true, long: false };
  try {
    const response = await fetch(url, { cache: 'no-store' });
    const bytes = await response.arrayBuffer();
    const head = (/** @type {string} */ name) => response.headers.get(name) ?? '';
    Object.assign(seen, { status: response.status, type: head('content-type'), packed: !!head('content-encoding'), cache: head('cache-control'), moved: response.redirected, long: bytes.byteLength > 1400 });
    if (response.ok && hash) seen.same = await same(url, bytes, hash);
  } catch {
    // The status stays 0: no answer at all.
  }
  return seen;
}

/**
 * @param {URL} home
 * @param {Record<string, string>} hashes by path
 * @param {(done: number, of: number) => void} tell
 */
export async function fetchAll(home, hashes, tell) {
  // Types for TypeScript are for people; some servers refuse them, and nothing is lost.
  const queue = Object.entries(hashes).filter(([path]) => !path.endsWith('.ts'));
  const of = queue.length;
  /** @type {Seen[]} */
  const all = [];
  await Promise.all(LANES.map(async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      all.push(await look(home, ...next));
      tell(all.length, of);
    }
  }));
  return all.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * @param {Seen[]} all
 * @param {string} folder
 * @returns {Finding[]}
 */
export function judge(all, folder) {
  /** @type {Finding[]} */
  const found = [];
  /** @param {string} kind @param {Finding['state']} state @param {Seen[]} some @param {(seen: Seen) => string} say @param {string} [fix] */
  const add = (kind, state, some, say, fix) => some.length > 0 && found.push({ kind, state, files: some.map((seen) => `${seen.path} — ${say(seen)}`), fix });
  const status = (/** @type {Seen} */ seen) => `${seen.status}`;
  const type = (/** @type {Seen} */ seen) => seen.type || '—';

  const silent = all.filter((seen) => seen.status === 0);
  const refused = all.filter((seen) => seen.status !== 0 && seen.status !== 200);
  const there = all.filter((seen) => seen.status === 200);
  // A page of errors or a login that calls itself a success.
  const instead = there.filter((seen) => !seen.same && ending(seen.path) !== 'html' && /html/i.test(seen.type));
  const altered = there.filter((seen) => !seen.same && !instead.includes(seen));
  add('silent', 'bad', silent, () => '0');
  add('refused_wasm', 'bad', refused.filter((seen) => seen.path.endsWith('.wasm')), status, 'wasm');
  add('refused_json', 'bad', refused.filter((seen) => seen.path.endsWith('.json')), status, 'json');
  add('refused', 'bad', refused.filter((seen) => !/\.(wasm|json)$/.test(seen.path)), status);
  add('moved', 'bad', there.filter((seen) => seen.moved), status);
  add('instead', 'bad', instead, type);
  add('altered', 'bad', altered, status);
  if (found.length === 0) found.push({ kind: 'files_good', state: 'good', params: { count: `${all.length}` } });

  const before = found.length;
  const mistyped = there.filter((seen) => !instead.includes(seen) && TYPES[ending(seen.path)]?.test(seen.type) === false);
  add('type_wasm', 'advice', mistyped.filter((seen) => seen.path.endsWith('.wasm')), type, 'wasm');
  add('type', 'bad', mistyped.filter((seen) => !seen.path.endsWith('.wasm')), type, 'script');
  if (there.length > 0 && found.length === before) found.push({ kind: 'types_good', state: 'good' });

  const kept = there.filter((seen) => seen.path.startsWith(`${folder}/`));
  const sayCache = (/** @type {Seen} */ seen) => seen.cache || '—';
  const loose = kept.filter((seen) => seen.long && /\.(js|css|json|wasm)$/.test(seen.path) && !seen.packed);
  const fleeting = kept.filter((seen) => !/immutable|max-age=\d{6,}/.test(seen.cache));
  const stale = there.filter((seen) => !kept.includes(seen) && /immutable|max-age=\d{5,}/.test(seen.cache));
  add('not_packed', 'advice', loose, type, 'pack');
  add('not_kept', 'advice', fleeting, sayCache, 'keep');
  add('kept_too_long', 'advice', stale, sayCache, 'fresh');
  if (kept.length > 0 && loose.length + fleeting.length + stale.length === 0) found.push({ kind: 'travel_good', state: 'good' });
  return found;
}
