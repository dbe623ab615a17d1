import { options, required } from '../../../core/options.ts';
import { stopAndWait } from '../../../core/projects/control.ts';
import { membersOnly, uuidNamed } from '../../../core/projects/rest-access.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Stops a project; answers when it has stopped. [next/pages/api/v2/projects/stop.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/projects/stop',
  request: options({ project_id: required }),
  renders: 'message',
  credentials: 'unguarded',
  authorize: [uuidNamed('project_id'), signedInFirst(), membersOnly('project_id', 'stop')],
  handle: (state, { project_id }) =>
    stopAndWait(state, project_id as string, (stopped) => ({ state: stopped, answer: { status: 'ok' } })),
});
