/** A hub: the one mutable cell that holds the current state, and what moves it on. */

import type { Endpoint, Outcome } from '../core/endpoint.ts';
import type { Command, CommandEffect, CommandResult } from '../core/projects/command.ts';
import { settle } from '../core/settle.ts';
import type { HubState } from '../core/state.ts';
import { endpoints as allEndpoints } from '../endpoints/index.ts';
import type { Answer, Call } from './call.ts';
import type { Checks, Coverage } from './checks.ts';
import { type Clock, systemClock } from './clock.ts';
import { dispatch } from './dispatch.ts';
import { type CommandPattern, type Stub, stubbedResult } from './effects/stubs.ts';
import { Turns } from './effects/turns.ts';

const byName: ReadonlyMap<string, Endpoint> = new Map(allEndpoints.map((endpoint) => [endpoint.name, endpoint]));

/** Who calls, in process. */
export interface CallOptions {
  /** API key of the calling account; without it the call comes without authentication. */
  readonly key?: string;
  /** The client's address; `127.0.0.1` by default. */
  readonly ip?: string;
}

/** Runs commands for a hub's projects. */
export type CommandRunner = (hub: Hub, command: Command) => Promise<CommandResult>;

export class Hub {
  readonly clock: Clock;
  readonly #runCommand: CommandRunner;
  readonly #turns = new Turns();
  readonly #checks: Checks | undefined;
  #stubs: readonly Stub[];
  #state: HubState;
  #calls: number;

  constructor(options: {
    state: HubState;
    clock?: Clock;
    runCommand: CommandRunner;
    stubs?: readonly Stub[];
    checks?: Checks | undefined;
  }) {
    this.#state = options.state;
    this.#calls = options.state.call;
    this.clock = options.clock ?? systemClock;
    this.#runCommand = options.runCommand;
    this.#checks = options.checks;
    this.#stubs = options.stubs ?? [];
  }

  /** All that the hub knows. Keep it to come back to it with `restore`: it never changes. */
  get state(): HubState {
    return this.#state;
  }

  /** Puts the hub back to a state that it, or a fork of it, had. Costs nothing at any size. */
  restore(state: HubState): void {
    this.#state = state;
    this.#calls = state.call;
  }

  /** Another hub with the same state, clock, commands and stubs; from here on they share nothing. */
  fork(): Hub {
    return new Hub({
      state: this.#state,
      clock: this.clock,
      runCommand: this.#runCommand,
      stubs: this.#stubs,
      checks: this.#checks?.fork(),
    });
  }

  /**
   * Answers commands by a canned reply instead of the shell: `hub.stubCommand('make', 'all done\n')`.
   *
   * @param pattern the whole command line, that is the text for bash, or program and arguments with spaces between; or
   *   a pattern somewhere in it; or a condition. Of several stubs that are met, the last one made counts.
   * @param reply what is printed, or the parts of a result, or a function that makes one of them.
   * @returns a function that removes the stub.
   */
  stubCommand(pattern: CommandPattern, reply: Stub['reply']): () => void {
    const stub: Stub = { pattern, reply };
    this.#stubs = [...this.#stubs, stub];
    return () => {
      this.#stubs = this.#stubs.filter((other) => other !== stub);
    };
  }

  /** Moves the state on by a transition of our own, outside any call. */
  update(transition: (state: HubState) => HubState): void {
    this.#state = transition(this.#state);
  }

  /**
   * Calls the API in process: `hub.call('v1/ping', {}, { key })`.
   *
   * A call that a hub refuses is answered too, with `kind: 'refusal'` or `'rejection'`; only a fault of ours throws.
   */
  async call(name: string, body: object = {}, { key, ip = '127.0.0.1' }: CallOptions = {}): Promise<Answer> {
    return this.serve({ name, body, ip, credential: key === undefined ? 'absent' : { key } });
  }

  /** As `call`, for adapters, which know more of what came in. */
  async serve(call: Call): Promise<Answer> {
    const checks = this.#checks;
    if (checks === undefined) return this.#serve(call);
    const checking = checks.request(call);
    const refused = checking && (await checking);
    return refused ?? checks.answer(call, await this.#serve(call));
  }

  /** Which parts of the API the calls so far made use of, and which they never did. */
  async coverage(): Promise<Coverage> {
    return (await this.#checks?.coverage([...byName.keys()])) ?? { used: 0, all: 0, endpoints: {} };
  }

  async #serve(call: Call): Promise<Answer> {
    this.#calls += 1;
    let step = dispatch(byName, settle(this.#state, this.clock.now(), this.#calls), call);
    this.#state = step.state;
    while ('effect' in step) {
      const { effect, proceed } = step;
      const giveUp = effect.sharing && (await this.#turns.take(effect.sharing));
      try {
        const conclude = effect.sharing && !giveUp ? effect.sharing.again : await this.#perform(effect);
        step = proceed(settle(this.#state, this.clock.now(), this.#calls), conclude);
        this.#state = step.state;
      } finally {
        giveUp?.();
      }
    }
    return step.answer;
  }

  /** Runs the command; what comes back makes of a later state what the call then comes to. */
  async #perform({ command, finish }: CommandEffect): Promise<(state: HubState) => Outcome> {
    try {
      const result = (await stubbedResult(this.#stubs, command)) ?? (await this.#runCommand(this, command));
      return (state) => finish(state, result);
    } catch (thrown) {
      return () => {
        // A shell refuses as handlers do, and is rolled back and told of in the same way.
        throw thrown;
      };
    }
  }
}
