import { touchAccount } from '../../../core/accounts/accounts.ts';
import { firstOf, type HubFunction } from '../../../core/functions.ts';
import { memberProject, startAndWait } from '../../../core/projects/control.ts';
import { touchProjectAs } from '../../../core/projects/projects.ts';

/** Marks a project as used by the caller, and starts it; answers when it runs. [server/projects/control/base.ts touch] */
export const endpoint: HubFunction = {
  name: 'conat/hub/projects.touch',
  account: 'first',
  handle(state, args, { account_id }) {
    const { project_id } = memberProject(state, firstOf(args), { account_id, purpose: 'touch' });
    return startAndWait(touchProjectAs(touchAccount(state, account_id), project_id, account_id), project_id);
  },
};
