/**
 * The suite `authorization`: every operation, called by everybody who can be somebody: the model says who gets through,
 * and with which words the others do not. What was refused has changed nothing.
 */

import { compile, newAjv } from '../../contracts/compile.ts';
import type { Prop } from '../../contracts/contract.ts';
import type { Contracts } from '../../contracts/derive.ts';
import { isSameJson, type Json } from '../../core/json.ts';
import type { ApiExchange } from '../language/answer.ts';
import { ANONYMOUS, SELF } from '../language/call.ts';
import type { HubDeed } from '../language/deeds.ts';
import { creationOf, MARKED_BY_PROJECT } from '../tested-hub/creations.ts';
import { type Attempt, type Both, type Trial, tryOut, unlike, WRONG_KEY } from './attempt.ts';
import { type Case, type CaseContext, type Finding, Skip } from './case.ts';
import { demandsOf, idOf } from './contracts.ts';
import { effectOfRecipe, hasFacts, type Recipe, recipeOf, sampleCall, whyNotCalled } from './recipes.ts';
import { KEYS, type Scene } from './scene.ts';
import { showing } from './shows.ts';

const SUITE = 'authorization';

/** Who calls: how to be that one, or why nobody can. */
interface Identity {
  readonly as?: string;
  readonly alone?: true;
  readonly props?: readonly Prop[];
  readonly change?: NonNullable<Attempt['change']>;
  readonly impossible?: string;
}

const IDENTITIES: Readonly<Record<string, Identity>> = {
  anonymous: { as: ANONYMOUS },
  'wrong-key': { as: WRONG_KEY },
  'expired-key': { as: KEYS.expired, props: ['expired-key'] },
  'project-key': { as: KEYS.project, props: ['project-key'] },
  stranger: { as: 'other', alone: true },
  viewer: { impossible: 'no call makes anybody a viewer of a project' },
  collaborator: { as: 'other', props: ['joined'] },
  owner: {},
  admin: { as: 'admin' },
};

/** Who calls with a cookie, as only v2 takes it: it counts before any key, also where it is of no session. */
const WITH_COOKIES: Readonly<Record<string, Identity>> = {
  cookie: { as: ANONYMOUS, props: ['session'], change: (call, { session }) => ({ ...call, session }) },
  'cookie-and-key': {
    change: (call, { madeUpId }) => ({ ...call, session: `sha512$${'0'.repeat(32)}$1000$${madeUpId('cookie')}` }),
  },
};

const identitiesFor = (operation: string): Readonly<Record<string, Identity>> =>
  operation.startsWith('v2/') ? { ...IDENTITIES, ...WITH_COOKIES } : IDENTITIES;

/** Who calls with no account, or with one that may go. */
const HARMLESS = ['anonymous', 'wrong-key', 'owner', ...Object.keys(WITH_COOKIES)];

export function authorizationCases(contracts: Contracts): Case[] {
  // Made once: it takes longer than compiling a contract.
  const ajv = newAjv();
  return Object.values(contracts.endpoints)
    .filter(({ endpoint }) => hasFacts(endpoint))
    .sort((one, other) => (one.endpoint < other.endpoint ? -1 : 1))
    .flatMap((contract) => {
      const { endpoint: operation } = contract;
      const recipe = recipeOf(operation);
      if (recipe === undefined)
        return Object.keys(identitiesFor(operation)).map((who) => skipped(operation, who, whyNotCalled(operation)));
      const trial = { operation, contract: compile(contract, contracts.common, ajv), recipe };
      return Object.entries(identitiesFor(operation)).map(([who, identity]) => cell(trial, who, identity));
    });
}

function skipped(operation: string, who: string, why: string): Case {
  const run = () => Promise.reject(new Skip(why));
  return { suite: SUITE, id: `${idOf(operation)}.${who}`, operation, axis: 'authorization', mutating: false, run };
}

function cell(trial: Trial, who: string, { impossible, ...attempt }: Identity): Case {
  const { operation, recipe } = trial;
  if (impossible !== undefined) return skipped(operation, who, impossible);
  if (isNobodysOwn(trial, who)) {
    return skipped(operation, who, 'what it makes would be shown to nobody who lends a key');
  }
  if (recipe.ofCaller && !HARMLESS.includes(who)) {
    return skipped(operation, who, 'it could be done to the account of the caller, and nobody lends theirs for that');
  }
  // The owner of what an admin may have is still an ordinary account; that of an account is its own.
  const as = attempt.as ?? (recipe.props?.includes('account') && recipe.as !== 'admin' ? KEYS.account : SELF);
  return {
    ...{ suite: SUITE, id: `${idOf(operation)}.${who}`, operation, axis: 'authorization' },
    ...demandsOf(trial, { ...attempt, as }),
    run: (context) => holds(context, trial, { ...attempt, as }),
  };
}

/** Hubs of today take a project, and a session, for an account of its own. */
function isNobodysOwn({ operation, recipe }: Trial, who: string): boolean {
  if (!operation.startsWith('v2/') || !['cookie', 'project-key'].includes(who)) return false;
  const { kind } = creationOf(sampleCall(operation, recipe)) ?? {};
  return kind !== undefined && !MARKED_BY_PROJECT.includes(kind);
}

async function holds(context: CaseContext, trial: Trial, attempt: Attempt): Promise<readonly Finding[]> {
  let seen: Sight | undefined;
  const looks = isWorthALook(trial);
  const before = async (model: ApiExchange, scene: Scene) => {
    if (looks && model.answer.outcome !== 'success') seen = await look(scene);
  };
  const judged = async (both: Both) => {
    const wrong = unlike(trial, both);
    const isOwn = attempt.as === SELF && wrong.length === 0;
    const findings = isOwn ? await showing(context, trial.recipe, both.tested) : wrong;
    if (seen === undefined || findings.length > 0) return findings;
    return changed(seen, await look(both.scene), both.tested);
  };
  return tryOut(context, trial, attempt, judged, before);
}

/** What would show in the project if the call had done it. */
function isWorthALook({ operation, recipe }: Pick<Trial, 'operation'> & { recipe: Recipe }): boolean {
  const effect = effectOfRecipe(operation, recipe);
  const isOfProject = recipe.props?.some((prop) => prop === 'project' || prop === 'joined') ?? false;
  return isOfProject && (effect === 'writes' || effect === 'lasts');
}

type Sight = Readonly<Record<'people' | 'files', Json>>;

/** What the owner sees of a project. */
async function look({ tested, generation: through }: Scene): Promise<Sight> {
  const project_id = 'project';
  const row = { project_id: String(tested.things.get(project_id)), ...SHOWN };
  const sight = async (deed: HubDeed) => (await tested.ask({ deed, through })) ?? null;
  return {
    people: await sight({ kind: 'query', query: { projects: row } }),
    files: await sight({ kind: 'exec', project_id, command: 'ls', args: ['-R', 'notes'] }),
  };
}

const SHOWN = { title: null, description: null, users: null, deleted: null, settings: null };

function changed(before: Sight, after: Sight, exchange: ApiExchange): Finding[] {
  return (['people', 'files'] as const)
    .filter((part) => !isSameJson(before[part], after[part]))
    .map((part) => ({
      id: `changed-${part}`,
      expected: `${JSON.stringify(before[part])}, as before the refused call`,
      came: JSON.stringify(after[part]),
      basis: 'what is refused changes nothing',
      exchanges: [exchange],
    }));
}
