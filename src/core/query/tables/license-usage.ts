/** What a licence is used for, and what everybody may know of one. [smc-util/db-schema/site-licenses.ts; smc-hub/postgres/site-license] */
import { type Dialect, valueIn } from '../../deviations.ts';
import { refuse } from '../../errors.ts';
import { iso } from '../../instant.ts';
import type { Json } from '../../json.ts';
import { runningWith } from '../../projects/licenses.ts';
import type { Project } from '../../projects/records.ts';
import type { HubState } from '../../state.ts';
import { asText, isUuid } from '../../values.ts';
import { readGetOptions } from '../options.ts';
import { noStore } from '../store.ts';
import { defineTable, names, type QueryTable, type TableQuery, type TableResult } from '../table.ts';
import { licenseStore } from './license-store.ts';
import { licenseRow } from './site-licenses.ts';

/** How much of a project's texts shows in the list of those that use a licence. */
const TEXT_LENGTH = 80;

export function licenseUsage(dialect: Dialect): QueryTable[] {
  return [
    usageTable('site_license_usage_stats', 'running time', usageStats),
    usageTable(
      'projects_using_site_license',
      'license_id project_id title description users last_active last_edited cutoff',
      projectsUsing,
    ),
    usageTable('number_of_projects_using_site_license', 'license_id cutoff number', numberUsing),
    defineTable({
      name: 'site_license_public_info',
      store: licenseStore,
      get: {
        fields: names(PUBLIC_INFO, 'id running is_manager', valueIn({ dialect }, 'license_info_columns')),
        instead: publicInfo,
      },
    }),
  ];
}

const PUBLIC_INFO = 'title description expires activates upgrades quota run_limit managers';

function usageTable(name: string, fields: string, instead: (query: TableQuery) => TableResult): QueryTable {
  return defineTable({ name, store: noStore(name), get: { admin: true, fields: names(fields), instead } });
}

function usageStats({ state, many }: TableQuery): TableResult {
  const ids = state.projects.valuesBy('runningLicense');
  const running = Object.fromEntries(ids.map((id) => [id, runningWith(state, id)]));
  const stats = { running, time: iso(state.now) };
  return { state, result: many ? [stats] : stats };
}

function projectsUsing(query: TableQuery): TableResult {
  const { state, many, object } = query;
  if (!many) throw refuse('must_be_many');
  const { limit } = readGetOptions(query, [{ limit: 1000 }]);
  const projects = runningProjects(query).slice(0, limit);
  return { state, result: projects.map((project) => using(project, object)) };
}

function using(project: Project, object: TableQuery['object']): Record<string, Json> {
  const shown: Record<string, Json> = {
    license_id: object.license_id ?? null,
    project_id: project.project_id,
    title: (project.title ?? '').slice(0, TEXT_LENGTH),
    description: (project.description ?? '').slice(0, TEXT_LENGTH),
    users: project.users as unknown as Json,
    last_edited: project.last_edited === null ? null : iso(project.last_edited),
  };
  return Object.fromEntries(
    Object.keys(object)
      .filter((field) => Object.hasOwn(shown, field))
      .map((field) => [field, shown[field] as Json]),
  );
}

function numberUsing(query: TableQuery): TableResult {
  if (query.many) throw refuse('must_not_be_many');
  return { state: query.state, result: { ...query.object, number: runningProjects(query).length } };
}

/** @throws Refusal `license_id_missing`; `unsimulated` for those that used the licence since a time. */
function runningProjects({ state, object: { license_id, cutoff } }: TableQuery): Project[] {
  if (!isUuid(license_id)) throw refuse('license_id_missing');
  if (cutoff != null) throw refuse('unsimulated', { what: 'a cutoff', why: 'who used a licence when is not kept' });
  return state.projects.allBy('runningLicense', license_id.toLowerCase());
}

/** The same for everybody and whatever was asked for: without the id, and with the managers. */
function publicInfo({ state, account_id, many, object: { id } }: TableQuery): TableResult {
  if (id == null) throw refuse('one_license');
  const license = licenseOf(state, id);
  if (many) {
    const why = 'only what hubs say of one that is not there is known';
    throw refuse('unsimulated', { what: 'public information on a licence as a list', why });
  }
  const info = licenseRow(license, names(PUBLIC_INFO, valueIn(state, 'license_info_columns')));
  const is_manager = license.managers?.includes(account_id) ?? false;
  // How many projects have the licence applied is not kept.
  return { state, result: { ...info, running: runningWith(state, license.id), is_manager } };
}

function licenseOf(state: HubState, id: Json) {
  const license = state.siteLicenses.get(asText(id).toLowerCase());
  if (license === undefined) throw refuse('no_license', { id: asText(id) });
  return license;
}
