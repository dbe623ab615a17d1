/**
 * The contracts of this package, ready to check with, each loaded when its endpoint is first called.
 *
 * This file compiles them, for work on the sources. In a build, one that has compiled them stands in its place.
 */
import type { CompiledContract } from './compiled.ts';

/** The contract of the endpoint, as in `v1/ping`; nothing where there is none. */
export async function readyContract(endpoint: string): Promise<CompiledContract | undefined> {
  return (await import('./compile-from.ts')).compileFrom(endpoint);
}
