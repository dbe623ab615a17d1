/** What suites say of answers: wrong kind, against the contract, wrong words. */

import { checkAnswer } from '../../contracts/check.ts';
import { compile, newAjv } from '../../contracts/compile.ts';
import type { CompiledContract } from '../../contracts/compiled.ts';
import type { Contracts } from '../../contracts/derive.ts';
import { saysSo } from '../../contracts/words.ts';
import type { Json } from '../../core/json.ts';
import { type ApiExchange, answerText, isTooLate } from '../language/answer.ts';
import { type Finding, TooLate } from './case.ts';

/** @throws TooLate where the hub says that there was no time, and the model something else */
export function requireTime(tested: ApiExchange, model: ApiExchange): void {
  if (isTooLate(tested.answer) && !isTooLate(model.answer)) throw new TooLate(tested);
}

/** Findings where the answer is no success, or one against its contract. */
export function keepsContract(contract: CompiledContract, exchange: ApiExchange): Finding[] {
  const { answer } = exchange;
  const basis = `contracts/${contract.endpoint}.json`;
  if (answer.outcome !== 'success') {
    return [{ id: 'outcome', expected: 'a success', came: answerText(answer), basis, exchanges: [exchange] }];
  }
  return againstContract(contract, exchange);
}

/** Findings where an answer, be it a success or a refusal, is against its contract. */
export function againstContract(contract: CompiledContract, exchange: ApiExchange): Finding[] {
  const { answer } = exchange;
  if (!('value' in answer)) return [];
  return violationsIn(contract, answer, exchange).map(({ path, expected, found, from }) => ({
    id: path.replace(/\[\d+\]/g, '[]'),
    expected: `${path} to be ${expected}`,
    came: found,
    basis: `contracts/${contract.endpoint}.json (${from})`,
    exchanges: [exchange],
  }));
}

/** Where an answer is against its contract. */
export function violationsIn(contract: CompiledContract, { value }: { readonly value: Json }, { call }: ApiExchange) {
  // Only answers of v1 have the id of their request.
  return checkAnswer(contract, value, call.api === 'v1' ? call.body : {});
}

/** Findings where the hub does not say no in one of these words, as contracts write them. */
export function refusesWith(words: readonly Json[], basis: string, exchange: ApiExchange): Finding[] {
  const { answer } = exchange;
  const saysNo = answer.outcome === 'refusal' || answer.outcome === 'rejection';
  if (saysNo && words.some((pattern) => saysSo(pattern, answer.words))) return [];
  const expected = `a refusal in the words ${words.map((pattern) => JSON.stringify(pattern)).join(' or ')}`;
  return [{ id: 'words', expected, came: answerText(answer), basis, exchanges: [exchange] }];
}

/** The contract of an operation, where there is one. */
export type ContractOf = (operation: string) => CompiledContract | undefined;

const lazy = new WeakMap<Contracts, ContractOf>();

/** The contracts by operation, each compiled once, when it is first asked for. */
export function lazyContracts(contracts: Contracts): ContractOf {
  const known = lazy.get(contracts) ?? compilingOf(contracts);
  lazy.set(contracts, known);
  return known;
}

function compilingOf({ endpoints, common }: Contracts): ContractOf {
  const compiled = new Map<string, CompiledContract>();
  // Made once: it takes longer than compiling a contract.
  let ajv: ReturnType<typeof newAjv> | undefined;
  return (operation) => {
    const contract = endpoints[operation];
    if (contract === undefined) return undefined;
    ajv ??= newAjv();
    const made = compiled.get(operation) ?? compile(contract, common, ajv);
    compiled.set(operation, made);
    return made;
  };
}
