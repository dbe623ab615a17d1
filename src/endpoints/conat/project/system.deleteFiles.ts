import { deleteFiles } from '../../../core/files/system-files.ts';
import { optionsOf, type ProjectFunction } from '../../../core/functions.ts';

/** Deletes files and directories. [project/conat/api/system.ts] */
export const endpoint: ProjectFunction = {
  name: 'conat/project/system.deleteFiles',

  handle(state, args, project_id) {
    const options = optionsOf(args, 'system.deleteFiles');
    return { state: deleteFiles(state, project_id, options.paths), answer: null };
  },
};
