/**
 * Cells of notebooks: Python, in interpreters that are processes of their own without any permissions. Browsers have
 * `notebook.browser.ts` in place of this.
 */
import { refuse } from '../../core/errors.ts';
import { homeOf } from '../../core/files/paths.ts';
import { emptyDirectory } from '../../core/files/tree.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Cell, CellResult, KernelSpec } from '../../core/projects/cell.ts';
import { updateProject } from '../../core/projects/projects.ts';
import type { HubCell } from '../cell.ts';
import type { Kernels } from './kernels.ts';
import { environmentOf, machineOf } from './machine.ts';
import { type CallOutput, type Changes, MOST_ITEMS, MOST_OUTPUT_BYTES } from './notebook/call-reports.ts';
import { entriesOf, withEntries } from './notebook/files.ts';
import { Nonsense } from './notebook/frames.ts';
import { type CallAssignment, type Interpreter, timesOfCell } from './notebook/interpreter.ts';
import { Interpreters, type NotebookOptions } from './notebook/interpreters.ts';
import { runPythonProgram } from './notebook/python-program.ts';

/** The one kernel that is simulated. [jupyter/kernel/kernel-data.ts] */
const PYTHON: KernelSpec = {
  name: 'python3',
  display_name: 'Python 3 (ipykernel)',
  language: 'python',
  interrupt_mode: 'signal',
  env: {},
  metadata: { debugger: true },
  resource_dir: '/usr/local/share/jupyter/kernels/python3',
  argv: ['python3', '-m', 'ipykernel_launcher', '-f', '{connection_file}'],
};

/**
 * Runs cells of `python3`, in interpreters that are started for the first of them.
 *
 * @param program what their processes run in place of the kernel's program, with the same rights.
 */
export function simulatedKernels(options: NotebookOptions = {}, program?: string): Kernels {
  const interpreters = new Interpreters(options, program);
  return {
    kernels: async () => ((await interpreters.areThere()) ? [PYTHON] : []),
    async run(hub, cell, pending) {
      const { signal } = pending;
      const use = { what: CELLS, many: 'cells', signal, hold: () => pending.hold() };
      const result = await interpreters.use(use, (interpreter) =>
        runCell(hub, cell, interpreter, { interpreters, signal }),
      );
      return result ?? KILLED;
    },
    runProgram: (call, signal) => runPythonProgram(interpreters, call, signal),
    close: () => interpreters.close(),
  };
}

const CELLS = "cells of the kernel 'python3'";
const KILLED: CellResult = { output: [], signal: 'SIGKILL' };

async function runCell(
  hub: HubCell,
  cell: Cell,
  interpreter: Interpreter,
  { interpreters, signal }: { readonly interpreters: Interpreters; readonly signal: AbortSignal },
): Promise<CellResult> {
  const output: JsonObject[] = [];
  const show: CallOutput = {
    item(item) {
      if (item.clear_output === true) output.length = 0;
      else output.push(item);
    },
    print() {
      throw new Nonsense('what only programs print');
    },
  };
  const ended = await interpreter.run(assignment(hub, cell, interpreters), show, signal);
  switch (ended.kind) {
    case 'done': {
      const [changes] = ended.changes;
      if (cell.project_id !== null && changes !== undefined) keep(hub, cell.project_id, changes, interpreters);
      return { output, elapsedMs: ended.sleptMs };
    }
    case 'killed':
      return { output, signal: 'SIGKILL' };
    case 'failed':
      // As when a process of Python has gone beyond its memory.
      return { output, signal: 'SIGSEGV' };
    case 'flood':
      throw refuse('unsimulated', {
        what: 'a cell with that much output',
        why: `at most ${MOST_ITEMS} items are kept, ${MOST_OUTPUT_BYTES} bytes of them, and some 100,000 values in each`,
      });
    case 'full':
      throw interpreters.tooMuchOnDisk('cells');
    case 'nonsense':
      throw refuse('unsimulated', {
        what: 'what this cell has made of its kernel',
        why: `it said what no kernel says, ${ended.why}, and was ended`,
      });
    case 'magic':
      throw refuse('unsimulated', {
        what: `the line '${ended.line}' in a cell`,
        why: 'cells are run by Python itself, without IPython',
      });
    case 'unsimulated':
      throw refuse('unsimulated', {
        what: `${ended.what} in a cell`,
        why: 'cells are run by an interpreter that has only itself and its standard library; `hub.stubKernel` answers for it',
      });
  }
}

function assignment(hub: HubCell, cell: Cell, interpreters: Interpreters): CallAssignment {
  const { project_id, history, input, cwd, chance, limits } = cell;
  const home = homeOf(hub.state, project_id ?? '');
  const env = project_id === null ? { HOME: home } : environmentOf({ project_id, home });
  const files = hub.state.projects.get(project_id ?? '')?.files ?? emptyDirectory(0);
  interpreters.checkSize(files, 'cells');
  return {
    runs: 'kernel',
    told: { history: history.join('\n'), input, cwd, env, machine: machineOf(project_id ?? '') },
    files: { [home]: entriesOf(files) },
    roots: [home],
    chance,
    now: hub.clock.now(),
    ...limits,
    ...timesOfCell(Math.min(limits.timeMs, interpreters.settings.maxCellMs)),
  };
}

/** Takes what the cells have changed into the project's files, as these are by now. */
function keep(hub: HubCell, project_id: string, changes: Changes, interpreters: Interpreters): void {
  hub.update((state) =>
    updateProject(state, project_id, (project) => {
      const files = withEntries(project.files, changes);
      interpreters.checkSize(files, 'cells');
      return files === project.files ? project : { ...project, files };
    }),
  );
}
