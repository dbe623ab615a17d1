/** What a hub can be made with, and whether it makes sense. */
import { isObject } from '../core/json.ts';
import {
  type Lifecycle,
  type ListOrder,
  type Profile,
  type RestBuild,
  type Settings,
  settingsMembers,
} from '../core/settings.ts';
import {
  boolean,
  callback,
  either,
  jsonObject,
  list,
  misshapen,
  type Optional,
  oneOf,
  optionalMember,
  record,
  type Shape,
  scalar,
  text,
  wholeNumberTo,
} from '../core/shape.ts';
import type { HubState } from '../core/state.ts';
import type { Clock } from './clock.ts';
import type { CommandOptions } from './effects/command-options.ts';
import type { NotebookOptions } from './effects/notebook/interpreters.ts';
import { type WrittenStub, writtenStub } from './effects/stubs.ts';
import type { FrontProxyOptions } from './front-proxy.ts';
import type { AnswerListener } from './hub.ts';
import { type JournalOptions, journalShape } from './journal/notes.ts';
import { LIKENESSES, type Likeness, LONGEST_TIMEOUT_MS, MOST_OTHERS } from './likeness.ts';
import type { CommandRunner } from './perform.ts';
import { EXPECTED_RATE, readRateLimit } from './rate-limit.ts';
import type { World } from './world/shape.ts';

/** What makes a hub slow, late, disorderly or busy. */
export interface PatienceOptions extends FrontProxyOptions {
  /** `production`: has the ways of a real hub, as far as other options do not say otherwise. */
  readonly like?: Likeness | undefined;
  /** How long projects take to start and to stop, and copies to run; `immediate` by default. */
  readonly lifecycle?: Lifecycle | undefined;
  /** `real`: answers late to changes of keys, rights and names, since a hub remembers them; `none` by default. */
  readonly caches?: HubState['caches'] | undefined;
  /** The folder that holds the home directories of projects; `/projects` by default. */
  readonly home?: string | undefined;
  /** `disk`: lists that no order is promised of come in one drawn by the seed; `plain` by default: by name, or as made. */
  readonly order?: ListOrder | undefined;
  /** So many other people, with projects of their own, and what earlier runs of a check have left; none by default. */
  readonly others?: number | undefined;
}

export interface HubOptions extends PatienceOptions {
  /** The starting state: a name of `fixtures/worlds` or a world itself; `classroom` by default. */
  readonly world?: string | World | undefined;
  /** Fixes all chance: ids, keys, tokens. */
  readonly seed?: string | undefined;
  /** Which source wins where description and implementation differ; `documented` by default. */
  readonly profile?: Profile | undefined;
  /** In which build the hub serves API v2; `production` by default, `development` holds requests to the published description. */
  readonly v2?: RestBuild | undefined;
  /** The system's clock by default. */
  readonly clock?: Clock | undefined;
  /**
   * Refuses requests outside the documented types, in words plainly ours, and answers that would break their contract.
   * Otherwise such an answer is given, and told once on the console.
   */
  readonly strict?: boolean | undefined;
  /** Told of each call, for logs. What it throws, the caller of the call gets. */
  readonly onAnswer?: AnswerListener | undefined;
  /** Bounds on the commands that projects run in the simulated shell; or what runs them instead, as `bubblewrapCommands()`. */
  readonly commands?: CommandOptions | CommandRunner | undefined;
  /** What commands are answered with instead of being run, as `stubs` of a world, which come before these. */
  readonly stubs?: readonly WrittenStub[] | undefined;
  /** Bounds on the cells of notebooks that projects run. */
  readonly notebooks?: NotebookOptions | undefined;
  /** How much of the last calls is kept. */
  readonly journal?: JournalOptions | undefined;
}

export const optionalAmount = optionalMember(wholeNumberTo(Number.MAX_SAFE_INTEGER));

const sizes = {
  maxRunning: optionalAmount,
  maxWaiting: optionalAmount,
  maxMemoryBytes: optionalAmount,
  maxDiskBytes: optionalAmount,
  maxFiles: optionalAmount,
};

const shellShape = record({
  ...sizes,
  maxSteps: optionalAmount,
  maxBusyMs: optionalAmount,
  maxOutputBytes: optionalAmount,
  package: optionalMember(either(text, callback)),
});

/** Bounds of the simulated shell, or what runs commands in its place. */
const commands: Shape<CommandOptions | CommandRunner> = (value, place) =>
  typeof value === 'function' ? (value as CommandRunner) : (shellShape(value, place) as CommandOptions);

const { site, ...settings } = settingsMembers;

/** What each option is, but for the world, of which only its own shape tells. */
export const optionMembers = {
  ...(Object.fromEntries(
    Object.entries(settings).map(([name, shape]) => [name, optionalMember(shape as Shape<unknown>)]),
  ) as { readonly [Name in keyof typeof settings]: Optional<Settings[Name]> }),
  world: optionalMember(either(text, jsonObject)),
  clock: optionalMember(scalar<Clock>('a clock, as systemClock or virtualClock(…)', isClock)),
  strict: optionalMember(boolean),
  onAnswer: optionalMember(callback),
  commands: optionalMember(commands),
  stubs: optionalMember(list(writtenStub)),
  notebooks: optionalMember(
    record({
      ...sizes,
      early: optionalMember(boolean),
      warm: optionalAmount,
      maxCellMs: optionalAmount,
      package: optionalMember(text),
    }),
  ),
  journal: optionalMember(journalShape),
  like: optionalMember(oneOf(...(Object.keys(LIKENESSES) as Likeness[]))),
  others: optionalMember(wholeNumberTo(MOST_OTHERS)),
  answerTimeout: optionalMember(wholeNumberTo(LONGEST_TIMEOUT_MS, 1)),
  rateLimit: optionalMember(scalar<string>(EXPECTED_RATE, (value) => readRateLimit(value) !== undefined)),
};

const optionsShape = record(optionMembers);

function isClock(value: unknown): boolean {
  const { now, wake } = (value ?? {}) as Partial<Clock>;
  return typeof now === 'function' && typeof wake === 'function' && Number.isFinite((value as Clock).now());
}

/**
 * The options with what `like` stands for; what is given by itself wins.
 *
 * @throws ShapeError that names an option which there is not or which makes no sense, or the place in the world that is
 *   none, and what would be right.
 */
export function completed(given: HubOptions): HubOptions {
  const options = optionsShape(definedOptions(given, ['commands', 'notebooks', 'journal']), 'options') as HubOptions;
  return options.like === undefined ? options : { ...LIKENESSES[options.like], ...options };
}

/** Without the options that are there and say nothing, in those too that are `parts` with options of their own. */
export function definedOptions(given: object, parts: readonly string[]): Record<string, unknown> {
  const options = definedOf(given, 'options');
  for (const part of parts) {
    if (options[part] === undefined || typeof options[part] === 'function') continue;
    options[part] = definedOf(options[part], `options.${part}`);
  }
  return options;
}

function definedOf(given: unknown, place: string): Record<string, unknown> {
  if (!isObject(given)) throw misshapen(place, 'an object', given);
  return Object.fromEntries(Object.entries(given as object).filter(([, value]) => value !== undefined));
}
