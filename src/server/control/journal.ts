/** What was called in a world. */
import type { ServerResponse } from 'node:http';
import type { ControlOperations } from '../../control/operations.ts';
import { after, nextTurn } from '../../hub/effects/process/real-time.ts';
import type { Journal, JournalFilter } from '../../hub/journal.ts';
import { Denial } from '../denial.ts';
import type { Handlers } from './context.ts';

type CallTold = ControlOperations['getCall']['answer']['call'];

const PAGE = 1000;

export const journalHandlers: Handlers<'listCalls' | 'getCall' | 'awaitCalls' | 'getCoverage'> = {
  listCalls({ world: { hub } }, { last = PAGE, ...filter }) {
    return { last: hub.journal.last, calls: entriesOf(hub.journal, { ...filter, last }) };
  },

  getCall({ world: { hub } }, { seq }) {
    const number = /^\d+$/.test(seq) ? Number(seq) : Number.NaN;
    try {
      return { call: hub.journal.entry(number) as unknown as CallTold, explanation: hub.explain(number) };
    } catch (thrown) {
      if (!(thrown instanceof RangeError)) throw thrown;
      const hint = 'GET /__admin/journal lists those that are kept';
      throw new Denial(404, 'unknown_call', `there is no call ${JSON.stringify(seq)} in the journal`, hint);
    }
  },

  async awaitCalls({ world: { hub }, response }, { count = 1, timeout_ms = 10_000, ...filter }) {
    const found = () =>
      entriesOf(hub.journal, filter).filter((call) => filter.kind === 'under_way' || call.answered !== null);
    const calls = await enough({ journal: hub.journal, response, count, timeoutMs: timeout_ms, found });
    if (calls.length >= count) return { calls };
    throw new Denial(
      408,
      'calls_did_not_come',
      `${calls.length} of ${count} calls came in ${timeout_ms} ms${wordsOf(filter)}`,
      `the last call is ${hub.journal.last}; GET /__admin/journal lists all that are kept`,
    );
  },

  getCoverage: async ({ world: { hub } }) => hub.coverage() as Promise<ControlOperations['getCoverage']['answer']>,
};

function entriesOf(journal: Journal, filter: JournalFilter): CallTold[] {
  try {
    return journal.entries(filter) as unknown as CallTold[];
  } catch (thrown) {
    // It says so by a plain error where there is no such operation, account or project.
    if (!(thrown instanceof Error) || Object.getPrototypeOf(thrown) !== Error.prototype) throw thrown;
    throw new Denial(422, 'bad_filter', thrown.message, 'names are those of the world; ids do, too');
  }
}

function wordsOf(filter: Readonly<Record<string, unknown>>): string {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined);
  return given.length === 0 ? '' : `, of those with ${given.map(([name, value]) => `${name} ${value}`).join(', ')}`;
}

interface Awaited {
  readonly journal: Journal;
  readonly response: ServerResponse;
  readonly count: number;
  readonly timeoutMs: number;
  readonly found: () => CallTold[];
}

/** What has come when it is enough, when time is up, or when nobody waits any more. */
function enough({ journal, response, count, timeoutMs, found }: Awaited): Promise<CallTold[]> {
  const first = found();
  if (first.length >= count) return Promise.resolve(first);
  return new Promise((resolve, reject) => {
    const end = () => {
      callOff();
      stop();
      response.off('close', end);
      try {
        resolve(found());
      } catch (thrown) {
        reject(thrown);
      }
    };
    const callOff = after(timeoutMs, end);
    let isLooking = false;
    const stop = journal.watch(() => {
      if (isLooking) return;
      isLooking = true;
      // Reading the journal costs more than a call, so many that come at once are looked at once.
      nextTurn().then(() => {
        isLooking = false;
        if (found().length >= count) end();
      });
    });
    response.once('close', end);
  });
}
