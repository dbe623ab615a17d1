/** Compiles single contracts from the folder that holds them. */
import { compile, newAjv } from './compile.ts';
import type { CompiledContract } from './compiled.ts';
import { CONTRACTS, readContracts } from './folder.ts';

const { common, endpoints } = readContracts(CONTRACTS);
const ajv = newAjv();

/** Contracts never change, so all hubs share what has been compiled. */
const contracts = new Map(
  Object.values(endpoints).map((contract) => [contract.endpoint, compile(contract, common, ajv)]),
);

/** The contract of the endpoint; nothing where there is none. */
export function compileFrom(endpoint: string): CompiledContract | undefined {
  return contracts.get(endpoint);
}
