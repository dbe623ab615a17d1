/** The organizations of a world, with who is in them. */
import { moveTo, newOrganization, withAdmin } from '../../core/organizations/organizations.ts';
import { newUuid } from '../../core/random.ts';
import { type HubState, put } from '../../core/state.ts';
import { accountIdOf } from './names.ts';
import type { World, WorldOrganization } from './shape.ts';

export function withOrganizations(state: HubState, world: World): HubState {
  return Object.entries(world.organizations ?? {}).reduce(
    (result, [name, given]) => withPeople(founded(result, name, given), world, name, given),
    state,
  );
}

function founded(state: HubState, name: string, given: WorldOrganization): HubState {
  const organization = newOrganization(given.organization_id ?? newUuid(state, `organization ${name}`), name);
  return put(state, 'organizations', {
    ...organization,
    title: given.title ?? null,
    description: given.description ?? null,
    link: given.link ?? null,
    email_address: given.email_address ?? null,
    // Whoever had admins once keeps a list, be it empty.
    admin_account_ids: given.admins === undefined ? null : [],
  });
}

/** Admins are members, too. */
function withPeople(state: HubState, world: World, name: string, { admins = [], members = [] }: WorldOrganization) {
  const idOf = (named: string) => accountIdOf(state, world, named);
  const led = admins.reduce((result, admin) => withAdmin(result, name, idOf(admin)), state);
  return [...admins, ...members].reduce((result, member) => moveTo(result, idOf(member), name), led);
}
