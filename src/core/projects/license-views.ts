/** What API v2 tells of licences, to their managers and to others. [server/licenses] */
import { sqlBigint, sqlUuid } from '../database/database.ts';
import { refuse } from '../errors.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import type { HubState } from '../state.ts';
import { asText } from '../values.ts';
import type { Project, SiteLicense } from './records.ts';

/** @throws Refusal `no_license_named`, `no_license_by_id`, `no_license_by_subscription` */
export function licenseAsked(
  state: HubState,
  { license_id, subscription_id }: JsonObject,
  account_id: string,
): JsonObject {
  if (!license_id && !subscription_id) throw refuse('no_license_named');
  if (!license_id) {
    const managed = state.siteLicenses
      .allBy('manager', account_id)
      .find(({ columns }) => columns.subscription_id === subscription_id);
    if (managed === undefined) {
      throw refuse('no_license_by_subscription', { subscription_id: asText(subscription_id) });
    }
    return toManager(state, managed);
  }
  const found = state.siteLicenses.get(sqlUuid(license_id));
  if (found === undefined) throw refuse('no_license_by_id', { license_id: asText(license_id) });
  return isManager(found, account_id) ? toManager(state, found) : toAnybody(found);
}

function toAnybody({ expires, activates, upgrades, quota, run_limit, columns }: SiteLicense): JsonObject {
  return { title: columns.title ?? null, expires, activates, upgrades, quota, run_limit, is_manager: false };
}

function toManager(state: HubState, license: SiteLicense): JsonObject {
  const { id, expires, activates, last_used, managers, upgrades, quota, run_limit, columns } = license;
  return {
    id,
    title: columns.title ?? null,
    description: columns.description ?? null,
    ...{ expires, activates, last_used, managers, upgrades, quota, run_limit },
    info: columns.info ?? null,
    subscription_id: columns.subscription_id ?? null,
    is_manager: true,
    number_running: usersOf(state, id).filter(({ state: now }) => now?.state === 'running').length,
  };
}

function isManager({ managers }: SiteLicense, account_id: string): boolean {
  return managers?.includes(account_id) ?? false;
}

/** The licences that the account manages, newest first. @throws Refusal in the database's words. */
export function managedLicenses(
  state: HubState,
  { limit, skip }: { readonly limit: Json | undefined; readonly skip: Json | undefined },
  account_id: string,
): JsonObject[] {
  const [first, most] = [Number(sqlBigint(skip ?? 0)), Number(sqlBigint(limit ?? MOST_LICENSES))];
  return state.siteLicenses
    .allBy('manager', account_id)
    .sort((one, other) => createdOf(other) - createdOf(one))
    .slice(first, first + most)
    .map(({ id, expires, activates, last_used, managers, upgrades, quota, run_limit, columns }) => ({
      id,
      title: columns.title ?? null,
      description: columns.description ?? null,
      ...{ expires, activates, last_used, created: columns.created ?? null, managers, upgrades, quota, run_limit },
      info: columns.info ?? null,
      is_manager: true,
    }));
}

const MOST_LICENSES = 1000;

const createdOf = ({ columns }: SiteLicense) => Number(columns.created ?? 0);

/** The projects of the account that run with a licence. */
export function licensedProjects(state: HubState, account_id: string): JsonObject[] {
  return state.projects
    .allBy('user', account_id)
    .filter(({ site_license }) => isObject(site_license) && Object.keys(site_license).length > 0)
    .map((project) => ({
      project_id: project.project_id,
      title: project.title,
      site_license: project.site_license as JsonObject,
      hidden: project.users[account_id]?.hide ?? null,
      ...lastOf(project),
    }));
}

/** All projects that have the licence. @throws Refusal `license_of_other` */
export function projectsWithLicense(state: HubState, license_id: string, account_id: string): JsonObject[] {
  const license = state.siteLicenses.get(license_id);
  if (license === undefined || !isManager(license, account_id)) throw refuse('license_of_other');
  return usersOf(state, license_id).map((project) => ({
    project_id: project.project_id,
    title: project.title,
    quota: quotaGiven((project.site_license as JsonObject)[license_id]),
    collaborators: Object.keys(project.users),
    ...lastOf(project),
  }));
}

/** What the licence gives, once the project has run with it. */
function quotaGiven(license: Json | undefined): Json {
  return isObject(license) ? (license.quota ?? null) : null;
}

function lastOf({ state, last_edited }: Project): JsonObject {
  return { state: state?.state ?? null, last_edited };
}

function usersOf(state: HubState, license_id: string): Project[] {
  return [...state.projects.values()].filter(({ site_license }) => Object.hasOwn(site_license ?? {}, license_id));
}
