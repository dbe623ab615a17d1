import { copyPath } from '../../../core/copies/copy-path.ts';
import { firstOf, type HubFunction } from '../../../core/functions.ts';

/** Copies a file or directory from one project to another, or within one. [server/conat/api/projects.ts] */
export const endpoint: HubFunction = {
  name: 'conat/hub/projects.copyPathBetweenProjects',
  account: 'first',
  handle: (state, args, { account_id }) => ({ state: copyPath(state, firstOf(args), account_id), answer: null }),
};
