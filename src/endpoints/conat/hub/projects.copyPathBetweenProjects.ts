import { copyPath } from '../../../core/copies/copy-path.ts';
import { defineHubFunction } from '../../../core/functions.ts';
import { optional, options, required } from '../../../core/options.ts';

/** Copies a file or directory from one project to another, or within one. [server/conat/api/projects.ts] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/projects.copyPathBetweenProjects',
  account: 'first',
  request: options({
    src_project_id: required,
    src_path: required,
    target_project_id: optional,
    target_path: optional,
    overwrite_newer: optional,
    delete_missing: optional,
    backup: optional,
    exclude: optional,
    timeout: optional,
    bwlimit: optional,
    debug_delay_ms: optional,
    scheduled: optional,
    public: optional,
  }),
  handle: (state, request, { account_id }) => ({ state: copyPath(state, request, account_id), answer: null }),
});
