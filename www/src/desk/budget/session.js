/** A programme on the page: what is typed of it, what that comes to, and a simulation that follows. */

import { programme } from '#desk-source';
import { Ended, host } from '../list/host.js';

/** @typedef {import('../main.js').Scene} Scene */
/** @typedef {import('#sheets-wasm').BudgetForm} Form */
/** @typedef {import('#sheets-wasm').BudgetPage} Page */

/** How long the hand rests before programmes are drawn anew, in milliseconds. */
const REST = 200;

/** How long a drawing takes before it is spoken of: what is there at once needs no bar. */
const SLOW = 400;

/** Shown from the start, and changeable: they change no assumption. */
const SET = { seed: '0', runs: '10,000' };

/** What an example fills in: figures of nobody. */
const EXAMPLE = { levels_of: 'all', drawn: 'log_normal', median: '540000', p90: '900000', 'level.1': '5', 'level.2': '65', 'level.3': '25', 'level.4': '5' };

export class Session {
  /** As drawn last. @type {Scene} */
  scene;
  /** What is typed, by field. @type {Record<string, string>} */
  entries = { ...SET };
  /** What it comes to. @type {Page | undefined} */
  page;
  /** @type {import('#sheets-wasm').SimulationView | undefined} */
  simulated;
  /** While programmes are drawn. @type {import('#sheets-wasm').BudgetProgress | undefined} */
  progress;
  running = false;
  /** What a screen reader is told. */
  told = '';
  /** The city's programme is not to be had. */
  missing = false;
  failed = false;
  /** @type {Promise<import('../list/host.js').Host> | undefined} */
  #host;
  #city = '';
  #lang = '';
  /** What the newest wish is; an answer to an older one is late. */
  #turn = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause;
  #asking = false;
  #stale = false;

  /** @param {Scene} scene */
  constructor(scene) {
    this.scene = scene;
  }

