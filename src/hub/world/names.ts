/** What a world leaves out or calls by name: ids and times. */
import type { Instant } from '../../core/instant.ts';
import { newUuid } from '../../core/random.ts';
import type { HubState } from '../../core/state.ts';
import { isUuid } from '../../core/values.ts';
import type { WorldNames } from '../journal/people.ts';
import type { World } from './shape.ts';

type Chance = Pick<HubState, 'seed' | 'call'>;

/** The id of the account that the world calls by a name, or by its id. */
export function accountIdOf(chance: Chance, world: World, named: string): string {
  return idOf(world.accounts, named, 'account', ({ account_id }) => account_id ?? newUuid(chance, `account ${named}`));
}

/** The id of the project that the world calls by a name, or by its id. */
export function projectIdOf(chance: Chance, world: World, named: string): string {
  return idOf(world.projects, named, 'project', ({ project_id }) => project_id ?? newUuid(chance, `project ${named}`));
}

/** What the world calls its accounts and projects, with the ids that these have in the state that was built of it. */
export function namesInWorld(world: World, built: HubState): WorldNames {
  const named = <Entry>(entries: Readonly<Record<string, Entry>> = {}, id: (name: string) => string) =>
    new Map(Object.keys(entries).map((name) => [name, id(name)]));
  return {
    accounts: named(world.accounts, (name) => accountIdOf(built, world, name)),
    projects: named(world.projects, (name) => projectIdOf(built, world, name)),
  };
}

function idOf<Entry>(
  entries: Readonly<Record<string, Entry>> = {},
  named: string,
  kind: string,
  id: (entry: Entry) => string,
): string {
  if (Object.hasOwn(entries, named)) return id(entries[named] as Entry);
  if (isUuid(named)) return named;
  throw new Error(`world: unknown ${kind} "${named}"; give an id, or one of: ${Object.keys(entries).join(', ')}`);
}

/** The instant that a world writes as an ISO time; `otherwise` where it says nothing. */
export function instant<Otherwise>(text: string | undefined, otherwise: Otherwise): Instant | Otherwise {
  if (text === undefined) return otherwise;
  const parsed = Date.parse(text);
  if (Number.isNaN(parsed)) throw new Error(`world: "${text}" is no time; write it as 2020-09-17T03:08:33.230Z`);
  return parsed;
}
