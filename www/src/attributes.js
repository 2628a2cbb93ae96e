/**
 * The element's attributes: read, checked, with a default each. What is wrong with one is told in the element and never thrown at the host.
 */

/** @typedef {{name: string, value: string}} Problem */

/** What can be stated of a batch and of a level; anything else is "I don't know". */
export const BATCHES = /** @type {Record<string, 1 | 2 | 3>} */ ({ 1: 1, 2: 2, 3: 3 });
export const LEVELS = /** @type {Record<string, 1 | 2 | 3 | 4>} */ ({ 1: 1, 2: 2, 3: 3, 4: 4 });

export const NAMES = ['city', 'cities', 'batch', 'level', 'lang', 'theme', 'as-of', 'policies'];

/**
 * The language of the nearest `lang`, one of those there are.
 * @param {Element} element
 */
export function language(element) {
  let at = /** @type {Element | null} */ (element);
  while (at) {
    const found = at.closest('[lang]');
    if (found) return match(found.getAttribute('lang') ?? '');
    const root = at.getRootNode();
    at = root instanceof ShadowRoot ? root.host : null;
  }
  return 'zh-CN';
}

/** @param {string} tag */
function match(tag) {
  if (/^en\b/i.test(tag)) return 'en';
  return /^zh-(hant|tw|hk|mo)\b/i.test(tag) ? 'zh-Hant' : 'zh-CN';
}

/**
 * The folder of the host's own tables, or null for those that come with the script.
 * @param {Element} element
 * @param {Problem[]} problems
 */
export function policies(element, problems) {
  const value = element.getAttribute('policies');
  if (!value) return null;
  try {
    const url = new URL(value.endsWith('/') ? value : `${value}/`, document.baseURI);
    if (url.origin === location.origin) return url.href;
  } catch {
    // told below
  }
  problems.push({ name: 'policies', value });
  return null;
}

/**
 * @param {Element} element
 * @param {PolicyEntry[]} catalog
 * @param {Problem[]} problems
 */
export function read(element, catalog, problems) {
  /** @param {string} name @param {(value: string) => boolean} good */
  const one = (name, good) => {
    const value = element.getAttribute(name)?.trim();
    if (!value) return '';
    if (good(value)) return value;
    problems.push({ name, value });
    return '';
  };
  const known = [...new Set(catalog.map((entry) => entry.id))];
  const listed = (element.getAttribute('cities') ?? '').split(/[\s,]+/).filter((id) => {
    if (id && !known.includes(id)) problems.push({ name: 'cities', value: id });
    return known.includes(id);
  });
  const cities = listed.length ? [...new Set(listed)] : known;
  one('theme', (value) => ['auto', 'light', 'dark'].includes(value));
  return {
    cities,
    city: one('city', (value) => cities.includes(value)) || (cities[0] ?? ''),
    batch: one('batch', (value) => value in BATCHES),
    level: one('level', (value) => value in LEVELS),
    asOf: one('as-of', isDay),
  };
}

/** @param {string} text */
function isDay(text) {
  const day = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && day.toJSON()?.startsWith(text) === true;
}
