/**
 * The suite `examples`: the curl examples that the description prints come out as printed. They speak of what is in a
 * world of their own, so a real hub can only be asked for those that need nothing but a key.
 */

import type { ContractExample } from '../../contracts/contract.ts';
import type { CurlRequest } from '../../contracts/curl.ts';
import type { Contracts } from '../../contracts/derive.ts';
import type { Example } from '../../contracts/examples.ts';
import { type ApiExchange, answerText, verdictOf } from '../language/answer.ts';
import { type ApiCall, requestOf } from '../language/call.ts';
import { factsOf, reachOf } from '../tested-hub/reach.ts';
import { type Case, type CaseContext, type Finding, Skip } from './case.ts';
import { type ExampleSetting, type ExampleTarget, faultsOf, runExamples } from './printed-examples.ts';

/** A hub that has in it what the examples speak of. */
export interface ExampleStage {
  readonly setting: ExampleSetting;
  readonly target: ExampleTarget;
  /** The key of the account that the examples call as. */
  readonly key: string;
}

/** @param stage where there is one; the hub under test is not asked then. */
export function exampleCases({ endpoints }: Contracts, stage?: ExampleStage): Case[] {
  const printed = Object.values(endpoints)
    .filter(({ endpoint }) => endpoint.startsWith('v1/'))
    .flatMap(({ endpoint, examples }) => examples.map((one) => ({ event: endpoint.slice('v1/'.length), one })));
  const examples = printed.map(({ event, one }) => exampleOf(event, one, stage?.key ?? ''));
  return printed.map(({ event, one }, at) => {
    const call = callOf(event, one);
    const example = examples[at] as Example;
    const run =
      stage === undefined
        ? (context: CaseContext) => atAnyHub(context, example, call)
        : (context: CaseContext) => onStage(context, { example, examples, call }, stage);
    return { ...headOf(example, call), run };
  });
}

function headOf({ describes, number }: Example, call: ApiCall): Omit<Case, 'run'> {
  const effect = reachOf(call);
  return {
    suite: 'examples',
    id: `v1.${describes}.${number}`,
    operation: `v1/${call.name}`,
    axis: 'contracts',
    mutating: effect !== 'reads' && effect !== 'wakes',
    ...(effect === 'lasts' && { lasting: true }),
  };
}

function callOf(event: string, { request, encoding, blankKey }: ContractExample): ApiCall {
  return { api: 'v1', name: event, body: request, encoding, ...(blankKey && { as: BLANK }) };
}

/** Sends an empty key. */
const BLANK = 'blank';

/** The example as it is printed, but for the key. */
function exampleOf(event: string, one: ContractExample, key: string): Example {
  const { printedBy: describes = event, number, answer, repairs } = one;
  const request = curlRequestOf(callOf(event, one), key);
  return { describes, number, calls: event, request, ...(answer !== undefined && { answer }), repairs };
}

function curlRequestOf(call: ApiCall, key: string): CurlRequest {
  const { path, contentType, body } = requestOf(call);
  const authorization = `Basic ${btoa(`${call.as === BLANK ? '' : key}:`)}`;
  const request = { method: 'POST', url: `https://cocalc.com${path}` };
  if (call.encoding === 'none') return { ...request, headers: { authorization }, body: '' };
  return { ...request, headers: { authorization, 'content-type': contentType }, body };
}

interface OnStage {
  readonly example: Example;
  /** All that there are. */
  readonly examples: readonly Example[];
  readonly call: ApiCall;
}

/** Runs it after those that are printed before it for the same event, which may make ready what it speaks of. */
async function onStage(
  context: CaseContext,
  { example, examples, call }: OnStage,
  stage: ExampleStage,
): Promise<Finding[]> {
  const { describes, number } = example;
  const before = examples.filter((one) => one.describes === describes && one.number <= number);
  const inOrder = before.sort((one, other) => one.number - other.number);
  let raw = '';
  const target: ExampleTarget = {
    reset: (world) => stage.target.reset(world),
    async send(request) {
      raw = await stage.target.send(request);
      return raw;
    },
  };
  const own = stage.setting.worlds?.some((one) => one.event === describes && one.number === number) === true;
  const [result] = (await runExamples(own ? [example] : inOrder, stage.setting, target)).slice(-1);
  const exchange: ApiExchange = { call, answer: { ...verdictOf('v1', raw), status: undefined, raw } };
  context.heard(exchange);
  if (result?.verdict === 'excused') throw new Skip(result.reasons.join('; '));
  return findingsOf(context, example, result?.reasons ?? [], exchange);
}

/** Those that ask of nothing that not every hub has. */
async function atAnyHub(context: CaseContext, example: Example, call: ApiCall): Promise<Finding[]> {
  if (example.calls !== 'ping') throw new Skip('it speaks of what is only in the world of the examples');
  context.learnKey(BLANK, '');
  const exchange = await context.call(call);
  return findingsOf(context, example, faultsOf(example, exchange.answer.raw), exchange);
}

/** @throws Skip where the revision of the hub is known to do otherwise than the description. */
function findingsOf(
  context: CaseContext,
  example: Example,
  faults: readonly string[],
  exchange: ApiExchange,
): Finding[] {
  if (faults.length === 0) return [];
  const deviation =
    context.profile === 'observed' ? factsOf(`v1/${example.describes}`)?.deviating?.[example.number] : undefined;
  if (deviation !== undefined) throw new Skip(`this revision does otherwise (docs/fidelity.md, ${deviation})`);
  return faults.map((fault, at) => ({
    id: `printed-${at + 1}`,
    expected: `what is printed: ${fault}`,
    came: answerText(exchange.answer),
    basis: `contracts/v1/${example.calls}.json, examples`,
    exchanges: [exchange],
  }));
}
