/** Outcomes of one part of a hub as another part answers them. */
import { hubRefusal, type Refusal } from './errors.ts';
import type { Json } from './json.ts';
import type { Outcome } from './outcome.ts';
import type { HubState } from './state.ts';

/** The outcome with another answer, now or after whatever is done outside. */
export function withAnswer<Before extends Json, After extends Json>(
  outcome: Outcome<Before>,
  told: (answer: Before) => After,
): Outcome<After> {
  if (!('effect' in outcome)) return { ...outcome, answer: told(outcome.answer) };
  const { state, effect } = outcome;
  return { state, effect: { do: effect.do, then: (later, result) => withAnswer(effect.then(later, result), told) } };
}

/** Goes on with the answer, once there is one. */
export function followedBy<Before extends Json, After extends Json>(
  outcome: Outcome<Before>,
  then: (state: HubState, answer: Before) => Outcome<After>,
): Outcome<After> {
  if (!('effect' in outcome)) return then(outcome.state, outcome.answer);
  const { state, effect } = outcome;
  return { state, effect: { do: effect.do, then: (later, result) => followedBy(effect.then(later, result), then) } };
}

/** What the step comes to; where a hub refuses it, now or later, what is told of that instead. */
export function toldOr<Answer extends Json>(
  state: HubState,
  step: () => Outcome<Answer>,
  told: (refusal: Refusal) => Answer,
): Outcome<Answer> {
  try {
    const outcome = step();
    if (!('effect' in outcome)) return outcome;
    const { effect } = outcome;
    return {
      state: outcome.state,
      effect: { do: effect.do, then: (later, result) => toldOr(later, () => effect.then(later, result), told) },
    };
  } catch (thrown) {
    const refusal = hubRefusal(thrown);
    return { state: refusal.kept ?? state, answer: told(refusal) };
  }
}
