/** Inviting people to a project who have no account yet, and what becomes of it once they have. */
import { List } from 'immutable';
import { withAccount } from '../accounts/accounts.ts';
import { foldEmailAddress, isEmailAddress } from '../accounts/email-addresses.ts';
import { refuse } from '../errors.ts';
import { DAY } from '../instant.ts';
import { newUuid } from '../random.ts';
import type { Account, CreationAction } from '../records.ts';
import { changed, type HubState } from '../state.ts';
import { addMember } from './collaborators.ts';
import { type Invitation, sendInvitation } from './invitation-mail.ts';

const GROUP = 'collaborator';
const KEPT_FOR = 14 * DAY;

/**
 * Puts a new account into the projects that its e-mail address was invited to in the last 14 days, and notes that.
 * The invitations stay until they expire. [postgres-server-queries.coffee do_account_creation_actions]
 */
export function applyCreationActions(state: HubState, account_id: string, email_address: string): HubState {
  const joined = pendingFor(state, email_address).reduce(
    (result, { project_id, group }) => addMember(result, project_id, account_id, group),
    state,
  );
  const account = state.accounts.get(account_id) as Account;
  return withAccount(joined, { ...account, creation_actions_done: true });
}

/**
 * Invites whoever has the e-mail address: an account that has it joins the project at once; otherwise the project
 * waits for one, and a mail is sent.
 *
 * @param address as the inviter typed it.
 * @throws Refusal `bad_recipient`, `long_recipient` or `links_not_allowed`, keeping what was done until then.
 * @see [smc-hub/client.coffee mesg_invite_noncloud_collaborators]
 */
export function inviteAddress(state: HubState, invitation: Invitation, address: string): HubState {
  if (!isEmailAddress(address)) throw refuse('bad_recipient', { address }).keeping(state);
  const email_address = foldEmailAddress(address);
  if (email_address.length >= 128) throw refuse('long_recipient', { email_address }).keeping(state);

  const account_id = state.accountsByEmail.get(email_address);
  if (account_id !== undefined) return addMember(state, invitation.project_id, account_id, GROUP);
  return sendInvitation(awaitAccount(state, invitation.project_id, email_address), invitation, email_address).state;
}

/** Has the project wait for an account with this e-mail address. [postgres-server-queries.coffee account_creation_actions] */
export function awaitAccount(state: HubState, project_id: string, email_address: string): HubState {
  const pending = pendingFor(state, email_address);
  const action: CreationAction = {
    id: newUuid(state, `creation action for ${email_address} ${pending.size}`),
    email_address,
    project_id,
    group: GROUP,
    expire: state.now + KEPT_FOR,
  };
  return changed(state, { creationActions: state.creationActions.set(email_address, pending.push(action)) });
}

function pendingFor(state: HubState, email_address: string): List<CreationAction> {
  const actions = state.creationActions.get(email_address) ?? List<CreationAction>();
  return actions.filter(({ expire }) => state.now <= expire);
}
