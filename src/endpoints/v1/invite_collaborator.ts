import { defineEndpoint } from '../../core/endpoint.ts';
import { refuse } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import { optional, options, type Request, required } from '../../core/options.ts';
import { canWrite } from '../../core/projects/access.ts';
import { addMember } from '../../core/projects/collaborators.ts';
import { sendInvitation } from '../../core/projects/invitation-mail.ts';
import { asText, isUuid, optionalText } from '../../core/values.ts';

const request = options({
  id: optional,
  project_id: required,
  account_id: required,
  title: optional,
  link2proj: optional,
  replyto: optional,
  replyto_name: optional,
  email: optional,
  subject: optional,
});

/**
 * Puts an account into the project, then tells it so by mail: whoever is refused the mail has added the account
 * all the same. [smc-hub/client.coffee mesg_invite_collaborator]
 */
export const endpoint = defineEndpoint({
  name: 'v1/invite_collaborator',
  touchesCaller: true,
  request,
  authorize: [canWrite('project_id')],

  handle(state, request, { account_id: inviter }) {
    const { account_id, email } = request;
    if (!isUuid(account_id)) throw refuse('invalid_account_id', { account_id: asText(account_id) });

    const project_id = asText(request.project_id);
    const joined = addMember(state, project_id, account_id, 'collaborator');
    const answer = { event: 'success' };
    const to = state.accounts.get(account_id)?.email_address;
    if (email === undefined || to == null) return { state: joined, answer };

    const invitation = { project_id, inviter, email: asText(email), ...lettering(request) };
    const sent = sendInvitation(joined, invitation, to);
    if (sent.error !== undefined) throw refuse('banned_domain').keeping(sent.state);
    return { state: sent.state, answer };
  },
});

function lettering({ title, link2proj, replyto, replyto_name, subject }: Request<typeof request>) {
  return {
    title: asText(title),
    link2proj: optionalText(link2proj),
    replyto: optionalText(replyto),
    subject: optionalText(subject) ?? subjectOf(title, replyto_name),
  };
}

function subjectOf(title: Json | undefined, replyto_name: Json | undefined): string {
  return replyto_name === undefined
    ? `Invitation to CoCalc for collaborating in project '${asText(title)}'`
    : `${asText(replyto_name)} invited you to collaborate on CoCalc in project '${asText(title)}'`;
}
