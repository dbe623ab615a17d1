import { listDirectory } from '../../../core/files/system-files.ts';
import { optionsOf, type ProjectFunction } from '../../../core/functions.ts';
import { isTruthy } from '../../../core/values.ts';

/** Lists a directory. [backend/get-listing.ts] */
export const endpoint: ProjectFunction = {
  name: 'conat/project/system.listing',

  handle(state, args, project_id) {
    const options = optionsOf(args, 'system.listing');
    return { state, answer: listDirectory(state, project_id, options.path, isTruthy(options.hidden)) };
  },
};
