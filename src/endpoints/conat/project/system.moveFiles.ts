import { moveFiles } from '../../../core/files/system-files.ts';
import { optionsOf, type ProjectFunction } from '../../../core/functions.ts';

/** Moves files and directories into a directory. [project/conat/api/system.ts] */
export const endpoint: ProjectFunction = {
  name: 'conat/project/system.moveFiles',

  handle(state, args, project_id) {
    const options = optionsOf(args, 'system.moveFiles');
    return { state: moveFiles(state, project_id, options), answer: null };
  },
};
