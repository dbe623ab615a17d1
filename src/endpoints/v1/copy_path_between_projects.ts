import { newCopy, queueCopy, runCopy } from '../../core/copies/copies.ts';
import { canCopyFrom, canCopyInto, isCopyProject } from '../../core/copies/copy-access.ts';
import { deviates } from '../../core/deviations.ts';
import { defineEndpoint } from '../../core/endpoint.ts';
import { optional, options, required } from '../../core/options.ts';
import { isTrue } from '../../core/values.ts';

/**
 * Copies a file or directory from one project to another: now, or in its own time. Neither project has to run.
 * [smc-hub/copy-path.ts copy; smc-hub/kucalc/compute-client.coffee copy_path]
 */
export const endpoint = defineEndpoint({
  name: 'v1/copy_path_between_projects',
  touchesCaller: true,
  request: options({
    id: optional,
    src_project_id: required,
    src_path: required,
    target_project_id: required,
    target_path: optional,
    overwrite_newer: false,
    delete_missing: false,
    backup: false,
    timeout: optional,
    exclude_history: false,
    wait_until_done: true,
    scheduled: optional,
  }),
  authorize: [
    isCopyProject('src_project_id'),
    isCopyProject('target_project_id'),
    canCopyInto('target_project_id'),
    canCopyFrom('src_project_id'),
  ],

  handle(state, request) {
    const copy = newCopy(state, request);
    const { copy_path_id } = copy;
    const isAwaited = copy.scheduled === null && isTrue(request.wait_until_done);
    const after = isAwaited ? runCopy(state, copy) : queueCopy(state, copy);
    if (isAwaited && !deviates(state, 'copy_reply')) return { state: after, answer: { event: 'success' } };
    return { state: after, answer: { event: 'copy_path_between_projects_response', copy_path_id, note: NOTE } };
  },
});

const NOTE = 'Query copy_path_status with the copy_path_id to learn if the copy operation was successful.';
