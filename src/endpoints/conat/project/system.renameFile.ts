import { renameFile } from '../../../core/files/system-files.ts';
import { defineProjectFunction } from '../../../core/functions.ts';
import { options, required } from '../../../core/options.ts';

/** Renames a file or directory. [project/conat/api/system.ts] */
export const endpoint = defineProjectFunction({
  name: 'conat/project/system.renameFile',
  request: options({ src: required, dest: required }),

  handle(state, request, project_id) {
    return { state: renameFile(state, project_id, request), answer: null };
  },
});
