/** Site licences: which of them a project has, and what they give it when it starts. [smc-hub/postgres/site-license] */
import { MINUTE } from '../instant.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { type HubState, put } from '../state.ts';
import { isUuid } from '../values.ts';
import { findProject, updateProject } from './projects.ts';
import type { SiteLicense } from './records.ts';

/**
 * Gives the project the licence, of which nothing is asked: not even that there is one. It counts from the next start.
 * An empty id is stored nowhere.
 */
export function addLicense(state: HubState, project_id: string, license_id: string): HubState {
  if (license_id === '') return state;
  return updateProject(state, project_id, (project) => {
    const site_license = project.site_license ?? {};
    if (Object.hasOwn(site_license, license_id)) return project;
    return { ...project, site_license: { ...site_license, [license_id]: {} } };
  });
}

export function removeLicense(state: HubState, project_id: string, license_id: string): HubState {
  return updateProject(state, project_id, (project) => {
    if (project.site_license === null || !Object.hasOwn(project.site_license, license_id)) return project;
    const { [license_id]: _removed, ...site_license } = project.site_license;
    return { ...project, site_license };
  });
}

/**
 * Writes down at a project's start what each of its licences gives it: nothing, where the licence is not in force or
 * already runs as many projects as it may. [smc-hub/postgres/site-license/hook.ts]
 */
export function applyLicenses(state: HubState, project_id: string): HubState {
  const given = findProject(state, project_id)?.site_license;
  if (given == null) return state;

  const license_ids = Object.keys(given).filter(isUuid);
  const licenses = license_ids.flatMap((license_id) => inForce(state, license_id) ?? []);
  const site_license = {
    ...given,
    ...Object.fromEntries(license_ids.map((license_id) => [license_id, {}])),
    ...Object.fromEntries(licenses.map((license) => [license.id, givenBy(license)])),
  };
  return updateProject(licenses.reduce(markUsed, state), project_id, (project) => ({ ...project, site_license }));
}

/** The licence, if it can be used for one more project now. */
function inForce(state: HubState, license_id: string): SiteLicense | undefined {
  const license = state.siteLicenses.get(license_id);
  if (license === undefined || license.activates === null || license.activates > state.now) return undefined;
  if (license.expires !== null && license.expires <= state.now) return undefined;
  const isFree = license.run_limit === null || runningWith(state, license_id) < license.run_limit;
  return isFree ? license : undefined;
}

/** How many projects run with the licence now. */
export function runningWith(state: HubState, license_id: string): number {
  return state.projects.countBy('runningLicense', license_id);
}

function givenBy({ upgrades, quota }: SiteLicense): JsonObject {
  const all: JsonObject = { ...upgrades, ...(quota === null ? {} : { quota }) };
  return Object.fromEntries(Object.entries(all).filter(([, amount]) => isSomething(amount)));
}

function isSomething(amount: Json): boolean {
  return isObject(amount) ? Object.keys(amount).length > 0 : Boolean(amount);
}

/** Notes the use of the licence, at most once a minute. */
function markUsed(state: HubState, license: SiteLicense): HubState {
  if (license.last_used !== null && state.now - license.last_used < MINUTE) return state;
  return put(state, 'siteLicenses', { ...license, last_used: state.now });
}
