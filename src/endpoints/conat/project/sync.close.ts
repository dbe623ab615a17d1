import type { ProjectFunction } from '../../../core/functions.ts';

/** Has no effect. [project/conat/api/sync.ts] */
export const endpoint: ProjectFunction = {
  name: 'conat/project/sync.close',
  handle: (state) => ({ state, answer: null }),
};
