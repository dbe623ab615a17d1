/** Which refusals of the contracts came up, and which nothing provoked. */
import type { Contract } from '../../contracts/contract.ts';
import type { Contracts } from '../../contracts/derive.ts';
import { saysSo } from '../../contracts/words.ts';
import type { Json } from '../../core/json.ts';
import { type Exchange, operationOf } from '../language/exchange.ts';

export interface WordsProvoked {
  readonly operation: string;
  readonly provoked: readonly Json[];
  readonly missing: readonly Json[];
}

/** By operation, in the order of the contracts. */
export function wordsProvoked({ endpoints }: Contracts, exchanges: readonly Exchange[]): WordsProvoked[] {
  const refused = new Map<string, Json[]>();
  for (const { call, answer } of exchanges) {
    if (answer.outcome !== 'refusal') continue;
    const operation = operationOf(call);
    refused.set(operation, [...(refused.get(operation) ?? []), answer.words]);
  }
  return Object.values(endpoints).map((contract) => ofContract(contract, refused.get(contract.endpoint) ?? []));
}

function ofContract({ endpoint: operation, refusals }: Contract, came: readonly Json[]): WordsProvoked {
  const isProvoked = (pattern: Json) => came.some((words) => saysSo(pattern, words));
  const all = refusals.map(({ words }) => words);
  return { operation, provoked: all.filter(isProvoked), missing: all.filter((words) => !isProvoked(words)) };
}
