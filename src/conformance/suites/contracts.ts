/**
 * The suite `contracts`: each operation succeeds with valid parameters as its contract says and as the model does, and
 * refuses what is left out, unknown, malformed, of another type or by somebody else in the words that both know.
 */

import { compile, newAjv } from '../../contracts/compile.ts';
import { generationOf } from '../../contracts/contract.ts';
import type { Contracts } from '../../contracts/derive.ts';
import { parametersOf } from '../../contracts/reading.ts';
import { type ApiExchange, answerText } from '../language/answer.ts';
import { type ApiCall, operationOf, withParameters } from '../language/call.ts';
import { countBy, sum } from '../tested-hub/numbers.ts';
import { NOTHING } from '../tested-hub/reach.ts';
import { type Attempt, type Both, needsOf, propsOf, type Trial, tryOut, unlike } from './attempt.ts';
import { type Case, type CaseContext, type Finding, Skip } from './case.ts';
import { keepsContract, refusesWith } from './judge.ts';
import { madeBy, sharedBy } from './makings.ts';
import { effectOfRecipe, hasFacts, recipeOf, sampleCall, sampleOf, whyNotCalled } from './recipes.ts';
import { KEYS } from './scene.ts';
import { showing } from './shows.ts';
import type { Takes } from './takes.ts';
import { type Oddity, odditiesOf, type Variation, variationsOf } from './variations.ts';

const SUITE = 'contracts';

export function contractCases(contracts: Contracts): Case[] {
  const operations = Object.keys(contracts.endpoints).filter(hasFacts).sort();
  // Made once: it takes longer than compiling a contract.
  const ajv = newAjv();
  return [...operations.flatMap((operation) => casesOf(contracts, operation, ajv)), ...UNKNOWN_NAMES];
}

function casesOf(contracts: Contracts, operation: string, ajv: ReturnType<typeof newAjv>): Case[] {
  const contract = contracts.endpoints[operation];
  if (contract === undefined) return [];
  const recipe = recipeOf(operation);
  if (recipe === undefined) return [withoutRecipe(operation)];
  const trial = { operation, contract: compile(contract, contracts.common, ajv), recipe };
  return [
    succeeding(trial, 'success', (call) => call),
    ...ofOwnProject(trial),
    ...casesOfForms(trial, operation.startsWith('v1/') && 'id' in (parametersOf(contract).properties ?? {})),
    ...variationsOf(contract, recipe).map((variation) => refusing(trial, variation)),
    ...odditiesOf(operation, recipe).map((oddity) => taking(trial, oddity)),
  ];
}

function withoutRecipe(operation: string): Case {
  const run = () => Promise.reject(new Skip(whyNotCalled(operation)));
  return { suite: SUITE, id: `${idOf(operation)}.success`, operation, axis: 'contracts', mutating: false, run };
}

export const idOf = (operation: string): string => operation.replaceAll('/', '.');

/** What plans have to know of a case that makes the recipe's call. */
export function demandsOf({ operation, recipe }: Trial, attempt: Attempt = {}) {
  const props = propsOf(recipe, attempt);
  const whole = { ...recipe, props };
  const effect = effectOfRecipe(operation, whole);
  const { as = recipe.as } = attempt;
  const needs = needsOf(whole, ...(as === undefined ? [] : [as]));
  const spends = [...(recipe.spends ?? []), ...(as === KEYS.expired ? (['expired-key'] as const) : [])];
  const kind = props.includes('joined') ? 'together' : 'alone';
  const takes: Takes = { generation: generationOf(operation), kind, props, spends };
  return {
    mutating: effect !== 'reads',
    ...(effect === 'lasts' && { lasting: true as const }),
    ...(needs.length > 0 && { needs }),
    calls: 2 + 3 * props.length,
    creates: countBy(madeBy(sampleCall(operation, recipe))),
    ...(props.length > 0 && { takes }),
  };
}

function succeeding(trial: Trial, name: string, change: (call: ApiCall, context: CaseContext) => ApiCall): Case {
  const { operation } = trial;
  return {
    ...{ suite: SUITE, id: `${idOf(operation)}.${name}`, operation, axis: 'contracts' },
    ...demandsOf(trial),
    run: (context) => succeeds(context, trial, (call) => change(call, context)),
  };
}

/** What has a body may come as a form; events also give back the id that they are given. */
function casesOfForms(trial: Trial, hasId: boolean): Case[] {
  if (generationOf(trial.operation) === 'conat') return [];
  if (effectOfRecipe(trial.operation, trial.recipe) === 'lasts') return [];
  const withId = (call: ApiCall, context: CaseContext): ApiCall => ({
    ...call,
    body: { ...call.body, id: context.madeUpId('id') },
  });
  const isNested = Object.values(sampleCall(trial.operation, trial.recipe).body ?? {}).some(
    (value) => typeof value === 'object',
  );
  return [
    ...(hasId ? [succeeding(trial, 'id', withId)] : []),
    // A form carries no lists and objects that every hub reads alike.
    ...(isNested ? [] : [succeeding(trial, 'form', (call) => ({ ...call, encoding: 'form' }))]),
  ];
}

