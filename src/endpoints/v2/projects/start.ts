import { options, required } from '../../../core/options.ts';
import { membersOnly, uuidNamed } from '../../../core/projects/rest-access.ts';
import { whenCalled } from '../../../core/projects/rest-call.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Starts a project; answers when it runs. [next/pages/api/v2/projects/start.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/projects/start',
  request: options({ project_id: required }),
  renders: 'message',
  credentials: 'unguarded',
  authorize: [uuidNamed('project_id'), signedInFirst(), membersOnly('project_id', 'start')],
  handle: (state, { project_id }) =>
    whenCalled(state, project_id as string, (running) => ({ state: running, answer: { status: 'ok' } })),
});
