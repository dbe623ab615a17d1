import { defineProjectFunction } from '../../../core/functions.ts';
import { options } from '../../../core/options.ts';

/** Tells which project it is. [project/conat/api/system.ts] */
export const endpoint = defineProjectFunction({
  name: 'conat/project/system.test',
  toldProject: true,
  positional: true,
  request: options({}),
  handle: (state, _request, project_id) => ({ state, answer: { project_id, server_time: state.now } }),
});