  /** The element may have been given another language or city. @param {Scene} scene */
  draw(scene) {
    this.scene = scene;
    const { form, lang } = scene;
    if (this.#city !== form.policy) {
      // Another document: what was assumed of the one holds for it alone.
      Object.assign(this, { entries: { ...SET }, page: undefined });
      this.#city = form.policy;
      this.#lang = lang;
      this.#forget();
      this.#open();
    } else if (this.#lang !== lang) {
      this.#lang = lang;
      this.#try(async () => {
        await this.#ask('setStrings', lang, scene.words);
        await this.#look();
        this.#later(0);
      });
    }
  }

  /** @param {Record<string, string>} change */
  change(change) {
    Object.assign(this.entries, change);
    this.scene.redraw();
    this.#follow();
  }

  example() {
    this.change(EXAMPLE);
  }

  /** Level shares for all batches, or each batch its own, which begins with what holds for all. @param {string} levels_of */
  levelsOf(levels_of) {
    const { levels = [], batches = [] } = this.page ?? {};
    const own = batches.flatMap((batch) => batch.levels);
    const begun = levels_of === 'all' || own.some(({ id }) => this.text(id).trim());
    const begin = begun ? [] : own.map(({ id, level }) => [id, this.text(levels.find((one) => one.level === level)?.id ?? '')]);
    this.change({ levels_of, ...Object.fromEntries(begin) });
  }

  /** From the start: nothing is assumed. */
  clear() {
    this.entries = { ...SET };
    this.#forget();
    this.change({});
  }

  /** Stops what is being drawn; nothing half drawn is shown. */
  cancel() {
    this.#forget();
    this.told = this.scene.word('budget.cancelled');
    this.scene.redraw();
    this.scene.root.getElementById('budget-run')?.focus();
  }

  /** Once more. */
  run() {
    return this.#later(0);
  }

  /** After something has failed. */
  again() {
    this.#host?.then((started) => started.end(), () => {});
    this.#host = undefined;
    this.#city = '';
    this.draw(this.scene);
    this.scene.redraw();
  }

  /** A field of the page, as typed. @param {string} id */
  text(id) {
    return this.entries[id] ?? '';
  }

  /** @returns {Form} */
  #form() {
    const { form: { policy, as_of } } = this.scene;
    const { drawn, level, ...texts } = this.entries;
    const named = Object.fromEntries(Object.entries(texts).filter(([id, text]) => !id.includes('.') && text.trim()));
    const { counts = [], levels = [], batches = [] } = this.page ?? {};
    return /** @type {Form} */ ({
      ...named, policy, as_of, ...(drawn && { drawn }), ...(level && { level: +level }),
      counts: counts.map(({ id, batch }) => ({ ...(batch && { batch }), count: this.text(id) })),
      levels: [{ levels, batch: undefined }, ...batches].flatMap(({ levels, batch }) => levels.map(({ id, level }) => ({ ...(batch && { batch }), level, share: this.text(id) }))),
    });
  }

  /** Brings the tables of a city to the host. */
  #open() {
    const { base, tables, form: { policy } } = this.scene;
    Object.assign(this, { missing: false, failed: false });
    return this.#try(async () => {
      const found = await tables(policy);
      const folder = found.at(-1)?.entry.folder ?? '';
      const beside = await programmeOf(base, folder);
      if (this.#city !== policy) return;
      if (!beside) {
        this.missing = true;
        return this.scene.redraw();
      }
      for (const { content } of found) await this.#ask('addPolicy', await content);
      await this.#ask('addProgramme', beside);
      if (this.#city === policy) await this.#look();
    });
  }

  /** What is typed is looked at, and drawn once the hand rests. */
  async #follow() {
    this.#stale = true;
    if (this.#asking) return;
    this.#asking = true;
    await this.#try(async () => {
      // Of several wishes the newest counts.
      while (this.#stale) {
        this.#stale = false;
        await this.#look();
      }
      this.#later(REST);
    });
    this.#asking = false;
  }

  async #look() {
    const city = this.#city;
    const page = await this.#ask('page', this.#form());
    if (city !== this.#city) return;
    this.page = page;
    this.scene.redraw();
  }

  /** @param {number} rest */
  #later(rest) {
    clearTimeout(this.#pause);
    const turn = ++this.#turn;
    if (!this.page?.ready) {
      const shown = this.simulated || this.running;
      this.#forget();
      return shown && this.scene.redraw();
    }
    this.#pause = setTimeout(() => this.#try(() => this.#simulate(turn)), rest);
  }

  /** @param {number} turn */
  async #simulate(turn) {
    const late = () => turn !== this.#turn;
    const slow = performance.now() + SLOW;
    this.running = true;
    this.scene.redraw();
    if (!await this.#ask('begin', this.#form()) || late()) return;
    const { ask } = await this.#started();
    const simulated = await ask('run', [], (progress) => {
      if (late() || performance.now() < slow) return;
      this.progress = progress;
      this.scene.redraw();
    });
    if (!simulated || late()) return;
    Object.assign(this, { simulated, running: false, progress: undefined, told: simulated.headline });
    this.scene.redraw();
  }

  /** Nothing is drawn, and nothing that was drawn is shown. */
  #forget() {
    clearTimeout(this.#pause);
    this.#turn++;
    if (this.running) this.#host?.then(({ ask }) => ask('stop', [])).catch(() => {});
    Object.assign(this, { simulated: undefined, progress: undefined, running: false, told: '' });
  }

  /** @param {() => Promise<unknown>} act */
  async #try(act) {
    const city = this.#city;
    try {
      await act();
    } catch (error) {
      if (error instanceof Ended || city !== this.#city) return;
      console.error(error);
      this.#forget();
      this.failed = true;
      this.scene.redraw();
    }
  }

  /** @param {string} what @param {...any} given */
  async #ask(what, ...given) {
    return (await this.#started()).ask(what, given);
  }

  /** The host, with the words. */
  #started() {
    this.#host ??= (async () => {
      const { lang, words } = this.scene;
      const started = await host('Budgets');
      await started.ask('setStrings', [lang, words]);
      return started;
    })();
    return this.#host;
  }
}

/** The programme beside a city's table. @param {string | null} base @param {string} folder */
export async function programmeOf(base, folder) {
  if (!base) return programme(folder);
  const response = await fetch(`${base}${folder}/programme.json`);
  return response.ok ? response.json() : undefined;
}
