/** What the browser at hand can do, and what the policy of this page lets it do. */

/** @typedef {import('./check.js').Finding} Finding */

/** What came last to the browsers of the named minimum. @type {Record<string, () => boolean>} */
const NEEDED = {
  '@container': () => CSS.supports('container-type', 'inline-size'),
  adoptedStyleSheets: () => 'adoptedStyleSheets' in Document.prototype,
  WebAssembly: () => 'WebAssembly' in globalThis,
};

/** The smallest module that there is. */
const MODULE = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);

/** @returns {Finding} */
export function browser() {
  const missing = Object.keys(NEEDED).filter((name) => !NEEDED[name]?.());
  return missing.length > 0 ? { kind: 'old', state: 'bad', params: { missing: missing.join(', '), oldest: OLDEST } } : { kind: 'browser_good', state: 'good' };
}

/** @returns {Finding | null} */
export function wasm() {
  if (!('WebAssembly' in globalThis)) return null;
  try {
    return new WebAssembly.Module(MODULE) && { kind: 'wasm_good', state: 'good' };
  } catch {
    return { kind: 'wasm_blocked', state: 'bad', fix: 'policy' };
  }
}

/** Each sheet leaves a mark. @param {string} folder @returns {Finding} */
export function styles(folder) {
  const set = getComputedStyle(document.documentElement);
  const missing = Object.entries({ 'page.css': '--ground', 'embed.css': '--embed' }).filter(([, mark]) => !set.getPropertyValue(mark)).map(([file]) => `${folder}/${file}`);
  return missing.length > 0 ? { kind: 'styles_blocked', state: 'bad', files: missing, fix: 'policy' } : { kind: 'styles_good', state: 'good' };
}

/** What the policy has forbidden since the page was opened. @type {Map<string, Set<string>>} */
const forbidden = new Map();

document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, disposition }) => {
  if (disposition === 'report' || blockedURI.startsWith('wasm') || !/^(script|connect|frame|child)-src/.test(effectiveDirective)) return;
  const directive = effectiveDirective.replace('-elem', '');
  forbidden.set(directive, (forbidden.get(directive) ?? new Set()).add(blockedURI.replace(`${location.origin}/`, '/')));
});

/** @returns {Finding[]} */
export const violations = () => [...forbidden].map(([directive, what]) => ({ kind: 'forbidden', state: 'bad', params: { directive }, files: [...what], fix: 'policy' }));

/** @param {string} directive */
export const forbids = (directive) => forbidden.has(directive);
