/**
 * embed.html: writes a webmaster's snippet, and tells what his server does wrong. It carries all that it says and asks the server for nothing but what is shown
 * and checked.
 */

import { draw } from '../dom.js';
import { rule } from './accent.js';
import { check } from './check/check.js';
import { PLAIN } from './snippet.js';
import { worded } from '../words.js';
import { view } from './view.js';

const here = new URL('.', import.meta.url);
const home = new URL('..', here);
const folder = here.pathname.slice(home.pathname.length, -1);
const root = /** @type {HTMLElement} */ (document.querySelector('main'));

/** The preview in the colour that was chosen, as the webmaster's own sheet would set it. */
const colours = new CSSStyleSheet();
document.adoptedStyleSheets.push(colours);

const made = { folder, rates: RATES, integrity: (/** @type {string} */ file) => HASHES[file] ?? '' };

const state = {
  lang: 'zh-CN',
  choice: { ...PLAIN, base: home.pathname },
  elsewhere: false,
  tag: 'subsidy-calculator',
  failed: false,
  width: 'wide',
  busy: false,
  progress: '',
  /** @type {import('./check/check.js').Finding[] | null} */
  found: null,
  said: '',
  copied: '',
};

/** @type {import('../words.js').Word} */
const word = (key, params) => worded(WORDS[state.lang], 'embed')(key, params);

/** @param {Partial<typeof state>} [change] */
function show(change) {
  Object.assign(state, change);
  const { lang, choice, tag } = state;
  document.documentElement.lang = lang;
  document.title = word('title');
  colours.replaceSync(choice.accent ? rule(choice.accent, choice.theme).replace('subsidy-calculator', tag) : '');
  draw(root, view({
    ...state,
    word,
    made,
    hashes: HASHES,
    cities: [...new Map(POLICIES.map(({ id, name }) => /** @type {[string, string]} */ ([id, name[lang] ?? id])))],
    change: (some) => pick({ ...state.choice, ...some }),
    setElsewhere: (elsewhere) => pick(state.choice, elsewhere),
    setLang: (lang) => show({ lang, said: '', copied: '' }),
    setWidth: (width) => show({ width }),
    copy,
    start,
  }));
}

/** @param {typeof state.choice} choice */
function pick(choice, elsewhere = state.elsewhere) {
  const base = choice.way === 'iframe' && elsewhere ? home.href : home.pathname;
  // A frame follows no page around it.
  const lang = choice.way === 'iframe' && choice.lang === 'zh-CN' ? '' : choice.lang;
  const before = state.choice.way;
  show({ choice: { ...choice, base, lang }, elsewhere, said: '', copied: '' });
  if (before !== choice.way) load();
}

/** The element of the way that was chosen. The name can be given once, so the whole one gets another here. */
async function load() {
  const whole = state.choice.way === 'whole';
  if (state.choice.way === 'iframe') return;
  const tag = whole ? 'subsidy-calculator-whole' : 'subsidy-calculator';
  try {
    const { SubsidyCalculator } = await import(new URL(whole ? 'element-whole.js' : 'element.js', here).href);
    // In a browser too old for it the script defines none.
    if (whole && !customElements.get(tag) && customElements.get('subsidy-calculator')) customElements.define(tag, class extends SubsidyCalculator {});
    show({ tag, failed: false });
  } catch {
    show({ failed: true });
  }
}

/** @param {string} id */
async function copy(id) {
  const code = /** @type {HTMLElement} */ (document.getElementById(id));
  try {
    await navigator.clipboard.writeText(code.textContent ?? '');
    show({ copied: id, said: word('copied_said') });
  } catch {
    // Plain http, or a visitor who forbids it: he copies it himself.
    getSelection()?.selectAllChildren(code);
    show({ copied: '', said: word('selected_said') });
  }
}

async function start() {
  show({ busy: true, found: null, progress: word('checking', { done: '0', of: '…' }), said: word('check_running') });
  const found = await check(home, folder, HASHES, (done, of) => show({ progress: word('checking', { done: `${done}`, of: `${of}` }) }));
  const count = (/** @type {string} */ state) => `${found.filter((one) => one.state === state).length}`;
  show({ busy: false, found, said: word('summary', { bad: count('bad'), advice: count('advice'), good: count('good') }) });
}

show();
load();
