import { defineEndpoint } from '../../core/endpoint.ts';
import { optional, options, required } from '../../core/options.ts';
import { addCollaborators, checkMayAdd, projectsOfTokens } from '../../core/projects/joining.ts';
import { asList } from '../../core/values.ts';

/** Adds accounts to projects, without asking or telling them. [smc-hub/client.coffee mesg_add_collaborator] */
export const endpoint = defineEndpoint({
  name: 'v1/add_collaborator',
  touchesCaller: true,
  request: options({ id: optional, project_id: optional, account_id: required, token_id: optional }),

  handle(state, { project_id, account_id, token_id }, caller) {
    const accounts = asList(account_id);
    if (token_id !== undefined) {
      // The tokens name the projects, whatever else the request says of them, and make any caller welcome.
      const tokens = asList(token_id);
      const projects = projectsOfTokens(state, tokens);
      const joined = addCollaborators(state, { accounts, projects, tokens });
      return {
        state: joined,
        answer: { event: 'success', project_id: Array.isArray(token_id) ? projects : (projects[0] as string) },
      };
    }
    const projects = asList(project_id);
    checkMayAdd(state, caller.account_id, projects);
    return { state: addCollaborators(state, { accounts, projects }), answer: { event: 'success' } };
  },
});
