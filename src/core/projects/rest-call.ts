/** Calls of a project by API v2, which a socket of the hub brings to it. [server/projects/call.ts] */
import type { Gate } from '../endpoint.ts';
import { refuse } from '../errors.ts';
import type { Json } from '../json.ts';
import type { Outcome } from '../outcome.ts';
import type { HubState } from '../state.ts';
import { isUuid } from '../values.ts';
import { startAndWait } from './control.ts';
import { isCollaboratorOrItself } from './rest-access.ts';

/** Lets those pass who may call the project that `project_id` names, in the words of the function for it. */
export const callableProjects: Gate<'project_id'> = (state, { project_id }, { account_id }) => {
  if (account_id === '') throw refuse('sign_in_first', { words: 'call_project' });
  if (!isUuid(project_id)) throw refuse('no_project_to_call');
  if (!isCollaboratorOrItself(state, project_id, account_id)) throw refuse('call_of_other_project');
  return state;
};

/** Goes on once the project runs; it is started for it, and nothing notes that anybody was there. */
export function whenCalled<Answer extends Json>(
  state: HubState,
  project_id: string,
  then: (state: HubState) => Outcome<Answer>,
): Outcome<Answer> {
  const started = startAndWait(state, project_id);
  if (!('effect' in started)) return then(started.state);
  const { effect } = started;
  return {
    state: started.state,
    effect: {
      do: effect.do,
      then(later, result) {
        const outcome = effect.then(later, result);
        return 'effect' in outcome ? whenCalled(outcome.state, project_id, then) : then(outcome.state);
      },
    },
  };
}
