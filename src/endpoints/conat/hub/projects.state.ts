import { defineHubFunction } from '../../../core/functions.ts';
import { options, required } from '../../../core/options.ts';
import { lookUpState, mayDo, projectNamed } from '../../../core/projects/control.ts';

/** Tells what state a project is in. [server/conat/api/projects.ts state] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/projects.state',
  account: 'first',
  request: options({ project_id: required }),
  authorize: [mayDo('state')],
  handle: (state, request) => lookUpState(state, projectNamed(state, request)),
});
