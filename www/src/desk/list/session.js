/** A list on its way from a file to its answers: what stands, and what the visitor may do next. */

import { download } from '../download.js';
import { Ended, host } from './host.js';

/** @typedef {import('../main.js').Scene} Scene */
/** @typedef {import('#sheets-wasm').ListQuery} Query */
/** @typedef {NonNullable<import('#sheets-wasm').ListChoice['defaults']>} Defaults */

/**
 * What the visitor chose for a file; what is absent is as the file has it.
 * @typedef {{sheet?: string, header_row?: number, columns: Record<number, string>, defaults: Defaults}} Choice
 */

/**
 * What a list is for.
 * @typedef {object} Job
 * @property {boolean} early whether what reads a file is fetched while one is looked for
 * @property {string} [city] whose officer's list it is; else anyone's
 * @property {('policy' | 'batch' | 'level' | 'as_of')[]} asks what may hold for all rows
 * @property {(scene: Scene) => Defaults} stated what holds from the start
 * @property {(opened: import('#sheets-wasm').Opened) => boolean} enough whether a file says enough
 * @property {(opened: import('#sheets-wasm').Opened) => boolean} [clear] whether it leaves nothing to ask, so that its answers come at once
 * @property {boolean} [firstRows] whether its first rows are drawn while the others are judged
 * @property {(ask: Ask, scene: Scene) => Promise<unknown>} [prepare] what the host needs beside the tables
 * @property {(ask: Ask, session: Session, ran?: Pick<Session, 'totals' | 'rows'>) => Promise<Partial<Session>>} made what is drawn; a run that has just ended brings sums and first rows
 * @property {(ask: Ask, session: Session, kind: keyof typeof KINDS) => Promise<Uint8Array>} file the same as a file
 * @property {(ask: Ask, session: Session) => Promise<string>} named what that is called, without its ending
 */

/** @typedef {(what: string, ...given: any[]) => Promise<any>} Ask */

/**
 * What is drawn: the steps up to a running list; `first`, its first rows while the others are judged, so that no sum is one yet; `above`, what is seen without scrolling; `done`, all of it.
 * @typedef {'file' | 'opening' | 'columns' | 'running' | 'first' | 'above' | 'done'} Phase
 */

/** The steps that draw answers. @type {Phase[]} */
const ANSWERED = ['first', 'above', 'done'];

/**
 * Every row judged under what was chosen last, begun before anyone asks.
 * @typedef {object} Run
 * @property {Promise<any>} ended answered with sums and first rows
 * @property {boolean} due whether someone has asked for it
 * @property {Pick<Session, 'totals' | 'rows'>} [first] its first rows, from when they are judged until all are
 * @property {import('#sheets-wasm').ListProgress} [progress]
 */

/** How many rows are drawn at a time. */
export const WINDOW = 50;

/** How many of them are seen without scrolling: of a new list they are drawn first. */
const SEEN = 8;

/** How long a list takes before it is spoken of, in milliseconds: what is there at once needs no bar. */
const SLOW = 100;

const KINDS = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv;charset=utf-8',
};

/** What a fresh list is asked for. @returns {Query} */
const all = () => ({ from: 0, count: WINDOW });

/** What of it is drawn first. @returns {Query} */
const seen = () => ({ from: 0, count: SEEN, plain: true });

/** What the element's attributes state holds for all rows. @param {Scene} scene @returns {Defaults} */
export function attributes({ form, root }) {
  const city = root.host.getAttribute('city') === form.policy ? { policy: form.policy } : {};
  const { batch, level, as_of } = form;
  return { ...city, ...(batch && { batch }), ...(level && { level }), ...(as_of && { as_of }) };
}

/** Everyone's grant. @type {Job} */
const GRANTS = {
  early: true,
  asks: ['policy', 'batch', 'level', 'as_of'],
  stated: attributes,
  enough: ({ ready }) => ready,
  clear: ({ clear }) => clear,
  firstRows: true,
  made: async (ask, { drawn }, ran) => ran ?? ({ totals: await ask('totals'), rows: await ask('rows', drawn) }),
  file: (ask, _, kind) => ask(kind),
  named: (ask) => ask('fileName'),
};

/** Until what was drawn can be seen; a page in the background draws no frame. */
const painted = () => new Promise((done) => setTimeout(done, 32));

