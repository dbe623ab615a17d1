import { realPath } from '../../../core/files/system-files.ts';
import { defineProjectFunction } from '../../../core/functions.ts';
import { options, required } from '../../../core/options.ts';

/** Tells where a path leads. [project/conat/api/system.ts] */
export const endpoint = defineProjectFunction({
  name: 'conat/project/system.realpath',
  positional: true,
  request: options({ path: required }),
  handle: (state, { path }, project_id) => ({ state, answer: realPath(state, project_id, path) }),
});
