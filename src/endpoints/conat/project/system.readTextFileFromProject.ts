import { readFile } from '../../../core/files/system-files.ts';
import { defineProjectFunction } from '../../../core/functions.ts';
import { options, required } from '../../../core/options.ts';

/** Reads the text of a file. [project/conat/api/system.ts] */
export const endpoint = defineProjectFunction({
  name: 'conat/project/system.readTextFileFromProject',
  request: options({ path: required }),

  handle(state, request, project_id) {
    return { state, answer: readFile(state, project_id, request.path) };
  },
});
