/** Takes a call from its first step to its answer, with all that has to be done outside in between. */
import { withCaches } from '../core/caches/caches.ts';
import type { Dialect } from '../core/deviations.ts';
import { Refusal, refuse } from '../core/errors.ts';
import type { Background } from '../core/outcome.ts';
import type { HubState } from '../core/state.ts';
import type { Answer, Call } from './call.ts';
import { dialectOf, dispatch } from './dispatch/index.ts';
import { type CallStep, type Deadline, refusedAnswer } from './dispatch/step.ts';
import type { Epoch } from './epoch.ts';
import type { Eventually } from './eventually.ts';
import type { Note, StateShape } from './journal/note.ts';
import type { Notes } from './journal/notes.ts';
import { PendingAnswer } from './pending-answer.ts';
import type { Performer } from './perform.ts';
import type { StateCell } from './state-cell.ts';

export class CallRunner {
  readonly #cell: StateCell;
  readonly #performer: Performer;
  readonly #notes: Notes;
  /** Calls that have no answer yet. */
  readonly #inFlight = new Set<PendingAnswer>();

  constructor(cell: StateCell, performer: Performer, notes: Notes) {
    this.#cell = cell;
    this.#performer = performer;
    this.#notes = notes;
  }

  run(call: Call, note: Note): Eventually<Answer> {
    const cell = this.#cell;
    cell.numberFrom(note.numberFrom);
    this.#notes.begin(note, cell.state, cell.calls);
    const state = cell.now(dialectOf(call, cell.state));
    note.time = state.now;
    const { shape } = note;
    const step = shapedStep(dispatch(shape?.before?.(state) ?? state, call), state, shape);
    cell.move(step.state);
    if ('answer' in step) return this.#answered(step, note);
    note.wentOutside = true;
    return this.#through(step, note);
  }

  /** Answers all calls that are under way so, though they go on. */
  answerAll(answer: Answer): void {
    for (const pending of [...this.#inFlight]) pending.end(answer);
  }

  /** The answer at the end of all that has to be done outside; or at its deadline, while the rest goes on. */
  #through(first: CallStep, note: Note): Promise<Answer> {
    const { epoch, clock } = this.#cell;
    return new Promise((resolve, reject) => {
      const pending = new PendingAnswer(clock, resolve);
      this.#inFlight.add(pending);
      const stay = epoch.onEnd(() => pending.end(refusedAnswer(refuse('abandoned'))));
      this.#toTheEnd(first, epoch, pending, note)
        .then(resolve, reject)
        .finally(() => {
          stay();
          this.#inFlight.delete(pending);
          pending.leave();
        });
    });
  }

  async #toTheEnd(first: CallStep, epoch: Epoch, pending: PendingAnswer, note: Note): Promise<Answer> {
    const cell = this.#cell;
    const { dialect } = first.state;
    const doer = { epoch, pending, waitUntil: (until: Until) => cell.waitUntil(until, epoch) };
    let step = first;
    let elapsedMs = 0;
    let deadline: Deadline | undefined;
    while ('effect' in step) {
      deadline ??= step.deadline;
      if (deadline !== undefined) pending.expect(deadline);
      const { effect, then } = step;
      await this.#performer.perform(effect.do, doer, (ended) => {
        epoch.check();
        elapsedMs += ended.elapsedMs;
        const next = (known: HubState) => then(known, (state) => effect.then(state, ended.result()));
        const now = cell.now(dialect);
        step = shapedStep(withCaches(now, next), now, note.shape);
        cell.move(step.state);
      });
    }
    const answer = this.#answered(step, note);
    // A command is done before its own time has passed on the hub's clock.
    return deadline !== undefined && elapsedMs >= deadline.ms ? deadline.answer : answer;
  }

  #answered({ state, answer, background }: Extract<CallStep, { readonly answer: Answer }>, note: Note): Answer {
    this.#notes.leave(note, state);
    if (background !== undefined) this.#goOn(background, state.dialect);
    return answer;
  }

  /** Nobody waits; so what is no refusal is a fault of ours that shows as an unhandled rejection. */
  async #goOn(background: Background, dialect: Dialect): Promise<void> {
    const { epoch } = this.#cell;
    const result = await this.#performer.run(epoch, background.do.command).catch((thrown) => {
      if (thrown instanceof Refusal || epoch.isOver) return thrown;
      throw thrown;
    });
    if (epoch.isOver) return;
    this.#cell.move(withCaches(this.#cell.now(dialect), (state) => background.then(state, result)));
  }
}

/** The step, with what a fault makes of its state. */
function shapedStep(step: CallStep, before: HubState, shape: StateShape | undefined): CallStep {
  return shape?.after === undefined ? step : { ...step, state: shape.after(before, step.state) };
}

type Until = (state: HubState) => boolean;
