/** The processes of kernels that a project has launched and not yet removed. [jupyter/kernel/launch-kernel.ts] */
import { homeOf } from '../files/paths.ts';
import { newUuid } from '../random.ts';
import { type HubState, put, remove } from '../state.ts';

import type { KernelProcess, ProjectKernels } from './records.ts';

const NONE: Omit<ProjectKernels, 'project_id'> = { lastPid: 2000, processes: [], pools: [] };

/** How many kernels of a name are kept ready. [server/jupyter/execute.ts] */
const POOL_SIZE = 2;

/** Projects that never stop would tell of ever more. */
const MOST_PROCESSES = 1000;

export function kernelProcesses(state: HubState, project_id: string): readonly KernelProcess[] {
  return kernelsOf(state, project_id).processes;
}

/**
 * Launches a kernel for a call, and with the first of its name those that stay ready for the next calls.
 *
 * A call takes a kernel that is ready, and another is launched in its place; that is as if it had been launched itself.
 */
export function launchKernel(
  state: HubState,
  project_id: string,
  name: string,
): { readonly state: HubState; readonly pid: number } {
  const { lastPid, processes, pools } = kernelsOf(state, project_id);
  const launched = Array.from({ length: pools.includes(name) ? 1 : 1 + POOL_SIZE }, (_, at) => ({
    pid: lastPid + 1 + at,
    connectionFile: `${homeOf(state, project_id)}/.local/share/jupyter/runtime/kernel-${newUuid(state, `kernel ${at}`)}.json`,
  }));
  const kernels = {
    project_id,
    lastPid: lastPid + launched.length,
    processes: [...processes, ...launched].slice(-MOST_PROCESSES),
    pools: pools.includes(name) ? pools : [...pools, name],
  };
  return { state: put(state, 'kernels', kernels), pid: lastPid + 1 };
}

/** The state without the kernel of that process id; the same state if there is none. */
export function killKernel(state: HubState, project_id: string, pid: number): HubState {
  const kernels = kernelsOf(state, project_id);
  const processes = kernels.processes.filter((process) => process.pid !== pid);
  if (processes.length === kernels.processes.length) return state;
  return put(state, 'kernels', { ...kernels, project_id, processes });
}

/** What is left when a project stops. */
export function withoutKernels(state: HubState, project_id: string): HubState {
  return remove(state, 'kernels', project_id);
}

function kernelsOf(state: HubState, project_id: string): typeof NONE {
  return state.kernels.get(project_id) ?? NONE;
}
