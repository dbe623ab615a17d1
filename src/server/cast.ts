/** Who and what is in a world, for those who have to use it from outside. */
import type { Project } from '../core/projects/records.ts';
import type { HubState } from '../core/state.ts';
import { accountIdOf, projectIdOf } from '../hub/world/names.ts';
import type { World, WorldProject } from '../hub/world/shape.ts';

export interface CastAccount {
  /** What the world calls the account. */
  readonly name: string;
  readonly account_id: string;
  readonly email_address: string | null;
  readonly api_key: string | null;
  /** Whether it is a site admin. */
  readonly admin: boolean;
}

export interface CastProject {
  readonly project_id: string;
  readonly title: string;
  /** The name of the owner's account, or the id of one that the world has not. */
  readonly owner: string | null;
}

export interface Cast {
  readonly accounts: readonly CastAccount[];
  readonly projects: readonly CastProject[];
}

/** Everybody and everything in the world, in its order, with the ids that a hub with this seed gives them. */
export function castOf(world: World, { seed }: Pick<HubState, 'seed'>): Cast {
  // Ids are drawn while the world is built, before any call.
  const chance = { seed, call: 0 };
  return {
    accounts: Object.entries(world.accounts ?? {}).map(([name, account]) => ({
      name,
      account_id: accountIdOf(chance, world, name),
      email_address: account.email_address ?? null,
      api_key: account.api_key ?? null,
      admin: account.groups?.includes('admin') ?? false,
    })),
    projects: Object.entries(world.projects ?? {}).map(([name, project]) => ({
      project_id: projectIdOf(chance, world, name),
      title: project.title ?? '',
      owner: ownerOf(project),
    })),
  };
}

/** Everybody and everything in a state: those who were renamed or made since the start, too. Accounts go by their ids. */
export function castIn({ accounts, projects }: HubState): Cast {
  return {
    accounts: [...accounts.values()]
      .filter(({ deleted, banned }) => !deleted && !banned)
      .map(({ account_id, email_address, api_key, groups }) => {
        return { name: account_id, account_id, email_address, api_key, admin: groups?.includes('admin') ?? false };
      }),
    projects: [...projects.values()]
      .filter(({ deleted }) => !deleted)
      .map(({ project_id, title, users }) => ({ project_id, title: title ?? '', owner: ownerOf({ users }) })),
  };
}

function ownerOf({ users = {} }: { readonly users?: WorldProject['users'] | Project['users'] }): string | null {
  const owner = Object.entries(users).find(([, user]) => (typeof user === 'string' ? user : user.group) === 'owner');
  return owner?.[0] ?? null;
}

/**
 * An account that most calls can be tried with, and a project of its own: the first that has a key and is no site
 * admin, one that owns a project before others.
 */
export function protagonist({ accounts, projects }: Cast): {
  account: CastAccount | undefined;
  project: CastProject | undefined;
} {
  const callers = accounts.filter(({ api_key }) => api_key !== null);
  const plain = callers.filter(({ admin }) => !admin);
  const ownedBy = ({ name, account_id }: CastAccount) =>
    projects.find(({ owner }) => owner === name || owner === account_id);
  const account = plain.find((candidate) => ownedBy(candidate) !== undefined) ?? plain[0] ?? callers[0];
  return { account, project: account && ownedBy(account) };
}
