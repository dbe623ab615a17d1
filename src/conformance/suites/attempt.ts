/** One call made at the hub under test and at the model, and what of the two answers is not alike. */

import type { CompiledContract } from '../../contracts/compiled.ts';
import { generationOf, type Prop } from '../../contracts/contract.ts';
import type { Json } from '../../core/json.ts';
import { compare } from '../comparison/compare.ts';
import { type ApiExchange, answerText, shortened } from '../language/answer.ts';
import { type ApiCall, SELF } from '../language/call.ts';
import { creationOf, MARKED_BY_PROJECT } from '../tested-hub/creations.ts';
import { MARK } from '../tested-hub/mark.ts';
import { reachOf } from '../tested-hub/reach.ts';
import { NotAllowed } from '../tested-hub/tested-hub.ts';
import { type CaseContext, type Finding, Skip } from './case.ts';
import { againstContract, keepsContract, requireTime } from './judge.ts';
import { callOf, type Recipe } from './recipes.ts';
import { type Given, KEYS, needsKeyOf, Scene, Unmade } from './scene.ts';

/** An operation to try out. */
export interface Trial {
  readonly operation: string;
  readonly contract: CompiledContract;
  readonly recipe: Recipe;
}

/** How the valid call is changed. */
export interface Attempt {
  /** Who makes it. */
  readonly as?: string;
  readonly change?: (call: ApiCall, given: Given) => ApiCall;
  /** Nobody else may be in the project, even where the recipe has somebody there. */
  readonly alone?: true;
  /** What there has to be beyond what the recipe needs. */
  readonly props?: readonly Prop[];
  /** What is refused may be half done. */
  readonly odd?: true;
  /** Nothing may be sent that does more than read. */
  readonly reads?: boolean;
}

/** The two answers to one call. */
export interface Both {
  readonly scene: Scene;
  readonly tested: ApiExchange;
  readonly model: ApiExchange;
}

/** Key of nobody: it looks like one. */
export const WRONG_KEY = 'wrong-key';

/**
 * Makes the call, first at the model, and hands both answers to `judged`. What it took is kept for the next case where
 * nothing was found.
 *
 * @param before is called once it is known what the model says, and nothing was sent to the hub under test yet.
 */
export async function tryOut(
  context: CaseContext,
  { operation, recipe }: Trial,
  attempt: Attempt,
  judged: (both: Both) => readonly Finding[] | Promise<readonly Finding[]>,
  before: (model: ApiExchange, scene: Scene) => Promise<void> = async () => {},
): Promise<readonly Finding[]> {
  const { as = recipe.as ?? SELF, change = (call: ApiCall) => call, reads = false, odd = false } = attempt;
  const all = propsOf(recipe, attempt);
  const kind = all.includes('joined') ? 'together' : 'alone';
  const scene = new Scene(context, generationOf(operation), kind);
  let keep = false;
  let isDone = false;
  let spent: readonly Prop[] = [];
  try {
    await scene.needs([SELF, ...(recipe.people ?? []), ...(needsKeyOf(as) && as !== WRONG_KEY ? [as] : [])], all);
    if (as === WRONG_KEY)
      for (const { speaker } of [scene.model, scene.tested]) speaker.learnKey(as, wrongKey(context));
    const calls = [scene.model, scene.tested].map((side) => {
      const given = scene.given(side);
      return change({ ...callOf(operation, recipe, given), as }, given);
    });
    const [atModel, atHub] = calls as [ApiCall, ApiCall];
    if (reads && reachOf(atHub) !== 'reads') {
      throw new Skip('changed like this it is not known to be a call that only reads');
    }
    const creation = creationOf(atHub);
    if (creation && !MARKED_BY_PROJECT.includes(creation.kind) && !creation.title.startsWith(MARK)) {
      throw new Skip(`changed like this it would make a ${creation.kind} that is not marked as one of the run`);
    }
    const model = await scene.model.speaker.call(atModel);
    isDone = model.answer.outcome === 'success';
    if (model.answer.outcome === 'garbled') {
      throw new Skip(`the model does not say what a hub does here: ${model.answer.detail}`);
    }
    await before(model, scene);
    const tested = await scene.tested.speaker.call(atHub);
    requireTime(tested, model);
    if (odd || isDone || tested.answer.outcome === 'success') spent = recipe.spends ?? [];
    const findings = await judged({ scene, tested, model });
    keep = findings.length === 0;
    return findings;
  } catch (thrown) {
    if (thrown instanceof Skip) keep = true;
    if (thrown instanceof Unmade) return thrown.findings;
    if (!(thrown instanceof NotAllowed)) throw thrown;
    // Only the model was asked; where it refused, the two are still alike.
    keep = !isDone;
    throw new Skip(thrown.message);
  } finally {
    if (!keep) scene.startOver();
    // Also where the answer turned out to show nothing.
    scene.spend(spent);
    // Hubs delete such keys once they are shown.
    if (as === KEYS.expired) scene.spend(['expired-key']);
  }
}

