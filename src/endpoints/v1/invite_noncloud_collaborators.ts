import { deviates } from '../../core/deviations.ts';
import { defineEndpoint } from '../../core/endpoint.ts';
import { refuse } from '../../core/errors.ts';
import { optional, options, required } from '../../core/options.ts';
import { canWrite } from '../../core/projects/access.ts';
import { inviteAddress } from '../../core/projects/invitations.ts';
import { asText } from '../../core/values.ts';

const LONGEST = 1024;

/** Invites people by their e-mail addresses. [smc-hub/client.coffee mesg_invite_noncloud_collaborators] */
export const endpoint = defineEndpoint({
  name: 'v1/invite_noncloud_collaborators',
  request: options({
    id: optional,
    project_id: required,
    to: required,
    email: required,
    title: required,
    link2proj: required,
    replyto: optional,
    replyto_name: optional,
    subject: optional,
  }),
  authorize: [canWrite('project_id')],

  handle(state, request, { account_id: inviter }) {
    const { to } = request;
    if (typeof to !== 'string') throw refuse('never_answers', { what: 'a `to` that is no text' });
    const measured = deviates(state, 'invitation_length') ? to : JSON.stringify(request);
    if (measured.length > LONGEST) throw refuse('too_many_recipients');

    const invitation = {
      project_id: asText(request.project_id),
      inviter,
      email: asText(request.email),
      subject: asText(request.subject ?? 'CoCalc Invitation'),
      title: asText(request.title),
      link2proj: asText(request.link2proj),
      replyto: request.replyto === undefined ? undefined : asText(request.replyto),
    };
    const addresses = to.split(/[,;\s]+/).filter((address) => address !== '');
    return {
      state: addresses.reduce((invited, address) => inviteAddress(invited, invitation, address), state),
      answer: {
        event: 'invite_noncloud_collaborators_resp',
        mesg: `Invited ${to} to collaborate on a project.`,
      },
    };
  },
});
