import { refuse } from '../../../core/errors.ts';
import { optional, options, required } from '../../../core/options.ts';
import { membersOnly, uuidNamed } from '../../../core/projects/rest-access.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';
import { asText, isTruthy } from '../../../core/values.ts';

/** Copies what GitHub has into a project; nothing here asks GitHub. [next/pages/api/v2/projects/copy-url.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/projects/copy-url',
  request: options({ project_id: required, url: required, path: optional }),
  renders: 'text',
  authorize: [
    (state, { url }) => {
      if (!isTruthy(url)) throw refuse('no_url');
      return state;
    },
    uuidNamed('project_id'),
    signedInFirst(),
    membersOnly('project_id', 'copy_to'),
  ],
  handle(_state, { url }) {
    if (typeof url === 'string' && !/^(github|gist)\//.test(url)) throw refuse('url_not_hosted', { url });
    throw refuse('unsimulated', { what: `copying the url ${asText(url)}`, why: 'nothing here asks GitHub' });
  },
});
