import { refuse } from '../../../core/errors.ts';
import { firstOf, type HubFunction } from '../../../core/functions.ts';
import { readMember } from '../../../core/javascript.ts';
import { changeGroup } from '../../../core/projects/management.ts';

/** Makes somebody in a project its owner, or a mere collaborator. [server/projects/collaborators.ts changeUserType] */
export const endpoint: HubFunction = {
  name: 'conat/hub/projects.changeUserType',
  account: 'first',
  handle(state, args, { account_id }) {
    const { opts } = firstOf(args);
    if (opts == null) {
      throw refuse('type_error', {
        fault: `Cannot destructure property 'project_id' of 'opts' as it is ${opts}.`,
      });
    }
    const asked = {
      project_id: readMember(opts, 'project_id'),
      target: readMember(opts, 'target_account_id'),
      group: readMember(opts, 'new_group'),
    };
    return { state: changeGroup(state, asked, account_id), answer: null };
  },
};
