/** How far a call has come. */
import type { Caller, Gate } from '../../core/endpoint.ts';
import { Refusal, type RefusalOrigin } from '../../core/errors.ts';
import type { Instant } from '../../core/instant.ts';
import type { Json } from '../../core/json.ts';
import type { Background, Effect, Outcome } from '../../core/outcome.ts';
import type { HubState } from '../../core/state.ts';
import type { Answer } from '../call.ts';

/** The answer of a call, or something to be done first. */
export type CallStep =
  | { readonly state: HubState; readonly answer: Answer; readonly background?: Background }
  | {
      readonly state: HubState;
      readonly effect: Effect;
      readonly deadline?: Deadline;
      /** The call again at a later moment, with what the effect's end made of the state then. */
      readonly then: (state: HubState, step: (state: HubState) => Outcome<Json>) => CallStep;
    };

/** When the answer has to be there; the call itself goes on all the same. */
export interface Deadline {
  readonly at: Instant;
  /** The same, from the start of the call. */
  readonly ms: number;
  /** What is answered then. */
  readonly answer: Answer;
}

/** How an answer travels that was refused outside any call's handler, or in words of our own. */
export function answerKindOf({ origin }: Refusal) {
  return KINDS[origin];
}

const KINDS = { hub: 'rejection', ours: 'unsimulated', crash: 'crash' } as const satisfies Record<
  RefusalOrigin,
  Answer['kind']
>;

/** The answer that tells of a refusal outside any call's handler, or in words of our own. */
export function refusedAnswer(refusal: Refusal): Answer {
  return { kind: answerKindOf(refusal), code: refusal.code, body: { error: refusal.words } };
}

/** The state once the caller has passed all gates. @throws Refusal */
export function admitted(
  { authorize = [] }: { readonly authorize?: readonly Gate<string>[] },
  state: HubState,
  request: Readonly<Record<string, Json | undefined>>,
  caller: Caller,
): HubState {
  let passed = state;
  for (const gate of authorize) passed = gate(passed, request, caller);
  return passed;
}

export function asRefusal(thrown: unknown): Refusal {
  if (thrown instanceof Refusal) return thrown;
  // Any other exception is a fault of ours, and should be loud.
  throw thrown;
}
