import { optional, options } from '../../core/options.ts';
import { defineRestEndpoint } from '../../core/rest.ts';
import { customization } from '../../core/support/customization.ts';

/** Tells settings of the site. [database/settings/customize.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/customize',
  request: options({ fields: optional }),
  renders: 'text',
  credentials: 'unread',
  handle: (state, { fields }) => ({ state, answer: customization(state, fields) }),
});
