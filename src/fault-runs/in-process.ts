/** Runs a function again and again, each time with a fork of a hub. */
import type { Hub } from '../hub/hub.ts';
import { type CampaignOptions, faultCampaign } from './campaign.ts';
import { specOf } from './faults.ts';
import type { FaultReport } from './report.ts';
import { DEFAULT, type RunEnd, worldEnd } from './verdict.ts';

export interface FaultRunOptions {
  /** `all`, the default, or `quick`: of each operation one call, of each kind of fault one. */
  readonly faults?: CampaignOptions['mode'] | undefined;
  /** Only faults whose name has one of these texts in it: `v1/create_project#1`, `fail_after`. */
  readonly only?: readonly string[] | undefined;
  /** For each run. A second more than three times what the run without faults takes, by default. */
  readonly timeoutMs?: number | undefined;
  /** Runs with a fault at most; 1000 by default. */
  readonly runs?: number | undefined;
  /** Runs at a time; 1 by default. With more, they must not share anything but the hub that each of them is given. */
  readonly atOnce?: number | undefined;
}

// Tests may put other timers in their place.
const { setTimeout: startTimer, clearTimeout: stopTimer } = globalThis;

const [GRACE_MS, RUNS] = [1000, 1000];

/** @param clockRuns whether the clock of the hub goes on by itself. */
export function inProcessFaults<Own extends Hub>(
  { hub, title, clockRuns }: { readonly hub: Own; readonly title: string; readonly clockRuns: boolean },
  body: (hub: Own) => unknown,
  { faults = 'all', only, timeoutMs, runs = RUNS, atOnce = 1 }: FaultRunOptions = {},
): Promise<FaultReport> {
  return faultCampaign(
    {
      title,
      clockRuns,
      async run(fault, limitMs) {
        const own = hub.fork() as Own;
        const start = own.state;
        const armed = fault === undefined ? undefined : await own.faults.arm(specOf(fault));
        const began = performance.now();
        const { ended, told } = await outcomeOf(() => body(own), limitMs);
        const ms = performance.now() - began;
        const world = worldEnd(own, start);
        own.end();
        const fired = armed === undefined || armed.fired > 0;
        return { ended, told, output: '', ms, worlds: new Map([[DEFAULT, world]]), fired };
      },
    },
    { mode: faults, only, atOnce, most: runs, timeoutMs, graceMs: GRACE_MS },
  );
}

async function outcomeOf(body: () => unknown, limitMs: number): Promise<Pick<RunEnd, 'ended' | 'told'>> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Pick<RunEnd, 'ended' | 'told'>>((resolve) => {
    timer = startTimer(() => resolve({ ended: 'hung', told: `it did not end in ${Math.round(limitMs)} ms` }), limitMs);
  });
  const done = (async (): Promise<Pick<RunEnd, 'ended' | 'told'>> => {
    try {
      await body();
      return { ended: 'well', told: 'it passed' };
    } catch (thrown) {
      return { ended: 'failed', told: thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown) };
    }
  })();
  try {
    return await Promise.race([done, late]);
  } finally {
    stopTimer(timer);
  }
}
