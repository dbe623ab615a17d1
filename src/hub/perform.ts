/** What calls need done outside of the core: commands, cells, listings of kernels, archives, waiting. */
import { refuse } from '../core/errors.ts';
import type { Results, Work } from '../core/outcome.ts';
import type { Cell, CellResult, KernelSpec } from '../core/projects/cell.ts';
import type { Command, CommandResult } from '../core/projects/command.ts';
import type { HubState } from '../core/state.ts';
import type { HubCell } from './cell.ts';
import { type KernelStub, stubbedCell, withStubs } from './effects/kernel-stubs.ts';
import { type Stub, stubbedResult } from './effects/stubs.ts';
import type { Epoch } from './epoch.ts';
import type { PendingAnswer } from './pending-answer.ts';

/** Runs commands for a hub's projects. */
export interface CommandRunner {
  (hub: HubCell, command: Command): Promise<CommandResult>;
  /** Tries whether commands can be run at all. @throws Refusal by name, with what to do about it. */
  check?(): Promise<void>;
  /** Ends what stands ready for the next commands. */
  close?(): void;
}

/** Runs cells of notebooks. */
export interface CellRunner {
  /** Those that it can run cells of. */
  kernels(): Promise<readonly KernelSpec[]>;
  run(hub: HubCell, cell: Cell, pending: PendingAnswer): Promise<CellResult>;
  /** Ends what stands ready for the next cells. */
  close?(): void;
}

export interface Runners {
  readonly runCommand: CommandRunner;
  readonly notebooks?: CellRunner | undefined;
}

/** Whose work it is. */
interface Doer {
  readonly epoch: Epoch;
  readonly pending: PendingAnswer;
  /** Resolves when the state of the hub is such. */
  waitUntil(until: (state: HubState) => boolean): Promise<void>;
}

/** How work ended. */
interface Ended {
  /** What came of it. @throws what it was refused for: a shell refuses as handlers do, and is rolled back in the same way. */
  readonly result: () => Results[keyof Results];
  /** The time that it took on a clock of its own. */
  readonly elapsedMs: number;
}

export class Performer {
  /** Canned replies; the last one that fits counts. */
  stubs: readonly Stub[] = [];
  kernelStubs: readonly KernelStub[] = [];
  readonly #runners: Runners;

  constructor(runners: Runners) {
    this.#runners = runners;
  }

  get #notebooks(): CellRunner {
    return this.#runners.notebooks ?? noKernels;
  }

  /** Another one with the same runners, and the stubs of this moment. */
  fork(): Performer {
    const fork = new Performer(this.#runners);
    fork.stubs = this.stubs;
    fork.kernelStubs = this.kernelStubs;
    return fork;
  }

  /** Ends what stands ready outside of this process. */
  close(): void {
    this.#runners.runCommand.close?.();
    this.#notebooks.close?.();
  }

  /** Performs the work, after those that share its key; if one of them ran meanwhile, this one need not. */
  async perform(work: Work, doer: Doer, take: (ended: Ended) => void): Promise<void> {
    const giveUp = work.kind === 'shared' ? await doer.epoch.turns.take(work) : () => {};
    try {
      take(giveUp === undefined ? NOT_RUN : await this.#ended(work, doer));
    } finally {
      giveUp?.();
    }
  }

  /** @throws Refusal */
  async run(hub: HubCell, command: Command): Promise<CommandResult> {
    return (await stubbedResult(this.stubs, command)) ?? (await this.#runners.runCommand(hub, command));
  }

  async #ended(work: Work, doer: Doer): Promise<Ended> {
    try {
      const result = await this.#done(work, doer);
      const elapsedMs = result !== undefined && 'elapsedMs' in result ? (result.elapsedMs ?? 0) : 0;
      return { result: () => result, elapsedMs };
    } catch (thrown) {
      const result = () => {
        throw thrown;
      };
      return { result, elapsedMs: 0 };
    }
  }

  async #done(work: Work, { epoch, pending, waitUntil }: Doer): Promise<Results[keyof Results]> {
    switch (work.kind) {
      case 'wait':
        await waitUntil(work.until);
        return undefined;
      case 'cell':
        return (
          (await stubbedCell(this.kernelStubs, work.cell)) ?? (await this.#notebooks.run(epoch, work.cell, pending))
        );
      case 'password': {
        const { passwordStrength } = await import('./effects/password-strength.ts');
        return passwordStrength(work.password);
      }
      case 'archive': {
        const { packed } = await import('./effects/archive.ts');
        return packed(work.entries);
      }
      case 'kernels':
        return withStubs(await this.#notebooks.kernels(), this.kernelStubs);
      case 'command':
      case 'shared':
        return this.run(epoch, work.command);
    }
  }
}

const NOT_RUN: Ended = { result: () => undefined, elapsedMs: 0 };

const noKernels: CellRunner = {
  kernels: async () => [],
  run() {
    throw refuse('unsimulated', { what: 'cells of notebooks', why: 'this hub was made without kernels' });
  },
};
