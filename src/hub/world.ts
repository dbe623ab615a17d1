/** Builds the state that a world describes. */
import { copied } from '../core/copied.ts';
import type { Instant } from '../core/instant.ts';
import { defaultSite, type Settings, settingsMembers } from '../core/settings.ts';
import { changed, emptyState, type HubState, put } from '../core/state.ts';
import { withAccounts } from './world/accounts.ts';
import { withOrganizations } from './world/organizations.ts';
import { withProjects } from './world/projects.ts';
import { type World, worldShape } from './world/shape.ts';
import { withApiKeys, withSiteLicenses, withTickets, withTokens } from './world/tables.ts';

export type WorldOptions = { readonly now: Instant } & {
  readonly [Name in Exclude<keyof Settings, 'site'>]?: Settings[Name] | undefined;
};

/**
 * The state that the world `given` describes, with what has no time of its own dated `now`.
 *
 * @throws ShapeError that names the place where it is no world.
 */
export function buildWorld(given: World, { now, ...options }: WorldOptions): HubState {
  const world = worldShape(copied(given), 'world');
  const site = settingsMembers.site({ ...defaultSite, ...world.site }, 'world.site');
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
