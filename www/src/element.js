import { NAMES, folder, language, read } from './attributes.js';
import { draw } from './dom.js';
import { Blocked, catalog, open, phrases } from './engine.js';
import { entries, form } from './entries.js';
import { SubsidyAnswerEvent, SubsidyReadyEvent, SubsidyTroubleEvent } from './events.js';
import { remote } from './remote.js';
import { Panels } from './panels.js';
import { job } from './render/desk.js';
import { frame, page } from './render/page.js';
import { blocked, trouble } from './render/trouble.js';
import { erase, restore, save } from './saved.js';
import { greet, speak } from './words.js';
import css from './styles/element.css';

/** @typedef {import('#wasm').View} View */
/** @typedef {import('./engine.js').Engine} Engine */
/** @typedef {import('./render/page.js').Scene} Scene */

/** How long a pause in typing is: then a half-typed amount is called unreadable, a result is announced, and a server is asked. */
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

/** What stands between the element's tags. */
const SLOT = { tag: 'slot', props: {}, kids: [] };

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
  /** @type {ReturnType<typeof read> | undefined} */
  #given;
  /** @type {Engine | undefined} */
  #engine;
  /** @type {View | undefined} */
  #view;
  /** What another job than the estimate is named with. @type {import('./words.js').Word | undefined} */
  #word;
  #lang = 'zh-CN';
  /** The visitor's own choice, before the page's. */
  #chosenLang = '';
  #large = false;
  /** Whether the entries are kept on the device. */
  #saved = false;
  /** Whether the visitor shares his figures with the page. */
  #shared = false;
  /** Whether the visitor lets a server compute, and where it is. */
  #agreed = false;
  /** @type {string | null} */
  #api = null;
  /** The host's own folder of tables. @type {string | null} */
  #base = null;
  /** What else the document says, and for which city, day and language: no entry changes it. @type {import('#wasm').About | undefined} */
  #about;
  #told = '';
  /** The city that the entries fit. */
  #settled = '';
  /** @type {Scene['kept']} */
  #kept = new Map();
  /** What a screen reader was told last. */
  #said = '';
  /** The run that may still draw; an older one was overtaken. */
  #run = 0;
  /** The question that may still be answered. */
  #asked = 0;
  #panels = new Panels(this.#root);
  /** A link of ours was opened in this very page. */
  #led = () => this.#show(this.#view);
  #queued = false;
  #ready = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause;
  /** @type {View | undefined} an answer that waits for the pause */
  #held;
  #aloft = false;
  /** The first answer does not wait for what stands below it or is folded: that comes with the next frame. */
  #whole = false;
  #languages = new MutationObserver(() => this.#spoken() !== this.#lang && this.#queue());
  #sight = new IntersectionObserver(([entry]) => {
    this.#aloft = !!entry && !entry.isIntersecting;
    this.#root.querySelector('.brief')?.toggleAttribute('data-shown', this.#aloft);
  });

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [styles()];
    this.#root.append(document.createElement('slot'));
    // What is typed would pass on into the host's page, character by character.
    for (const type of ['beforeinput', 'input']) this.#root.addEventListener(type, (event) => event.stopPropagation());
  }

  connectedCallback() {
    addEventListener('hashchange', this.#led);
    this.#languages.observe(document.documentElement, { subtree: true, attributeFilter: ['lang'] });
    if (!this.#view && this.hasAttribute('page-lang')) greet();
    const kept = this.#view ? null : restore(this);
    if (kept) {
      this.#stated = kept;
      this.#saved = true;
    }
    this.#queue();
  }

  disconnectedCallback() {
    removeEventListener('hashchange', this.#led);
    this.#languages.disconnect();
    this.#sight.disconnect();
    clearTimeout(this.#pause);
    this.#run++;
    this.#asked++;
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

  #spoken() {
    return this.#chosenLang || language(this);
  }

  /** Takes the attributes over and fetches what they need. */
  async #load() {
    const run = ++this.#run;
    const late = () => run !== this.#run;
    this.#lang = this.#spoken();
    this.#problems = [];
    const base = this.#base = folder(this, 'policies', this.#problems);
    this.#api = folder(this, 'api', this.#problems);
    try {
      this.#catalog = await catalog(base);
      if (late()) return;
      this.#take();
      if (this.#given?.mode !== 'estimate') {
        this.#word = await phrases(this.#lang);
        if (late()) return;
        this.#show();
        this.#ready ||= this.dispatchEvent(new SubsidyReadyEvent(this.#stated.city));
        return;
      }
      const engine = this.#agreed && this.#api ? await remote(this.#api, this.#lang) : await open(base, this.#lang, this.#stated.city);
      if (late()) return;
      this.#engine = engine;
      if (this.#settled !== this.#stated.city) await this.#settle();
      if (late()) return;
      await this.#answer();
      if (!late() && !this.#ready) this.#ready = this.dispatchEvent(new SubsidyReadyEvent(this.#stated.city));
    } catch (error) {
      if (!late()) this.#fail(error);
    }
  }

  /** An attribute counts when it is new; after that the visitor's choice does. */
  #take() {
    const given = read(this, this.#catalog, this.#problems);
    this.#given = given;
    const first = !this.#view && this.#saved;
    for (const [name, field] of /** @type {const} */ ([['city', 'city'], ['batch', 'batch'], ['level', 'level'], ['as-of', 'asOf']])) {
      const raw = this.getAttribute(name);
      if (this.#taken[name] !== raw && !first) this.#stated[field] = given[field];
      this.#taken[name] = raw;
    }
    const size = this.getAttribute('size');
    if (this.#taken.size !== size) this.#large = given.large;
    this.#taken.size = size;
    if (!given.cities.includes(this.#stated.city)) this.#stated.city = given.city;
  }

  /** Another city: its awards are others, and it may have no batches. */
  async #settle() {
    const first = this.#settled === '' && this.#saved;
    this.#settled = this.#stated.city;
    if (!first) {
      // Another document has other conditions; how large the enterprise is stays.
      const { conditions: _, ...size } = this.#stated.eligibility;
      Object.assign(this.#stated, { awards: {}, provincial: '', own: false, eligibility: size });
    }
    if (!this.#stated.batch) return;
    const view = await this.#engine?.answer(form({ ...entries(), city: this.#stated.city }));
    if (!view?.form.batches.length) this.#stated.batch = '';
  }

  /**
   * Asks for an answer and shows it. While an amount is being typed, one that cannot be read yet is given the time to become one.
   * @param {boolean} [typing]
   */
  async #answer(typing = false) {
    // While the tables of another city are on their way, what is entered waits for them.
    if (!this.#engine || this.#settled !== this.#stated.city) return;
    clearTimeout(this.#pause);
    const turn = ++this.#asked;
    const asked = form(this.#stated);
    const about = [asked.policy, asked.as_of, this.#lang].join();
    if (about !== this.#told && (this.#whole || this.#agreed)) asked.about = true;
    const answer = this.#engine.answer(asked);
    // A module's answer is there at once; only a server's is waited for.
    if (answer instanceof Promise) this.#root.querySelector('.all')?.setAttribute('aria-busy', 'true');
    const view = answer instanceof Promise ? await answer : answer;
    if (turn !== this.#asked) return;
    if (answer instanceof Promise) this.#root.querySelector('.all')?.removeAttribute('aria-busy');
    if (view.about) [this.#about, this.#told] = [view.about, about];
    this.#give(view, asked, typing);
  }

  /** @param {View} view @param {import('#wasm').Form} asked @param {boolean} typing */
  #give(view, asked, typing) {
    const hold = typing && view.kind === 'unreadable' && this.#view && this.#view.kind !== 'unreadable';
    this.#held = hold ? view : undefined;
    if (!hold) this.#show(view, typing);
    this.#pause = setTimeout(async () => {
      if (this.#held || this.#said !== view.announce) {
        this.#said = view.announce;
        this.#show(view);
      }
      if (this.#saved) save(this, this.#stated);
      const turn = this.#asked;
      const estimate = this.#given?.figures && this.#shared && !this.#agreed ? await this.#panels.figures(this.#base, asked) : null;
      // What has changed while the desk was fetched tells of itself.
      if (turn === this.#asked) this.dispatchEvent(new SubsidyAnswerEvent(this.#stated.city, view.kind, this.#shared ? estimate : null));
    }, PAUSE);
  }

  /**
   * What stands below the first answer, or below one that is being typed, comes with the next frame.
   * @param {View} [view]
   * @param {boolean} [typing]
   */
  #show(view, typing = false) {
    const given = this.#given;
    if (given && given.mode !== 'estimate') return this.#work(given);
    if (!this.#engine || !view || !given) return;
    this.#view = view;
    this.#held = undefined;
    const cities = this.#named(given.cities);
    draw(this.#root, page({
      view,
      about: this.#about,
      told: this.#told,
      stated: this.#stated,
      problems: this.#problems,
      cities,
      lang: this.#lang,
      whole: this.#whole,
      brisk: typing,
      large: this.#large,
      tools: given.tools,
      saved: this.#saved,
      shared: given.figures ? this.#shared : null,
      sends: this.#agreed,
      word: this.#engine.word,
      aloft: this.#aloft,
      said: this.#said,
      kept: this.#kept,
      change: (change, typing) => this.#change(change, typing),
      set: (setting) => this.#set(setting),
      rest: () => this.#show(this.#held),
      linked: location.hash.startsWith('#subsidy=') && document.querySelector(this.localName) === this,
      unfold: () => this.#panels.draw(),
      go: (selector) => {
        const target = /** @type {HTMLElement | null} */ (this.#root.querySelector(selector));
        target?.focus();
        target?.scrollIntoView({ block: 'start' });
      },
    }));
    if (!typing) {
      this.#panels.show({
        view, form: form(this.#stated), lang: this.#lang, large: this.#large, base: this.#base, cities, ui: this.#engine.word,
        change: (change) => this.#change(change),
      });
    }
    if (!this.#whole) {
      this.#whole = true;
      requestAnimationFrame(() => setTimeout(() => this.isConnected && this.#try()));
    } else if (typing) requestAnimationFrame(() => setTimeout(() => this.isConnected && this.#view === view && this.#show(view)));
    const answer = this.#root.querySelector('.headline');
    if (answer) this.#sight.observe(answer);
  }

  /** Another job than the estimate is the desk's. @param {ReturnType<typeof read>} given */
  #work({ mode, cities, tools }) {
    const word = this.#word;
    if (!word) return;
    draw(this.#root, frame({ lang: this.#lang, large: this.#large, tools, problems: this.#problems, word, set: (setting) => this.#set(setting) }, job(mode)));
    this.#panels.show({
      form: form(this.#stated), lang: this.#lang, large: this.#large, base: this.#base, cities: this.#named(cities), ui: word,
      change: (change) => this.#change(change),
    });
  }

  /** @param {string[]} cities */
  #named(cities) {
    return cities.map((id) => ({ id, name: this.#catalog.find((entry) => entry.id === id)?.name[this.#lang] ?? id }));
  }

  /** @type {Scene['change']} */
  #change(change, typing) {
    Object.assign(this.#stated, change);
    if (change.city) return void this.#load();
    // A server is not asked at every stroke.
    if (this.#agreed && typing) {
      clearTimeout(this.#pause);
      this.#asked++;
      this.#root.querySelector('.all')?.setAttribute('aria-busy', 'true');
      this.#pause = setTimeout(() => this.#try(true), PAUSE);
    } else this.#try(typing);
  }

  /** @type {Scene['set']} */
  #set({ lang, large, saved, shared, sends }) {
    if (large !== undefined) this.#large = large;
    if (shared !== undefined) this.#shared = shared;
    if (saved !== undefined) {
      this.#saved = saved && save(this, this.#stated);
      if (!saved) erase(this);
    }
    if (sends !== undefined) this.#agreed = sends;
    if (lang) {
      this.#chosenLang = lang;
      // A page that is about nothing else follows.
      if (this.hasAttribute('page-lang')) speak(lang);
    }
    if (lang || sends !== undefined) this.#load();
    else this.#show(this.#view);
  }

  /** An old number must not stand beside a new entry: what goes wrong takes the place of the answer. @param {boolean} [typing] */
  async #try(typing) {
    try {
      await this.#answer(typing);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** @param {unknown} error */
  async #fail(error) {
    const run = this.#run;
    // The contract's error, before anything was typed: what was kept is another version's.
    if (this.#saved && !this.#view && error instanceof Error && 'path' in error) {
      this.#set({ saved: false });
      this.#stated = entries();
      this.#taken = {};
      this.#settled = '';
      return this.#load();
    }
    console.error(error);
    const reason = error instanceof Blocked ? 'blocked' : 'failed';
    const again = () => this.#load();
    const word = reason === 'blocked' ? await phrases(this.#lang).catch(() => null) : null;
    if (run !== this.#run) return;
    const told = word
      ? blocked(this.#lang, word, this.#api === null ? null : () => this.#set({ sends: true }))
      : trouble(this.#lang, this.#agreed ? () => this.#set({ sends: false }) : again);
    draw(this.#root, [told, ...(this.#view ? [] : [SLOT])]);
    this.dispatchEvent(new SubsidyTroubleEvent(reason));
  }
}
