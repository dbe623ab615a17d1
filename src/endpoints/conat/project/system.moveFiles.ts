import { moveFiles } from '../../../core/files/system-files.ts';
import { defineProjectFunction } from '../../../core/functions.ts';
import { options, required } from '../../../core/options.ts';

/** Moves files and directories into a directory. [project/conat/api/system.ts] */
export const endpoint = defineProjectFunction({
  name: 'conat/project/system.moveFiles',
  request: options({ paths: required, dest: required }),

  handle(state, request, project_id) {
    return { state: moveFiles(state, project_id, request), answer: null };
  },
});
