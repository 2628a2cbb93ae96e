/** A list on its way from a file to its answers: what stands, and what the visitor may do next. */

import { download } from '../download.js';
import { Ended, host } from './host.js';

/** @typedef {import('../main.js').Scene} Scene */
/** @typedef {import('#sheets-wasm').ListChoice} Choice */
/** @typedef {import('#sheets-wasm').RowsQuery} Query */

/** How many rows are drawn at a time. */
export const WINDOW = 50;

const KINDS = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv;charset=utf-8',
};

/** @returns {Query} */
const all = () => ({ sort: null, descending: false, filter: {}, from: 0, count: WINDOW });

export class Session {
  /** As drawn last. @type {Scene} */
  scene;
  /** What is drawn. @type {'file' | 'opening' | 'columns' | 'running' | 'done'} */
  phase = 'file';
  /** @type {File | undefined} */
  file;
  /** @type {import('#sheets-wasm').Opened | undefined} */
  opened;
  /** @type {Choice} */
  choice = {};
  /** @type {import('#sheets-wasm').Progress | undefined} */
  progress;
  /** @type {import('#sheets-wasm').Totals | undefined} */
  totals;
  /** @type {import('#sheets-wasm').Rows | undefined} */
  rows;
  query = all();
  /** Why the file cannot be read. */
  trouble = '';
  /** What a screen reader is told. */
  told = '';
  /** @type {Promise<import('./host.js').Host> | undefined} */
  #host;
  /** The language that the host speaks. */
  #lang = '';
  /** What the newest file, or the newest choice, was; an answer to an older one is late. */
  #turn = 0;
  #asking = false;

  /** @param {Scene} scene */
  constructor(scene) {
    this.scene = scene;
  }

  /** Draws; the element may have been given another language. @param {Scene} scene */
  draw(scene) {
    this.scene = scene;
    if (this.#host && this.#lang !== scene.lang) this.#try(() => this.#translate());
  }

  /** @param {File} file */
  open(file) {
    this.#end();
    Object.assign(this, { file, phase: 'opening', choice: {}, opened: undefined, trouble: '', told: '' });
    return this.#try(async (late) => {
      this.scene.redraw();
      const opened = await this.#reopen();
      if (late()) return;
      Object.assign(this, { opened, phase: 'columns' });
      this.#show('list-columns');
    });
  }

  /** Another sheet, heading row, meaning of a column or default. @param {Choice} change */
  choose(change) {
    this.choice = { ...this.choice, ...change };
    return this.#try(async (late) => {
      const opened = this.#host ? await this.#ask('choose', this.choice) : await this.#reopen();
      if (late()) return;
      this.opened = opened;
      this.scene.redraw();
    });
  }

  run() {
    Object.assign(this, { phase: 'running', progress: undefined, totals: undefined, rows: undefined, query: all(), told: '' });
    return this.#try(async (late) => {
      this.#show('list-cancel');
      if (!this.#host) await this.#reopen();
      else await this.#ask('choose', this.choice);
      const asked = await this.#running();
      await asked.ask('run', [], (progress) => {
        if (late()) return;
        this.progress = progress;
        this.scene.redraw();
      });
      const totals = await this.#ask('totals');
      const rows = await this.#ask('rows', this.query);
      if (late()) return;
      Object.assign(this, { totals, rows, phase: 'done' });
      this.#show('list-result');
    });
  }

  /** Back to the columns; what was computed is forgotten. */
  cancel() {
    this.#end();
    this.#turn++;
    Object.assign(this, { phase: 'columns', told: this.scene.word('list.cancelled') });
    this.#show('list-run');
  }

  /** Back to the columns, as they were chosen. */
  back() {
    this.phase = 'columns';
    this.told = '';
    this.#show('list-columns');
  }

  /** From the start. */
  again() {
    this.#end();
    this.#turn++;
    Object.assign(this, { file: undefined, opened: undefined, phase: 'file', choice: {}, totals: undefined, rows: undefined, trouble: '', told: '' });
    this.#show('list-file');
  }

  /** Other rows; of several wishes the newest counts. @param {Partial<Query>} change */
  async look(change) {
    this.query = { ...this.query, from: 0, ...change };
    if (this.#asking) return;
    this.#asking = true;
    await this.#try(async (late) => {
      let asked;
      do {
        asked = this.query;
        const rows = await this.#ask('rows', asked);
        if (late()) return;
        this.rows = rows;
      } while (asked !== this.query);
      this.told = this.rows?.shown ?? '';
      this.scene.redraw();
      this.scene.root.querySelector('.all-rows')?.scrollTo(0, 0);
    }, false);
    this.#asking = false;
  }

  /** @param {keyof typeof KINDS} kind @param {'list' | 'template'} [what] */
  save(kind, what = 'list') {
    const { word } = this.scene;
    this.told = word('list.making');
    this.scene.redraw();
    return this.#try(async () => {
      const bytes = await (what === 'template' ? this.#ask('template', kind) : this.#ask(kind));
      const name = `${await this.#ask(what === 'template' ? 'templateName' : 'fileName')}.${kind}`;
      download(this.scene.root, bytes, name, KINDS[kind]);
      this.told = word('take.said', { name });
      this.scene.redraw();
    }, false);
  }

  /** What goes wrong is told in words, and the choice of a file stays. @param {(late: () => boolean) => Promise<void>} act @param {boolean} [anew] whether what was asked before is overtaken */
  async #try(act, anew = true) {
    const turn = anew ? ++this.#turn : this.#turn;
    const late = () => turn !== this.#turn;
    try {
      await act(late);
    } catch (error) {
      if (error instanceof Ended || late()) return;
      this.#fail(/** @type {any} */ (error));
    }
  }

  /** @param {{code?: string, told?: string}} error */
  #fail(error) {
    if (!error.code) console.error(error);
    this.#end();
    Object.assign(this, { phase: 'file', trouble: error.told || this.scene.word('list.failed'), told: '' });
    this.#show('list-file');
  }

  /** Draws, and goes to where it goes on. @param {string} id */
  #show(id) {
    this.scene.redraw();
    this.scene.root.getElementById(id)?.focus();
  }

  /** The file, read once more by a new host. */
  async #reopen() {
    const file = /** @type {File} */ (this.file);
    const bytes = new Uint8Array(await file.arrayBuffer());
    const opened = await this.#ask('open', file.name, bytes);
    return this.opened && Object.keys(this.choice).length ? this.#ask('choose', this.choice) : opened;
  }

  async #translate() {
    this.#lang = this.scene.lang;
    await this.#ask('setStrings', this.scene.lang, this.scene.words);
    if (this.phase === 'columns') this.opened = await this.#ask('choose', this.choice);
    if (this.phase === 'done') Object.assign(this, { totals: await this.#ask('totals'), rows: await this.#ask('rows', this.query) });
    this.scene.redraw();
  }

  /** @param {string} what @param {...any} given */
  async #ask(what, ...given) {
    return (await this.#running()).ask(what, given);
  }

  /** The host, with the words and the tables of all cities on offer. */
  #running() {
    this.#host ??= (async () => {
      const { lang, words, cities, tables } = this.scene;
      this.#lang = lang;
      const started = await host();
      await started.ask('setStrings', [lang, words]);
      for (const { id } of cities) for (const { content } of await tables(id)) await started.ask('addPolicy', [await content]);
      return started;
    })();
    return this.#host;
  }

  #end() {
    this.#host?.then((started) => started.end(), () => {});
    this.#host = undefined;
  }
}
