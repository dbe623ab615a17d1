import { refuse } from '../../../core/errors.ts';
import { options, required } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';
import { asText } from '../../../core/values.ts';

/** Tells how a compute server is shown; that with the id 0 is the project itself. [next/pages/api/v2/compute/get-server-title.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/compute/get-server-title',
  request: options({ id: required }),
  renders: 'text',
  authorize: [signedInFirst()],
  handle(state, { id }) {
    if (id !== 0) throw refuse('no_server', { id: asText(id) });
    return { state, answer: { title: 'The Project', color: '#666', project_specific_id: 0 } };
  },
});
