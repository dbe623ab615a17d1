/** What a call comes to: an answer, or something to be done outside the core before there is one. */
import type { Refusal } from './errors.ts';
import type { ArchiveEntry } from './files/archive.ts';
import type { Instant } from './instant.ts';
import type { Json, JsonObject } from './json.ts';
import type { Cell, CellResult, KernelSpec } from './projects/cell.ts';
import type { Command, CommandResult } from './projects/command.ts';
import type { HubState } from './state.ts';

export type Outcome<Answer extends Json = JsonObject> =
  | {
      readonly state: HubState;
      readonly answer: Answer;
      readonly reply?: Reply;
      /** What goes on after the answer is given. */
      readonly background?: Background;
    }
  | { readonly state: HubState; readonly effect: Effect<Answer> };

/** How an answer of v2 travels, besides what it says. */
export interface Reply {
  /** Instead of 200. */
  readonly status?: number;
  readonly cookies?: readonly Cookie[];
  /** There is nothing to say, so not even `null` travels. */
  readonly empty?: true;
  readonly cacheControl?: string;
}

/** A cookie that the client is to keep, until a moment that is past where it is taken back. */
export interface Cookie {
  readonly name: 'account_id' | 'remember_me';
  readonly value: string;
  readonly expires: Instant;
}

/** What can be done outside of the core. */
export type Work =
  | { readonly kind: 'command'; readonly command: Command }
  /** A command that calls share: those of one key run one after the other, first the one with the greatest value. */
  | { readonly kind: 'shared'; readonly command: Command; readonly key: string; readonly value: Json }
  | { readonly kind: 'cell'; readonly cell: Cell }
  | { readonly kind: 'archive'; readonly entries: readonly ArchiveEntry[] }
  /** Judges how easily a password is guessed. */
  | { readonly kind: 'password'; readonly password: string }
  /** Asks which kernels there are. */
  | { readonly kind: 'kernels' }
  /** Lets time pass until the state is such. */
  | { readonly kind: 'wait'; until(state: HubState): boolean };

/** How hard a password is to guess. */
export interface PasswordStrength {
  /** From 0 to 4. */
  readonly score: number;
  /** May be empty. */
  readonly warning: string;
  readonly suggestions: readonly string[];
}

/** What comes of each kind of work. */
export interface Results {
  readonly command: CommandResult;
  /** `undefined`: another command of its key has run meanwhile, and this one has not. */
  readonly shared: CommandResult | undefined;
  readonly cell: CellResult;
  readonly password: PasswordStrength;
  /** What tar and bzip2 make of it. */
  readonly archive: Uint8Array;
  /** Sorted by `display_name`. */
  readonly kernels: readonly KernelSpec[];
  readonly wait: undefined;
}

/** What is done outside, and the transition that takes its result into the state of that later moment. */
export interface Effect<Answer extends Json = Json> {
  readonly do: Work;
  /** @throws Refusal */
  then(state: HubState, result: Results[keyof Results]): Outcome<Answer>;
}

/** Ties work to its kind of result, then forgets that, so that effects of all kinds are one. */
export function effectOf<Kind extends keyof Results, Answer extends Json>(
  work: Work & { readonly kind: Kind },
  then: (state: HubState, result: Results[Kind]) => Outcome<Answer>,
): Effect<Answer> {
  return { do: work, then: then as Effect<Answer>['then'] };
}

/** A command that nobody waits for; it may be refused, too. */
export interface Background {
  readonly do: Work & { readonly kind: 'command' };
  then(state: HubState, result: CommandResult | Refusal): HubState;
}
