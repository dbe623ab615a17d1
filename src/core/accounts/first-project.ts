/** What comes with a new account of 2026 once it is there. [server/accounts/account-creation-actions.ts, first-project.ts] */
import { createProject } from '../projects/creation.ts';
import { applyCreationActions } from '../projects/invitations.ts';
import { startProject } from '../projects/lifecycle.ts';
import type { HubState } from '../state.ts';

/** The account in the projects that its address was invited to, or else with a first one of its own. */
export function withFirstProject(state: HubState, account_id: string, email_address: string): HubState {
  const invited = applyCreationActions(state, account_id, email_address);
  if (invited.projects.hasBy('user', account_id)) return invited;
  return createProject(invited, { title: 'My First Project' }, account_id).state;
}

/** The same with the latest project under way, as where somebody waits in a browser. */
export function withFirstProjectStarted(state: HubState, account_id: string, email_address: string): HubState {
  const settled = withFirstProject(state, account_id, email_address);
  const [latest] = settled.projects
    .allBy('user', account_id)
    .sort((one, other) => (other.last_edited ?? 0) - (one.last_edited ?? 0));
  return latest === undefined ? settled : startProject(settled, latest.project_id);
}
