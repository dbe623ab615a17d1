import { admins } from '../../../core/accounts/accounts.ts';
import { sqlUuid } from '../../../core/database/database.ts';
import { refuse } from '../../../core/errors.ts';
import { defineHubFunction } from '../../../core/functions.ts';
import { optional, options, required } from '../../../core/options.ts';
import { findProject } from '../../../core/projects/projects.ts';
import { mergedColumn } from '../../../core/query/merge.ts';
import { put } from '../../../core/state.ts';

/** Sets what a project may use, from its next start on. [server/conat/api/projects.ts setQuotas] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/projects.setQuotas',
  account: 'first',
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
    const project = project_id == null ? undefined : findProject(state, sqlUuid(project_id));
    if (project === undefined) {
      throw refuse('unsimulated', {
        what: 'setting the quotas of a project that is not there',
        why: 'what hubs make of it is not known',
      });
    }
    // All that was sent goes into the settings, the ids of caller and project too.
    const settings = mergedColumn(project.columns.settings ?? null, request);
    return { state: put(state, 'projects', { ...project, columns: { ...project.columns, settings } }), answer: null };
  },
});
