/** What the contracts of this package say of operations beyond what they are sent and answer. */
import type { Facts } from '../../contracts/contract.ts';
import type { Contracts } from '../../contracts/derive.ts';
import { CONTRACTS, readContracts } from '../../contracts/folder.ts';

let endpoints: Contracts['endpoints'] | undefined;

/** The facts of an operation; nothing for one that has no contract. */
export function factsOf(operation: string): Facts | undefined {
  endpoints ??= readContracts(CONTRACTS).endpoints;
  return Object.hasOwn(endpoints, operation) ? endpoints[operation]?.facts : undefined;
}