export class Session {
  /** As drawn last. @type {Scene} */
  scene;
  /** @type {Job} */
  job;
  /** @type {Phase} */
  phase = 'file';
  /** @type {File | undefined} */
  file;
  /** @type {import('#sheets-wasm').Opened | undefined} */
  opened;
  /** @type {Choice} */
  choice = { columns: {}, defaults: {} };
  /** @type {import('#sheets-wasm').ListTotals | undefined} */
  totals;
  /** @type {import('#sheets-wasm').ListRows | undefined} */
  rows;
  /** Of an officer's list under two tables. @type {import('#sheets-wasm').ShiftReport | undefined} */
  shifts;
  /** Of an officer's list. @type {import('#sheets-wasm').PortfolioReport | undefined} */
  report;
  /** What is asked for, and what the rows that are drawn were asked with. */
  query = all();
  drawn = all();
  /** Why a file, or a choice, cannot be taken. */
  trouble = '';
  /** What a screen reader is told. */
  told = '';
  /** @type {Promise<import('./host.js').Host> | undefined} */
  #host;
  /** Whether the host has the file. */
  #read = false;
  /** The language that the host speaks. */
  #lang = '';
  /** What the newest file, or run, is; an answer to an older one is late. */
  #turn = 0;
  /** @type {Run | undefined} */
  #run;
  /** The answer to an example, which it was tried with: nobody's. @type {Promise<Pick<Session, 'totals' | 'rows'> | undefined> | undefined} */
  tried;
  #asking = false;
  #making = false;

  /** @param {Scene} scene @param {Job} job */
  constructor(scene, job = GRANTS) {
    this.scene = scene;
    this.job = job;
    // While a file is looked for, what reads it is fetched, and tried.
    if (!job.early) return;
    const started = this.#running();
    started.catch(() => this.#end());
    this.tried = started.then(({ ask, beside }) => (beside && !this.file ? ask('warm', [seen()]) : undefined));
  }

  /** Whether the file says enough to begin. */
  get enough() {
    return !!this.opened && this.job.enough(this.opened);
  }

  /** How far it is. */
  get progress() {
    return this.#run?.progress;
  }

  /** The element may have been given another language. @param {Scene} scene */
  draw(scene) {
    this.scene = scene;
    if (this.#host && this.#lang && this.#lang !== scene.lang) {
      this.#lang = scene.lang;
      this.#try(() => this.#translate());
    }
  }

  /** @param {File} file */
  open(file) {
    if (this.#read) this.#end();
    if (this.phase === 'first') this.phase = 'opening';
    Object.assign(this, { file, choice: { columns: {}, defaults: this.job.stated(this.scene) }, opened: undefined, trouble: '', told: '' });
    this.#turn++;
    this.#run = undefined;
    return this.#try(async (late) => {
      const opened = await this.#patiently('opening', this.#reopen());
      const started = await this.#running();
      if (late()) return;
      this.opened = opened;
      this.#begin(started);
      if (this.job.clear?.(opened)) return this.run();
      this.phase = 'columns';
      this.#show('list-columns');
    });
  }

