/** What accounts and projects are called: as the world that a hub began with calls them, or as they call themselves. */
import { nearest } from '../../core/nearest.ts';
import type { HubState } from '../../core/state.ts';
import { isUuid } from '../../core/values.ts';

/** The names of a world, with the ids that stand for them. */
export interface WorldNames {
  readonly accounts: ReadonlyMap<string, string>;
  readonly projects: ReadonlyMap<string, string>;
}

export const NO_NAMES: WorldNames = { accounts: new Map(), projects: new Map() };

export class NameBook {
  readonly #world: WorldNames;
  readonly #state: () => HubState;

  constructor(world: WorldNames, state: () => HubState) {
    this.#world = world;
    this.#state = state;
  }

  /** What the account is called. */
  of(account_id: string): string {
    for (const [name, id] of this.#world.accounts) if (id === account_id) return name;
    const { first_name, last_name } = this.#state().accounts.get(account_id) ?? {};
    return [first_name, last_name].filter(Boolean).join(' ') || account_id;
  }

  /** The id of the account that is called so, by its name in the world or by its id. @throws Error that tells the nearest. */
  account(named: string): string {
    return idOf(named, 'account', this.#world.accounts, this.#state().accounts);
  }

  /** The id of the project that is called so, by its name in the world or by its id. @throws Error that tells the nearest. */
  project(named: string): string {
    return idOf(named, 'project', this.#world.projects, this.#state().projects);
  }
}

const MOST_TOLD = 10;

function idOf(
  named: string,
  kind: 'account' | 'project',
  names: ReadonlyMap<string, string>,
  table: { has(id: string): boolean; keys(): Iterable<string> },
): string {
  const id = names.get(named) ?? named;
  if (table.has(id)) return id;
  const known = isUuid(named) ? [...table.keys()] : [...names.keys()];
  const meant = nearest(named, known);
  const told = known.length === 0 ? 'give its id' : `there are: ${known.slice(0, MOST_TOLD).join(', ')}`;
  throw new Error(`unknown ${kind} "${named}"; ${meant === undefined ? told : `did you mean "${meant}"?`}`);
}
