import { refuse } from '../../../core/errors.ts';
import { defineHubFunction } from '../../../core/functions.ts';
import { optional, options, required } from '../../../core/options.ts';
import { canWorkOn } from '../../../core/projects/access.ts';
import { isTruthy } from '../../../core/values.ts';

/** Tells the history of a file that was edited together: nothing here edits one, so it is empty. [server/conat/api/sync.ts] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/sync.history',
  account: 'first',
  request: options({ project_id: required, path: required, start_seq: optional, end_seq: optional }),
  authorize: [canWorkOn('project_id', () => refuse('not_collaborator_on_history'))],
  handle(state, { path }) {
    if (!isTruthy(path)) throw refuse('no_path_of_history');
    return { state, answer: { patches: [], info: {} } };
  },
});
