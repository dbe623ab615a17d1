/** The mark of a run: how the title of each thing begins that the run makes, and how clean-up knows it again. */

/** Stands in the title of all that any run makes, before the id of the run. */
export const MARK = 'mock-hub-';

/** What ids of runs look like: nothing that is the beginning of another run's. */
export const RUN_ID = /^[0-9a-z]{8}$/;

/** Whether the title is one of the run's: it begins with the mark and the whole id. */
export function bearsMark(title: string, run: string): boolean {
  const mark = `${MARK}${run}`;
  return RUN_ID.test(run) && title.startsWith(mark) && !/^\w/.test(title.slice(mark.length));
}
