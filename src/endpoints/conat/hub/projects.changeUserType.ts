import { refuse } from '../../../core/errors.ts';
import { defineHubFunction } from '../../../core/functions.ts';
import { readMember } from '../../../core/javascript.ts';
import { options, required } from '../../../core/options.ts';
import { changeGroup } from '../../../core/projects/management.ts';

/** Makes somebody in a project its owner, or a mere collaborator. [server/projects/collaborators.ts changeUserType] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/projects.changeUserType',
  account: 'first',
  request: options({ opts: required }),
  handle(state, request, { account_id }) {
    const { opts } = request;
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
});
