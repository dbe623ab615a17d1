import { writeFile } from '../../../core/files/system-files.ts';
import { optionsOf, type ProjectFunction } from '../../../core/functions.ts';

/** Writes a text to a file. [project/conat/api/system.ts] */
export const endpoint: ProjectFunction = {
  name: 'conat/project/system.writeTextFileToProject',

  handle(state, args, project_id) {
    const options = optionsOf(args, 'system.writeTextFileToProject');
    return { state: writeFile(state, project_id, options), answer: null };
  },
};
