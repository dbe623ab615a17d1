import { defineProjectFunction } from '../../../core/functions.ts';
import { options } from '../../../core/options.ts';

/** Has no effect. [project/conat/api/sync.ts] */
export const endpoint = defineProjectFunction({
  name: 'conat/project/sync.close',
  positional: true,
  request: options({}),
  handle: (state) => ({ state, answer: null }),
});
