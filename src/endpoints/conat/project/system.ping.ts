import { defineProjectFunction } from '../../../core/functions.ts';
import { options } from '../../../core/options.ts';

/** Tells the project's time, in milliseconds since 1970. [project/conat/api/system.ts] */
export const endpoint = defineProjectFunction({
  name: 'conat/project/system.ping',
  positional: true,
  request: options({}),
  handle: (state) => ({ state, answer: { now: state.now } }),
});
