/** The worlds that come with this package, by name. */
import type { World } from './world/shape.ts';

const FOLDER = new URL('../../fixtures/worlds/', import.meta.url);

/**
 * The world called `name`.
 *
 * Only in Node, which is asked for its file system here rather than by an import, so that browsers can load this file:
 * there a world is given as an object, `import classroom from 'cocalc-mock-hub/worlds/classroom.json'`.
 */
export function namedWorld(name: string): World {
  const { readFileSync } = fileSystem(name);
  if (!worldNames().includes(name)) {
    throw new Error(`unknown world "${name}"; fixtures/worlds has: ${worldNames().join(', ')}`);
  }
  return JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8')) as World;
}

export function worldNames(): string[] {
  return fileSystem('')
    .readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json') && file !== 'world.schema.json')
    .map((file) => file.slice(0, -'.json'.length))
    .sort();
}

function fileSystem(name: string): typeof import('node:fs') {
  const found = globalThis.process?.getBuiltinModule?.('node:fs');
  if (found === undefined) {
    throw new Error(`world "${name}": worlds have names only in Node; give the world itself, as an object`);
  }
  return found;
}
