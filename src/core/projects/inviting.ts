/** Inviting people to a project as functions of the hub do it. [server/projects/collaborators.ts] */
import { foldEmailAddress, isEmailAddress } from '../accounts/email-addresses.ts';
import { Refusal, refuse } from '../errors.ts';
import { readMember } from '../javascript.ts';
import type { Json } from '../json.ts';
import type { HubState } from '../state.ts';
import { asNumber, asText, isUuid, optionalText, plainText } from '../values.ts';
import { addMember } from './collaborators.ts';
import { type Invitation, sendInvitation, withInvitationNote } from './invitation-mail.ts';
import { awaitAccount } from './invitations.ts';
import { checkIsCollaborator, checkMayManage } from './management.ts';
import { loggedInProject } from './project-log.ts';

const GROUP = 'collaborator';

/**
 * Puts an account into the project as a collaborator, whatever it was there before, notes that, and mails it where
 * there is something to mail. Whoever is refused the mail has added the account all the same.
 *
 * @throws Refusal `type_error`, `ids_not_uuids`, `not_a_collaborator`, `managed_by_owners`, `invalid_account_id`; then
 *   `links_not_allowed` or `banned_domain`, keeping the new member.
 */
export function inviteAccount(state: HubState, opts: Json | undefined, inviter: string): HubState {
  const project_id = managedProject(state, opts, inviter);
  const invitee = readMember(opts, 'account_id');
  // One that is absent is not looked at, and its text stored as the id.
  if (invitee != null && !isUuid(invitee)) throw refuse('invalid_account_id', { account_id: asText(invitee) });
  const account_id = asText(invitee);

  const joined = addMember(state, project_id, account_id, GROUP);
  const email = readMember(opts, 'email');
  const to = state.accounts.get(account_id.toLowerCase())?.email_address;
  const mailed =
    email && to
      ? mail(joined, invitationOf(opts, { project_id, inviter, email, subject: subjectFor(opts) }), to)
      : joined;
  const event = { event: 'invite_user', invitee_account_id: account_id };
  return loggedInProject(mailed, { project_id, account_id: inviter, event });
}

const LONGEST = 1024;

/**
 * Invites whoever has the e-mail addresses, of which one that cannot be used keeps none of the others out.
 *
 * @throws Refusal `type_error`, `ids_not_uuids`, `not_a_collaborator`, `managed_by_owners`, `too_many_people`; then
 *   `bad_address`, `long_address`, `links_not_allowed` or `banned_domain`, keeping the other invitations.
 */
export function inviteAddresses(state: HubState, opts: Json | undefined, inviter: string): HubState {
  const project_id = managedProject(state, opts, inviter);
  const sent = readMember(opts, 'to');
  if (asNumber(readMember(sent, 'length')) > LONGEST) throw refuse('too_many_people');
  if (typeof sent !== 'string') throw refuse('type_error', { fault: 'opts.to.replace is not a function' });

  const addresses = sent.split(/[,;\s]/).filter((address) => address !== '');
  const [email, subject] = [readMember(opts, 'email') ?? null, 'CoCalc Invitation'];
  const invitation = invitationOf(opts, { project_id, inviter, email, subject });
  const faults = addresses.map(addressFault);
  let [invited, refusal] = [state, faults.find((fault) => fault !== undefined)];
  for (const [at, address] of addresses.entries()) {
    if (faults[at] !== undefined) continue;
    const email_address = foldEmailAddress(address);
    invited = admitted(invited, project_id, email_address);
    try {
      invited = mail(invited, invitation, email_address);
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown;
      refusal ??= thrown;
      invited = thrown.kept ?? invited;
    }
  }
  if (refusal !== undefined) throw refusal.keeping(invited);
  const event = { event: 'invite_nonuser', invitee_email: sent };
  return loggedInProject(invited, { project_id, account_id: inviter, event });
}

function managedProject(state: HubState, opts: Json | undefined, account_id: string): string {
  const project_id = readMember(opts, 'project_id');
  checkIsCollaborator(state, project_id, account_id);
  checkMayManage(state, project_id, account_id);
  return project_id;
}

function addressFault(address: string): Refusal | undefined {
  if (!isEmailAddress(address)) return refuse('bad_address', { address });
  const email_address = foldEmailAddress(address);
  return email_address.length >= 128 ? refuse('long_address', { email_address }) : undefined;
}

/** An account that has the address joins the project at once; otherwise the project waits for one. */
function admitted(state: HubState, project_id: string, email_address: string): HubState {
  const account = state.accounts.by('email_address', email_address);
  if (account === undefined) return awaitAccount(state, project_id, email_address);
  return addMember(state, project_id, account.account_id, GROUP);
}

/** @throws Refusal `links_not_allowed` or `banned_domain`, keeping a note of that in the project. */
function mail(state: HubState, invitation: Invitation, to: string): HubState {
  try {
    const { state: sent, error } = sendInvitation(state, invitation, to);
    if (error === undefined) return sent;
    throw refuse('banned_domain').keeping(sent);
  } catch (thrown) {
    if (!(thrown instanceof Refusal) || thrown.code !== 'links_not_allowed') throw thrown;
    throw thrown.keeping(withInvitationNote(state, invitation, to, asText(thrown.words)));
  }
}

function invitationOf(
  opts: Json | undefined,
  { email, subject, ...from }: Pick<Invitation, 'project_id' | 'inviter' | 'subject'> & { readonly email: Json },
): Invitation {
  const member = (name: string) => readMember(opts, name) ?? undefined;
  return {
    ...from,
    email: plainText(email, 'email'),
    title: asText(member('title')),
    link2proj: optionalText(member('link2proj')),
    replyto: optionalText(member('replyto')),
    subject: asText(member('subject') || subject),
  };
}

function subjectFor(opts: Json | undefined): string {
  const [title, replyto_name] = [asText(readMember(opts, 'title')), readMember(opts, 'replyto_name')];
  return replyto_name
    ? `${asText(replyto_name)} invited you to collaborate on the project '${title}'`
    : `Invitation for collaborating in the project '${title}'`;
}
