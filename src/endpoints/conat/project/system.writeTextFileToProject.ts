import { writeFile } from '../../../core/files/system-files.ts';
import { defineProjectFunction } from '../../../core/functions.ts';
import { options, required } from '../../../core/options.ts';

/** Writes a text to a file. [project/conat/api/system.ts] */
export const endpoint = defineProjectFunction({
  name: 'conat/project/system.writeTextFileToProject',
  request: options({ path: required, content: required }),

  handle(state, request, project_id) {
    return { state: writeFile(state, project_id, request), answer: null };
  },
});
