/** Making a hub. */
import { copied } from '../core/copied.ts';
import { type Clock, systemClock } from './clock.ts';
import { ContractChecks, reportViolation } from './contract-checks.ts';
import { simulatedKernels } from './effects/notebook.ts';
import { simulatedShell } from './effects/shell.ts';
import { stubOf } from './effects/stubs.ts';
import { FrontProxy } from './front-proxy.ts';
import { Hub } from './hub.ts';
import { namedWorld } from './named-worlds.ts';
import { completed, type HubOptions } from './options.ts';
import { namesInWorld } from './world/names.ts';
import { withOthers } from './world/others.ts';
import { buildWorld } from './world.ts';

/** A new hub, in process: `createHub().call('v1/ping', {}, { key })`. */
export function createHub<Time extends Clock = Clock>(
  given: HubOptions & { readonly clock?: Time | undefined } = {},
): Hub<Time> {
  const {
    world = 'classroom',
    clock = systemClock,
    commands,
    stubs = [],
    notebooks,
    strict = false,
    onAnswer,
    journal,
    ...options
  } = completed(given);
  const { others = 0, rateLimit, answerTimeout, like: _like, ...settings } = options;
  const start = typeof world === 'string' ? namedWorld(world) : world;
  const built = buildWorld(start, { now: clock.now(), ...settings });
  const hasProxy = rateLimit !== undefined || answerTimeout !== undefined;
  return new Hub<Time>({
    state: withOthers(built, others),
    clock: clock as Time,
    runCommand: typeof commands === 'function' ? commands : simulatedShell(commands),
    notebooks: simulatedKernels(notebooks),
    checks: new ContractChecks({ strict, onViolation: reportViolation }),
    onAnswer,
    proxy: hasProxy ? new FrontProxy({ rateLimit, answerTimeout }) : undefined,
    journal,
    names: namesInWorld(start, built),
    stubs: copied([...(start.stubs ?? []), ...stubs]).map(stubOf),
  });
}
