/** Worlds by what a person calls them: a name, a number of made-up people, a file, a folder. */
import { type Stats, statSync } from 'node:fs';
import { namedWorld, worldNames } from '../hub/named-worlds.ts';
import type { World } from '../hub/world/shape.ts';
import type { FolderOptions } from './folder-world.ts';
import { SetupError } from './setup-error.ts';
import { codeOf } from './text-file.ts';

export interface LoadedWorld {
  /** What it was called. */
  readonly name: string;
  readonly world: World;
  /** What whoever called for it should know. */
  readonly notes: readonly string[];
}

const MOST_PEOPLE = 10_000;

/**
 * The world called `name`: `classroom`, `fake:200`, `worlds/mine.json`, `./some/folder`.
 *
 * A name wins over a file or folder that is called the same; with `./` before it, it is the file.
 *
 * @param seed fixes the people of `fake:200`.
 * @param options of a folder: what of it is taken in.
 * @throws SetupError when there is no such world, or there are mistakes in it.
 */
export async function loadWorld(
  name: string,
  seed = '0',
  options: Pick<FolderOptions, 'allFiles'> = {},
): Promise<LoadedWorld> {
  if (worldNames().includes(name)) return { name, world: namedWorld(name), notes: [] };
  if (name.startsWith('fake:')) return { name, world: await madeUpWorld(name, seed), notes: [] };

  const stats = statsOf(name);
  if (stats === undefined) {
    const known = [...worldNames(), 'fake:N for N made-up people'].join(', ');
    throw new SetupError(
      'world',
      `world ${JSON.stringify(name)}: no such name, file or folder; the names are ${known}`,
    );
  }
  if (!stats.isDirectory()) {
    const { worldInFile } = await import('./world-file.ts');
    return { name, world: worldInFile(name), notes: [] };
  }
  const { folderWorld, someOf } = await import('./folder-world.ts');
  const { world, leftOut } = folderWorld(name, options);
  const notes = [
    ...(leftOut.always.length > 0 ? [`left out of ${name}: ${someOf(leftOut.always)}`] : []),
    ...(leftOut.private.length > 0
      ? [`left out of ${name}, hidden or named by .gitignore: ${someOf(leftOut.private)}; --all-files takes them in`]
      : []),
  ];
  return { name, world, notes };
}

/** `undefined`: there is nothing. */
function statsOf(name: string): Stats | undefined {
  try {
    return statSync(name, { throwIfNoEntry: false });
  } catch (thrown) {
    throw new SetupError('world', `world ${JSON.stringify(name)}: cannot be read (${codeOf(thrown)})`);
  }
}

async function madeUpWorld(name: string, seed: string): Promise<World> {
  const people = Number(/^fake:(\d+)$/.exec(name)?.[1]);
  if (!(people >= 1 && people <= MOST_PEOPLE)) {
    const example = `fake: and a number from 1 to ${MOST_PEOPLE}, such as fake:200`;
    throw new SetupError('world', `world ${JSON.stringify(name)}: expected ${example}`);
  }
  const { fakeWorld } = await import('./fake.ts');
  return fakeWorld({ seed, accounts: people });
}
