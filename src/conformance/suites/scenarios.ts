/**
 * The suite `scenarios`: flows of people, each done through one generation of the API, through the other, and through
 * both in turn, at the hub and at the model beside it.
 */

import type { Generation } from '../../contracts/contract.ts';
import type { Contracts } from '../../contracts/derive.ts';
import { callFor, type Deed, isSpoken } from '../language/deeds.ts';
import { operationOf } from '../language/exchange.ts';
import { type Case, type Context, type Finding, Skip } from './case.ts';
import { type ContractOf, Duel, newArena } from './duel.ts';
import { FLOWS, type Flow } from './flows.ts';
import { lazyContracts } from './judge.ts';
import type { Step } from './play.ts';

const SUITE = 'scenarios';

const WAYS = ['v1', 'conat', 'mixed'] as const;

type Way = (typeof WAYS)[number];

export function scenarioCases(contracts: Contracts): Case[] {
  const contractOf = lazyContracts(contracts);
  return FLOWS.flatMap((flow) => WAYS.flatMap((way) => caseOf(flow, way, contractOf) ?? []));
}

/** The flow gone this way; nothing where a generation lacks the words, or where the mixture would be no mixture. */
function caseOf(flow: Flow, way: Way, contractOf: ContractOf): Case | undefined {
  const steps = stepsOf(flow, way);
  if (steps === undefined) return undefined;
  const projects = steps.filter(({ deed }) => deed.kind === 'create').length;
  const people = steps.filter(({ deed }) => deed.kind === 'add').length;
  return {
    suite: SUITE,
    id: `${flow.name}.${way}`,
    operation: operationFor(flow, way),
    axis: 'behaviour',
    mutating: projects > 0 || flow.lasting === true,
    ...(flow.lasting && { lasting: true }),
    ...(others(steps).length > 0 && { needs: others(steps) }),
    creates: { ...(projects > 0 && { project: projects }), ...(people > 0 && { collaborator: people }) },
    // Some are asked who they are, and each project is asked for its row and its files.
    calls: 1 + others(steps).length + steps.length + 2 * projects,
    run: (context) => run(context, steps, contractOf),
  };
}

function stepsOf({ scenes }: Flow, way: Way): Step[] | undefined {
  if (way !== 'mixed') {
    if (!scenes.every(({ deed }) => isSpoken(deed.kind, way))) return undefined;
    return scenes.map((scene) => ({ ...scene, through: way }));
  }
  const steps = scenes.map((scene, at) => ({ ...scene, through: turn(scene.deed, at) }));
  const used = new Set(steps.map(({ through }) => through));
  return used.size === 2 ? steps : undefined;
}

/** Each in turn, where both have the words. */
function turn({ kind }: Deed, at: number): Generation {
  const [first, second] = at % 2 === 0 ? (['v1', 'conat'] as const) : (['conat', 'v1'] as const);
  return isSpoken(kind, first) ? first : second;
}

function others(steps: readonly Step[]): string[] {
  const named = steps.flatMap(({ deed, as }) => [as, 'person' in deed ? deed.person : undefined]);
  return [...new Set(named.filter((name) => name !== undefined && name !== 'self'))] as string[];
}

/** The operation that the flow is about. */
function operationFor({ about, scenes }: Flow, way: Way): string {
  const deed = scenes.find((scene) => scene.deed.kind === about)?.deed as Deed;
  const generation = way === 'mixed' ? turn(deed, 0) : way;
  const person = { account_id: '', first_name: '', last_name: '', groups: [] };
  const people = { self: person, other: person };
  return operationOf(callFor(deed, generation, { run: '', people, projects: [], copies: [] }));
}

async function run(context: Context, steps: readonly Step[], contractOf: ContractOf): Promise<readonly Finding[]> {
  const through = observing(context, steps);
  const arena = await newArena(context, contractOf, { others: others(steps), through });
  const duel = await Duel.between(arena);
  for (const step of steps) await duel.take(step);
  await duel.observe();
  return duel.findings;
}

/** The generation that is asked afterwards. @throws Skip where the hub does not serve all that the steps need. */
function observing({ flavour }: Context, steps: readonly Step[]): Generation {
  const wanted = [...new Set(steps.map(({ through }) => through))];
  const lacking = wanted.find((generation) => !flavour.generations.includes(generation));
  if (lacking !== undefined) throw new Skip(`the hub does not serve ${lacking}`);
  if (wanted.includes('conat') && !flavour.apis.includes('conat/project')) {
    throw new Skip('the hub does not serve conat/project');
  }
  return wanted[0] as Generation;
}
