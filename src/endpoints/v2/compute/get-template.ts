import { refuse } from '../../../core/errors.ts';
import { options, required } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { asText } from '../../../core/values.ts';

/** Tells of a template of compute servers: there are none here. [next/pages/api/v2/compute/get-template.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/compute/get-template',
  request: options({ id: required }),
  renders: 'text',
  credentials: 'unread',
  handle(_state, { id }) {
    throw refuse('no_template', { id: asText(id) });
  },
});
