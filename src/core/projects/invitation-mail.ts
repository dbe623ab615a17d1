/** The mails that invite people to a project. [smc-hub/email.ts create_email_body, send_email] */
import { refuse } from '../errors.ts';
import { DAY } from '../instant.ts';
import { isObject } from '../json.ts';
import type { Site } from '../settings.ts';
import type { HubState } from '../state.ts';
import { hasBannedDomain, withMail } from '../support/mail.ts';
import { containsUrl } from '../urls.ts';
import { sanitized } from './html.ts';
import { findProject, updateProject } from './projects.ts';
import type { Project } from './records.ts';

export interface Invitation {
  readonly project_id: string;
  /** The account that invites. */
  readonly inviter: string;
  /** What it writes, as HTML. */
  readonly email: string;
  readonly subject: string;
  /** The project's title, as the inviter gives it. */
  readonly title: string;
  readonly link2proj: string | undefined;
  readonly replyto: string | undefined;
}

const SENDER = 'invites@cocalc.com';

/**
 * Sends the invitation, unless one went to this address for this project within the last seven days, and notes in
 * the project when it was sent and how that failed.
 *
 * @returns the state, and the words of the mailer where it did not take the mail.
 * @throws Refusal `links_not_allowed`, keeping `state`.
 */
export function sendInvitation(
  state: HubState,
  invitation: Invitation,
  to: string,
): { state: HubState; error?: 'banned domain' } {
  if (wasInvitedLately(state, invitation.project_id, to)) return { state };

  const text = sanitized(invitation.email);
  if (containsUrl(text) && !maySendLinks(state, invitation)) throw refuse('links_not_allowed').keeping(state);

  const isBanned = [to, SENDER].some((address) => hasBannedDomain(state.site, address));
  if (isBanned) return { state: withInvitationNote(state, invitation, to, 'banned domain'), error: 'banned domain' };
  const mail = {
    to,
    from: SENDER,
    bcc: SENDER,
    reply_to: invitation.replyto ?? state.site.help_email,
    subject: invitation.subject,
    body: text + howToAccept(state.site, invitation, to),
  };
  return { state: withInvitationNote(withMail(state, mail), invitation, to) };
}

function wasInvitedLately(state: HubState, project_id: string, to: string): boolean {
  const invite = findProject(state, project_id)?.invite ?? {};
  const last = Object.hasOwn(invite, to) ? invite[to] : undefined;
  return last !== undefined && last.error === undefined && state.now - last.time < 7 * DAY;
}

/** Links are for those who pay, and for projects with network access: both have shown that they are no robots. */
function maySendLinks(state: HubState, { inviter, project_id }: Invitation): boolean {
  const subscriptions = state.accounts.get(inviter)?.stripe_customer?.subscriptions ?? [];
  if (subscriptions.length > 0) return true;
  const project = findProject(state, project_id);
  return project !== undefined && hasNetwork(project);
}

/** [postgres/project-queries.ts] */
function hasNetwork({ columns, users }: Project): boolean {
  const { settings } = columns;
  if (isObject(settings) && settings.network) return true;
  return Object.values(users).some(({ upgrades }) => Boolean(upgrades?.network));
}

/** The state with a note in the project that the invitation went out now, or how that failed. */
export function withInvitationNote(state: HubState, { project_id }: Invitation, to: string, error?: string): HubState {
  const note = { time: state.now, ...(error === undefined ? {} : { error }) };
  return updateProject(state, project_id, (project) => ({ ...project, invite: { ...project.invite, [to]: note } }));
}

function howToAccept({ dns }: Site, { link2proj, title }: Invitation, to: string): string {
  const site = `https://${dns}`;
  const link = link2proj === undefined ? '' : `Then go to <a href='${link2proj}'>the project '${title}'</a>.`;
  return [
    '<br/><br/>',
    '<b>To accept the invitation, please sign up at',
    `<a href='${site}'>${site}</a>`,
    `using exactly the email address '${to}'.`,
    `${link}</b><br/>`,
    '',
  ].join('\n');
}
