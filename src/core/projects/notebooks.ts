/** Running code in a project's kernels. [jupyter/stateless-api/execute.ts; jupyter/nbgrader/jupyter-run.ts] */
import { refuse } from '../errors.ts';
import { homeOf, resolve } from '../files/paths.ts';
import { SECOND } from '../instant.ts';
import type { Json, JsonObject } from '../json.ts';
import { effectOf, type Outcome } from '../outcome.ts';
import { newHex } from '../random.ts';
import type { HubState } from '../state.ts';
import { isTruthy } from '../values.ts';
import type { Cell, CellLimits, CellResult, KernelSpec } from './cell.ts';
import { kernelProcesses, killKernel, launchKernel } from './kernels.ts';

/** What a project allows, whoever asks. */
const PROJECT_LIMITS: CellLimits = { timeMs: 30 * SECOND, cellOutput: 1_000_000, totalOutput: 5_000_000 };

/** Which kernels there are, in a project that runs. */
export function listKernels(state: HubState): Outcome<Json> {
  return { state, effect: effectOf({ kind: 'kernels' }, (later, kernels) => ({ state: later, answer: kernels })) };
}

/**
 * Runs the code in a fresh kernel of the project, and goes on with what that sent.
 *
 * @throws Refusal `no_kernel_set`, `unknown_kernel`, `kernel_killed`; by name for what is no text.
 */
export function execute<Answer extends Json>(
  state: HubState,
  project_id: string,
  request: JsonObject,
  then: (state: HubState, result: CellResult) => Outcome<Answer>,
): Outcome<Answer> {
  const cell = cellOf(state, project_id, request);
  const run = (pid: number) =>
    effectOf({ kind: 'cell', cell }, (ended, result) => {
      const { signal } = result;
      if (signal !== undefined) throw refuse('kernel_killed', { signal }).keeping(ended);
      const isThere = kernelProcesses(ended, project_id).some((process) => process.pid === pid);
      if (!isThere) throw refuse('kernel_killed', { signal: 'SIGKILL' }).keeping(ended);
      return then(ended, result);
    });
  const launch = effectOf({ kind: 'kernels' }, (later, kernels): Outcome<Answer> => {
    // What nobody has installed here for Python is told by who would run it.
    if (cell.kernel !== 'python3') checkKernel(cell.kernel, kernels);
    const { state: launched, pid } = launchKernel(later, project_id, cell.kernel);
    return { state: launched, effect: run(pid) };
  });
  return { state, effect: launch };
}

/** Ends the kernel of that process id, if it is the project's. */
export function stopKernel(state: HubState, project_id: string, pid: Json | undefined) {
  const after = typeof pid === 'number' ? killKernel(state, project_id, pid) : state;
  return { state: after, answer: { success: after !== state } };
}

function checkKernel(kernel: string, kernels: readonly KernelSpec[]): void {
  const names = kernels.map(({ name }) => name);
  if (!names.includes(kernel)) throw refuse('unknown_kernel', { kernel, names });
}

function cellOf(state: HubState, project_id: string, request: JsonObject): Cell {
  const { input, kernel, history, path, limits } = request;
  if (!isTruthy(kernel)) throw refuse('no_kernel_set');
  if (limits !== undefined) {
    throw refuse('unsimulated', { what: 'the option `limits` of a cell', why: 'what it holds is not known' });
  }
  return {
    project_id,
    kernel: text(kernel, 'kernel'),
    history: list(history ?? []),
    input: text(input ?? '', 'input'),
    cwd: resolve(homeOf(state, project_id), text(path ?? '', 'path')),
    limits: PROJECT_LIMITS,
    chance: newHex(state, 'cell', 16),
  };
}

function list(value: Json): readonly string[] {
  if (Array.isArray(value)) return value.map((item: Json) => text(item, 'history'));
  throw refuse('unsimulated', { what: '`history` that is no list', why: 'what a project makes of it is not known' });
}

function text(value: Json | undefined, name: string): string {
  if (typeof value === 'string') return value;
  const what = `\`${name}\` of a cell as anything but text`;
  throw refuse('unsimulated', { what, why: 'what a project makes of it is not known' });
}
