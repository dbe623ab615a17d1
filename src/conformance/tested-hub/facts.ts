/** What the contracts of this package say of operations beyond what they are sent and answer. */
import type { Facts } from '../../contracts/contract.ts';
import type { Contracts } from '../../contracts/derive.ts';
import { CONTRACTS, readContracts } from '../../contracts/folder.ts';

let endpoints: Contracts['endpoints'] | undefined;

/** The facts of an operation; nothing for one that has no contract. */
export function factsOf(operation: string): Facts | undefined {
  return Object.hasOwn(all(), operation) ? all()[operation]?.facts : undefined;
}

function all(): Contracts['endpoints'] {
  endpoints ??= readContracts(CONTRACTS).endpoints;
  return endpoints;
}

export function operationsWithFacts(): string[] {
  return Object.keys(all()).sort();
}
