import { options } from '../../../core/options.ts';
import { UPGRADE_PRICES } from '../../../core/purchases/prices.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';

/** Tells what upgrades of projects cost a month. [server/purchases/project-quotas.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/purchases/get-prices-project-quotas',
  request: options({}),
  renders: 'text',
  credentials: 'unread',
  handle: (state) => ({ state, answer: UPGRADE_PRICES }),
});