function succeeds(context: CaseContext, trial: Trial, change: (call: ApiCall) => ApiCall) {
  const { neverSucceeds } = trial.recipe;
  if (neverSucceeds !== undefined) throw new Skip(neverSucceeds);
  return tryOut(context, trial, { change }, async (both) => {
    // A success is the purpose of the call, unless the revision of the model withdrew it.
    if (both.model.answer.outcome === 'refusal')
      throw new Skip(`the model refuses it: ${answerText(both.model.answer)}`);
    const findings = unlike(trial, both);
    if (findings.length > 0 || both.tested.answer.outcome !== 'success') return findings;
    return showing(context, trial.recipe, both.tested);
  });
}

/** What reads a project can be tried at one that is there, without making any. */
function ofOwnProject({ operation, recipe, contract }: Trial): Case[] {
  const sample = sampleOf(operation);
  if (sample === undefined || recipe.props === undefined || recipe.shows === undefined) return [];
  const run = async (context: CaseContext): Promise<readonly Finding[]> => {
    const exchange = await context.call(withParameters(sampleCall(operation, recipe), sample.send(context)));
    const findings = keepsContract(contract, exchange);
    return findings.length > 0 ? findings : showing(context, recipe, exchange);
  };
  return [{ suite: SUITE, id: `${idOf(operation)}.own-project`, operation, axis: 'contracts', mutating: false, run }];
}

function refusing(trial: Trial, { id, as, alone, change }: Variation): Case {
  const { operation } = trial;
  const caller = { ...(as !== undefined && { as }), ...(alone && { alone }) };
  const demands = demandsOf(trial, caller);
  return {
    ...{ suite: SUITE, id: `${idOf(operation)}.${id}`, operation, axis: 'errors', ...demands },
    run: (context) => {
      const attempt = { ...caller, change: (call: ApiCall) => change(call, context), reads: !demands.mutating };
      return tryOut(context, trial, attempt, (both) => telling(trial, both));
    },
  };
}

/** As `unlike`. @throws Skip where the answer would be the same at anything */
function telling(trial: Trial, both: Both): Finding[] {
  const findings = unlike(trial, both);
  const { answer } = both.tested;
  const isEmpty = answer.outcome === 'success' && ['{}', '[]'].includes(JSON.stringify(answer.value));
  if (findings.length === 0 && isEmpty) throw new Skip('nothing comes of it, which shows nothing');
  const isOwn = answer.outcome === 'success' && trial.recipe.ownAnswer === true;
  if (findings.length === 0 && isOwn) throw new Skip('its answer is of the hub alone, which shows nothing');
  return findings;
}

/** What comes of odd values is what comes of them at the model; each is tried, whatever the others show. */
function taking(trial: Trial, { id, changes }: Oddity): Case {
  const { operation } = trial;
  const demands = demandsOf(trial);
  return {
    ...{ suite: SUITE, id: `${idOf(operation)}.${id}`, operation, axis: 'errors', ...demands },
    calls: demands.calls * changes.length,
    // Each may succeed, and spend what it took.
    creates: sum([
      ...changes.map(() => demands.creates),
      ...(demands.takes?.spends.length ? [sharedBy(changes.map(() => demands.takes as Takes))] : []),
    ]),
    async run(context) {
      const [findings, skips]: [Finding[], Skip[]] = [[], []];
      for (const [at, change] of changes.entries()) {
        const odd = (call: ApiCall) => {
          const changed = change(call);
          if (changed === call) throw new Skip('there is no such value of its kind');
          return changed;
        };
        try {
          const found = await tryOut(context, trial, { change: odd, odd: true, reads: !demands.mutating }, (both) =>
            telling(trial, both),
          );
          findings.push(...found.map((one) => ({ ...one, id: `${at + 1}.${one.id}` })));
        } catch (thrown) {
          if (!(thrown instanceof Skip)) throw thrown;
          skips.push(thrown);
        }
      }
      if (skips.length === changes.length) throw skips[0];
      return findings;
    },
  };
}

/** Names that no hub serves, and what it says of them; to a path of v2 it shows a page. */
const UNKNOWN_NAMES: readonly Case[] = [
  { api: 'v1', name: NOTHING, body: {}, words: `unknown endpoint '${NOTHING}'` } as const,
  ...[`system.${NOTHING}`, NOTHING].map(
    (name) => ({ api: 'conat/hub', name, args: [], words: `Error: unknown function '${name}'` }) as const,
  ),
  { api: 'v2', name: NOTHING, body: {}, words: undefined } as const,
].map(({ words, ...call }): Case => {
  const operation = operationOf(call);
  const basis = 'the words of a hub for names that it does not serve';
  const run = async (context: CaseContext) => {
    const exchange = await context.call(call);
    return words === undefined ? isNoSuchPage(exchange) : refusesWith([words], basis, exchange);
  };
  return { suite: SUITE, id: `${idOf(operation)}.unknown`, operation, axis: 'errors', mutating: false, run };
});

function isNoSuchPage(exchange: ApiExchange): Finding[] {
  const { answer } = exchange;
  if (answer.outcome === 'page' && answer.status === 404) return [];
  const [expected, basis] = ['a page with HTTP 404', 'what hubs show where there is no endpoint'];
  return [{ id: 'page', expected, came: `HTTP ${answer.status}, ${answerText(answer)}`, basis, exchanges: [exchange] }];
}
