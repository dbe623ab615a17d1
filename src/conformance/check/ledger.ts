/**
 * The ledger of a run: a file that says what is about to be made, before it is asked for, and how to undo it. It
 * outlives the run, however that ends.
 *
 * One JSON object a line: the head, and then what happened to entries, which are numbered from 1.
 */
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { isObject, type Json } from '../../core/json.ts';
import type { Redactor } from '../../core/redact.ts';
import type { Undo } from './creations.ts';
import { redacted } from './redacted.ts';
import type { Records } from './tested-hub.ts';

export interface LedgerHead {
  readonly ledger: 'cocalc-mock-hub';
  readonly version: 1;
  /** The id of the run. */
  readonly run: string;
  /** The URL of the hub. */
  readonly hub: string;
  readonly account_id: string;
}

export interface Entry {
  readonly entry: number;
  readonly kind: string;
  readonly title: string;
  /** The name of the identity that made it. */
  readonly as: string;
  readonly undo: readonly Undo[];
  /** Absent where no answer told it. */
  readonly id?: string;
  /** `asked`: nobody knows what came of it. */
  readonly standing: 'asked' | 'made' | 'refused' | 'undone';
}

/** What is no ledger, or one that cannot be read to its end. */
export class LedgerError extends Error {
  override readonly name = 'LedgerError';
}

/** Where a run and its clean-up write. Nothing goes on before the line is on the disk. */
export interface Ledger extends Records {
  readonly head: LedgerHead;
  readonly entries: readonly Entry[];
  undone(entry: number): void;
  /** Frees the file. What is written afterwards is a fault. */
  close(): void;
}

/** A new ledger, whose file is made with its first entry. */
export function newLedger(file: string, head: LedgerHead, secrets: Redactor): Ledger {
  let lines: Lines | undefined;
  const write = (line: object) => {
    lines ??= new Lines(file, 'wx', [head], secrets);
    lines.write(line);
  };
  return ledger(head, [], write, () => lines?.close());
}

/** @throws LedgerError */
export function openLedger(file: string, secrets: Redactor): Ledger {
  const { head, entries, torn } = readLedger(file);
  let lines: Lines | undefined;
  const write = (line: object) => {
    // The end of a torn line would swallow what comes behind it.
    lines ??= new Lines(file, 'a', torn ? [undefined] : [], secrets);
    lines.write(line);
  };
  return ledger(head, entries, write, () => lines?.close());
}

function ledger(head: LedgerHead, before: readonly Entry[], write: (line: object) => void, close: () => void): Ledger {
  const entries = [...before];
  const change = (entry: number, changed: Pick<Entry, 'standing' | 'id'>) => {
    write({ entry, ...changed });
    entries[entry - 1] = { ...(entries[entry - 1] as Entry), ...changed };
  };
  return {
    head,
    entries,
    asked(creation) {
      const made: Entry = { entry: entries.length + 1, standing: 'asked', ...creation };
      write(made);
      entries.push(made);
      return made.entry;
    },
    made: (entry, id) => change(entry, { standing: 'made', id }),
    refused: (entry) => change(entry, { standing: 'refused' }),
    undone: (entry) => change(entry, { standing: 'undone' }),
    close,
  };
}

class Lines {
  readonly #file: number;
  readonly #secrets: Redactor;

  /** @param first what to write first; `undefined` is an empty line. */
  constructor(path: string, flags: 'wx' | 'a', first: readonly (object | undefined)[], secrets: Redactor) {
    this.#file = openSync(path, flags, 0o600);
    this.#secrets = secrets;
    for (const line of first) this.write(line);
    if (flags === 'wx') syncFolder(dirname(path));
  }

  write(line: object | undefined): void {
    const text = line === undefined ? '' : JSON.stringify(redacted(line, this.#secrets));
    writeSync(this.#file, `${text}\n`);
    fsyncSync(this.#file);
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

function readLedger(file: string): { head: LedgerHead; entries: Entry[]; torn: boolean } {
  const text = readFileSync(file, 'utf8');
  const torn = text !== '' && !text.endsWith('\n');
  const [head, ...lines] = text
    .split('\n')
    .map((line, at, all) => parsed(line, `${file}, line ${at + 1}`, torn && at === all.length - 1))
    .filter((line) => line !== undefined);
  if (!isObject(head) || head.ledger !== 'cocalc-mock-hub') throw new LedgerError(`${file}: is no ledger of a run`);
  if (head.version !== 1) throw new LedgerError(`${file}: has version ${head.version}; this program reads version 1`);
  const entries: Entry[] = [];
  for (const line of lines as unknown as Entry[]) {
    entries[line.entry - 1] = { ...entries[line.entry - 1], ...line };
  }
  return { head: head as unknown as LedgerHead, entries: entries.filter((entry) => entry?.undo !== undefined), torn };
}

/** Nothing for an empty line, and for one that was being written when the run was killed: it had not been sent yet. */
function parsed(line: string, place: string, isTorn: boolean): Json | undefined {
  if (line === '') return undefined;
  try {
    return JSON.parse(line) as Json;
  } catch (error) {
    // A line that was torn once has others behind it after a sweep.
    if (isTorn || line.startsWith('{"')) return undefined;
    throw new LedgerError(`${place}: ${(error as Error).message}`);
  }
}
