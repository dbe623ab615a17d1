/** Inviting people to a project who have no account yet, and what becomes of it once they have. */
import { foldEmailAddress, isEmailAddress } from '../accounts/email-addresses.ts';
import type { Account } from '../accounts/records.ts';
import { refuse } from '../errors.ts';
import { DAY } from '../instant.ts';
import { newUuid } from '../random.ts';
import { type HubState, put, remove } from '../state.ts';
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
  return put(joined, 'accounts', { ...account, creation_actions_done: true });
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

  const account = state.accounts.by('email_address', email_address);
  if (account !== undefined) return addMember(state, invitation.project_id, account.account_id, GROUP);
  return sendInvitation(awaitAccount(state, invitation.project_id, email_address), invitation, email_address).state;
}

/** Has the project wait for an account with this e-mail address. [postgres-server-queries.coffee account_creation_actions] */
export function awaitAccount(state: HubState, project_id: string, email_address: string): HubState {
  const { creationActions, now } = state;
  const all = creationActions.allBy('email_address', email_address);
  const pending = pendingFor(state, email_address);
  const others = all.filter((action) => !pending.includes(action));
  return put(
    others.reduce((result, { id }) => remove(result, 'creationActions', id), state),
    'creationActions',
    {
      id: newUuid(state, `creation action for ${email_address} ${pending.length}`),
      email_address,
      project_id,
      group: GROUP,
      expire: now + KEPT_FOR,
    },
  );
}

function pendingFor({ creationActions, now }: HubState, email_address: string) {
  return creationActions.allBy('email_address', email_address).filter(({ expire }) => now <= expire);
}
