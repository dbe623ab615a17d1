/** Worlds, piece by piece: `world().account('alice').project('essay', { files: { 'a.txt': 'hello' } })`. */
import type { World, WorldAccount, WorldProject } from './shape.ts';

/** A world with nobody and nothing in it, to which more can be added. Each step is a new world. */
export function world(given: World = {}): WorldBuilder {
  return new WorldBuilder(given, undefined);
}

export class WorldBuilder {
  readonly accounts: Readonly<Record<string, WorldAccount>>;
  readonly projects: Readonly<Record<string, WorldProject>>;
  readonly #owner: string | undefined;

  constructor(given: World, owner: string | undefined) {
    Object.assign(this, given);
    this.accounts = given.accounts ?? {};
    this.projects = given.projects ?? {};
    this.#owner = owner;
  }

  /** An account, with the key `sk_<name>`, the address `<name>@example.com` and the password `<name>-password` unless others are given. */
  account(name: string, given: WorldAccount = {}): WorldBuilder {
    const first_name = name.charAt(0).toUpperCase() + name.slice(1);
    const own = {
      first_name,
      last_name: 'Person',
      email_address: `${name}@example.com`,
      password: `${name}-password`,
      api_key: `sk_${name}`,
    };
    return new WorldBuilder({ ...this, accounts: { ...this.accounts, [name]: { ...own, ...given } } }, name);
  }

  /** A project, titled as it is named, of the account that was added last, unless other users are given. */
  project(name: string, given: WorldProject = {}): WorldBuilder {
    const own = { title: name, ...(this.#owner !== undefined && { users: { [this.#owner]: 'owner' } }) };
    return new WorldBuilder({ ...this, projects: { ...this.projects, [name]: { ...own, ...given } } }, this.#owner);
  }
}
