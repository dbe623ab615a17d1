import { options } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';

/** Tells how much of each a project can be upgraded to. [server/purchases/project-quotas.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/purchases/get-max-project-quotas',
  request: options({}),
  renders: 'text',
  credentials: 'unread',
  handle: (state) => ({
    state,
    answer: { network: 1, member_host: 1, always_running: 1, cores: 3, memory: 16000, disk_quota: 15000 },
  }),
});
