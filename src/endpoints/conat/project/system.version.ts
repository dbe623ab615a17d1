import { defineProjectFunction } from '../../../core/functions.ts';
import { options } from '../../../core/options.ts';

/** Seconds since 1970 at which the code of the described revision was made. */
const VERSION = 1783081032;

/** Tells the version of the project's code. [project/conat/api/system.ts] */
export const endpoint = defineProjectFunction({
  name: 'conat/project/system.version',
  positional: true,
  request: options({}),
  handle: (state) => ({ state, answer: VERSION }),
});
