/** What is asked of the sheets' module, one thing at a time: the same in a worker and in the page. */

/**
 * What can be asked: how much is done between two looks at the clock, rows that are judged or enterprises that are drawn; and what a finished run is answered
 * with, what is asked next included, as each question costs its way there and back.
 */
const WORK = {
  List: { portion: 2048, answer: (/** @type {any} */ list, /** @type {any[]} */ [query]) => ({ totals: list.totals(), rows: list.rows(query) }) },
  Budgets: { portion: 20_000, answer: (/** @type {any} */ budgets) => budgets.view() },
};

/** A file is read where it is worked on; one that is too large is not read at all. @param {any} list @param {File} file */
async function open(list, file) {
  list.checkSize(file.size);
  return list.open(file.name, new Uint8Array(await file.arrayBuffer()));
}

/** @typedef {keyof typeof WORK} Kind a class of the module */
/** @typedef {(what: string, given: any[], report?: (progress: any) => void) => Promise<any>} Answering */

/**
 * A method is answered at once; `run` goes on in slices until it is finished, is told to `stop`, or another has begun. Only a finished one has an answer.
 * @param {Kind} kind
 * @param {any} job
 * @param {number} slice milliseconds of work between two reports
 * @param {() => Promise<unknown>} rest what comes between two slices: what was asked meanwhile is heard
 * @returns {Answering}
 */
export function answering(kind, job, slice, rest) {
  const { portion, answer } = WORK[kind];
  let newest = 0;
  return async (what, given, report = () => {}) => {
    if (what === 'stop') return void newest++;
    if (what === 'open') return open(job, given[0]);
    if (what !== 'run') return job[what](...given);
    const mine = ++newest;
    while (mine === newest) {
      const end = performance.now() + slice;
      let progress;
      do progress = job.step(portion); while (!progress.finished && performance.now() < end);
      if (progress.finished) return answer(job, given);
      report(progress);
      await rest();
    }
    return undefined;
  };
}
