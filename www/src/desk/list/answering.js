/** What is asked of the sheets' module, one thing at a time: the same in a worker and in the page. */

/**
 * What can be asked: how much is done between two looks at the clock, rows that are judged or enterprises that are drawn; what a finished run is answered
 * with, what is asked next included, as each question costs its way there and back; and whether its first report brings as much of that as there is.
 */
const WORK = {
  List: { portion: 2048, begins: true, answer: (/** @type {any} */ list, /** @type {any[]} */ [query]) => ({ totals: list.totals(), rows: list.rows(query) }) },
  Budgets: { portion: 20_000, begins: false, answer: (/** @type {any} */ budgets) => budgets.view() },
};

/** Bytes of a file that is there at once: it is not worth reading in parts. */
const SMALL = 1 << 18;

/** Milliseconds between two reports: nobody sees more, and each is drawn; what takes less is not spoken of. */
const REPORT = 100;

/** @typedef {() => Promise<boolean>} Next brings the next part of what is being read; whether there was one */

/**
 * A file is read where it is worked on, part by part where its first one tells enough; one that is too large is not read at all.
 * @param {any} list
 * @param {File} file
 * @param {() => boolean} late whether another one is read by now: nothing of this one may reach it
 * @returns {Promise<{opened: any, next: Next, apart: boolean}>} what it was taken for, and whether its parts are yet to come
 */
async function open(list, file, late) {
  list.checkSize(file.size);
  const nothing = { opened: undefined, next: async () => false, apart: false };
  const reader = file.size > SMALL ? file.stream().getReader() : undefined;
  const first = (await reader?.read())?.value;
  if (late()) return nothing;
  const opened = first && list.begin(file.name, first, file.size);
  if (!reader || !opened) {
    await reader?.cancel();
    const bytes = new Uint8Array(await file.arrayBuffer());
    return late() ? nothing : { ...nothing, opened: list.open(file.name, bytes) };
  }
  let over = false;
  let left = file.size - first.length;
  const next = async () => {
    if (over) return false;
    const { done, value = new Uint8Array() } = await reader.read();
    if (late()) return false;
    left -= value.length;
    // With its last byte there it is not asked whether there is another.
    over ||= done || left <= 0;
    list.append(value, over);
    return true;
  };
  return { opened, next, apart: true };
}

/** How many rows a file is tried with before there is one: a long list's, for some tens of milliseconds. */
const TRIED = 100_000;

/** A file as one may come: the examples of the template, over and over. @param {any} list */
function example(list) {
  const template = new TextDecoder().decode(list.templateCsv());
  const rows = template.slice(template.indexOf('\n') + 1);
  return new File([template, rows.repeat(TRIED / (rows.split('\n').length - 1))], 'x.csv');
}

/** @typedef {keyof typeof WORK} Kind a class of the module */
/** @typedef {(what: string, given: any[], report?: (progress: any) => void) => Promise<any>} Answering */

/**
 * A method is answered at once; `run` goes on in slices until it is finished, is told to `stop`, or another has begun. Only a finished one has an answer.
 * `warm` opens and runs an example: what a browser has seen running it has compiled by the time a file is chosen, and memory that was used is at hand.
 * @param {Kind} kind
 * @param {any} job
 * @param {number} slice milliseconds of work at a time
 * @param {() => Promise<unknown>} rest what comes between two slices: what was asked meanwhile is heard
 * @returns {Answering}
 */
export function answering(kind, job, slice, rest) {
  const { portion, begins, answer } = WORK[kind];
  let newest = 0;
  /** @type {Next} */
  let next = async () => false;
  /** @type {Promise<unknown> | undefined} */
  let warming;
  /** @type {Promise<unknown> | undefined} */
  let opening;
  let apart = false;

  let reads = 0;
  const read = async (/** @type {File} */ chosen) => {
    const mine = ++reads;
    next = async () => false;
    const file = await open(job, chosen, () => mine !== reads);
    if (mine === reads) ({ next, apart } = file);
    return file.opened;
  };

  const run = async (/** @type {any[]} */ given, /** @type {(progress: any) => void} */ report) => {
    const mine = ++newest;
    if (opening) {
      // It may be asked for in the same breath; what the file was taken for is told first.
      await opening;
      if (!apart) await rest();
    }
    let begun = !begins;
    let rested = performance.now();
    let reported = rested;
    while (mine === newest) {
      const progress = job.step(portion);
      if (progress.finished) return answer(job, given);
      if (progress.waiting) await next();
      if (performance.now() - rested < slice) continue;
      if (performance.now() - reported > REPORT) {
        report(begun ? progress : { ...progress, begun: answer(job, given) });
        begun = true;
        reported = performance.now();
      }
      await rest();
      rested = performance.now();
    }
    return undefined;
  };

  return async (what, given, report = () => {}) => {
    if (what === 'stop') return void newest++;
    if (what === 'warm') {
      const before = newest;
      warming = read(example(job)).then(() => before === newest && run(given, report)).catch(() => {});
      return warming;
    }
    if (what === 'open') {
      // The example is left as it is by then.
      newest++;
      opening = Promise.resolve(warming).then(() => read(given[0]));
      return opening;
    }
    if (what === 'run') return run(given, report);
    // What is chosen, or taken along, is of the whole file.
    if (what !== 'rows') while (await next());
    return job[what](...given);
  };
}
