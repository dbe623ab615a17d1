/** Builds the state that a world describes. */
import { copied } from '../core/copied.ts';
import type { Instant } from '../core/instant.ts';
import {
  type Caches,
  changed,
  defaultSite,
  emptyState,
  type HubState,
  type Lifecycle,
  type Profile,
  put,
} from '../core/state.ts';
import { withAccounts } from './world/accounts.ts';
import { withOrganizations } from './world/organizations.ts';
import { withProjects } from './world/projects.ts';
import type { World } from './world/shape.ts';
import { withApiKeys, withSiteLicenses, withTickets, withTokens } from './world/tables.ts';

export interface WorldOptions {
  readonly now: Instant;
  readonly seed?: string;
  readonly profile?: Profile;
  readonly lifecycle?: Lifecycle;
  readonly caches?: Caches;
}

/** The state that the world `given` describes, with what has no time of its own dated `now`. */
export function buildWorld(given: World, { now, ...options }: WorldOptions): HubState {
  const world = copied(given);
  const site = { ...defaultSite, ...world.site };
  const empty = changed(emptyState({ ...copied(options), site }), { now });
  const founded = Object.entries(world.plans ?? {}).reduce(
    (state, [name, upgrades]) => put(state, 'plans', { name, upgrades }),
    empty,
  );
  return [withAccounts, withProjects, withOrganizations, withApiKeys, withTokens, withSiteLicenses, withTickets].reduce(
    (state, step) => step(state, world),
    founded,
  );
}
