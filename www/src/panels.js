/** Loads the desk with the first panel that is opened, and keeps open panels in step with the answer. */

import { desk } from '#desk';
import { once, spoken, tables } from './engine.js';

/** @typedef {import('./desk/main.js').Question} Question */
/** @typedef {import('#desk-wasm').Desk} Desk */

/**
 * What the element asks with.
 * @typedef {Omit<Question, 'view' | 'desk' | 'words' | 'table' | 'tables'> & {view?: import('#wasm').View}} Shown
 */

/** What the desk fills: a panel that was opened, or all of the element. */
const OPEN = 'details[open], .job';

export class Panels {
  #root;
  /** @type {Desk | undefined} */
  #desk;
  /** The language and the tables that the desk has. */
  #lang = '';
  /** @type {Set<string>} */
  #tables = new Set();
  /** @type {Shown | undefined} */
  #shown;

  /** @param {ShadowRoot} root */
  constructor(root) {
    this.#root = root;
  }

  /** Another answer is shown. @param {Shown} shown */
  show(shown) {
    this.#shown = shown;
    if (this.#root.querySelector(`:is(${OPEN}) > .panel`)) this.draw();
  }

  /** Fills what is open; what is not there yet is fetched first. */
  async draw() {
    const shown = this.#shown;
    if (!shown) return;
    if (!this.#tables.has(key(shown.base, shown.form.policy))) this.#tell(shown.ui('loading'));
    try {
      const script = await once('desk', () => desk(this.#root));
      this.#desk ??= await script.start();
      const words = await once(`desk ${shown.lang}`, async () => ({ ...await spoken(shown.lang), ...await script.words(shown.lang) }));
      if (this.#lang !== shown.lang) this.#desk.setStrings(shown.lang, words);
      this.#lang = shown.lang;
      await this.#table(shown.base, shown.form.policy);
      // A later answer has come in the meantime, and draws itself.
      if (shown !== this.#shown) return;
      script.show(this.#root, { ...shown, desk: this.#desk, words, table: (city) => this.#table(shown.base, city), tables: (city) => tables(shown.base, city) });
      this.#tell('');
    } catch (error) {
      console.error(error);
      this.#tell(shown.ui('desk_failed'));
    }
  }

  /**
   * The estimate of the contract; none where the form gives none, or no desk is to be had.
   * @param {string | null} base
   * @param {import('#wasm').Form} form
   */
  async figures(base, form) {
    try {
      const script = await once('desk', () => desk(this.#root));
      this.#desk ??= await script.start();
      await this.#table(base, form.policy);
      return this.#desk.figures(form) ?? null;
    } catch (error) {
      console.error(error);
      return null;
    }
  }

  /** @param {string} text */
  #tell(text) {
    for (const place of this.#root.querySelectorAll(`:is(${OPEN}) > .told`)) place.textContent = text;
  }

  /** @param {string | null} base @param {string} city */
  async #table(base, city) {
    if (this.#tables.has(key(base, city))) return;
    for (const { content } of await tables(base, city)) this.#desk?.addPolicy(await content);
    this.#tables.add(key(base, city));
  }
}

/** @param {string | null} base @param {string} city */
const key = (base, city) => `${base} ${city}`;
