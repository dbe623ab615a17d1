/** Cells of notebooks: outside the core, since an interpreter takes its time. */
import type { JsonObject } from '../json.ts';

/** Code for a fresh kernel: no state carries over from one cell to the next. */
export interface Cell {
  /** Whose files it sees; `null`: no project's. */
  readonly project_id: string | null;
  /** As in `kernels()`: `python3`. */
  readonly kernel: string;
  /** Run before `input` as one cell, with what it prints and raises thrown away. */
  readonly history: readonly string[];
  readonly input: string;
  /** Working directory, absolute. */
  readonly cwd: string;
  readonly limits: CellLimits;
  /** Fixes all that the cell leaves to chance. */
  readonly chance: string;
}

export interface CellLimits {
  /** How long one cell may take. */
  readonly timeMs: number;
  /** Characters of output, of one cell and of all. */
  readonly cellOutput: number;
  readonly totalOutput: number;
}

/** What the kernel sent, in order of arrival: an exception is an item of output too. */
export interface CellResult {
  readonly output: readonly JsonObject[];
  /** How long it took on its own clock, which moves while it sleeps; nothing by default. */
  readonly elapsedMs?: number;
  /** Set where a signal ended the kernel, as `SIGKILL`. */
  readonly signal?: string;
}

/** What is told of a kernel. [jupyter/kernel/kernel-data.ts] */
export type KernelSpec = {
  /** In lower case. */
  readonly name: string;
  readonly display_name: string;
  readonly language: string;
  readonly interrupt_mode?: string;
  readonly env: JsonObject;
  readonly metadata?: JsonObject;
  readonly resource_dir: string;
  readonly argv: readonly string[];
};
