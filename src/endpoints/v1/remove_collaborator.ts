import { defineEndpoint } from '../../core/endpoint.ts';
import { refuse } from '../../core/errors.ts';
import { optional, options, required } from '../../core/options.ts';
import { canWrite } from '../../core/projects/access.ts';
import { removeCollaborator } from '../../core/projects/collaborators.ts';
import { asText, isUuid } from '../../core/values.ts';

/** Takes an account out of the project, unless it owns that. [smc-hub/client.coffee mesg_remove_collaborator] */
export const endpoint = defineEndpoint({
  name: 'v1/remove_collaborator',
  touchesCaller: true,
  request: options({ id: optional, project_id: required, account_id: required }),
  authorize: [canWrite('project_id')],

  handle(state, { project_id, account_id }) {
    if (!isUuid(account_id)) throw refuse('invalid_account_id', { account_id: asText(account_id) });
    return { state: removeCollaborator(state, asText(project_id), account_id), answer: { event: 'success' } };
  },
});
