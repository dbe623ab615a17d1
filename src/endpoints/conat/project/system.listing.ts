import { listDirectory } from '../../../core/files/system-files.ts';
import { defineProjectFunction } from '../../../core/functions.ts';
import { optional, options, required } from '../../../core/options.ts';
import { isTruthy } from '../../../core/values.ts';

/** Lists a directory. [backend/get-listing.ts] */
export const endpoint = defineProjectFunction({
  name: 'conat/project/system.listing',
  request: options({ path: required, hidden: optional }),

  handle(state, request, project_id) {
    return { state, answer: listDirectory(state, project_id, request.path, isTruthy(request.hidden)) };
  },
});
