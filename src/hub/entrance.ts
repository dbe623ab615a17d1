/**
 * What a call passes on its way into a hub, from the outside in: the journal, a listener, faults that are injected, a front
 * proxy, and the checks of its contract.
 */
import { refuse } from '../core/errors.ts';
import type { Instant } from '../core/instant.ts';
import type { Answer, Call } from './call.ts';
import type { CallRunner } from './call-runner.ts';
import type { Checks } from './checks.ts';
import { dialectOf, hasRoute } from './dispatch/index.ts';
import { asRefusal, refusedAnswer } from './dispatch/step.ts';
import { type Eventually, whenThere } from './eventually.ts';
import type { ArmedFault } from './faults/armed.ts';
import { downAnswer, type Injectable, injected } from './faults/inject.ts';
import { withoutCaches } from './faults/stale.ts';
import type { Faults, MetFault } from './faults.ts';
import type { FrontProxy } from './front-proxy.ts';
import type { History } from './journal/history.ts';
import { Note } from './journal/note.ts';
import type { Notes } from './journal/notes.ts';
import { routelessWords } from './journal/operation-names.ts';
import type { StateCell } from './state-cell.ts';

/** What stands around the entrance, and what it is told of. */
interface Surroundings {
  readonly cell: StateCell;
  readonly runner: CallRunner;
  readonly notes: Notes;
  readonly history: History;
  readonly faults: Faults;
  readonly checks: Checks | undefined;
  readonly proxy: FrontProxy | undefined;
  /** Told of each call with its answer, and how long it took, in milliseconds. */
  readonly onAnswer: ((call: Call, answer: Answer, ms: number) => void) | undefined;
}

export class Entrance {
  readonly #around: Surroundings;
  #proxy: FrontProxy | undefined;
  /** While the hub starts again, by a fault. */
  #down: { readonly id: string; readonly until: Instant } | undefined;

  constructor(around: Surroundings) {
    this.#around = around;
    this.#proxy = around.proxy;
  }

  /** Forgets the calls that passed. */
  reset(): void {
    this.#proxy = this.#proxy?.fork();
    this.#down = undefined;
  }

  pass(note: Note): Eventually<Answer> {
    let answer: Eventually<Answer>;
    try {
      answer = this.#told(note.call, note);
    } catch (thrown) {
      throw this.#noted(note, undefined, thrown);
    }
    if (!(answer instanceof Promise)) return this.#noted(note, answer, answer);
    return answer.then(
      (later) => this.#noted(note, later, later),
      (thrown) => {
        throw this.#noted(note, undefined, thrown);
      },
    );
  }

  /** Notes how the call has ended; without an answer by a fault of ours, which shows all the same. */
  #noted<Ending>(note: Note, answer: Answer | undefined, ending: Ending): Ending {
    const { notes, cell } = this.#around;
    notes.end(note, answer, cell);
    return ending;
  }

  #told(call: Call, note: Note): Eventually<Answer> {
    const { onAnswer } = this.#around;
    if (onAnswer === undefined) return this.#sound(call, note);
    const start = performance.now();
    return whenThere(this.#sound(call, note), (answer) => {
      onAnswer(call, answer, performance.now() - start);
      return answer;
    });
  }

  #sound(call: Call, note: Note): Eventually<Answer> {
    if (!hasRoute(call)) return refusedAnswer(refuse('no_such_path', { words: routelessWords(call) }));
    const isSound = this.#around.faults.size === 0 && call.faults === undefined && this.#down === undefined;
    return (isSound ? undefined : this.#spoilt(call, note)) ?? this.#atFront(call, note);
  }

  /** The answer of a call that meets a fault. It counts for no coverage. */
  #spoilt(call: Call, note: Note): Eventually<Answer> | undefined {
    const { cell, faults } = this.#around;
    if (this.#down !== undefined && cell.clock.now() < this.#down.until) {
      note.injected = { id: this.#down.id, do: 'hub_restart' };
      return downAnswer(this.#down.id);
    }
    this.#down = undefined;
    let met: MetFault | undefined;
    try {
      met = faults.metBy(call, cell.state);
    } catch (thrown) {
      return refusedAnswer(asRefusal(thrown));
    }
    if (met === undefined) return undefined;
    const { fault, layer } = met;
    note.injected = { id: fault.id, do: Object.keys(fault.spec.do).join() };
    const hub = this.#injectable(fault);
    return layer.then((found) => injected(fault, found, note, hub));
  }

  #injectable({ id, spec }: ArmedFault): Injectable {
    const { cell, runner, history } = this.#around;
    return {
      clock: cell.clock,
      now: cell.clock.now(),
      state: () => cell.state,
      abandoned: refusedAnswer(refuse('abandoned')),
      ahead: (call) => cell.ahead(dialectOf(call, cell.state)),
      serve: (note) => runner.run(note.call, note),
      serveTwice: (note) => this.#servedTwice(note),
      onEnd: (callback) => cell.epoch.onEnd(callback),
      stateAt: (time) => history.stateAt(time),
      restart: (answer) => {
        runner.answerAll(answer);
        cell.update(withoutCaches);
        const downtimeMs = 'hub_restart' in spec.do ? spec.do.hub_restart.downtime_ms : 0;
        if (downtimeMs > 0) this.#down = { id, until: cell.clock.now() + downtimeMs };
      },
    };
  }

  /** Both calls are in the journal, each with the number of the other. */
  async #servedTwice(note: Note): Promise<Answer> {
    const { cell, runner, notes } = this.#around;
    const again = new Note(note.call);
    notes.end(note, await runner.run(note.call, note), cell);
    const answer = await runner.run(again.call, again);
    notes.end(again, answer, cell);
    const { id = '', do: what = '' } = note.injected ?? {};
    again.injected = { id, do: what, twin: note.seq };
    note.injected = { id, do: what, twin: again.seq };
    return answer;
  }

  #atFront(call: Call, note: Note): Eventually<Answer> {
    const proxy = this.#proxy;
    if (proxy === undefined) return this.#checked(call, note);
    return proxy.pass(call, this.#around.cell.clock, (passed) => this.#checked(passed, note));
  }

  #checked(call: Call, note: Note): Eventually<Answer> {
    const { checks, runner } = this.#around;
    if (checks === undefined) return runner.run(call, note);
    const run = () => {
      const answer = runner.run(call, note);
      return answer instanceof Promise
        ? answer.then((later) => checks.answer(call, later))
        : checks.answer(call, answer);
    };
    const refused = checks.request(call);
    return refused === undefined ? run() : whenThere(refused, (answer) => answer ?? run());
  }
}
