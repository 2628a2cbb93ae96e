import { NAMES, language, policies, read } from './attributes.js';
import { draw } from './dom.js';
import { catalog, open } from './engine.js';
import { entries, form } from './entries.js';
import { page, trouble } from './render/page.js';
import css from './element.css';

/** @typedef {import('#wasm').View} View */
/** @typedef {import('./engine.js').Desk} Desk */

/** How long a pause in typing is: then a half-typed amount is called unreadable, and a result is announced. */
const PAUSE = 800;

/** @type {CSSStyleSheet | undefined} */
let sheet;

/** One sheet for all elements of the page, made with the first of them: a browser without constructed sheets must not trip over this file. */
function styles() {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  return sheet;
}

/**
 * `<subsidy-calculator city="nanchang">`.
 *
 * Its attributes are its first state; what the visitor enters stays inside and is never written back. What stands between its tags is shown until, and unless,
 * it runs.
 */
export class SubsidyCalculator extends HTMLElement {
  static observedAttributes = NAMES;

  #root = this.attachShadow({ mode: 'open' });
  #stated = entries();
  /** @type {Record<string, string | null>} the attributes as last taken over */
  #taken = {};
  /** @type {import('./attributes.js').Problem[]} */
  #problems = [];
  /** @type {PolicyEntry[]} */
  #catalog = [];
  /** @type {string[]} */
  #cities = [];
  /** @type {Desk | undefined} */
  #desk;
  /** @type {View | undefined} */
  #view;
  #lang = 'zh-CN';
  /** The city that the entries fit. */
  #settled = '';
  /** @type {import('./render/page.js').Scene['kept']} */
  #kept = new Map();
  /** What a screen reader was told last. */
  #said = '';
  /** The run that may still draw; an older one was overtaken. */
  #run = 0;
  #queued = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause;
  /** @type {View | undefined} an answer that waits for the pause */
  #held;
  #aloft = false;
  #languages = new MutationObserver(() => language(this) !== this.#lang && this.#queue());
  #sight = new IntersectionObserver(([entry]) => {
    this.#aloft = !!entry && !entry.isIntersecting;
    this.#root.querySelector('.brief')?.toggleAttribute('data-shown', this.#aloft);
  });

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [styles()];
    this.#root.append(document.createElement('slot'));
  }

  connectedCallback() {
    this.#languages.observe(document.documentElement, { subtree: true, attributeFilter: ['lang'] });
    this.#queue();
  }

  disconnectedCallback() {
    this.#languages.disconnect();
    this.#sight.disconnect();
    clearTimeout(this.#pause);
    this.#run++;
  }

  /** @param {string} name @param {string | null} before @param {string | null} after */
  attributeChangedCallback(name, before, after) {
    if (this.isConnected && before !== after) this.#queue();
  }

  /** Several changes in one turn are one update. */
  #queue() {
    if (this.#queued) return;
    this.#queued = true;
    queueMicrotask(() => {
      this.#queued = false;
      if (this.isConnected) this.#load();
    });
  }

  /** Takes the attributes over and fetches what they need. */
  async #load() {
    const run = ++this.#run;
    this.#lang = language(this);
    this.#problems = [];
    const base = policies(this, this.#problems);
    try {
      this.#catalog = await catalog(base);
      if (run !== this.#run) return;
      this.#take();
      const desk = await open(base, this.#lang, this.#stated.city);
      if (run !== this.#run) return;
      this.#desk = desk;
      if (this.#settled !== this.#stated.city) this.#settle();
      this.#answer();
    } catch (error) {
      if (run !== this.#run) return;
      console.error(error);
      this.#fail();
    }
  }

  /** An attribute counts when it is new; after that the visitor's choice does. */
  #take() {
    const given = read(this, this.#catalog, this.#problems);
    this.#cities = given.cities;
    for (const [name, field] of /** @type {const} */ ([['city', 'city'], ['batch', 'batch'], ['level', 'level'], ['as-of', 'asOf']])) {
      const raw = this.getAttribute(name);
      if (this.#taken[name] !== raw) this.#stated[field] = given[field];
      this.#taken[name] = raw;
    }
    if (!given.cities.includes(this.#stated.city)) this.#stated.city = given.city;
  }

  /** Another city: its awards are others, and it may have no batches. */
  #settle() {
    this.#settled = this.#stated.city;
    Object.assign(this.#stated, { awards: {}, provincial: '', own: false });
    const view = this.#desk?.answer(form({ ...this.#stated, batch: '' }));
    if (!view?.form.batches.length) this.#stated.batch = '';
  }

  /**
   * Asks the module and shows its answer. While an amount is being typed, one that cannot be read yet is given the time to become one.
   * @param {boolean} [typing]
   */
  #answer(typing = false) {
    if (!this.#desk) return;
    clearTimeout(this.#pause);
    const view = this.#desk.answer(form(this.#stated));
    const hold = typing && view.kind === 'unreadable' && this.#view && this.#view.kind !== 'unreadable';
    this.#held = hold ? view : undefined;
    if (!hold) this.#show(view);
    this.#pause = setTimeout(() => {
      if (!this.#held && this.#said === view.announce) return;
      this.#said = view.announce;
      this.#show(view);
    }, PAUSE);
  }

  /** @param {View | undefined} view */
  #show(view) {
    if (!this.#desk || !view) return;
    this.#view = view;
    this.#held = undefined;
    draw(this.#root, page({
      view,
      stated: this.#stated,
      problems: this.#problems,
      cities: this.#cities.map((id) => ({ id, name: this.#catalog.find((entry) => entry.id === id)?.name[this.#lang] ?? id })),
      lang: this.#lang,
      word: this.#desk.word,
      aloft: this.#aloft,
      said: this.#said,
      kept: this.#kept,
      change: (change, typing) => {
        Object.assign(this.#stated, change);
        if (change.city) this.#load();
        else this.#try(() => this.#answer(typing));
      },
      rest: () => this.#show(this.#held),
      go: (selector) => {
        const target = /** @type {HTMLElement | null} */ (this.#root.querySelector(selector));
        target?.focus();
        target?.scrollIntoView({ block: 'start' });
      },
    }));
    const answer = this.#root.querySelector('.headline');
    if (answer) this.#sight.observe(answer);
  }

  /** An old number must not stand beside a new entry: what goes wrong takes the place of the answer. @param {() => void} action */
  #try(action) {
    try {
      action();
    } catch (error) {
      console.error(error);
      this.#fail();
    }
  }

  #fail() {
    draw(this.#root, [trouble(this.#lang, () => this.#load()), ...(this.#view ? [] : [{ tag: 'slot', props: {}, kids: [] }])]);
  }
}
