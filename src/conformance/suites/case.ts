/**
 * What suites are made of. A suite is a function from what is known of the hub to cases; a case makes calls and says
 * what it found wrong.
 */
import type { Generation } from '../../contracts/contract.ts';
import type { Profile } from '../../core/settings.ts';
import { type ApiExchange, answerText } from '../language/answer.ts';
import { type ApiCall, operationOf } from '../language/call.ts';
import type { CallerAccount, Flavour } from '../tested-hub/flavour.ts';
import type { Numbers } from '../tested-hub/numbers.ts';
import type { Takes } from './takes.ts';

/** Sides of a hub that are reported beside each other, and never added up. */
export const AXES = ['contracts', 'errors', 'authorization', 'behaviour', 'laws'] as const;

export type Axis = (typeof AXES)[number];

/** One thing that is not as it should be. */
export interface Finding {
  /** Names it among the findings of its case, the same in each run: a path in an answer, a step. */
  readonly id: string;
  readonly expected: string;
  readonly came: string;
  /** What says so: a contract, a recording, a law, the state of the model. */
  readonly basis: string;
  /** The calls that show it, the last one being wrong. */
  readonly exchanges: readonly ApiExchange[];
  /** Where a generated case stands in all that its seed generates; it replays just this one. */
  readonly path?: string;
}

export interface Case {
  readonly suite: string;
  /** Unique in its suite, the same in each run, without blanks. */
  readonly id: string;
  /** As in `v1/ping`. The hub has to serve its API. */
  readonly operation: string;
  readonly axis: Axis;
  /** Whether it calls what changes a hub. Only then is it allowed to. */
  readonly mutating: boolean;
  /** It calls what cannot be taken back. */
  readonly lasting?: true;
  /** Names of identities that there must be keys for, besides `self`. */
  readonly needs?: readonly string[];
  /** What it makes, for the plan: kinds to how many, at most, where nothing is found. */
  readonly creates?: Numbers;
  /** What it takes of the things that cases share. */
  readonly takes?: Takes;
  /** Calls that it makes, for the plan, at most; 1 where absent. */
  readonly calls?: number;
  /**
   * What it found wrong; it passes with nothing. A case without a single call that a hub answered is a failure.
   *
   * @throws Skip where it turns out not to apply.
   */
  run(context: CaseContext): Promise<readonly Finding[]>;
}

/** What a case may use. */
export interface CaseContext {
  readonly flavour: Flavour;
  /** Which revision of v1 the hub is of. */
  readonly profile: Profile;
  /** The account that calls as `self`. */
  readonly account: CallerAccount;
  /** The seed of the run, and where to go on from, when a single finding is replayed. */
  readonly seed: number;
  readonly path: string | undefined;
  /** The id of the run, which stands in the title of what is made. */
  readonly run: string;
  /** Calls the hub, and once more where that takes too long and can be repeated. @throws NotAllowed, RunEnded */
  call(call: ApiCall): Promise<ApiExchange>;
  /** Counts as a call that the hub answered what a case had from it in a way of its own. */
  heard(exchange: ApiExchange): void;
  knows(identity: string): boolean;
  /** A fresh model with these people on it, of the revision that the hub is of. */
  model(people: People): Speaker;
  /** Makes a key that the case came by usable as `identity`. */
  learnKey(identity: string, key: string): void;
  /** A title for something to make, unlike any other: it holds the id of the run and of the case. */
  title(what: string): string;
  /** An id that no project or account has; the same for the same seed, case and name. */
  madeUpId(name: string): string;
}

/** Thrown by a case that does not apply to this hub, with the reason. */
export class Skip extends Error {
  override readonly name = 'Skip';
}

/** Thrown where a hub takes too long, which tells nothing of what it would have said: the case could not be run. */
export class TooLate extends Error {
  override readonly name = 'TooLate';

  constructor({ call, answer }: ApiExchange) {
    super(`${operationOf(call)} took too long: ${answerText(answer)}`);
  }
}

/** @throws Skip where the hub does not serve these generations, or, where that is wanted, the functions of projects. */
export function requireApis(
  { flavour }: Pick<CaseContext, 'flavour'>,
  generations: readonly Generation[],
  { ofProjects = false } = {},
): void {
  const lacking = generations.find((generation) => !flavour.generations.includes(generation));
  if (lacking !== undefined) throw new Skip(`the hub does not serve ${lacking}`);
  if (ofProjects && !flavour.apis.includes('conat/project')) throw new Skip('the hub does not serve conat/project');
}

/** As in `contracts/v1.ping.success`. */
export function caseName({ suite, id }: Pick<Case, 'suite' | 'id'>): string {
  return `${suite}/${id}`;
}

/** Answers calls: the hub under test, or the model. */
export interface Speaker {
  call(call: ApiCall): Promise<ApiExchange>;
  knows(identity: string): boolean;
  /** Makes a key that came up in a conversation usable as `identity`. */
  learnKey(identity: string, key: string): void;
}

/** Who is on a model, each with a key: names of identities to the groups of their accounts. */
type People = Readonly<Record<string, readonly string[]>>;

/** A fresh model, as it is before the first call. */
export type NewModel = (people: People) => Speaker;
