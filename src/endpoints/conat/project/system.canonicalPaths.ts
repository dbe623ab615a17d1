import { realPaths } from '../../../core/files/system-files.ts';
import { defineProjectFunction } from '../../../core/functions.ts';
import { options, required } from '../../../core/options.ts';

/** Tells where paths lead. [project/conat/api/system.ts] */
export const endpoint = defineProjectFunction({
  name: 'conat/project/system.canonicalPaths',
  positional: true,
  request: options({ paths: required }),
  handle: (state, { paths }, project_id) => ({ state, answer: realPaths(state, project_id, paths) }),
});
