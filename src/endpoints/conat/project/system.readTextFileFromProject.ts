import { readFile } from '../../../core/files/system-files.ts';
import { optionsOf, type ProjectFunction } from '../../../core/functions.ts';

/** Reads the text of a file. [project/conat/api/system.ts] */
export const endpoint: ProjectFunction = {
  name: 'conat/project/system.readTextFileFromProject',

  handle(state, args, project_id) {
    const options = optionsOf(args, 'system.readTextFileFromProject');
    return { state, answer: readFile(state, project_id, options.path) };
  },
};
