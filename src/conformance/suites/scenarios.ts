/**
 * The suite `scenarios`: what people do with a hub from beginning to end, done through each generation of the API, and
 * through two in turn, at the hub and at the model beside it.
 */
import { readFileSync } from 'node:fs';
import { GENERATIONS, type Generation } from '../../contracts/contract.ts';
import type { Contracts } from '../../contracts/derive.ts';
import { SCENARIOS } from '../../contracts/folder.ts';
import { SELF } from '../language/call.ts';
import type { DeedKind, HubDeed } from '../language/deeds.ts';
import { isSpoken, operationFor } from '../language/words.ts';
import { countBy } from '../tested-hub/numbers.ts';
import { type Case, type CaseContext, type Finding, requireApis } from './case.ts';
import { Duel } from './duel.ts';
import { type ContractOf, lazyContracts } from './judge.ts';
import { madeByDeed } from './makings.ts';
import type { DeedStep } from './side.ts';

interface Scenario {
  readonly name: string;
  /** The deed that it is there for. */
  readonly about: DeedKind;
  /** It leaves what cannot be taken back. */
  readonly lasting?: true;
  /** Deeds, each with the name of the identity that does it. */
  readonly steps: readonly (HubDeed & { readonly as?: string })[];
}

/** Generations that take turns; by what they are called in names of cases. */
export const WAYS: Readonly<Record<string, readonly Generation[]>> = {
  ...Object.fromEntries(GENERATIONS.map((generation) => [generation, [generation]])),
  mixed: ['v1', 'conat'],
  'mixed-v2': ['conat', 'v2'],
};

export function scenarioCases(contracts: Contracts): Case[] {
  const contractOf = lazyContracts(contracts);
  const { scenarios } = JSON.parse(readFileSync(SCENARIOS, 'utf8')) as {
    readonly scenarios: readonly Scenario[];
  };
  return scenarios.flatMap((scenario) => Object.keys(WAYS).flatMap((way) => caseOf(scenario, way, contractOf) ?? []));
}

/** The scenario gone this way; nothing where an API lacks the words, or where the mixture would be no mixture. */
function caseOf(scenario: Scenario, way: string, contractOf: ContractOf): Case | undefined {
  const generations = WAYS[way] as readonly Generation[];
  const steps = stepsOf(scenario, generations);
  if (steps === undefined) return undefined;
  const projects = steps.filter(({ deed }) => deed.kind === 'create').length;
  const others = othersIn(steps);
  return {
    suite: 'scenarios',
    id: `${scenario.name}.${way}`,
    operation: operationFor(scenario.about, turn(scenario.about, 0, generations)),
    axis: 'behaviour',
    mutating: projects > 0 || scenario.lasting === true,
    ...(scenario.lasting && { lasting: true }),
    ...(others.length > 0 && { needs: others }),
    creates: countBy(steps.flatMap(({ deed, through }) => madeByDeed(deed, through))),
    // Some are asked who they are, and each project is asked for its row and its files.
    calls: 1 + others.length + steps.length + 2 * projects,
    run: (context) => run(context, steps, contractOf),
  };
}

function stepsOf({ steps }: Scenario, generations: readonly Generation[]): DeedStep[] | undefined {
  const taken = steps.map(({ as = SELF, ...deed }, at): DeedStep => {
    return { deed: deed as HubDeed, as, through: turn(deed.kind, at, generations) };
  });
  const isAll = new Set(taken.map(({ through }) => through)).size === generations.length;
  return isAll && taken.every(({ deed, through }) => isSpoken(deed.kind, through)) ? taken : undefined;
}

/** Each in turn, where it has the words. */
function turn(kind: DeedKind, at: number, generations: readonly Generation[]): Generation {
  const inTurn = generations.map((_, place) => generations[(at + place) % generations.length] as Generation);
  return inTurn.find((one) => isSpoken(kind, one)) ?? (inTurn[0] as Generation);
}

/** Who takes part besides `self`. */
function othersIn(steps: readonly DeedStep[]): string[] {
  const named = steps.flatMap(({ deed, as = SELF }) => [as, 'account_id' in deed ? deed.account_id : SELF]);
  return [...new Set(named)].filter((name) => name !== SELF);
}

async function run(
  context: CaseContext,
  steps: readonly DeedStep[],
  contractOf: ContractOf,
): Promise<readonly Finding[]> {
  const used = [...new Set(steps.map(({ through }) => through))];
  requireApis(context, used, { ofProjects: used.includes('conat') });
  const duel = await Duel.between({ context, contractOf, others: othersIn(steps), through: used[0] as Generation });
  for (const step of steps) await duel.take(step);
  await duel.observe();
  return duel.findings;
}
