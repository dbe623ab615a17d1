/** Which passwords API v2 takes. [next/lib/password-strength.ts; util/auth.ts] */
import type { Json } from '../json.ts';
import { effectOf, type Outcome, type PasswordStrength } from '../outcome.ts';
import type { HubState } from '../state.ts';

export const SHORTEST_PASSWORD = 8;
export const LONGEST_PASSWORD = 64;

const GOOD_SCORE = 3;

/** Goes on with why the password is too easy to guess, in words for people; with `undefined` where it is not. */
export function whenJudged<Answer extends Json>(
  state: HubState,
  password: string,
  then: (state: HubState, help: string | undefined, score: number) => Outcome<Answer>,
): Outcome<Answer> {
  return {
    state,
    effect: effectOf({ kind: 'password', password }, (later, found) => then(later, helpOf(found), found.score)),
  };
}

function helpOf({ score, warning, suggestions }: PasswordStrength): string | undefined {
  return score >= GOOD_SCORE ? undefined : `Password is too weak. ${warning}\n ${suggestions.join('\n ')}`;
}
