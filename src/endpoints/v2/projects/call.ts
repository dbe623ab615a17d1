import { MINUTE } from '../../../core/instant.ts';
import { options, required } from '../../../core/options.ts';
import { sendToProject } from '../../../core/projects/raw-messages.ts';
import { callableProjects, whenCalled } from '../../../core/projects/rest-call.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';

/** Hands a message to a project, which is started for it, and answers what that says. [server/projects/call.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/projects/call',
  request: options({ project_id: required, mesg: required }),
  renders: 'message',
  credentials: 'unguarded',
  patienceMs: MINUTE,
  authorize: [callableProjects],
  handle(state, { project_id, mesg }) {
    const id = project_id as string;
    return whenCalled(state, id, (running) => sendToProject(running, id, mesg));
  },
});
