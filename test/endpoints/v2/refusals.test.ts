/**
 * Every refusal that a contract of v2 lists is provoked, and every endpoint that is served succeeds: by an interaction of
 * the contract, which `test/interactions.test.ts` makes, or by a call of `otherwise.ts`.
 */
import { expect, test } from 'vitest';
import { type Contract, type Interaction, validCall } from '../../../src/contracts/contract.ts';
import { CONTRACTS, readContracts } from '../../../src/contracts/folder.ts';
import { commonOf, ofGeneration } from '../../../src/contracts/reading.ts';
import { wordsOf } from '../../../src/contracts/refusal.ts';
import { saysSo } from '../../../src/contracts/words.ts';
import { isSameJson, type Json } from '../../../src/core/json.ts';
import { v2 } from '../../../src/endpoints/index.ts';
import { tried } from '../../interactions.ts';
import { REFUSED, SUCCEEDING } from './otherwise.ts';

const { common, endpoints } = ofGeneration(readContracts(CONTRACTS), 'v2');
const contracts = Object.values(endpoints);

const callsOf = ({ facts }: Contract): Interaction[] =>
  (facts?.interactions ?? []).flatMap((one) => ('impossible' in one ? [] : [one]));

/** What the calls of the contract are refused with. */
const refusedIn = (contract: Contract): Json[] => [
  ...callsOf(contract).flatMap(({ refused = [] }) => refused),
  ...Object.keys(REFUSED[contract.endpoint] ?? {}),
];

/** What the contract lists and nothing provokes. */
function unprovoked(contract: Contract): string[] {
  const provoked = refusedIn(contract).map((words) => JSON.stringify(words));
  return contract.refusals.map(({ words }) => JSON.stringify(words)).filter((words) => !provoked.includes(words));
}

test('every refusal that is listed is provoked', () => {
  expect(contracts.flatMap((contract) => unprovoked(contract).map((words) => [contract.endpoint, words]))).toEqual([]);
});

test('a refusal that is listed anew and that nothing provokes is found', () => {
  const [contract] = contracts.filter(({ endpoint }) => endpoint === 'v2/exec');
  if (contract === undefined) throw new Error('v2/exec has no contract');
  const refusals = [...contract.refusals, { words: 'not today', from: 'supplement' } as const];

  expect(unprovoked({ ...contract, refusals })).toEqual(['"not today"']);
});

const otherwise = Object.entries(REFUSED).flatMap(([endpoint, calls]) =>
  Object.entries(calls).map(([words, call]) => ({ endpoint, words, call })),
);

test.for(otherwise)('$endpoint refuses: $words', async ({ endpoint, words, call }) => {
  const listed = (endpoints[endpoint]?.refusals ?? []).map((one) => one.words);

  expect(listed).toContain(words);
  expect(callsOf(endpoints[endpoint] as Contract).map(({ refused }) => refused)).not.toContain(words);
  const came = wordsOf(await call());
  expect(saysSo(words, came), `${JSON.stringify(came)} should be ${words}`).toBe(true);
});

const named = contracts.flatMap((contract) =>
  callsOf(contract).flatMap((interaction, at) =>
    interaction.refused === undefined
      ? []
      : [{ title: `${contract.endpoint}, call ${at + 1}`, contract, interaction, words: interaction.refused }],
  ),
);

test.for(named)('$title is refused in no words closer to what is listed', async ({ contract, interaction, words }) => {
  const came = wordsOf((await tried(contract, interaction)).answer.body);

  const known = [...contract.refusals, ...commonOf(common, contract.endpoint).rejections].map((one) => one.words);
  const closer = known.filter((one) => saysSo(one, came) && saysSo(words, one) && !isSameJson(one, words));
  expect(closer).toEqual([]);
});

/** Why the endpoint never succeeds at the model, if that is so. */
function whyNever({ facts }: Contract): string | undefined {
  const first = validCall(facts);
  return first === undefined || 'impossible' in first ? undefined : first.neverSucceeds;
}

const succeedsByFacts = (contract: Contract) =>
  callsOf(contract).some(({ refused, lacks }) => refused === undefined && lacks === undefined);

test('every endpoint that is served succeeds with some call, or its contract says why it never does', () => {
  const served = v2.flatMap(({ name }) => endpoints[name] ?? []);
  const silent = served.filter(
    (contract) => !succeedsByFacts(contract) && whyNever(contract) === undefined && !(contract.endpoint in SUCCEEDING),
  );

  expect(served).toHaveLength(v2.length);
  expect(silent.map(({ endpoint }) => endpoint)).toEqual([]);
});

test.for(Object.entries(SUCCEEDING))('%s succeeds where the world has what it asks for', async ([endpoint, one]) => {
  const contract = endpoints[endpoint] as Contract;

  expect(succeedsByFacts(contract)).toBe(false);
  const answer = await one.call();
  expect(wordsOf(answer)).toBeNull();
  expect(answer).toMatchObject(one.has);
});
