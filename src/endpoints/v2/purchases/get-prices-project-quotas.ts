import { options } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';

/** Tells what upgrades of a project cost. [server/purchases/project-quotas.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/purchases/get-prices-project-quotas',
  request: options({}),
  renders: 'text',
  credentials: 'unread',
  handle: (state) => ({ state, answer: { cores: 32, memory: 4, disk_quota: 0.25, member_host: 4 } }),
});
