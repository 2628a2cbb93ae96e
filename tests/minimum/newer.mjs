// What a script and a style sheet use that is newer than the oldest browsers, by MDN's compatibility data.
//
// Syntax is held by the parser's year, names by the data. A name that an older interface has too (`any`, `from`) is only told apart behind a global
// (`AbortSignal.any`); options in object literals and attributes are not looked at.

import { createRequire } from 'node:module';
import { parse as parseScript } from 'acorn';
import { full } from 'acorn-walk';
import { parse as parseStyle, walk } from 'css-tree';
import { OLDEST } from './old.mjs';

/** Every browser of `OLDEST` had this year's syntax. */
const SYNTAX = 2022;
const { api, css, javascript: { builtins } } = createRequire(import.meta.url)('@mdn/browser-compat-data');

/** Units that the data groups. */
const UNITS = [[/^cq/, css.types.length.container_query_length_units], [/^[sld]v/, css.types.length.viewport_percentage_units_dynamic]];

/** What a name may mean on an object of which nothing is known. @type {Map<string, any[]>} */
const members = new Map();
for (const [owner, entry] of [...Object.entries(api), ...Object.entries(builtins)]) {
  for (const [name, feature] of Object.entries(entry)) {
    if (name !== '__compat' && name !== owner && feature.__compat) members.set(name, [...(members.get(name) ?? []), feature]);
  }
}

/** Functions in values, wherever the data keeps them. @type {Map<string, any>} */
const functions = new Map();
for (const [name, type] of Object.entries(css.types)) {
  for (const [inner, feature] of Object.entries(type)) if (feature.__compat) functions.set(inner, feature);
  functions.set(name, type);
}

const number = (version) => Number.parseFloat(String(version).replace('≤', ''));

/** Which of the oldest browsers lack a feature. */
function lacking(feature) {
  const support = feature?.__compat?.support;
  if (!support) return [];
  return Object.entries(OLDEST).filter(([name, oldest]) => {
    const stated = [support[name === 'ios_saf' ? 'safari_ios' : name] ?? []].flat().filter((entry) => !entry.flags && !entry.prefix && !entry.version_removed);
    return !stated.some((entry) => number(entry.version_added) <= number(oldest));
  }).map(([name]) => name);
}

/** What is too new, with the browsers that lack it, and a way to add to it. */
function list() {
  /** @type {Map<string, string>} */
  const found = new Map();
  const see = (what, feature) => {
    const browsers = lacking(feature);
    if (browsers.length) found.set(what, browsers.join(', '));
  };
  return { found, see };
}

/** @param {string} text */
export function newerInScript(text) {
  const { found, see } = list();
  full(parseScript(text, { ecmaVersion: SYNTAX, sourceType: 'module' }), (node) => {
    if (node.type === 'Identifier') see(node.name, builtins[node.name] ?? api[node.name]);
    if (node.type === 'NewExpression') see(`new ${node.callee.name}`, api[node.callee.name]?.[node.callee.name]);
    if (node.type !== 'MemberExpression' || node.computed) return;
    const name = node.property.name;
    const owner = builtins[node.object.name] ?? api[node.object.name];
    const known = owner && (owner[`${name}_static`] ?? owner[name]);
    if (known) return see(`${node.object.name}.${name}`, known);
    // Too new whatever it is called on.
    const meanings = members.get(name) ?? [];
    if (meanings.every((feature) => lacking(feature).length)) see(`.${name}`, meanings[0]);
  });
  return found;
}

/** @param {string} text */
export function newerInStyle(text) {
  const { found, see } = list();
  const own = (name) => !name.startsWith('-');
  walk(parseStyle(text), {
    enter(node) {
      if (node.type === 'Atrule') see(`@${node.name}`, css['at-rules'][node.name]);
      if (node.type === 'Feature') see(`(${node.name})`, css['at-rules'].media[node.name]);
      if (node.type === 'NestingSelector') see('&', css.selectors.nesting);
      if (/^Pseudo/.test(node.type) && own(node.name)) see(`:${node.name}`, css.selectors[node.name]);
      if (node.type === 'Declaration' && own(node.property)) see(node.property, css.properties[node.property]);
      if (node.type === 'Function') see(`${node.name}()`, functions.get(node.name));
      if (node.type === 'Dimension') see(node.unit, UNITS.find(([unit]) => unit.test(node.unit))?.[1]);
      if (node.type === 'Identifier' && this.declaration) see(`${this.declaration.property}: ${node.name}`, css.properties[this.declaration.property]?.[node.name]);
    },
  });
  return found;
}

/** The style sheets that a bundle carries as text. @param {string} text */
export function sheets(text) {
  const found = [];
  full(parseScript(text, { ecmaVersion: SYNTAX, sourceType: 'module' }), (node) => {
    const string = node.type === 'Literal' ? node.value : node.type === 'TemplateElement' ? node.value.cooked : null;
    if (typeof string === 'string' && string.startsWith(':host')) found.push(string);
  });
  return found;
}
