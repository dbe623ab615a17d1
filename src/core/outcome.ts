/** What a call comes to: an answer, or something to be done outside the core before there is one. */
import type { Refusal } from './errors.ts';
import type { Json, JsonObject } from './json.ts';
import type { CellEffect, KernelsEffect } from './projects/cell.ts';
import type { Command, CommandEffect, CommandResult } from './projects/command.ts';
import type { HubState } from './state.ts';

export type Outcome<Answer extends Json = JsonObject> =
  | {
      readonly state: HubState;
      readonly answer: Answer;
      /** What goes on after the answer is given. */
      readonly background?: Background;
    }
  | { readonly state: HubState; readonly effect: Effect<Answer> };

/** What is done outside, and the transition that takes its result into the state of that later moment. */
export type Effect<Answer extends Json = Json> =
  | CommandEffect<Answer>
  | CellEffect<Answer>
  | KernelsEffect<Answer>
  | Waiting<Answer>;

/** Lets time pass until the state is such. */
interface Waiting<Answer extends Json> {
  readonly kind: 'wait';
  until(state: HubState): boolean;
  /** @throws Refusal */
  go(state: HubState): Outcome<Answer>;
}

/** A command that nobody waits for; it may be refused, too. */
export interface Background {
  readonly command: Command;
  finish(state: HubState, result: CommandResult | Refusal): HubState;
}
