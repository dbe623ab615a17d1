import type { ProjectFunction } from '../../../core/functions.ts';

/** Tells the project's time, in milliseconds since 1970. [project/conat/api/system.ts] */
export const endpoint: ProjectFunction = {
  name: 'conat/project/system.ping',
  handle: (state) => ({ state, answer: { now: state.now } }),
};
