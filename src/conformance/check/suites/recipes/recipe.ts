/** One valid call of an operation, as data: what there has to be, and the parameters made from it. */
import type { Json } from '../../../../core/json.ts';
import type { Context } from '../../case.ts';
import type { Given, Prop } from '../scene.ts';

export interface Recipe {
  /** What it is about; a call without any of it can be made by everybody, at once. */
  readonly props?: readonly Prop[];
  /** Whom it is about, besides whoever calls: names of identities. */
  readonly people?: readonly string[];
  /** Who calls, if not the owner of it all. */
  readonly as?: string;
  /** The body of an event, or the first argument of a function; `undefined` for none. */
  send(given: Given): Json | undefined;
  /** What is no longer as it was after a success. */
  readonly spends?: readonly Prop[];
  /** The answer tells what a hub or an account has, of which the model knows nothing: only its kind is the same. */
  readonly ownAnswer?: true;
  /** What the answer has to show then, beyond being one of its contract: words for it, and whether it does. */
  readonly shows?: readonly [words: string, holds: (value: Json, context: Context) => boolean | Promise<boolean>];
  /** Refusals that speak of what not every account or hub has. */
  readonly lacks?: readonly string[];
  /** It is done to the account of whoever calls, and none is lent for that. */
  readonly ofCaller?: true;
  /** Why nobody who only has the API gets it to succeed; it is still refused as the model refuses it. */
  readonly neverSucceeds?: string;
}

export type Recipes = Readonly<Record<string, Recipe>>;
