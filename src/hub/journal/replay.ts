/** Making calls again that a journal has, at the times and by the chance they were made then. */
import type { Instant } from '../../core/instant.ts';
import { isSameJson, type Json } from '../../core/json.ts';
import type { Answer, Call } from '../call.ts';
import type { Clock, VirtualClock } from '../clock.ts';
import { type JournalEntry, sessionGivenBy, sourceOf } from './entry.ts';
import { Note } from './note.ts';
import { Placeholders } from './placeholders.ts';

export interface AgainOptions {
  /** The call to make in the place of an entry's; `null` for none. */
  readonly edit?: ((entry: JournalEntry) => Call | null) | undefined;
}

/** A call that was made again. */
export interface Replayed {
  readonly entry: JournalEntry;
  /** What came now; `null` where the call was not made. */
  readonly answer: Answer | null;
  /** Whether the answer is the one in the journal. */
  readonly same: boolean;
  /** Why the call was not made. */
  readonly left: 'by edit' | 'abandoned' | 'under_way' | 'fault' | 'injected' | null;
}

/** What makes the calls. */
export interface Replayer {
  readonly clock: Clock;
  /** Makes a call whose first step gets at least the number, unless that has been used. */
  serve(note: Note, number: number): Promise<Answer>;
  /** Which rows the call has changed. */
  changedBy(note: Note): JournalEntry['changed'];
}

/**
 * Makes the calls in their order. A clock that can be set is set to the times they came and were answered at, but never back.
 * A call is waited for before the first one that came after its answer.
 */
export async function replayed(
  hub: Replayer,
  entries: readonly JournalEntry[],
  { edit = ({ call }) => call }: AgainOptions,
): Promise<Replayed[]> {
  const placeholders = new Placeholders();
  const results: Promise<Replayed>[] = [];
  let underWay: UnderWay[] = [];
  for (const entry of entries) {
    await finished(
      hub,
      underWay.filter(({ until }) => until < entry.seq),
    );
    underWay = underWay.filter(({ until }) => until >= entry.seq);
    const notMade = reasonNotMade(entry);
    const call = notMade === undefined ? edit(entry) : null;
    if (call === null) {
      const left = notMade ?? 'by edit';
      results.push(Promise.resolve({ entry, answer: null, same: false, left }));
      continue;
    }
    moveForward(hub.clock, entry.time);
    const note = new Note(sentCall(entry, call, placeholders));
    const begun = new Promise<void>((resolve) => {
      note.onBegin = resolve;
    });
    const answered = hub.serve(note, entry.number);
    await Promise.race([begun, answered]);
    const result = answered.then((answer) => {
      // Keys of rows may be secrets, as those that mails tell.
      placeholders.learn(entry.changed as Json, hub.changedBy(note) as Json);
      return judged(entry, answer, placeholders);
    });
    underWay.push({ until: entry.concurrentTo, at: entry.answered ?? entry.time, ended: result });
    results.push(result);
  }
  await finished(hub, underWay);
  return Promise.all(results);
}

/** Faults that keep a call from being made at all. */
const PREVENTING = ['refuse', 'fail_before', 'too_many', 'hub_restart'];

function reasonNotMade({ kind, injected }: JournalEntry): (Replayed['left'] & string) | undefined {
  if (kind === 'abandoned' || kind === 'under_way' || kind === 'fault') return kind;
  return injected !== null && PREVENTING.includes(injected.do) ? 'injected' : undefined;
}

/** A call that has no answer yet, when it gets one, and the number of the last call that comes before. */
interface UnderWay {
  readonly until: number;
  readonly at: Instant;
  readonly ended: Promise<unknown>;
}

/** Waits for the answers, the first one first. */
async function finished(hub: Replayer, calls: readonly UnderWay[]): Promise<void> {
  for (const { at, ended } of calls.toSorted((one, other) => one.at - other.at)) {
    moveForward(hub.clock, at);
    await ended;
  }
}

/** Sets a clock that can be set. */
export function setClock(clock: Clock, time: Instant): void {
  (clock as Partial<VirtualClock>).set?.(time);
}

function moveForward(clock: Clock, time: Instant): void {
  if (clock.now() < time) setClock(clock, time);
}

/** The call with its secrets, as far as they are known. */
function sentCall(entry: JournalEntry, call: Call, placeholders: Placeholders): Call {
  const origin = sourceOf(entry);
  if (origin !== undefined && call === entry.call) return origin.note.call;
  const json = call as unknown as Json;
  return (origin?.revealed(json) ?? placeholders.filled(json)) as unknown as Call;
}

function judged(entry: JournalEntry, answer: Answer, placeholders: Placeholders): Replayed {
  const origin = sourceOf(entry);
  const body = answer.body as Json;
  if (origin === undefined) {
    placeholders.learn(entry.answer, body);
    placeholders.learn(entry.session, sessionGivenBy(answer) ?? null);
  }
  const expected = origin === undefined ? placeholders.filled(entry.answer) : (origin.note.answer?.body as Json);
  const isSame = isSameJson(expected, body) || isSameJson(entry.answer, body);
  return { entry, answer, same: answer.kind === entry.kind && isSame, left: null };
}
