import { deleteFiles } from '../../../core/files/system-files.ts';
import { defineProjectFunction } from '../../../core/functions.ts';
import { options, required } from '../../../core/options.ts';

/** Deletes files and directories. [project/conat/api/system.ts] */
export const endpoint = defineProjectFunction({
  name: 'conat/project/system.deleteFiles',
  request: options({ paths: required }),

  handle(state, request, project_id) {
    return { state: deleteFiles(state, project_id, request.paths), answer: null };
  },
});
