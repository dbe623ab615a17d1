/** A valid call of each operation, or why there is none. */
import type { JsonObject } from '../../../../core/json.ts';
import { type Api, type Call, SELF } from '../../exchange.ts';
import { type Effect, effectOf } from '../../operations.ts';
import type { Given, Person } from '../scene.ts';
import { HUB_FUNCTIONS } from './hub.ts';
import { PROJECT_FUNCTIONS } from './project.ts';
import type { Recipe, Recipes } from './recipe.ts';
import { EVENTS } from './v1.ts';

export type { Recipe } from './recipe.ts';

export const RECIPES: Recipes = { ...EVENTS, ...HUB_FUNCTIONS, ...PROJECT_FUNCTIONS };

/** Why there is no recipe. */
export const WITHOUT_RECIPE: Readonly<Record<string, string>> = {
  'v1/metrics': 'a hub never answers it',
  'v1/start_metrics': 'a hub never answers it',
  'conat/hub/system.userSalesloftSync': 'it tells another company about an account',
  'conat/hub/system.adminSalesloftSync': 'it tells another company about accounts',
};

/** The call that the recipe is for. */
export function callOf(operation: string, { send, as = SELF }: Recipe, given: Given): Call {
  const cut = operation.lastIndexOf('/');
  const [api, name] = [operation.slice(0, cut) as Api, operation.slice(cut + 1)];
  const sent = send(given);
  if (api === 'v1') return { api, name, body: sent as JsonObject, as };
  const args = sent === undefined ? [] : [sent];
  return { api, name, args, ...(api === 'conat/project' && { project_id: given.project }), as };
}

const NOBODY = '00000000-0000-4000-8000-000000000001';
const SOMEBODY: Person = { account_id: NOBODY, first_name: 'Some', last_name: 'Body' };

/** Stands for what is made later, to know beforehand what a call is like. */
const SAMPLE: Given = {
  ...{ self: SOMEBODY, other: SOMEBODY, project: NOBODY, second: NOBODY, copy: NOBODY },
  account: { account_id: NOBODY, email_address: 'some@example.com' },
  ...{ organization: 'some', title: 'some', word: 'some' },
  madeUpId: () => NOBODY,
};

/** What the call is like, with made-up ids. */
export function sampleCall(operation: string, recipe: Recipe): Call {
  return callOf(operation, recipe, SAMPLE);
}

const LASTING_PROPS = ['account', 'organization'];

/** The furthest that the call goes, and what it takes to make it. */
export function effectOfRecipe(operation: string, recipe: Recipe): Effect {
  const { props = [] } = recipe;
  if (props.some((prop) => LASTING_PROPS.includes(prop))) return 'lasts';
  const effect = effectOf(sampleCall(operation, recipe));
  return effect === 'reads' && props.length > 0 ? 'writes' : effect;
}
