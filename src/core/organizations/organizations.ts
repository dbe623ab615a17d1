/** Organizations, their index, and who is in them and at their head. [util/db-schema/organizations.ts] */
import { type Account, organizationOf } from '../accounts/records.ts';
import { type HubState, put, update } from '../state.ts';
import type { Organization } from './records.ts';

/** An organization with nothing but its name. */
export function newOrganization(organization_id: string, name: string | null): Organization {
  return {
    organization_id,
    name,
    title: null,
    description: null,
    link: null,
    email_address: null,
    admin_account_ids: null,
  };
}

export function organizationNamed(state: HubState, name: string | null): Organization | undefined {
  return name === null ? undefined : state.organizations.by('name', name);
}

/** The state with the organization changed by `change`; where there is none of that name, nothing is. */
export function updateOrganization(
  state: HubState,
  name: string | null,
  change: (organization: Organization) => Organization,
): HubState {
  const organization = organizationNamed(state, name);
  return organization === undefined ? state : put(state, 'organizations', change(organization));
}

/** Whoever is in the organization of that name, be there one or not; who joined last comes last. */
export function membersOf(state: HubState, name: string | null): Account[] {
  return name === null ? [] : state.accounts.allBy('organization', name);
}

/** Moves the account into the organization of that name, be there one or not, or out of all. */
export function moveTo(state: HubState, account_id: string, name: string | null): HubState {
  const into = (given: HubState, org: string | null) =>
    update(given, 'accounts', account_id, (account) => ({ ...account, columns: { ...account.columns, org } }));
  // Out of it first, so that it comes last there, as the rows of the database.
  const isThere = name !== null && organizationOf(state.accounts.get(account_id)) === name;
  return into(isThere ? into(state, null) : state, name);
}

export function isOrganizationAdmin(state: HubState, name: string | null, account_id: string): boolean {
  return organizationNamed(state, name)?.admin_account_ids?.includes(account_id) ?? false;
}

/** Puts the account at the head of the organization, if there is one of that name. */
export function withAdmin(state: HubState, name: string | null, account_id: string): HubState {
  return updateOrganization(state, name, (organization) => ({
    ...organization,
    admin_account_ids: [...new Set([...(organization.admin_account_ids ?? []), account_id])].sort(),
  }));
}

export function withoutAdmin(state: HubState, name: string | null, account_id: string): HubState {
  return updateOrganization(state, name, (organization) => ({
    ...organization,
    admin_account_ids: organization.admin_account_ids?.filter((admin) => admin !== account_id) ?? null,
  }));
}
