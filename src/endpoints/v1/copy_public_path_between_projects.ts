import { newCopy, runCopy } from '../../core/copies/copies.ts';
import { canCopyPublicInto, isPublic } from '../../core/copies/copy-access.ts';
import { defineEndpoint } from '../../core/endpoint.ts';
import { optional, options, required } from '../../core/options.ts';

/**
 * Copies something public to a project. Also whoever may read the source project has to have it public.
 * [smc-hub/client.coffee mesg_copy_public_path_between_projects]
 */
export const endpoint = defineEndpoint({
  name: 'v1/copy_public_path_between_projects',
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
  }),
  authorize: [canCopyPublicInto('target_project_id'), isPublic('src_project_id', 'src_path')],

  handle(state, request) {
    return { state: runCopy(state, newCopy(state, request, { isPublic: true })), answer: { event: 'success' } };
  },
});
