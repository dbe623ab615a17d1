/** Worlds by name, where there are no files to read them from. */
import type { World } from './world/shape.ts';

export function namedWorld(name: string): World {
  const example = '`createHub({ world })`, where `cocalc-mock-hub/worlds/classroom` exports `world`';
  throw new Error(`world "${name}": in a browser, a world is given itself and not by its name: ${example}`);
}

export function worldNames(): string[] {
  return [];
}
