/** Making a hub. */
import type { Caches, Lifecycle, Profile } from '../core/state.ts';
import { type Clock, systemClock } from './clock.ts';
import { ContractChecks, reportViolation } from './contract-checks.ts';
import type { CommandOptions } from './effects/command-options.ts';
import { type NotebookOptions, simulatedKernels } from './effects/notebook.ts';
import { simulatedShell } from './effects/shell.ts';
import { type AnswerListener, Hub } from './hub.ts';
import { namedWorld } from './named-worlds.ts';
import type { World } from './world/shape.ts';
import { buildWorld } from './world.ts';

export interface HubOptions {
  /** The starting state: a name of `fixtures/worlds` or a world itself; `classroom` by default. */
  readonly world?: string | World;
  /** Fixes all chance: ids, keys, tokens. */
  readonly seed?: string;
  /** Which source wins where description and implementation differ; `documented` by default. */
  readonly profile?: Profile;
  /** The system's clock by default. */
  readonly clock?: Clock;
  /** How long projects take to start and copies to run; `immediate` by default. */
  readonly lifecycle?: Lifecycle;
  /** `real`: answers late to changes of keys, rights and names, since a hub remembers them; `none` by default. */
  readonly caches?: Caches;
  /**
   * Refuses requests outside the documented types, in words plainly ours, and answers that would break their contract.
   * Otherwise such an answer is given, and told once on the console.
   */
  readonly strict?: boolean;
  /** Told of each call, for logs. What it throws, the caller of the call gets. */
  readonly onAnswer?: AnswerListener;
  /** Bounds on the commands that projects run. */
  readonly commands?: CommandOptions;
  /** Bounds on the cells of notebooks that projects run. */
  readonly notebooks?: NotebookOptions;
}

/** A new hub, in process: `createHub().call('v1/ping', {}, { key })`. */
export function createHub({
  world = 'classroom',
  clock = systemClock,
  commands,
  notebooks,
  strict = false,
  onAnswer,
  ...options
}: HubOptions = {}): Hub {
  const built = buildWorld(typeof world === 'string' ? namedWorld(world) : world, { now: clock.now(), ...options });
  return new Hub({
    state: built,
    clock,
    runCommand: simulatedShell(commands),
    notebooks: simulatedKernels(notebooks),
    checks: new ContractChecks({ strict, onViolation: reportViolation }),
    onAnswer,
  });
}
