import { touchAccount } from '../../core/accounts/accounts.ts';
import { defineEndpoint } from '../../core/endpoint.ts';
import { optional, options, required } from '../../core/options.ts';
import { canWriteOr } from '../../core/projects/access.ts';
import { startProject } from '../../core/projects/lifecycle.ts';
import { touchProjectAs } from '../../core/projects/projects.ts';
import { asText } from '../../core/values.ts';

/** Marks the project as used by the caller, and starts it if need be. [smc-hub/client.coffee mesg_touch_project, touch] */
export const endpoint = defineEndpoint({
  name: 'v1/touch_project',
  request: options({ id: optional, project_id: required }),
  authorize: [canWriteOr('project_id', 'cannot_touch')],

  handle(state, request, { account_id }) {
    const project_id = asText(request.project_id);
    const started = startProject(touchAccount(state, account_id), project_id);
    return { state: touchProjectAs(started, project_id, account_id), answer: { event: 'success' } };
  },
});
