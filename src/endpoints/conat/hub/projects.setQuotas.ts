import { isAdmin } from '../../../core/accounts/accounts.ts';
import { sqlUuid } from '../../../core/database/database.ts';
import { refuse } from '../../../core/errors.ts';
import { firstOf, type HubFunction } from '../../../core/functions.ts';
import { findProject, withProject } from '../../../core/projects/projects.ts';
import { mergedColumn } from '../../../core/query/merge.ts';

/** Sets what a project may use, from its next start on. [server/conat/api/projects.ts setQuotas] */
export const endpoint: HubFunction = {
  name: 'conat/hub/projects.setQuotas',
  account: 'first',
  handle(state, args, { account_id }) {
    if (!isAdmin(state, account_id)) throw refuse('quotas_by_other');
    const given = firstOf(args);
    const { project_id } = given;
    const project = project_id == null ? undefined : findProject(state, sqlUuid(project_id));
    if (project === undefined) {
      throw refuse('unsimulated', {
        what: 'setting the quotas of a project that is not there',
        why: 'what hubs make of it is not known',
      });
    }
    // All that was sent goes into the settings, the ids of caller and project too.
    const settings = mergedColumn(project.columns.settings ?? null, given);
    return { state: withProject(state, { ...project, columns: { ...project.columns, settings } }), answer: null };
  },
};
