import { refuse } from '../../../core/errors.ts';
import { options, required } from '../../../core/options.ts';
import { membersOnly } from '../../../core/projects/rest-access.ts';
import { checkPaid } from '../../../core/purchases/course-fees.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Moves what was paid for a project of a course to another one. [server/purchases/student-pay.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/purchases/student-pay-transfer',
  request: options({ project_id: required, paid_project_id: required }),
  renders: 'text',
  authorize: [signedInFirst(), membersOnly('project_id', 'move_fee'), membersOnly('paid_project_id', 'move_fee')],
  handle(state, { project_id, paid_project_id }) {
    checkPaid(state, { project_id: project_id as string, paid_project_id: paid_project_id as string });
    throw refuse('unsimulated', { what: 'moving a payment', why: 'how a hub writes its time is not known' });
  },
});
