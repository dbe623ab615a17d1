import { touchAccount } from '../../../core/accounts/accounts.ts';
import { defineHubFunction } from '../../../core/functions.ts';
import { options, required } from '../../../core/options.ts';
import { mayDo, projectNamed, startAndWait } from '../../../core/projects/control.ts';
import { touchProjectAs } from '../../../core/projects/projects.ts';

/** Marks a project as used by the caller, and starts it; answers when it runs. [server/projects/control/base.ts touch] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/projects.touch',
  account: 'first',
  request: options({ project_id: required }),
  authorize: [mayDo('touch')],
  handle(state, request, { account_id }) {
    const { project_id } = projectNamed(state, request);
    return startAndWait(touchProjectAs(touchAccount(state, account_id), project_id, account_id), project_id);
  },
});
