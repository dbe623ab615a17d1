import type { ProjectFunction } from '../../../core/functions.ts';

/** Seconds since 1970 at which the code of the described revision was made. */
const VERSION = 1783081032;

/** Tells the version of the project's code. [project/conat/api/system.ts] */
export const endpoint: ProjectFunction = {
  name: 'conat/project/system.version',
  handle: (state) => ({ state, answer: VERSION }),
};
