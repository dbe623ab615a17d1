/** Hubs at a place in a trace. */

import { type VirtualClock, virtualClock } from '../clock.ts';
import { ContractChecks, reportViolation } from '../contract-checks.ts';
import { simulatedKernels } from '../effects/notebook.ts';
import { simulatedShell } from '../effects/shell.ts';
import { Hub } from '../hub.ts';
import type { Replayed } from '../journal/replay.ts';
import { readTrace, type Trace } from './trace.ts';

export interface OpenTrace extends Trace {
  /** As it was before the first call, or after the call `at`. */
  readonly hub: Hub<VirtualClock>;
  /** The calls that were made again to come there. */
  readonly replayed: readonly Replayed[];
}

/**
 * A hub as it was when the call of that number was answered: its trace is played again so far.
 *
 * @throws RangeError when the trace has no such call.
 */
export async function openTrace(
  file: Uint8Array<ArrayBuffer>,
  { at = 0 }: { readonly at?: number } = {},
): Promise<OpenTrace> {
  const trace = await readTrace(file);
  const { start, entries, left } = trace;
  const last = entries.at(-1)?.seq ?? left;
  if (at !== 0 && (at <= left || at > last))
    throw new RangeError(`the trace has no call ${at}; it has ${last === left ? 'none' : `${left + 1} to ${last}`}`);
  const kernels = simulatedKernels();
  const hub = new Hub({
    state: start,
    clock: virtualClock(start.now),
    runCommand: simulatedShell({}, kernels.runProgram),
    notebooks: kernels,
    checks: new ContractChecks({ strict: false, onViolation: reportViolation }),
  });
  return { ...trace, hub, replayed: await hub.replay(entries.filter(({ seq }) => seq <= at)) };
}
