/** The worlds that come with this package, by name. Browsers have `named-worlds.browser.ts` in place of this. */
import { packageUrl } from './programs.ts';
import type { World } from './world/shape.ts';

const FOLDER = 'fixtures/worlds/';

/** The world called `name`. */
export function namedWorld(name: string): World {
  if (!worldNames().includes(name)) {
    throw new Error(`unknown world "${name}"; fixtures/worlds has: ${worldNames().join(', ')}`);
  }
  return JSON.parse(fileSystem().readFileSync(packageUrl(`${FOLDER}${name}.json`), 'utf8')) as World;
}

export function worldNames(): string[] {
  return fileSystem()
    .readdirSync(packageUrl(FOLDER))
    .filter((file) => file.endsWith('.json') && file !== 'world.schema.json')
    .map((file) => file.slice(0, -'.json'.length))
    .sort();
}

/** Asked for when it is needed, so that the root of the package imports nothing of Node. */
const fileSystem = () => process.getBuiltinModule('node:fs');
