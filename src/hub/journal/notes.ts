/** The notes that a hub keeps of its last calls, and what was touched meanwhile. They are for the hub alone: see `Journal`. */
import { findProject } from '../../core/projects/projects.ts';
import { optionalMember, record, wholeNumberTo } from '../../core/shape.ts';
import { type ChangedRow, changedAmong, differingRows, type HubState, type Touched } from '../../core/state.ts';
import type { Answer } from '../call.ts';
import type { Clock } from '../clock.ts';
import type { Note } from './note.ts';
import { BYTES_OF_A_NOTE, newBytes, sizeOf } from './size.ts';

/** How much is kept. Of more, the first calls are dropped. */
export interface JournalOptions {
  /** 1,000 by default; 0 keeps nothing. */
  readonly calls?: number | undefined;
  /** Of memory, roughly: bodies, and contents of files that only past states hold. 64 MiB by default. */
  readonly bytes?: number | undefined;
}

export const journalShape = record({
  calls: optionalMember(wholeNumberTo(1_000_000)),
  bytes: optionalMember(wholeNumberTo(2 ** 36)),
});

const CALLS = 1000;
const BYTES = 64 * 2 ** 20;

/** A hub as it is now. */
export interface Moment {
  readonly state: HubState;
  readonly clock: Clock;
}

export class Notes {
  readonly #calls: number;
  readonly #mostBytes: number;
  /** Without a gap between their numbers. */
  #kept: Note[] = [];
  #last = 0;
  #bytes = 0;
  /** What was touched, from the place `#changesFrom` on; `undefined` where the hub was put to another state. */
  #changes: (Touched | undefined)[] = [];
  #changesFrom = 0;
  #startPlace = 0;
  /** Told of the number of each call that has its answer; made for the first one who watches. */
  #watchers: Set<(seq: number) => void> | undefined;
  /** The number of the last call before the hub was put to another state. */
  #leapt = 0;
  /** Up to which place contents of files have been counted. */
  #counted = 0;

  constructor({ calls = CALLS, bytes = BYTES }: JournalOptions = {}) {
    this.#calls = calls;
    this.#mostBytes = bytes;
  }

  /** In the order of their numbers. */
  get all(): readonly Note[] {
    return this.#kept.slice(Math.max(0, this.#kept.length - this.#calls));
  }

  /** The number of the last call; 0 before the first. */
  get last(): number {
    return this.#last;
  }

  /** The call has come as far as the state, which gives its first step the number `number`. */
  begin(note: Note, before: HubState, number: number): void {
    this.#last += 1;
    note.seq = this.#last;
    note.number = number;
    note.before = before;
    note.changesFrom = this.#changesTo;
    if (this.#calls > 0) this.#kept.push(note);
    note.onBegin?.();
  }

  /** The state is the one that the call leaves. It knows an earlier time where nothing moved it on, as at a deadline. */
  leave(note: Note, after: HubState, now = after.now): void {
    if (note.after !== undefined) return;
    note.after = after;
    note.time ||= after.now;
    note.ended = now;
    note.changesTo = this.#changesTo;
    note.concurrentTo = this.#last;
  }

  /** The call has its answer. One that never came as far as the state is noted all the same. */
  end(note: Note, answer: Answer | undefined, moment: Moment): void {
    if (note.answer !== undefined) return;
    this.#end(note, answer, moment);
    for (const watcher of this.#watchers ?? []) watcher(note.seq);
  }

  #end(note: Note, answer: Answer | undefined, { state, clock }: Moment): void {
    if (note.seq === 0) this.begin(note, state, state.call);
    if (note.after === undefined) this.leave(note, state, clock.now());
    note.answer = answer;
    note.failed = answer === undefined;
    // It may have taken so long that it was dropped meanwhile, or all calls forgotten.
    if (this.#kept[note.seq - (this.#kept[0]?.seq ?? 0)] !== note) return;
    note.bytes = BYTES_OF_A_NOTE + sizeOf(note.call.body) + sizeOf(answer?.body) + this.#contentsOf(note);
    this.#bytes += note.bytes;
    this.#drop();
  }

  /** Tells of each call from here on, by its number, when it has its answer. @returns a function that ends that. */
  watch(callback: (seq: number) => void): () => void {
    this.#watchers ??= new Set();
    const watchers = this.#watchers.add(callback);
    return () => watchers.delete(callback);
  }

  /** Rows were touched. */
  touch(touched: Touched): void {
    if (this.#calls > 0) this.#changes.push(touched);
  }

  /** The hub is put from one state to another, perhaps the same one, by which calls that are under way are abandoned. */
  leap(state: HubState, to: HubState): void {
    for (const note of this.#kept) {
      if (note.after !== undefined) continue;
      this.leave(note, state);
      note.abandoned = true;
    }
    if (to === state) return;
    if (this.#calls > 0) this.#changes.push(undefined);
    this.#leapt = this.#last;
  }

  /** The calls since the hub was last put to another state: each of their states follows from the one before. */
  get sinceLeap(): readonly Note[] {
    return this.all.filter(({ seq }) => seq > this.#leapt);
  }

  /** Forgets all calls, and counts from 1 again. */
  clear(): void {
    this.#kept = [];
    this.#last = 0;
    this.#leapt = 0;
    this.#bytes = 0;
    this.#changesFrom = this.#changesTo;
    this.#changes = [];
    this.#startPlace = this.#changesFrom;
  }

  /** The place of the state that the first call found. */
  get startPlace(): number {
    return this.#startPlace;
  }

  /** The rows that differ between the states at two places: by what was touched, unless the states do not follow from each other. */
  changed(before: HubState, after: HubState, from: number, to: number): ChangedRow[] {
    const between = this.#changes.slice(Math.max(0, from - this.#changesFrom), Math.max(0, to - this.#changesFrom));
    const isWhole = from >= this.#changesFrom && from <= to && !between.includes(undefined);
    return isWhole ? changedAmong(between, before, after) : differingRows(before, after);
  }

  get #changesTo(): number {
    return this.#changesFrom + this.#changes.length;
  }

  /** Bodies tell what other calls write; commands and cells do it beside them. */
  #contentsOf(note: Note): number {
    const { before, after, changesFrom, changesTo } = note;
    const isCounted = !note.wentOutside && changesFrom <= this.#counted;
    this.#counted = changesTo;
    if (isCounted || before === undefined || after === undefined) return 0;
    const projects = this.changed(before, after, changesFrom, changesTo).filter(([table]) => table === 'projects');
    return projects.reduce((bytes, [, key]) => {
      const [one, other] = [before, after].map((state) => findProject(state, String(key))?.files);
      return bytes + newBytes(one, other);
    }, 0);
  }

  #drop(): void {
    const kept = this.#kept;
    const isTooMuch = this.#bytes > this.#mostBytes;
    // Several at once, since all others move each time. Until then no old note is looked at.
    if (!isTooMuch && kept.length - this.#calls < Math.max(1, this.#calls / 8)) return;
    let [count, bytes] = [0, this.#bytes];
    while (count < kept.length && (kept.length - count > this.#calls || bytes > this.#mostBytes)) {
      bytes -= kept[count]?.bytes ?? 0;
      count += 1;
    }
    kept.splice(0, count);
    this.#bytes = bytes;
    const from = kept[0]?.changesFrom ?? this.#changesTo;
    this.#changes.splice(0, from - this.#changesFrom);
    this.#changesFrom = from;
  }
}
