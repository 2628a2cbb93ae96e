/** What a webmaster puts into his page and sends with it: the guide and the configurator both write it here. */

/** @typedef {'element' | 'iframe' | 'whole'} Way */

/**
 * @typedef {object} Choice
 * @property {Way} way
 * @property {string} base where the folder lies: `/subsidy/`, or with the host before it for a frame in another host's page
 * @property {string[]} cities those on offer; none named: all
 * @property {string} city
 * @property {string} batch
 * @property {string} level
 * @property {string} lang none: as the page around
 * @property {string} theme none: as the visitor's system
 * @property {string} asOf
 * @property {boolean} large
 * @property {string[] | null} tools null: all
 * @property {string} accent `#rrggbb`, or none
 * @property {boolean} fit whether a script may fit the frame's height
 */

/**
 * What a build gives to a snippet.
 * @typedef {object} Made
 * @property {string} folder
 * @property {(file: string) => string} integrity
 * @property {Record<string, Record<string, string>>} rates by language and city: what stands there until, and unless, the element runs
 */

/** @type {Choice} */
export const PLAIN = { way: 'element', base: '/subsidy/', cities: [], city: '', batch: '', level: '', lang: '', theme: '', asOf: '', large: false, tools: null, accent: '', fit: true };

/** A frame needs a name. @type {Record<string, string>} */
const TITLES = { 'zh-CN': '中小企业数字化改造补助测算', 'zh-Hant': '中小企業數字化改造補助測算', en: 'Subsidy calculator for SME digital transformation' };

/** @param {string} text */
const escape = (text) => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');

/**
 * The element's attributes, those that differ from their defaults.
 * @param {Choice} choice
 * @returns {[string, string][]}
 */
export function attributes({ cities, city, batch, level, lang, theme, asOf, large, tools }) {
  /** @type {[string, string][]} */
  const all = [['city', city], ['cities', cities.join(' ')], ['batch', batch], ['level', level], ['lang', lang], ['theme', theme], ['as-of', asOf], ['size', large ? 'large' : ''], ['tools', tools ? tools.join(' ') || 'none' : '']];
  return all.filter(([, value]) => value);
}

/** @param {Choice} choice */
export function frameAddress(choice) {
  const asked = new URLSearchParams(attributes(choice));
  if (choice.accent) asked.set('accent', choice.accent);
  return `${choice.base}frame.html?${asked}`.replace(/\?$/, '');
}

/**
 * @param {Choice} choice
 * @param {Made} made
 */
export function snippet(choice, made) {
  const { way, base, lang, cities, city } = choice;
  /** @param {string} file @param {string} how */
  const script = (file, how) => `<script ${how} src="${escape(`${base}${made.folder}/${file}`)}" integrity="${made.integrity(file)}" crossorigin="anonymous"></script>`;
  if (way === 'iframe') {
    const frame = `<iframe src="${escape(frameAddress(choice))}" title="${TITLES[lang] ?? TITLES['zh-CN']}" width="100%" height="1800" frameborder="0" data-subsidy-calculator></iframe>`;
    return choice.fit ? `${frame}\n${script('fit.js', 'async')}` : frame;
  }
  const tag = `<subsidy-calculator${attributes(choice).map(([name, value]) => ` ${name}="${escape(value)}"`).join('')}>`;
  const all = made.rates[lang || 'zh-CN'] ?? {};
  const rates = (cities.length ? cities : city ? [city] : Object.keys(all)).map((id) => all[id] ?? '');
  return [script(way === 'whole' ? 'element-whole.js' : 'element.js', 'type="module"'), tag, ...rates.filter(Boolean), '</subsidy-calculator>'].join('\n');
}

/** What each way needs of a page's policy; nothing of it is `unsafe-inline`. @param {Choice} choice */
export function needs({ way, base, fit, accent }) {
  const host = base.startsWith('/') ? "'self'" : new URL(base).origin;
  if (way === 'iframe') return [`frame-src ${host}`, ...(fit ? [`script-src ${host}`] : [])];
  return ["script-src 'self' 'wasm-unsafe-eval'", ...(way === 'element' ? ["connect-src 'self'"] : []), ...(accent ? ["style-src 'self'"] : [])];
}

/** The strictest policy under which it works. @param {Choice} choice */
export const policy = (choice) => ["default-src 'none'", ...needs(choice), "img-src 'self'", "base-uri 'none'", "form-action 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'"].join('; ');

/**
 * A whole page with a snippet in it.
 * @param {Choice} choice
 * @param {Made} made
 * @param {{title: string, from: string, to: string}} words
 */
export const page = (choice, made, { title, from, to }) => `<!doctype html>
<html lang="${choice.lang || 'zh-CN'}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${title}</title>
</head>
<body>
<h1>${title}</h1>
<!-- ${from} -->
${snippet(choice, made)}
<!-- ${to} -->
</body>
</html>`;
