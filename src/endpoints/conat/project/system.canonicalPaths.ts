import { realPaths } from '../../../core/files/system-files.ts';
import type { ProjectFunction } from '../../../core/functions.ts';

/** Tells where paths lead. [project/conat/api/system.ts] */
export const endpoint: ProjectFunction = {
  name: 'conat/project/system.canonicalPaths',
  handle: (state, [paths], project_id) => ({ state, answer: realPaths(state, project_id, paths) }),
};
