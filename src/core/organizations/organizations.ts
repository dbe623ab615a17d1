/** Organizations, their index, and who is in them and at their head. [util/db-schema/organizations.ts] */
import { organizationOf, updateAccount } from '../accounts/accounts.ts';
import type { Account, Organization } from '../records.ts';
import { changed, type HubState } from '../state.ts';

/** The state with the organization added, or put in the place of the one with its id, as the last of all. */
export function withOrganization(state: HubState, organization: Organization): HubState {
  const { organization_id, name } = organization;
  return changed(state, {
    // As the database lists rows: what was written last comes last.
    organizations: state.organizations.delete(organization_id).set(organization_id, organization),
    organizationsByName:
      name === null ? state.organizationsByName : state.organizationsByName.set(name, organization_id),
  });
}

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
  const organization_id = name === null ? undefined : state.organizationsByName.get(name);
  return organization_id === undefined ? undefined : state.organizations.get(organization_id);
}

/** The state with the organization changed by `change`; where there is none of that name, nothing is. */
export function updateOrganization(
  state: HubState,
  name: string | null,
  change: (organization: Organization) => Organization,
): HubState {
  const organization = organizationNamed(state, name);
  return organization === undefined ? state : withOrganization(state, change(organization));
}

/** Whoever is in the organization of that name, be there one or not; who joined last comes last. */
export function membersOf(state: HubState, name: string | null): Account[] {
  const members = name === null ? undefined : state.accountsByOrganization.get(name);
  return [...(members ?? [])].map((account_id) => state.accounts.get(account_id) as Account);
}

/** Moves the account into the organization of that name, be there one or not, or out of all. */
export function moveTo(state: HubState, account_id: string, name: string | null): HubState {
  const into = (given: HubState, org: string | null) =>
    updateAccount(given, account_id, (account) => ({ ...account, columns: { ...account.columns, org } }));
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
