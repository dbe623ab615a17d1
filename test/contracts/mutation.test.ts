import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkAnswer, checkRequest } from '../../src/contracts/check.ts';
import { compile, newAjv } from '../../src/contracts/compile.ts';
import type { CompiledContract } from '../../src/contracts/compiled.ts';
import { CONTRACTS, readContracts } from '../../src/contracts/folder.ts';
import type { Schema } from '../../src/contracts/schema.ts';
import { isObject, type Json, type JsonObject } from '../../src/core/json.ts';
import { bodyWith, mutantsOf, sampleOf } from './mutants.ts';
import { recordedCalls } from './recorded-calls.ts';

const SURVIVORS = new URL('./survivors.json', import.meta.url);

const { common, endpoints } = readContracts(CONTRACTS);
const ajv = newAjv();
const contracts = Object.values(endpoints).map((contract) => compile(contract, common, ajv));
const recorded = longestSuccesses();

test('what keeps a contract in every respect passes its check', { timeout: 60_000 }, () => {
  for (const contract of contracts) {
    expect(checkRequest(contract, bodyWith(contract, sampleOf(contract.request.schema)))).toEqual([]);
    for (const { answer } of answersOf(contract)) expect([answer, checkAnswer(contract, answer)]).toEqual([answer, []]);
  }
});

test('at least 95 of 100 faults are found, and each that is not is listed with a reason', () => {
  const listed = JSON.parse(readFileSync(SURVIVORS, 'utf8')) as { mutant: string; reason: string }[];
  const mutants = contracts.flatMap(faultsIn);
  const survivors = mutants.filter(({ caught }) => !caught).map(({ mutant }) => mutant);

  expect(mutants.length).toBeGreaterThan(1000);
  expect(survivors.sort()).toEqual(listed.map(({ mutant }) => mutant).sort());
  expect(listed.filter(({ reason }) => reason === '')).toEqual([]);
  expect(survivors.length / mutants.length).toBeLessThan(0.05);
});

function faultsIn(contract: CompiledContract): { mutant: string; caught: boolean }[] {
  const name = contract.endpoint;
  const { schema } = contract.request;
  const requests = mutantsOf(schema, sampleOf(schema)).map(({ name: what, value }) => ({
    mutant: `${name} request ${what}`,
    caught: checkRequest(contract, bodyWith(contract, value)).length > 0,
  }));
  const answers = answersOf(contract).flatMap(({ kind, schema: known, answer }) =>
    mutantsOf(known, answer).map(({ name: what, value }) => ({
      mutant: `${name} answer ${kind} ${what}`,
      caught: checkAnswer(contract, value).length > 0,
    })),
  );
  return [...requests, ...answers];
}

interface SomeAnswer {
  readonly kind: string;
  readonly schema: Schema;
  readonly answer: Json;
}

/** One answer of each kind, recorded or made up; a refusal says the first of the words that are known. */
function answersOf({ endpoint, success, refusal, refusals }: CompiledContract): SomeAnswer[] {
  const given = Object.entries(success).map(([kind, { schema }]) => ({
    kind,
    schema,
    answer: recorded.get(endpoint) ?? sampleOf(schema),
  }));
  const refused = Object.entries(refusal).flatMap(([kind, { schema }]) => {
    const answer = sampleOf(schema) as JsonObject;
    const member = ['reason', 'issues', 'message'].find((name) => answer[name] !== undefined) ?? 'error';
    if (member === 'message' || refusals.length === 0) return { kind, schema, answer };
    // A reason is a text or an object. What is published of errors is more than hubs say: there may be no words of a kind.
    const words = refusals.find((one) => member === 'reason' || isObject(one) === (member === 'issues'));
    return words === undefined ? [] : { kind, schema, answer: { ...answer, [member]: words } };
  });
  return [...given, ...refused];
}

/** The longest success on record of each function that is not too long to make many of. */
function longestSuccesses(): Map<string, Json> {
  const lengthOf = (answer: Json | undefined) => JSON.stringify(answer ?? null).length;
  const successes = new Map<string, Json>();
  for (const { endpoint, answer } of recordedCalls()) {
    const failed = isObject(answer) && Object.keys(answer).join() === 'error';
    if (failed || lengthOf(answer) > 2000 || lengthOf(answer) <= lengthOf(successes.get(endpoint))) continue;
    successes.set(endpoint, answer);
  }
  return successes;
}
