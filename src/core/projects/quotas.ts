/** What admins let a project use, from its next start on. [server/conat/api/projects.ts setQuotas] */
import { sqlUuid } from '../database/database.ts';
import { refuse } from '../errors.ts';
import type { JsonObject } from '../json.ts';
import { mergedColumn } from '../query/merge.ts';
import { type HubState, put } from '../state.ts';
import { findProject } from './projects.ts';

/**
 * The state with all that was sent in the settings of the project, the ids of caller and project too.
 *
 * @throws Refusal `update_of_all`, `type_error`; `sql_syntax`
 */
export function withQuotas(state: HubState, request: JsonObject): HubState {
  const { project_id } = request;
  if (project_id == null) throw refuse('update_of_all', { assignments: settingOf(request) });
  const project = findProject(state, sqlUuid(project_id));
  if (project === undefined) {
    throw refuse('type_error', { fault: "Cannot read properties of undefined (reading 'state')" });
  }
  const settings = mergedColumn(project.columns.settings ?? null, request);
  return put(state, 'projects', { ...project, columns: { ...project.columns, settings } });
}

/** How the hub writes that members are set in a column of JSON. [database/postgres/jsonb-merge] */
function settingOf(given: JsonObject): string {
  const members = Object.entries(given);
  if (members.some(([, value]) => value === null || typeof value === 'object')) {
    throw refuse('unsimulated', {
      what: 'quotas without a project that are no numbers',
      why: 'the words are not known',
    });
  }
  const column = "COALESCE(settings#>'{}', '{}'::JSONB)";
  const merged = members.reduce((inner, [name], at) => `JSONB_SET(${inner}, '{${name}}', $${at + 1}::JSONB)`, column);
  return `settings=${merged}`;
}
