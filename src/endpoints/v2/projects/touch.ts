import { touchAccount } from '../../../core/accounts/accounts.ts';
import { options, required } from '../../../core/options.ts';
import { touchProjectAs } from '../../../core/projects/projects.ts';
import { membersOnly, uuidNamed } from '../../../core/projects/rest-access.ts';
import { whenCalled } from '../../../core/projects/rest-call.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Marks a project as used by the caller, and starts it. [next/pages/api/v2/projects/touch.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/projects/touch',
  request: options({ project_id: required }),
  renders: 'message',
  credentials: 'unguarded',
  // Its refusal speaks of stopping.
  authorize: [uuidNamed('project_id'), signedInFirst(), membersOnly('project_id', 'stop')],
  handle(state, { project_id }, { account_id }) {
    const id = project_id as string;
    const touched = touchProjectAs(touchAccount(state, account_id), id, account_id);
    return whenCalled(touched, id, (running) => ({ state: running, answer: {} }));
  },
});
