/**
 * The element's attributes: read, checked, with a default each. What is wrong with one is told in the element and never thrown at the host.
 */

/** @typedef {{name: string, value: string}} Problem */

/** What can be stated of a batch and of a level; anything else is "I don't know". */
export const BATCHES = /** @type {Record<string, 1 | 2 | 3>} */ ({ 1: 1, 2: 2, 3: 3 });
export const LEVELS = /** @type {Record<string, 1 | 2 | 3 | 4>} */ ({ 1: 1, 2: 2, 3: 3, 4: 4 });

export const NAMES = ['city', 'cities', 'batch', 'level', 'lang', 'theme', 'as-of', 'policies', 'mode', 'size', 'tools', 'figures', 'api'];

/** The languages there are, each by its own name. */
export const LANGUAGES = /** @type {Record<string, string>} */ ({ 'zh-CN': '简体中文', 'zh-Hant': '繁體中文', en: 'English' });

/** The jobs that an element does: the form and its answer by itself, any other by the [desk](desk/main.js). */
export const MODES = ['estimate', 'quote', 'list', 'draft', 'budget'];

/** What the element offers beside the form: another language, large print, keeping the entries on the device, the panels of the desk. */
export const TOOLS = ['lang', 'large', 'save', 'desk'];

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
 * A folder on the page's own origin, or null where none is named.
 * @param {Element} element
 * @param {'policies' | 'api'} name `policies`: the host's own tables; `api`: the server to ask where WebAssembly is not to be had
 * @param {Problem[]} problems
 */
export function folder(element, name, problems) {
  const value = element.getAttribute(name);
  if (value === null || (!value && name === 'policies')) return null;
  try {
    const url = new URL(value.endsWith('/') ? value : `${value}/`, document.baseURI);
    if (url.origin === location.origin) return url.href;
  } catch {
    // told below
  }
  problems.push({ name, value });
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
  const tools = element.getAttribute('tools')?.split(/[\s,]+/).filter((tool) => {
    if (tool && tool !== 'none' && !TOOLS.includes(tool)) problems.push({ name: 'tools', value: tool });
    return TOOLS.includes(tool);
  });
  return {
    mode: one('mode', (value) => MODES.includes(value)) || 'estimate',
    cities,
    city: one('city', (value) => cities.includes(value)) || (cities[0] ?? ''),
    batch: one('batch', (value) => value in BATCHES),
    level: one('level', (value) => value in LEVELS),
    asOf: one('as-of', isDay),
    large: one('size', (value) => ['standard', 'large'].includes(value)) === 'large',
    figures: one('figures', (value) => ['none', 'ask'].includes(value)) === 'ask',
    tools: tools ?? TOOLS,
  };
}

/** @param {string} text */
function isDay(text) {
  const day = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && day.toJSON()?.startsWith(text) === true;
}
