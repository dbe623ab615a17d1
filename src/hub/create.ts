/** Making a hub. */
import { copied } from '../core/copied.ts';
import type { Instant } from '../core/instant.ts';
import { type Clock, systemClock } from './clock.ts';
import { ContractChecks, reportViolation } from './contract-checks.ts';
import { simulatedKernels } from './effects/notebook.ts';
import { simulatedShell } from './effects/shell.ts';
import { stubOf } from './effects/stubs.ts';
import { FrontProxy } from './front-proxy.ts';
import { Hub, type HubStart } from './hub.ts';
import { namedWorld } from './named-worlds.ts';
import { completed, type HubOptions } from './options.ts';
import { namesInWorld } from './world/names.ts';
import { withOthers } from './world/others.ts';
import { buildWorld } from './world.ts';

/** A new hub, in process: `createHub().call('v1/ping', {}, { key })`. */
export function createHub<Time extends Clock = Clock>(
  given: HubOptions & { readonly clock?: Time | undefined } = {},
): Hub<Time> {
  const options = completed(given);
  const { clock = systemClock, commands, notebooks, strict = false, onAnswer, journal } = options;
  const { rateLimit, answerTimeout } = options;
  const hasProxy = rateLimit !== undefined || answerTimeout !== undefined;
  const kernels = simulatedKernels(notebooks);
  return new Hub<Time>({
    ...startOf(options, clock.now()),
    clock: clock as Time,
    runCommand: typeof commands === 'function' ? commands : simulatedShell(commands, kernels.runProgram),
    notebooks: kernels,
    checks: new ContractChecks({ strict, onViolation: reportViolation }),
    onAnswer,
    proxy: hasProxy ? new FrontProxy({ rateLimit, answerTimeout }) : undefined,
    journal,
  });
}

/** What a hub with these options begins with, at the time `now`. */
export function hubStart(given: HubOptions, now: Instant): HubStart {
  return startOf(completed(given), now);
}

function startOf({ world = 'classroom', stubs = [], others = 0, ...options }: HubOptions, now: Instant): HubStart {
  const { seed, profile, v2, lifecycle, caches, home, order } = options;
  const start = typeof world === 'string' ? namedWorld(world) : world;
  const built = buildWorld(start, { now, seed, profile, v2, lifecycle, caches, home, order });
  return {
    state: withOthers(built, others),
    stubs: copied([...(start.stubs ?? []), ...stubs]).map(stubOf),
    names: namesInWorld(start, built),
  };
}
