/** A program of Python that a command starts, and what comes of it. */
import type { Directory } from '../../../core/files/tree.ts';
import type { Instant } from '../../../core/instant.ts';
import type { Unsimulated } from '../unsimulated.ts';
import type { Changes } from './call-reports.ts';
import type { ProgramStream } from './reports.ts';

/** Texts are bytes, each a character: an operating system hands over no others. */
export interface ProgramCall {
  readonly project_id: string;
  /** The program's own name first. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly input: Uint8Array;
  /** By absolute path: those of which changes are told come first. */
  readonly folders: readonly (readonly [path: string, files: Directory])[];
  /** How many of the folders are such. */
  readonly changing: number;
  readonly chance: string;
  readonly now: Instant;
  /** On its own clock, which moves while it sleeps. */
  readonly timeMs: number;
  readonly maxBusyMs: number;
  readonly maxOutputBytes: number;
}

/** @throws Refusal `unsimulated` */
export type PythonRunner = (call: ProgramCall, signal: AbortSignal) => Promise<ProgramEnd>;

/** A part of what was printed, in the order in which it was. */
export interface Printed {
  readonly stream: ProgramStream;
  readonly bytes: Uint8Array;
}

export type ProgramEnd =
  | {
      readonly printed: readonly Printed[];
      /** Of each folder that may change. */
      readonly changes: readonly Changes[];
      readonly sleptMs: number;
      /** How much of its input it has read. */
      readonly readBytes: number;
      /** Nothing if its time was up. */
      readonly exitCode: number | null;
    }
  | { readonly unsimulated: Unsimulated };
