import { refuse } from '../../core/errors.ts';
import { optional, options, required } from '../../core/options.ts';
import { texPath, typeset } from '../../core/projects/latex.ts';
import { isCollaboratorOrItself } from '../../core/projects/rest-access.ts';
import { whenCalled } from '../../core/projects/rest-call.ts';
import { latestOrNewProject } from '../../core/projects/rest-lists.ts';
import { defineRestEndpoint } from '../../core/rest.ts';
import { signedInFirst } from '../../core/signed-in.ts';

/** Makes a PDF of a file of LaTeX, in a project or in that which the caller edited last. [next/pages/api/v2/latex.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/latex',
  request: options({
    path: required,
    project_id: optional,
    content: optional,
    command: optional,
    timeout: optional,
    ttl: optional,
    only_read_pdf: optional,
  }),
  renders: 'message',
  credentials: 'unguarded',
  authorize: [signedInFirst('authenticated')],
  handle(state, request, { account_id }) {
    const path = texPath(request);
    const { project_id = null } = request;
    if (project_id !== null && !isCollaboratorOrItself(state, project_id, account_id)) {
      throw refuse('members_only', { to: 'typeset' });
    }
    const chosen = project_id === null ? latestOrNewProject(state, account_id) : { state, project: { project_id } };
    const id = chosen.project.project_id as string;
    return whenCalled(chosen.state, id, (running) => typeset(running, id, { ...request, path }));
  },
});
