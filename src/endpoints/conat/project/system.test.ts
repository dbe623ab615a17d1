import type { ProjectFunction } from '../../../core/functions.ts';

/** Tells which project it is. [project/conat/api/system.ts] */
export const endpoint: ProjectFunction = {
  name: 'conat/project/system.test',
  handle: (state, _args, project_id) => ({ state, answer: { project_id, server_time: state.now } }),
};
