import type { ApiExchange } from '../language/answer.ts';
import type { ApiCall } from '../language/call.ts';
/** The simulation, which says what a hub has to do: a hub of its own for each case, with the same people on it. */

/** Whoever takes calls: the hub under test, and the model. */
export interface Speaker {
  call(call: ApiCall): Promise<ApiExchange>;
  knows(identity: string): boolean;
  /** Makes a key that came up in a conversation usable as `identity`. */
  learnKey(identity: string, key: string): void;
}

/** Who is on a model, each with a key: names of identities to the groups of their accounts. */
export type People = Readonly<Record<string, readonly string[]>>;

/** A fresh model, as it is before the first call. */
export type NewModel = (people: People) => Speaker;
