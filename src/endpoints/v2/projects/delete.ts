import { options, required } from '../../../core/options.ts';
import { deletedFor } from '../../../core/projects/creation.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Stops a project and calls it deleted; nothing of it goes away. [next/pages/api/v2/projects/delete.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/projects/delete',
  request: options({ project_id: required }),
  renders: 'message',
  credentials: 'unguarded',
  authorize: [signedInFirst()],
  handle: (state, { project_id }, { account_id }) =>
    deletedFor(state, project_id, account_id, (deleted) => ({ state: deleted, answer: { status: 'ok' } })),
});
