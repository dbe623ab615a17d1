import { copyStatus } from '../../../core/copies/copy-status.ts';
import { refuse } from '../../../core/errors.ts';
import { options, required } from '../../../core/options.ts';
import { isCollaboratorOrItself, uuidNamed } from '../../../core/projects/rest-access.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Tells how a copy stands. [next/pages/api/v2/projects/copy-path-status.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/projects/copy-path-status',
  request: options({ copy_id: required }),
  renders: 'text',
  authorize: [uuidNamed('copy_id'), signedInFirst()],
  handle(state, { copy_id }, { account_id }) {
    const copy = state.copies.get(String(copy_id).toLowerCase());
    if (copy === undefined) throw refuse('no_such_copy');
    if (!isCollaboratorOrItself(state, copy.target_project_id, account_id))
      throw refuse('members_only', { to: 'see_copy' });
    const { started = null, finished = null, error: copy_error = null } = copyStatus(copy);
    return { state, answer: { started, finished, copy_error } };
  },
});
