/** A call as the journal shows it: without secrets. */

import type { EntryKind } from '../../core/call-ends.ts';
import type { StateDocument } from '../../core/document.ts';
import type { Instant } from '../../core/instant.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { Redactor } from '../../core/redact.ts';
import type { ChangedRow, HubState } from '../../core/state.ts';
import type { Answer, Call, Credential } from '../call.ts';
import { endpointOf } from '../dispatch/index.ts';
import { redactedDocument } from '../trace/redacted-document.ts';
import { callerIn, namedParameters } from './called.ts';
import { causesOf, isRefused } from './causes.ts';
import type { Injected, Note } from './note.ts';
import type { NameBook } from './people.ts';
import { StateSecrets } from './secrets.ts';

/** One call of a hub. It is JSON, and holds no secret: each is replaced by a placeholder, the same one everywhere. */
export interface JournalEntry {
  /** Counts from 1. */
  readonly seq: number;
  /** The number by which the state draws chance for it. */
  readonly number: number;
  /** The number of the last call that had come when it was answered: its own, unless others came meanwhile. */
  readonly concurrentTo: number;
  /** When it came, and when it was answered, on the hub's clock, in ms since 1970; `null` while it is under way. */
  readonly time: Instant;
  readonly answered: Instant | null;
  /** As coverage has it: `v1/create_project`, `conat/hub/projects.start`. */
  readonly operation: string;
  /** Who made it: the account, and what it is called; both `null` for a key of a project, or none. */
  readonly account_id: string | null;
  readonly account: string | null;
  /** The project whose key it shows. */
  readonly project_id: string | null;
  /** By name, as far as they have any. */
  readonly parameters: JsonObject;
  /** The call as it travelled. */
  readonly call: Call;
  readonly kind: EntryKind;
  /** The body of the answer; `null` while there is none. */
  readonly answer: Json;
  /** The cookie that the answer signs a browser in by. */
  readonly session: string | null;
  /** Of what was refused: the code, and what is known of why. */
  readonly refusal: { readonly code: string; readonly because: readonly string[] } | null;
  /** Which rows it changed; where something was done outside of the hub's core, so may others meanwhile. */
  readonly changed: readonly ChangedRow[];
  /** The fault that was injected into it. */
  readonly injected: Injected | null;
}

/** What entries were made of: within this process they can be made again as they were. */
const origins = new WeakMap<JournalEntry, { readonly note: Note; readonly revealed: (value: Json) => Json }>();

export function sourceOf(entry: JournalEntry) {
  return origins.get(entry);
}

/** Makes entries of notes. All of its entries have the same placeholders. */
export class EntryReader {
  readonly #names: NameBook;
  readonly #redactor = new Redactor();
  readonly #learned = new WeakSet<Note>();
  readonly #secrets = new StateSecrets(this.#redactor);

  constructor(names: NameBook) {
    this.#names = names;
  }

  /** Makes the secrets of a call known, so that they are in no entry, nor in one of an earlier call. */
  learn(note: Note): void {
    if (this.#learned.has(note)) return;
    const { call, before, after, answer } = note;
    // What is under way will tell more.
    if (answer !== undefined) this.#learned.add(note);
    if (before !== undefined) this.#secrets.learn(before);
    if (after !== undefined) this.#secrets.learn(after);
    if (call.name.startsWith('conat/')) this.#redactor.learnFromFunction(call.body as JsonObject, answer?.body ?? null);
    this.#redactor.learnFrom(call.body as JsonObject);
    this.#redactor.learnFrom(answer?.body ?? null);
    for (const cookie of [call.session, sessionGivenBy(answer)]) if (cookie) this.#redactor.learn(cookie, 'COOKIE');
  }

  /** @param earlier the notes before it, of which the causes of a refusal are told. */
  entryOf(note: Note, earlier: readonly Note[], changed: JournalEntry['changed']): JournalEntry {
    const { call, before, answer } = note;
    const identity = before && callerIn(before, call);
    const account_id = identity !== undefined && 'account_id' in identity ? identity.account_id : null;
    const refused = isRefused(note) && answer !== undefined && answer.kind !== 'success';
    const entry = this.#redactor.json({
      seq: note.seq,
      number: note.number,
      concurrentTo: note.concurrentTo,
      time: note.time,
      answered: answer === undefined ? null : note.ended,
      operation: endpointOf(call),
      account_id,
      account: account_id === null ? null : this.#names.of(account_id),
      project_id: identity !== undefined && 'project_id' in identity ? identity.project_id : null,
      parameters: namedParameters(call),
      call: { ...call, credential: null, ...this.#session(call) } as unknown as JsonObject,
      kind: kindOf(note),
      answer: answer?.body ?? null,
      session: sessionGivenBy(answer) ?? null,
      refusal: refused ? { code: answer.code, because: causesOf(note, earlier, this.#names) } : null,
      changed: changed as Json,
      injected: (note.injected as unknown as JsonObject | undefined) ?? null,
    }) as unknown as JournalEntry;
    // That there is no key is no secret, though it stands where one may.
    (entry.call as { credential: Credential }).credential = this.#credential(call);
    origins.set(entry, { note, revealed: (value) => this.#redactor.revealed(value) });
    return entry;
  }

  /** The value without secrets, under the placeholders that entries have. */
  redacted(value: Json, state: HubState): Json {
    this.#secrets.learn(state);
    return this.#redactor.json(value);
  }

  /** The document of the state without secrets, under the placeholders that entries have. */
  redactedDocument(state: HubState): StateDocument {
    this.#secrets.learn(state);
    const json = (value: Json) => this.#redactor.json(value);
    return redactedDocument(state, { json, passwords: this.#redactor.known('PASSWORD') });
  }

  /** A key goes under no name of a secret here, and may be too short to be found by its looks. */
  #credential({ credential }: Call): Credential {
    if (typeof credential === 'string' || credential.key === '') return credential;
    return { key: this.#redactor.learn(credential.key, 'KEY') };
  }

  /** No more may a cookie that signs nobody in. */
  #session({ session }: Call): { readonly session?: string } {
    return session ? { session: this.#redactor.learn(session, 'COOKIE') } : {};
  }
}

/** The cookie that an answer signs a browser in by. */
export function sessionGivenBy(answer: Answer | undefined): string | undefined {
  const cookies = answer !== undefined && 'reply' in answer ? (answer.reply?.cookies ?? []) : [];
  return cookies.find(({ name }) => name === 'remember_me')?.value || undefined;
}

/** How it ended. */
export function kindOf({ abandoned, failed, answer }: Note): EntryKind {
  if (abandoned) return 'abandoned';
  if (failed) return 'fault';
  return answer?.kind ?? 'under_way';
}
