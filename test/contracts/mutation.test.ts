import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkAnswer, checkRequest } from '../../src/contracts/check.ts';
import { compile, newAjv } from '../../src/contracts/compile.ts';
import type { CompiledContract } from '../../src/contracts/compiled.ts';
import { CONTRACTS, readContracts } from '../../src/contracts/folder.ts';
import type { Json, JsonObject } from '../../src/core/json.ts';
import { mutantsOf, sampleOf } from './mutants.ts';

const SURVIVORS = new URL('./survivors.json', import.meta.url);

const { common, endpoints } = readContracts(CONTRACTS);
const ajv = newAjv();
const contracts = Object.values(endpoints).map((contract) => compile(contract, common, ajv));

test('what keeps a contract in every respect passes its check', { timeout: 60_000 }, () => {
  for (const contract of contracts) {
    expect(checkRequest(contract, sampleOf(contract.request.schema) as JsonObject)).toEqual([]);
    for (const answer of answersOf(contract)) expect([answer, checkAnswer(contract, answer)]).toEqual([answer, []]);
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
    caught: checkRequest(contract, value as JsonObject).length > 0,
  }));
  const answers = answersOf(contract).flatMap((answer) => {
    const kinds = answer.error || answer.reason ? contract.refusal : contract.success;
    const known = kinds[String(answer.event)]?.schema ?? {};
    return mutantsOf(known, answer).map(({ name: what, value }) => ({
      mutant: `${name} answer ${String(answer.event)} ${what}`,
      caught: checkAnswer(contract, value as JsonObject).length > 0,
    }));
  });
  return [...requests, ...answers];
}

/** One answer of each kind; a refusal says the first of the words that are known. */
function answersOf({ success, refusal, refusals }: CompiledContract): JsonObject[] {
  const refused = Object.values(refusal).map(({ schema }) => {
    const answer = sampleOf(schema) as JsonObject;
    return { ...answer, [answer.reason === undefined ? 'error' : 'reason']: refusals[0] as Json };
  });
  return [...Object.values(success).map(({ schema }) => sampleOf(schema) as JsonObject), ...refused];
}
