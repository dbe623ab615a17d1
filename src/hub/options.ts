/** What a hub can be made with, and whether it makes sense. */
import { copied } from '../core/copied.ts';
import { defaultSettings, type Lifecycle, type ListOrder, type Profile, settingsShape } from '../core/settings.ts';
import { misshapen } from '../core/shape.ts';
import type { HubState } from '../core/state.ts';
import type { Clock } from './clock.ts';
import type { CommandOptions } from './effects/command-options.ts';
import type { NotebookOptions } from './effects/notebook.ts';
import type { FrontProxyOptions } from './front-proxy.ts';
import type { AnswerListener } from './hub.ts';
import { LIKENESSES, type Likeness, LONGEST_TIMEOUT_MS, MOST_OTHERS } from './likeness.ts';
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
  /** The system's clock by default. */
  readonly clock?: Clock | undefined;
  /**
   * Refuses requests outside the documented types, in words plainly ours, and answers that would break their contract.
   * Otherwise such an answer is given, and told once on the console.
   */
  readonly strict?: boolean | undefined;
  /** Told of each call, for logs. What it throws, the caller of the call gets. */
  readonly onAnswer?: AnswerListener | undefined;
  /** Bounds on the commands that projects run. */
  readonly commands?: CommandOptions | undefined;
  /** Bounds on the cells of notebooks that projects run. */
  readonly notebooks?: NotebookOptions | undefined;
}

/**
 * The options with what `like` stands for; what is given by itself wins.
 *
 * @throws ShapeError that names an option which makes no sense, and what would.
 */
export function completed(given: HubOptions): HubOptions {
  const { like } = given;
  if (like !== undefined && !Object.hasOwn(LIKENESSES, like)) {
    throw misshapen('options.like', `one of ${Object.keys(LIKENESSES).join(', ')}`, like);
  }
  const own = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const options: HubOptions = like === undefined ? own : { ...LIKENESSES[like], ...own };
  check(options);
  return options;
}

function check(options: HubOptions): void {
  const { others, rateLimit, answerTimeout } = options;
  const names = Object.keys(defaultSettings).filter((name) => Object.hasOwn(options, name));
  const settings = Object.fromEntries(names.map((name) => [name, copied(options[name as keyof HubOptions])]));
  settingsShape({ ...defaultSettings, ...settings }, 'options');
  wholeNumber('others', others, 0, MOST_OTHERS);
  wholeNumber('answerTimeout', answerTimeout, 1, LONGEST_TIMEOUT_MS);
  if (rateLimit !== undefined && readRateLimit(rateLimit) === undefined) {
    throw misshapen('options.rateLimit', EXPECTED_RATE, rateLimit);
  }
}

function wholeNumber(name: string, value: number | undefined, least: number, most: number): void {
  if (value === undefined || (Number.isSafeInteger(value) && value >= least && value <= most)) return;
  throw misshapen(`options.${name}`, `a whole number from ${least} to ${most}`, value);
}
