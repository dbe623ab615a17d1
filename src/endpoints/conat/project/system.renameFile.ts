import { renameFile } from '../../../core/files/system-files.ts';
import { optionsOf, type ProjectFunction } from '../../../core/functions.ts';

/** Renames a file or directory. [project/conat/api/system.ts] */
export const endpoint: ProjectFunction = {
  name: 'conat/project/system.renameFile',

  handle(state, args, project_id) {
    const options = optionsOf(args, 'system.renameFile');
    return { state: renameFile(state, project_id, options), answer: null };
  },
};
