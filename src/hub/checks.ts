/** What a hub shows of its calls, so that they can be held against contracts. It knows no more of contracts than this. */
import type { Answer, Call } from './call.ts';
import type { Eventually } from './eventually.ts';

export interface Checks {
  /** The answer to a call that is refused before the hub sees it. */
  request(call: Call): Eventually<Answer | undefined>;
  /** The answer to give: the hub's own, or one in place of it. */
  answer(call: Call, answer: Answer): Eventually<Answer>;
  /** What the calls so far made use of, and what is left. @param endpoints all that the hub serves. */
  coverage(endpoints: readonly string[]): Promise<Coverage>;
  /** The same checks, with a count of their own. */
  fork(): Checks;
}

/** Which cells of the contracts were used: parameters, alternatives, encodings, kinds of answers, words of refusals. */
export interface Coverage {
  readonly used: number;
  readonly all: number;
  readonly endpoints: Readonly<
    Record<string, { readonly used: readonly string[]; readonly unused: readonly string[] }>
  >;
}