  /** Another sheet, row of heads, meaning of a column, or what holds for all rows. @param {Partial<Choice>} change */
  choose(change) {
    const before = this.choice;
    this.choice = { ...before, ...change };
    this.#run = undefined;
    return this.#try(async (late) => {
      try {
        this.opened = await this.#chosen();
        this.trouble = '';
      } catch (error) {
        if (!(/** @type {any} */ (error).told)) throw error;
        this.trouble = this.#words(error);
        this.choice = before;
        this.#run = undefined;
        this.opened = await this.#chosen();
      }
      const started = await this.#running();
      if (late()) return;
      this.#begin(started);
      this.scene.redraw();
    });
  }

  run() {
    const asked = all();
    Object.assign(this, { totals: undefined, rows: undefined, report: undefined, shifts: undefined, query: asked, drawn: asked, trouble: '', told: '' });
    this.#turn++;
    return this.#try(async (late) => {
      // A choice was made known when it was made.
      if (!this.#read) await this.#patiently('running', this.#chosen());
      const run = this.#run ?? this.#judge(await this.#running());
      run.due = true;
      this.#preview();
      const ran = await this.#patiently('running', run.ended);
      if (late()) return;
      // In other words, what has just ended is told anew.
      const made = await this.job.made(this.#asks, this, run === this.#run ? ran : undefined);
      if (late()) return;
      const shown = this.phase === 'first';
      Object.assign(this, made, { phase: 'above' });
      if (shown) this.scene.redraw();
      else this.#show('list-result');
      await this.#deepen(late);
      if (late()) return;
      // What was wished for meanwhile.
      if (this.query !== this.drawn) this.look(this.query);
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
    Object.assign(this, { phase: 'columns', told: '' });
    this.#show('list-columns');
  }

  /** From the start. */
  again() {
    this.#end();
    this.#turn++;
    Object.assign(this, { file: undefined, opened: undefined, phase: 'file', totals: undefined, rows: undefined, report: undefined, shifts: undefined, trouble: '', told: '' });
    this.#show('list-file');
  }

  /** Ends what is running: nobody draws it any more. */
  leave() {
    this.#end();
    this.#turn++;
  }

  /** Other rows; of several wishes the newest counts. @param {Partial<Query>} change */
  async look(change) {
    this.query = { ...this.query, from: 0, ...change };
    if (this.#asking || this.phase === 'first') return;
    this.#asking = true;
    await this.#try(async (late) => {
      do {
        const asked = this.query;
        const rows = await this.#ask('rows', asked);
        if (late()) return;
        Object.assign(this, { rows, drawn: asked });
      } while (this.drawn !== this.query);
      this.told = this.rows?.label ?? '';
      this.scene.redraw();
      this.scene.root.querySelector('.all-rows')?.scrollTo(0, 0);
    });
    this.#asking = false;
  }

  /** Drawn anew, as what it is held against has changed meanwhile; where that changes again, whoever draws asks again. */
  async remake() {
    if (this.#making) return;
    this.#making = true;
    await this.#try(async (late) => {
      const made = await this.job.made(this.#asks, this);
      if (!late()) Object.assign(this, made);
    });
    this.#making = false;
    this.scene.redraw();
  }

  /** What is computed, as a file. @param {keyof typeof KINDS} kind */
  save(kind) {
    return this.#save(kind, () => this.job.file(this.#asks, this, kind), () => this.job.named(this.#asks, this));
  }

  /** A file to fill in. @param {keyof typeof KINDS} kind */
  template(kind) {
    const { city } = this.job;
    return this.#save(kind, () => this.#ask(kind === 'xlsx' ? 'template' : 'templateCsv', city), async () => this.scene.word(city ? 'list.template_officer' : 'list.template_name'));
  }

  /** @param {keyof typeof KINDS} kind @param {() => Promise<Uint8Array>} made @param {() => Promise<string>} named */
  #save(kind, made, named) {
    const { word, redraw } = this.scene;
    this.told = word('take.making');
    redraw();
    return this.#try(async () => {
      const bytes = await made();
      const name = `${await named()}.${kind}`;
      download(this.scene.root, bytes, name, KINDS[kind]);
      this.told = word('take.said', { name });
      this.scene.redraw();
    });
  }

  /** What goes wrong is told in words, and the choice of a file stays. @param {(late: () => boolean) => Promise<void>} act */
  async #try(act) {
    const turn = this.#turn;
    const late = () => turn !== this.#turn;
    try {
      await act(late);
    } catch (error) {
      if (error instanceof Ended || late()) return;
      this.#end();
      Object.assign(this, { phase: 'file', trouble: this.#words(error), told: '' });
      this.#show('list-file');
    }
  }

  /** An error in words; one without is not the file's. @param {any} error @returns {string} */
  #words(error) {
    if (!error.told) console.error(error);
    return error.told ?? this.scene.word('list.failed');
  }

  /** Draws, and goes to where it goes on. @param {string} id */
  #show(id) {
    this.scene.redraw();
    this.scene.root.getElementById(id)?.focus();
  }

  /** Shows that something is under way, once it takes long. @template T @param {'opening' | 'running'} phase @param {Promise<T>} work */
  #patiently(phase, work) {
    const turn = this.#turn;
    const slow = setTimeout(() => {
      if (turn !== this.#turn || this.phase === 'first') return;
      this.phase = phase;
      this.#show('list-cancel');
      // Before there is a bar, the first rows may be there.
    }, phase === 'running' && this.job.firstRows ? 3 * SLOW : SLOW);
    return work.finally(() => clearTimeout(slow));
  }

  /** While someone looks at the columns, the rows are judged as the file has them, if it says enough. @param {import('./host.js').Host} started */
  #begin(started) {
    if (this.enough) {
      if (!this.#run) this.#ahead(started);
      return;
    }
    this.#run = undefined;
    started.ask('stop', []).catch(() => {});
  }

  /** Judges before it is asked for: what goes wrong is told to whoever asks. @param {import('./host.js').Host} started */
  #ahead(started) {
    this.#judge(started).ended.catch(() => {});
  }

  /** Judges every row. @param {import('./host.js').Host} started @returns {Run} */
  #judge({ ask }) {
    // In the page its first report comes before its end is known.
    /** @type {Run} */
    const run = { ended: Promise.resolve(), due: false };
    this.#run = run;
    run.ended = ask('run', [seen()], ({ begun: first, ...progress }) => {
      if (run !== this.#run) return;
      run.progress = progress;
      run.first ??= first;
      this.#preview();
      if (this.phase === 'running' || this.phase === 'first') this.scene.redraw();
    });
    // What is all there is drawn at once.
    run.ended.then(() => { run.first = undefined; }, () => {});
    return run;
  }

  /** Draws how amounts come about, and what lies below what is seen, once that stands. @param {() => boolean} late */
  async #deepen(late) {
    await painted();
    if (late()) return;
    const { drawn, rows } = this;
    if (rows) {
      const more = await this.#ask('rows', drawn);
      if (late()) return;
      // Others may have been asked for meanwhile.
      if (this.drawn === drawn) this.rows = more;
    }
    // Meanwhile the visitor may have gone back.
    if (this.phase === 'above') this.phase = 'done';
    this.scene.redraw();
  }

  /** Draws the first rows of a list that is asked for, once they are judged. */
  #preview() {
    if (!this.job.firstRows || !this.#run?.due || !this.#run.first || this.phase === 'first') return;
    Object.assign(this, this.#run.first, { phase: 'first' });
    this.#show('list-result');
  }

  /** Brings the file to the host, which may be a new one. */
  async #reopen() {
    const { file } = this;
    const turn = this.#turn;
    const started = await this.#running();
    // Another file may have been chosen while the host was on its way.
    if (turn !== this.#turn) throw new Ended();
    const opening = started.ask('open', [file]);
    const { sheet, header_row, columns, defaults } = this.choice;
    const chosen = sheet ?? header_row ?? Object.keys({ ...columns, ...defaults })[0];
    // Hardly any list says too little: it is not waited for that it says so.
    if (chosen === undefined) this.#ahead(started);
    const opened = await opening;
    this.#read = true;
    return chosen === undefined ? opened : this.#chosen();
  }

  /** What the file is taken for under this choice. @returns {Promise<import('#sheets-wasm').Opened>} */
  async #chosen() {
    if (!this.#read) return this.#reopen();
    const { sheet, header_row, columns, defaults } = this.choice;
    const mapped = Object.entries(columns).map(([index, meaning]) => ({ index: +index, ...(meaning && { meaning }) }));
    return this.#ask('choose', { sheet, header_row, columns: mapped, defaults });
  }

  async #translate() {
    this.#run = undefined;
    await this.#ask('setStrings', this.scene.lang, this.scene.words);
    if (this.phase === 'columns') {
      // Told in the new words, not chosen anew: what is judged stays.
      this.opened = await this.#ask('opened');
      this.#begin(await this.#running());
    }
    // What the columns were taken for is said beside the answers.
    if (ANSWERED.includes(this.phase)) Object.assign(this, { opened: await this.#ask('opened') }, await this.job.made(this.#asks, this));
    Object.assign(this, { trouble: '', told: '' });
    this.scene.redraw();
  }

  /** @param {string} what @param {...any} given */
  async #ask(what, ...given) {
    return (await this.#running()).ask(what, given);
  }

  /** The same, to be handed on. @type {Ask} */
  #asks = (what, ...given) => this.#ask(what, ...given);

  /** The host, with the words and the tables of all cities on offer. */
  #running() {
    this.#host ??= (async () => {
      const { lang, words, cities, tables } = this.scene;
      this.#lang = lang;
      const [started, ...found] = await Promise.all([host('List'), ...cities.map(({ id }) => tables(id))]);
      await started.ask('setStrings', [lang, words]);
      for (const { content } of found.flat()) await started.ask('addPolicy', [await content]);
      await this.job.prepare?.((what, ...given) => started.ask(what, given), this.scene);
      return started;
    })();
    return this.#host;
  }

  #end() {
    this.#host?.then((started) => started.end(), () => {});
    this.#host = undefined;
    this.#run = undefined;
    this.#read = false;
    this.#lang = '';
  }
}
