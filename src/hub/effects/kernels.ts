/** Interpreters as hubs have them: of notebooks, and of `python3` in commands. */
import type { CellRunner } from '../perform.ts';
import type { PythonRunner } from './notebook/program-call.ts';

export interface Kernels extends CellRunner {
  /** Nothing where there are no processes. */
  readonly runProgram?: PythonRunner;
}