/** What there has to be for the call. */
export function propsOf({ props: own = [] }: Recipe, { props = [], alone }: Attempt): Prop[] {
  return [...own, ...props].map((prop) => (alone && prop === 'joined' ? 'project' : prop));
}

/** Of the length of a key. */
function wrongKey(context: CaseContext): string {
  return `sk-${context.madeUpId('key').replaceAll('-', '').slice(0, 22)}`;
}

/** Not every account and hub has what the call takes. @throws Skip */
function skipWhereLacking({ lacks = [] }: Recipe, { answer }: ApiExchange): void {
  if (answer.outcome !== 'refusal') return;
  const words = lacks.find((one) => one === answer.words);
  if (words !== undefined) throw new Skip(`the account or the hub lacks what it takes: ${words}`);
}

/** A hub of today counts calls of some endpoints, whoever makes them. [util/api/throttle.ts] @throws Skip */
function skipWhereThrottled(answer: ApiExchange['answer']): void {
  const words = 'words' in answer ? String(answer.words) : '';
  if (words.startsWith('too many requests to ')) throw new Skip(`it is answered so often and no more: ${words}`);
}

/** Where the hub does not answer as the model does, or against the contract. */
export function unlike({ contract, recipe }: Trial, { scene, tested, model }: Both): Finding[] {
  skipWhereLacking(recipe, tested);
  for (const { answer } of [tested, model]) skipWhereThrottled(answer);
  const { answer: modelled } = model;
  if (modelled.outcome === 'refusal' && recipe.lacks?.some((one) => one === modelled.words))
    return keepsContract(contract, tested);
  const exchanges = [tested];
  const basis = 'the model, asked the same';
  const { answer } = tested;
  if (answer.outcome !== model.answer.outcome) {
    return [{ id: 'outcome', expected: answerText(model.answer), came: answerText(answer), basis, exchanges }];
  }
  const { status } = model.answer;
  if (status !== undefined && answer.status !== status) {
    return [{ id: 'status', expected: `HTTP ${status}`, came: `HTTP ${answer.status}`, basis, exchanges }];
  }
  if (!('value' in answer) || !('value' in model.answer)) return [];
  const known = againstContract(contract, tested);
  if (known.length > 0) return known;
  if (answer.outcome === 'success' && recipe.ownAnswer) return [];
  const { names } = scene;
  const shown = (value: Json | undefined, part: 'expected' | 'came') =>
    value === undefined ? 'nothing' : shortened(JSON.stringify(names.shown(value, part)));
  const differences = compare(model.answer.value, answer.value, names, { unordered: true });
  scene.learn(names);
  return differences.map(({ path, expected, came }) => ({
    id: path,
    expected: `${path} to be ${shown(expected, 'expected')}`,
    came: shown(came, 'came'),
    basis,
    exchanges,
  }));
}

/** Names of identities that there have to be keys for. */
export function needsOf(recipe: Recipe, ...identities: readonly string[]): string[] {
  const { as = SELF, people = [], props = [] } = recipe;
  const all = [as, ...people, ...identities, ...(props.includes('joined') ? ['other'] : [])];
  const organized = props.includes('organization') ? ['admin'] : [];
  const names = [...new Set([...all, ...organized])];
  return names.filter((name) => needsKeyOf(name) && name !== WRONG_KEY);
}
