/** What makes sandboxes, and what a sandbox is to those who run a command in it. */
import type { ChildProcess } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { type Refusal, refuse } from '../../../core/errors.ts';
import type { Launch } from './launcher.ts';
import type { Owner } from './open-folder.ts';

/** The folders that a sandbox shows: `home`, `tmp` and `etc` below `path`. */
export interface Room {
  readonly path: string;
  readonly project_id: string;
  /** Where in the sandbox the home directory of the project is. */
  readonly home: string;
}

export interface Runtime {
  /** Whom files belong to that commands may change; `undefined`: this process. */
  readonly owner: Owner | undefined;
  /** Makes a sandbox, which waits for its one command and keeps this process from nothing. @throws Refusal by name where none can be made. */
  start(room: Room): Sandbox;
  /** Whether it is of use to make one before there is a command for it. */
  readonly isEarly: boolean;
  /** What has to be so where it makes none. */
  readonly whereNone: string;
}

export interface Sandbox {
  /** Runs its one command, and returns the process that has the command's input and output. */
  launch(launch: Launch): ChildProcess;
  /** Whether it has ended, as one may that waits for its command. */
  readonly hasEnded: boolean;
  /** What the launcher has told by now. */
  told(): string;
  /** Ends all that runs in it, at once. */
  end(): void;
  /** What its processes take of memory; 0 where something else bounds that. */
  residentBytes(): number;
}

/** @param why and what to do about it. */
export function unavailable(why: string): Refusal {
  return refuse('unsimulated', { what: 'commands', why: `they were to run in a sandbox, and ${why}` });
}

/**
 * Whom commands run as where the hub is root: an account that systems leave unused. Root's own processes are not bounded in
 * number, and root may read more than programs need.
 */
export const UNUSED_ACCOUNT: Owner = { uid: 60_600, gid: 60_600 };

/** The path of the program with that name; `undefined` if there is none. */
export function programOnPath(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(':').filter((folder) => folder.startsWith('/'));
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
