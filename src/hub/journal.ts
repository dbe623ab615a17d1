/** The last calls of a hub: what was asked and answered, what that changed, and the states before and after. */

import { ENTRY_KINDS, type EntryKind } from '../core/call-ends.ts';
import { copied } from '../core/copied.ts';
import type { StateDocument } from '../core/document.ts';
import type { Json } from '../core/json.ts';
import { oneOf, optionalMember, record, text, wholeNumberTo } from '../core/shape.ts';
import type { HubState } from '../core/state.ts';
import { endpointOf } from './dispatch/index.ts';
import { callerIn, namedParameters } from './journal/called.ts';
import { EntryReader, type JournalEntry, kindOf } from './journal/entry.ts';
import type { Note } from './journal/note.ts';
import type { Notes } from './journal/notes.ts';
import { checkOperation } from './journal/operation-names.ts';
import type { NameBook } from './journal/people.ts';

/** Which calls are meant: those that meet all that is given. */
export interface JournalFilter {
  /** `v1/create_project`, `conat/hub/projects.start`. */
  readonly operation?: string | undefined;
  /** Who made them, by the name in the world or by id. */
  readonly account?: string | undefined;
  /** A project that they name in a parameter, by the name in the world or by id. */
  readonly project?: string | undefined;
  readonly kind?: EntryKind | undefined;
  /** Calls with higher numbers than this one. */
  readonly after?: number | undefined;
  /** Calls with lower numbers than this one. */
  readonly before?: number | undefined;
  /** So many of those that meet the rest, the last ones. */
  readonly last?: number | undefined;
}

const filterShape = record({
  operation: optionalMember(text),
  account: optionalMember(text),
  project: optionalMember(text),
  kind: optionalMember(oneOf(...ENTRY_KINDS)),
  after: optionalMember(wholeNumberTo(Number.MAX_SAFE_INTEGER)),
  before: optionalMember(wholeNumberTo(Number.MAX_SAFE_INTEGER)),
  last: optionalMember(wholeNumberTo(Number.MAX_SAFE_INTEGER)),
});

export class Journal {
  readonly #notes: Notes;
  readonly #names: NameBook;
  #madeReader: EntryReader | undefined;

  constructor(notes: Notes, names: NameBook) {
    this.#notes = notes;
    this.#names = names;
  }

  /** Made when somebody reads: most journals, of forks above all, are never read. */
  get #reader(): EntryReader {
    this.#madeReader ??= new EntryReader(this.#names);
    return this.#madeReader;
  }

  /** The number of the last call; 0 before the first. */
  get last(): number {
    return this.#notes.last;
  }

  /** The calls that are kept and meant, in their order. @throws Error for a filter that can meet nothing. */
  entries(filter: JournalFilter = {}): JournalEntry[] {
    const { last, ...wanted } = filterShape(copied(filter), 'filter');
    const isMeant = this.#condition(wanted);
    const found = this.#notes.all.filter(isMeant);
    this.#learn();
    return (last === undefined ? found : found.slice(Math.max(0, found.length - last))).map((note) => this.#read(note));
  }

  /** The call of that number. @throws RangeError when it is not kept. */
  entry(seq: number): JournalEntry {
    const note = noteOf(this.#notes, seq);
    this.#learn();
    return this.#read(note);
  }

  /** Without secrets, under the placeholders that entries have. For the hub. */
  redacted(value: Json, state: HubState): Json {
    return this.#reader.redacted(value, state);
  }

  /** Tells of each call from here on, by its number, when it has its answer. @returns a function that ends that. */
  watch(callback: (seq: number) => void): () => void {
    return this.#notes.watch(callback);
  }

  /** The document of the state without secrets, under the placeholders that entries have. For the hub. */
  redactedDocument(state: HubState): StateDocument {
    this.#learn();
    return this.#reader.redactedDocument(state);
  }

  #learn(): void {
    for (const note of this.#notes.all) this.#reader.learn(note);
  }

  #read(note: Note): JournalEntry {
    const notes = this.#notes;
    const { before, after } = note;
    const isKnown = before !== undefined && after !== undefined;
    const changed = isKnown ? notes.changed(before, after, note.changesFrom, note.changesTo) : [];
    return this.#reader.entryOf(note, notes.all, changed);
  }

  #condition({
    operation,
    account,
    project,
    kind,
    after,
    before,
  }: Omit<JournalFilter, 'last'>): (note: Note) => boolean {
    if (operation !== undefined) this.#checkOperation(operation);
    const account_id = account === undefined ? undefined : this.#names.account(account);
    const project_id = project === undefined ? undefined : this.#names.project(project);
    return (note) =>
      (operation === undefined || endpointOf(note.call) === operation) &&
      (account_id === undefined || accountOf(note) === account_id) &&
      (project_id === undefined || namesProject(note, project_id)) &&
      (kind === undefined || kindOf(note) === kind) &&
      (after === undefined || note.seq > after) &&
      (before === undefined || note.seq < before);
  }

  /** Also what is no operation may have been called, by mistake. */
  #checkOperation(operation: string): void {
    if (!this.#notes.all.some(({ call }) => endpointOf(call) === operation)) checkOperation(operation);
  }
}

/** The note of that number. @throws RangeError when it is not kept. */
export function noteOf(notes: Notes, seq: number): Note {
  const { all } = notes;
  const [first] = all;
  const note = first === undefined ? undefined : all[seq - first.seq];
  if (note !== undefined) return note;
  const kept = first === undefined ? 'none' : `${first.seq} to ${notes.last}`;
  const hint = first !== undefined && seq < first.seq ? '; createHub({ journal: { calls, bytes } }) keeps more' : '';
  throw new RangeError(`the journal has no call ${seq}; it keeps ${kept}${hint}`);
}

function accountOf({ before, call }: Note): string | undefined {
  const identity = before && callerIn(before, call);
  return identity !== undefined && 'account_id' in identity ? identity.account_id : undefined;
}

function namesProject({ call }: Note, project_id: string): boolean {
  return Object.values(namedParameters(call)).some(
    (value) => typeof value === 'string' && value.toLowerCase() === project_id,
  );
}
