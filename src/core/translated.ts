/** Refusals of one part of a hub in the words of another. */
import { hubRefusal, type Refusal } from './errors.ts';
import type { Json } from './json.ts';
import type { Outcome } from './outcome.ts';

/** What the step comes to, with refusals of the hub, now and after whatever is done outside, as `inWords` has them. */
export function translated<Answer extends Json>(
  step: () => Outcome<Answer>,
  inWords: (refusal: Refusal) => Refusal,
): Outcome<Answer> {
  try {
    const outcome = step();
    if (!('effect' in outcome)) return outcome;
    const { state, effect } = outcome;
    return {
      state,
      effect: { do: effect.do, then: (later, result) => translated(() => effect.then(later, result), inWords) },
    };
  } catch (thrown) {
    const refusal = hubRefusal(thrown);
    const said = inWords(refusal);
    throw refusal.kept === undefined ? said : said.keeping(refusal.kept);
  }
}
