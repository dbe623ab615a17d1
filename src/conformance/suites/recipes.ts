/** A valid call of each operation, from the interaction in its contract, or why there is none. */
import { type Facts, type Interaction, type Prop, validCall } from '../../contracts/contract.ts';
import { namesFilledIn } from '../../contracts/given.ts';
import { isObject, type Json } from '../../core/json.ts';
import { type ApiCall, callTo, SELF } from '../language/call.ts';
import type { Person } from '../language/person.ts';
import { factsOf, type Reach, reachOf } from '../tested-hub/reach.ts';
import { type CaseContext, Skip } from './case.ts';
import { type Given, KEYS, PROPS } from './scene.ts';

export interface Recipe extends Omit<Interaction, 'given' | 'send'> {
  readonly props?: readonly Prop[];
  /** @throws Skip */
  send(given: Given): Json | undefined;
}

/** How to call the operation. */
export function recipeOf(operation: string): Recipe | undefined {
  const facts = factsOf(operation);
  const interaction = validCall(facts);
  if (facts === undefined || interaction === undefined || 'impossible' in interaction) return undefined;
  const { given, people, spends, send, ...rest } = interaction;
  const { props, named } = takenBy(interaction);
  return {
    ...rest,
    ...(props.length > 0 && { props }),
    ...((people ?? named).length > 0 && { people: people ?? named }),
    ...(spends !== undefined && { spends }),
    ...(isUnsaid(interaction, facts) && { spends: props }),
    send: (world) => (send === undefined ? undefined : filled(send, world)),
  };
}

/** What there has to be: what is given, or else what the call names. */
function takenBy({ given, send = null, as }: Interaction): { props: readonly Prop[]; named: readonly string[] } {
  const names = namesFilledIn(send);
  const all = [...new Set([...(as === KEYS.account ? ['account'] : []), ...names])];
  const isProp = (name: string): name is Prop => Object.hasOwn(PROPS, name);
  return { props: given ?? all.filter(isProp), named: names.filter(isPerson) };
}

const isPerson = (name: string): boolean => name === 'other';

/** Whether a success leaves nothing as it was, for all that is said of it. */
const isUnsaid = ({ given, spends }: Interaction, { does }: Facts): boolean =>
  given === undefined && spends === undefined && (does === 'writes' || does === 'lasts');

/** Whether it is known what it does: whatever else a contract may say, without that it cannot be tried. */
export const hasFacts = (operation: string): boolean => factsOf(operation) !== undefined;

/** Why nobody can call it. */
export function whyNotCalled(operation: string): string {
  const interaction = validCall(factsOf(operation));
  return interaction !== undefined && 'impossible' in interaction
    ? interaction.impossible
    : 'its contract has no interaction';
}

/** The value with what is given in place of names in braces. */
export function filled(value: Json, given: Given): Json {
  if (typeof value === 'string') return filledText(value, given);
  if (Array.isArray(value)) return value.map((item) => filled(item, given));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [filledText(name, given), filled(inner, given)]),
  );
}

function filledText(template: string, given: Given): string {
  if (!template.includes('{')) return template;
  const text = template.replace(/\{(\w+)(?:\.(\w+))?\}/g, (_whole, name: string, member?: string) => {
    if (name === 'madeUp') return given.madeUpId(member ?? '');
    const one = given[name as keyof Given] as string | Readonly<Record<string, string>>;
    return typeof one === 'string' ? one : (one[member ?? ''] ?? '');
  });
  // Of what has no name, or no text, nothing can be asked.
  if (text.trim() === '') throw new Skip(`there is no ${template}`);
  return text.trim();
}

/** The call that the recipe is for. */
export function callOf(operation: string, { send, as = SELF }: Recipe, given: Given): ApiCall {
  return { ...callTo(operation, send(given), given.project), as };
}

export const NOBODY = '00000000-0000-4000-8000-000000000001';
const SOMEBODY: Person = { account_id: NOBODY, first_name: 'Some', last_name: 'Body', groups: [] };

/** Stands for what is made later, to know beforehand what a call is like. */
export const SAMPLE: Given = {
  ...{ self: SOMEBODY, other: SOMEBODY, project: NOBODY, second: NOBODY, copy: NOBODY },
  account: { account_id: NOBODY, email_address: 'some@example.com' },
  published: '0'.repeat(40),
  ...{ session: 'some', organization: 'some', title: 'some', word: 'some' },
  madeUpId: () => NOBODY,
};

/** What the call is like, with made-up ids. */
export function sampleCall(operation: string, recipe: Recipe): ApiCall {
  return callOf(operation, recipe, SAMPLE);
}

const LASTING_PROPS = ['account', 'session', 'organization'];

/** The furthest that the call goes, and what it takes to make it. */
export function effectOfRecipe(operation: string, recipe: Recipe): Reach {
  const { props = [] } = recipe;
  if (props.some((prop) => LASTING_PROPS.includes(prop))) return 'lasts';
  const effect = reachOf(sampleCall(operation, recipe));
  return effect === 'reads' && props.length > 0 ? 'writes' : effect;
}

export interface Sample {
  /** The parameters: the body of an event, or the first argument of a function. @throws Skip */
  send(context: CaseContext): Json | undefined;
  readonly recipe: Recipe;
}

/** Nothing for an operation that takes more. */
export function sampleOf(operation: string): Sample | undefined {
  const recipe = recipeOf(operation);
  if (recipe === undefined || !takesNothing(recipe) || reachOf(sampleCall(operation, recipe)) !== 'reads') {
    return undefined;
  }
  return { recipe, send: (context) => recipe.send(givenBy(context)) };
}

/** It is about the caller, or a project that may be there already. */
function takesNothing({ props = [], people = [], as, neverSucceeds }: Recipe): boolean {
  const isOfProject = props.every((prop) => prop === 'project');
  return isOfProject && people.length === 0 && as === undefined && neverSucceeds === undefined;
}

export function givenBy({ account, madeUpId }: CaseContext): Given {
  return {
    self: account,
    get project() {
      if (account.project_id === undefined) throw new Skip('the account has no project of its own');
      return account.project_id;
    },
    madeUpId,
    // What such recipes do not ask for.
  } as Partial<Given> as Given;
}
