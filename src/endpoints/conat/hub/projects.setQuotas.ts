import { admins } from '../../../core/accounts/accounts.ts';
import { sqlUuid } from '../../../core/database/database.ts';
import { refuse } from '../../../core/errors.ts';
import { defineHubFunction } from '../../../core/functions.ts';
import type { JsonObject } from '../../../core/json.ts';
import { optional, options, required } from '../../../core/options.ts';
import { findProject } from '../../../core/projects/projects.ts';
import { mergedColumn } from '../../../core/query/merge.ts';
import { put } from '../../../core/state.ts';

/** Sets what a project may use, from its next start on. [server/conat/api/projects.ts setQuotas] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/projects.setQuotas',
  account: 'first',
  queries: true,
  request: options({
    project_id: required,
    memory: optional,
    memory_request: optional,
    cpu_shares: optional,
    cores: optional,
    disk_quota: optional,
    mintime: optional,
    network: optional,
    member_host: optional,
    always_running: optional,
  }),
  authorize: [admins('quotas_by_other')],
  handle(state, request) {
    const { project_id } = request;
    if (project_id == null) throw refuse('update_of_all', { assignments: settingOf(request as JsonObject) });
    const project = findProject(state, sqlUuid(project_id));
    if (project === undefined) {
      throw refuse('type_error', { fault: "Cannot read properties of undefined (reading 'state')" });
    }
    // All that was sent goes into the settings, the ids of caller and project too.
    const settings = mergedColumn(project.columns.settings ?? null, request);
    return { state: put(state, 'projects', { ...project, columns: { ...project.columns, settings } }), answer: null };
  },
});

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
