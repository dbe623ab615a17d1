import { refuse } from '../../../core/errors.ts';
import { firstOf, type HubFunction } from '../../../core/functions.ts';
import { isCollaborator } from '../../../core/projects/access.ts';
import { isTruthy } from '../../../core/values.ts';

/** Tells the history of a file that was edited together: nothing here edits one, so it is empty. [server/conat/api/sync.ts] */
export const endpoint: HubFunction = {
  name: 'conat/hub/sync.history',
  account: 'first',
  handle(state, args, { account_id }) {
    const { project_id, path } = firstOf(args);
    if (!isCollaborator(state, project_id, account_id)) throw refuse('not_collaborator_on_history');
    if (!isTruthy(path)) throw refuse('no_path_of_history');
    return { state, answer: { patches: [], info: {} } };
  },
};
