/** What a run is going to do, told before it does anything. */

import { GENERATIONS, type Generation, generationOf } from '../../contracts/contract.ts';
import { isSpoken } from '../language/words.ts';
import { type Axis, type Case, caseName } from '../suites/case.ts';
import { canBeMade, sharedBy } from '../suites/makings.ts';
import { type Numbers, numbersText, sum } from '../tested-hub/numbers.ts';
import type { Allowance, Budget } from '../tested-hub/tested-hub.ts';
import { type Kind, waysOf } from '../tested-hub/things.ts';

export interface Plan {
  readonly suites: readonly {
    readonly suite: string;
    readonly axes: readonly Axis[];
    readonly cases: number;
    /** Cases that are skipped since they would change more than is allowed. */
    readonly forbidden: number;
    /** At most, and without what finding out about the hub and clean-up take. */
    readonly calls: number;
  }[];
  /** Kinds of things that are made and undone to how many, at most, where nothing is found. */
  readonly creates: Numbers;
  /** The same of what stays for good: what nothing undoes, and what only gets marked. */
  readonly lasts: Numbers;
}

export function planOf(cases: readonly Case[], allowance: Allowance, by: readonly Generation[] = GENERATIONS): Plan {
  const suites = [...new Set(cases.map(({ suite }) => suite))];
  const allowed = cases.filter((one) => isAllowed(one, allowance));
  return {
    suites: suites.map((suite) => {
      const [own, ownAllowed] = [cases, allowed].map((some) => some.filter((one) => one.suite === suite));
      return {
        suite,
        axes: [...new Set(own?.map(({ axis }) => axis))],
        cases: own?.length ?? 0,
        forbidden: (own?.length ?? 0) - (ownAllowed?.length ?? 0),
        calls: ownAllowed?.reduce((sum, one) => sum + callsOf(one), 0) ?? 0,
      };
    }),
    // Cases that lack what they take are skipped.
    ...creationsOf(
      allowed.filter(({ takes }) => takes === undefined || canBeMade(takes, by)),
      by,
    ),
  };
}

/** How often a run looks at what it made, to see that it is its own. */
const LOOKS: Readonly<Record<string, number>> = { project: 1, key: 1, collaborator: 0, organization: 0 };

/** Requests that a case takes, at most. */
export function callsOf({ calls = 1, creates = {} }: Case): number {
  return Object.entries(creates).reduce((sum, [kind, count]) => sum + count * (LOOKS[kind] ?? 2), calls);
}

function isAllowed({ mutating, lasting }: Case, allowance: Allowance): boolean {
  return (!mutating || allowance !== 'reads') && (!lasting || allowance === 'lasts');
}

function creationsOf(cases: readonly Case[], by: readonly Generation[]): Pick<Plan, 'creates' | 'lasts'> {
  const own = cases.map(({ creates = {} }) => creates);
  const all = Object.entries(sum([...own, sharedBy(cases.flatMap(({ takes = [] }) => takes))])) as [Kind, number][];
  return {
    creates: Object.fromEntries(all.filter(([kind]) => isUndone(kind, by))),
    lasts: Object.fromEntries(all.filter(([kind]) => !isUndone(kind, by) || waysOf(kind).remains)),
  };
}

/** Whether one of these APIs has a call that undoes it. */
export function isUndone(kind: Kind, by: readonly Generation[]): boolean {
  const deed = waysOf(kind).undo?.({ kind, id: '' });
  return deed !== undefined && by.some((api) => isSpoken(deed.kind, api));
}

const MAY: Readonly<Record<Allowance, string>> = {
  reads: 'reads only; nothing is changed',
  writes: 'makes projects and keys of its own, and removes them again',
  lasts: 'makes projects, keys and accounts of its own; not all of it can be taken back',
};

/** For people. */
export function planText(plan: Plan, { url, allowance, budget }: PlanFacts): string {
  const creations = numbersText(plan.creates);
  const lasting = Object.entries(plan.lasts).map(([kind, count]) => {
    const { remains } = waysOf(kind as Kind);
    // What nothing undoes stays as it was made.
    const isAsMade = remains === undefined || plan.creates[kind] === undefined;
    return `${count} × ${kind}${isAsMade ? '' : ` (${remains})`}`;
  });
  const lines = [
    `Plan for ${url}`,
    `  mode       ${allowance === undefined ? 'nothing is sent: nobody has agreed to it' : MAY[allowance]}`,
    ...plan.suites.map(
      ({ suite, axes, cases, forbidden, calls }) =>
        `  suite      ${suite} (${axes.join(', ')}): ${cases - forbidden} cases, at most ${calls} calls${forbidden > 0 ? `; ${forbidden} more would change something` : ''}`,
    ),
    `  creations  ${creations === '' ? 'none' : `at most ${creations}; more once something is found`}`,
    `  for good   ${lasting.length === 0 ? 'nothing' : `at most ${lasting.join(', ')}`}`,
    `  budget     ${budgetText(budget)}`,
  ];
  return `${lines.join('\n')}\n`;
}

interface PlanFacts {
  readonly url: string;
  /** `undefined`: the run is not allowed to send anything. */
  readonly allowance: Allowance | undefined;
  readonly budget: Budget;
}

function budgetText({ maxRequests, maxTimeMs, rate, timeoutMs }: Budget): string {
  const pace = rate === undefined ? 'as fast as it answers' : `${rate} a second`;
  return `${maxRequests} requests, ${pace}, ${maxTimeMs / 1000} s in all, ${timeoutMs / 1000} s for each answer`;
}

export interface Selection {
  /** Names of suites; all where empty. */
  readonly suites: readonly string[];
  /** Texts, one of which a name or operation has to contain, where there are any. */
  readonly grep: readonly string[];
  /** Texts, none of which a name or operation may contain. */
  readonly exclude: readonly string[];
  readonly generations: readonly Generation[];
  /** The name of a single case. */
  readonly replay?: string;
}

export function select(cases: readonly Case[], selection: Selection): Case[] {
  const { suites, grep, exclude, generations, replay } = selection;
  return cases.filter((one) => {
    const texts = `${caseName(one)} ${one.operation}`;
    if (replay !== undefined) return caseName(one) === replay;
    return (
      (suites.length === 0 || suites.includes(one.suite)) &&
      (grep.length === 0 || grep.some((text) => texts.includes(text))) &&
      !exclude.some((text) => texts.includes(text)) &&
      generations.includes(generationOf(one.operation))
    );
  });
}
