/**
 * The ledger of a run: a file that says what is about to be made, before it is asked for. It outlives the run, however
 * that ends. It holds kinds, titles and ids, and no calls: what undoes a thing follows from these.
 *
 * One JSON object a line: the head, and then what happened to entries, which are numbered from 1.
 */

import { closeSync, fsyncSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import type { Redactor } from '../../core/redact.ts';
import { textOr } from '../language/person.ts';
import { collaboratorsIn } from './creations.ts';
import { RUN_ID } from './mark.ts';
import { redacted } from './redacted.ts';
import type { Records } from './tested-hub.ts';
import { isIdOf, KINDS, type Kind } from './things.ts';

export interface LedgerHead {
  readonly ledger: 'cocalc-mock-hub';
  readonly version: 1;
  /** The id of the run. */
  readonly run: string;
  /** The URL of the hub. */
  readonly hub: string;
  readonly account_id: string;
}

const STANDINGS = ['asked', 'made', 'refused', 'undone'] as const;

export interface Entry {
  readonly entry: number;
  readonly kind: Kind;
  /** How it was called when it was made; of people in a project a list of who they are. */
  readonly title: string;
  /** The project that it belongs to, if it has one. */
  readonly project_id?: string;
  /** The name of the identity that made it. */
  readonly as: string;
  /** Absent where no answer told it, or told one that is not to be trusted. */
  readonly id?: string;
  /** Whether clean-up saw it, of what no answer told an id of. */
  readonly seen?: true;
  /** `asked`: nobody knows what came of it. */
  readonly standing: (typeof STANDINGS)[number];
}

/** What is no ledger, or cannot be read or written. */
export class LedgerError extends Error {
  override readonly name = 'LedgerError';
}

/** Where a run and its clean-up write. Nothing is made before its line is on the disk. */
export interface Ledger extends Records {
  readonly head: LedgerHead;
  readonly entries: readonly Entry[];
  /** What cannot be read, one line each. */
  readonly broken: readonly string[];
  /** Why not all of it is on the disk. From then on nothing is written, and nothing more is made. */
  readonly fault: string | undefined;
  /** @param seen whether it was there */
  undone(entry: number, seen: boolean): void;
  /** Frees the file; a new one without an entry is removed. What is written afterwards is a fault. */
  close(): void;
}

/**
 * A new ledger.
 *
 * @param durable whether each line is on the disk before the run goes on, which takes long: what a mock holds does not
 * outlive the machine.
 * @throws an error of the file system where there can be none
 */
export function newLedger(file: string, head: LedgerHead, secrets: Redactor, durable = true): Ledger {
  const lines = new Lines(file, 'wx', secrets, durable);
  try {
    lines.write(head);
    if (durable) syncFolder(dirname(file));
  } catch (thrown) {
    lines.close();
    rmSync(file, { force: true });
    throw thrown;
  }
  const close = (isEmpty: boolean) => {
    lines.close();
    if (isEmpty) rmSync(file, { force: true });
  };
  return new FileLedger({ head, entries: [], broken: [] }, { write: (line) => lines.write(line), close });
}

/** The file is written to only once there is something to write. @throws LedgerError */
export function openLedger(file: string, secrets: Redactor): Ledger {
  const { torn, ...read } = readLedger(file);
  let lines: Lines | undefined;
  const write = (line: object) => {
    if (lines === undefined) {
      lines = new Lines(file, 'a', secrets);
      // The end of a torn line would swallow what comes behind it, and would be taken for a broken one.
      if (torn) lines.write(TORN, '\n');
    }
    lines.write(line);
  };
  return new FileLedger(read, { write, close: () => lines?.close() });
}

interface Out {
  /** @throws an error of the file system */
  write(line: object): void;
  close(isEmpty: boolean): void;
}

class FileLedger implements Ledger {
  readonly head: LedgerHead;
  readonly entries: Entry[];
  readonly broken: readonly string[];
  readonly #out: Out;
  #last: number;
  #fault: string | undefined;

  constructor({ head, entries, broken }: Pick<Ledger, 'head' | 'entries' | 'broken'>, out: Out) {
    this.head = head;
    this.entries = [...entries];
    this.broken = broken;
    this.#out = out;
    this.#last = Math.max(0, ...entries.map(({ entry }) => entry));
  }

  get fault(): string | undefined {
    return this.#fault;
  }

  asked(creation: Parameters<Records['asked']>[0]): number {
    if (this.#fault !== undefined) throw new LedgerError(this.#fault);
    const made: Entry = { entry: this.#last + 1, standing: 'asked', ...creation };
    this.#write(made);
    if (this.#fault !== undefined) throw new LedgerError(this.#fault);
    this.#last += 1;
    this.entries.push(made);
    return made.entry;
  }

  made(entry: number, id?: string): void {
    this.#change(entry, { standing: 'made', ...(id !== undefined && { id }) });
  }

  refused(entry: number): void {
    this.#change(entry, { standing: 'refused' });
  }

  undone(entry: number, seen: boolean): void {
    this.#change(entry, { standing: 'undone', ...(seen && { seen }) });
  }

  close(): void {
    this.#out.close(this.entries.length === 0);
  }

  /** What is known stays known here, even where it can be written no more: clean-up goes by it. */
  #change(entry: number, changed: Pick<Entry, 'standing' | 'id' | 'seen'>): void {
    const at = this.entries.findIndex((one) => one.entry === entry);
    this.entries[at] = { ...(this.entries[at] as Entry), ...changed };
    this.#write({ entry, ...changed });
  }

  #write(line: object): void {
    if (this.#fault !== undefined) return;
    try {
      this.#out.write(line);
    } catch (thrown) {
      this.#fault = (thrown as Error).message;
    }
  }
}

class Lines {
  readonly #file: number;
  readonly #secrets: Redactor;
  readonly #durable: boolean;

  constructor(path: string, flags: 'wx' | 'a', secrets: Redactor, durable = true) {
    this.#durable = durable;
    this.#file = openSync(path, flags, 0o600);
    this.#secrets = secrets;
  }

  write(line: object, before = ''): void {
    const json = JSON.stringify(redacted(line, this.#secrets));
    // All of it, where a nearly full disk takes some at first.
    writeFileSync(this.#file, `${before}${json}\n`);
    if (this.#durable) fsyncSync(this.#file);
  }

  close(): void {
    closeSync(this.#file);
  }
}

/** A file survives a crash of the machine only once its folder does. */
function syncFolder(folder: string): void {
  // Windows has nothing of the kind.
  if (process.platform === 'win32') return;
  const opened = openSync(folder, 'r');
  fsyncSync(opened);
  closeSync(opened);
}

/** Says that the line before it was being written when the run was killed: what it speaks of had not been sent yet. */
const TORN = { torn: true };

/** No run writes more. */
const MOST_BYTES = 64 * 1024 * 1024;

interface Read {
  readonly head: LedgerHead;
  readonly entries: readonly Entry[];
  readonly broken: readonly string[];
  readonly torn: boolean;
}

function readLedger(file: string): Read {
  if (statSync(file).size > MOST_BYTES) throw new LedgerError(`${file}: is longer than any ledger`);
  const content = readFileSync(file, 'utf8');
  const torn = content !== '' && !content.endsWith('\n');
  const lines = content.split('\n').map((line) => (line === '' ? undefined : parsed(line)));
  const head = headIn(lines[0], file);
  const entries = new Map<number, Entry>();
  const broken: string[] = [];
  for (const [at, line] of lines.entries()) {
    if (at === 0 || line === undefined || isTorn(line)) continue;
    const isLast = torn && at === lines.length - 1;
    const wrong = line instanceof Error ? line.message : read(line, entries);
    if (wrong === undefined || isLast || isTorn(lines[at + 1])) continue;
    broken.push(`${file}, line ${at + 1}: ${wrong}`);
  }
  return { head, entries: [...entries.values()], broken, torn };
}

function parsed(line: string): Json | Error {
  try {
    return JSON.parse(line) as Json;
  } catch (thrown) {
    return thrown as Error;
  }
}

const isTorn = (line: Json | Error | undefined): boolean => isObject(line) && line.torn === true;

/** @throws LedgerError */
function headIn(line: Json | Error | undefined, file: string): LedgerHead {
  if (!isObject(line) || line.ledger !== 'cocalc-mock-hub') throw new LedgerError(`${file}: is no ledger of a run`);
  const { version, run, hub, account_id } = line as JsonObject;
  if (version !== 1) throw new LedgerError(`${file}: has another version than 1, which this program reads`);
  if (!RUN_ID.test(textOr(run))) throw new LedgerError(`${file}: has no id of a run, such as 1a2b3c4d`);
  if (!isUrl(textOr(hub))) throw new LedgerError(`${file}: has no URL of a hub, such as https://hub.example`);
  if (!isIdOf('account', textOr(account_id))) throw new LedgerError(`${file}: has no id of an account`);
  return { ledger: 'cocalc-mock-hub', version, run: textOr(run), hub: textOr(hub), account_id: textOr(account_id) };
}

function isUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, origin, pathname } = new URL(url);
  // Nothing but what the program writes: no user, no query.
  return /^https?:$/.test(protocol) && url === `${origin}${pathname.replace(/\/+$/, '')}`;
}

/** Takes what the line says of an entry. @returns what is wrong with it. */
function read(line: Json, entries: Map<number, Entry>): string | undefined {
  if (!isObject(line)) return 'is no entry';
  const { entry, standing, kind, title, as, id, project_id } = line;
  if (typeof entry !== 'number' || !Number.isSafeInteger(entry) || entry < 1) return 'names no entry';
  const known = entries.get(entry);
  if (!isOneOf(STANDINGS, standing)) return `entry ${entry} is neither of ${STANDINGS.join(', ')}`;
  const kindOf = known?.kind ?? kind;
  if (!isOneOf(KINDS, kindOf)) return `entry ${entry} is of none of the kinds ${KINDS.join(', ')}`;
  if (id !== undefined && !isIdOf(kindOf, textOr(id))) return `the id of entry ${entry} is not one of a ${kindOf}`;
  const named = id === undefined ? {} : { id: textOr(id) };
  if (known !== undefined) {
    entries.set(entry, { ...known, standing, ...named, ...(line.seen === true && { seen: true }) });
    return undefined;
  }
  if (typeof title !== 'string' || typeof as !== 'string') return `entry ${entry} has no title, or nobody who made it`;
  if (project_id !== undefined && !isIdOf('project', textOr(project_id))) {
    return `the project of entry ${entry} is not named by an id`;
  }
  if (kindOf === 'collaborator' && !namesPeople(title)) return `entry ${entry} does not say who came to which project`;
  const ofProject = project_id === undefined ? {} : { project_id: textOr(project_id) };
  entries.set(entry, { entry, standing, kind: kindOf, title, as, ...named, ...ofProject });
  return undefined;
}

function isOneOf<Name extends string>(names: readonly Name[], value: Json | undefined): value is Name {
  return names.some((name) => name === value);
}

function namesPeople(title: string): boolean {
  try {
    return collaboratorsIn(title).every(
      ({ id, project_id = '' }) => isIdOf('account', id) && isIdOf('project', project_id),
    );
  } catch {
    return false;
  }
}
