/**
 * What the shell knows of files without asking the hub, which takes longer than most programs do: which names there are in the
 * folders of programs of the home directory, where each program is looked for first, and the machine's own programs.
 */
import { type Directory, isDirectory } from '../../../core/files/tree.ts';
import type { Instant } from '../../../core/instant.ts';
import { IN_HOME } from '../machine.ts';
import type { Seen } from './file-stat.ts';

/** What the hub says of that when a command begins, and whenever something of it has changed. */
export interface ToldFiles {
  readonly now: Instant;
  readonly programs: readonly (readonly [folder: string, names: readonly string[]])[];
}

/** Folders with more of them are asked for. */
const MOST_NAMES = 100;

/** What is to be told of the files of a project, whose home directory is at `home`. */
export function toldFiles(home: string, files: Directory | undefined, now: Instant): ToldFiles {
  const folders = files === undefined ? [] : IN_HOME.map((path) => [path, namesAt(files, path.split('/'))] as const);
  return {
    now,
    programs: folders.flatMap(([path, names]) => (names === undefined ? [] : [[`${home}/${path}`, names]])),
  };
}

/** The names in a folder, none where it is not there; `undefined` if they are many, or a link or a file is in the way. */
function namesAt(files: Directory, [name = '', ...deeper]: readonly string[]): readonly string[] | undefined {
  const node = files.entries.get(name);
  if (node === undefined) return [];
  if (!isDirectory(node)) return undefined;
  if (deeper.length > 0) return namesAt(node, deeper);
  return node.entries.size > MOST_NAMES ? undefined : [...node.entries.keys()];
}

/** Whether the same is to be told of both. */
export function areToldAlike(one: Directory | undefined, other: Directory | undefined): boolean {
  if (one === other) return true;
  return IN_HOME.every((path) => {
    const [outermost = ''] = path.split('/');
    return one?.entries.get(outermost) === other?.entries.get(outermost);
  });
}

/** Of the machine's programs, by their paths: `null` where there is none. They are the same as long as the shell is. */
export type MachinePrograms = Map<string, Omit<Seen, 'now'> | null>;

const MOST_KNOWN = 2000;

/** So often something is known in a row: a script that waits for a change and asks for nothing else has to find it. */
const MOST_IN_A_ROW = 64;

export class KnownFiles {
  readonly #machine: MachinePrograms;
  #folders: ReadonlyMap<string, ReadonlySet<string>> = new Map();
  #now: Instant | undefined;
  #inARow = 0;

  constructor(machine: MachinePrograms = new Map()) {
    this.#machine = machine;
  }

  tell({ now, programs }: ToldFiles): void {
    this.#now = now;
    this.#folders = new Map(programs.map(([folder, names]) => [folder, new Set(names)]));
  }

  /** Is to be called when time has passed on the hub. */
  forgetTime(): void {
    this.#now = undefined;
  }

  /** Whether there is something at the path; `undefined`: the hub has to be asked. */
  exists(path: string): boolean | undefined {
    const known = this.#machine.get(path);
    if (known !== undefined) return known !== null;
    const at = path.lastIndexOf('/');
    const name = path.slice(at + 1);
    const names = this.#folders.get(path.slice(0, at));
    if (names === undefined || names.has(name) || /^\.{0,2}$/.test(name)) return undefined;
    this.#inARow = (this.#inARow + 1) % MOST_IN_A_ROW;
    return this.#inARow === 0 ? undefined : false;
  }

  /** What is at the path, behind links; `undefined`: the hub has to be asked. */
  at(path: string): Seen | undefined {
    const known = this.#machine.get(path);
    return known && this.#now !== undefined ? { ...known, now: this.#now } : undefined;
  }

  /** Keeps what the hub has answered. */
  keep(path: string, seen: Seen | null): void {
    const isOfMachine = path.startsWith('/usr/') && !/\/\.{1,2}(?:\/|$)/.test(path);
    if (isOfMachine && this.#machine.size < MOST_KNOWN) this.#machine.set(path, seen);
  }
}
