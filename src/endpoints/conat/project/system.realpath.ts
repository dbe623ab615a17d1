import { realPath } from '../../../core/files/system-files.ts';
import type { ProjectFunction } from '../../../core/functions.ts';

/** Tells where a path leads. [project/conat/api/system.ts] */
export const endpoint: ProjectFunction = {
  name: 'conat/project/system.realpath',
  handle: (state, [path], project_id) => ({ state, answer: realPath(state, project_id, path) }),
};
