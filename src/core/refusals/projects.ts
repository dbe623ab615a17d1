import type { Json } from '../json.ts';

/** Refusals of the calls on projects, collaborators, licences, upgrades and support. */

/** Why a project may not be used, in words that some calls wrap in their own. [smc-hub/client.coffee _check_project_access] */
const reasons = {
  invalid: 'project_id must be specified and valid',
  denied: 'must have write access',
} as const;

export interface Barred {
  readonly project_id: string;
  readonly reason: keyof typeof reasons;
}

export const projectRefusals = {
  // [smc-hub/local_hub_connection.coffee local_hub_socket]
  project_timeout: () => 'timeout',

  // [smc-hub/client.coffee mesg_create_project]
  project_not_created: ({ title, error }: { title: string; error: Json }) =>
    `Failed to create new project '${title}' -- ${JSON.stringify(error)}`,

  // [smc-hub/client.coffee mesg_touch_project, mesg_disconnect_from_project]
  cannot_touch: ({ project_id, reason }: Barred) => `unable to touch project ${project_id} -- ${reasons[reason]}`,
  cannot_disconnect: ({ project_id, reason }: Barred) =>
    `unable to disconnect from project ${project_id} -- ${reasons[reason]}`,

  // [smc-hub/client.coffee mesg_add_license_to_project, mesg_remove_license_from_project]
  cannot_license: ({ project_id, reason }: Barred) => `must have write access to ${project_id} -- ${reasons[reason]}`,

  // [smc-hub/client.coffee mesg_invite_collaborator, mesg_remove_collaborator]
  invalid_account_id: ({ account_id }: { account_id: string }) => `invalid account_id -- ${account_id}`,

  // [smc-hub/email.ts create_email_body, send_email]
  links_not_allowed: () => 'Error: Sorry, links to specific websites are not allowed!',
  banned_domain: () => 'banned domain',

  // [smc-hub/postgres/collab.ts add_collaborators_to_projects]; the space at the end of the second is the hub's.
  null_invite_token: () => 'Error: If tokens are specified, they must all be non-null.',
  unknown_invite_token: () => 'Error: Project invite token is not valid - ',
  expired_invite_token: () => 'Error: Project invite token is not valid - the token already expired',
  used_up_invite_token: ({ usage_limit }: { usage_limit: number }) =>
    `Error: Project invite token is not valid - the token can only be used ${usage_limit} times`,
  membership_of_invalid_project: ({ project_id }: { project_id: string }) => `invalid project_id -- ${project_id}`,
  not_in_project: ({ account_id, project_id }: { account_id: string; project_id: string }) =>
    `Error: user ${account_id} does not have write access to project ${project_id}`,
  uneven_lists: ({ accounts, projects }: { accounts: number; projects: number }) =>
    `Error: accounts (of length ${accounts}) and projects (of length ${projects}) must be arrays of the same length`,
  bad_account_in_list: ({ account_id }: { account_id: string }) =>
    `Error: all account id's must be valid uuid's, but "${account_id}" is not`,
  bad_project_in_list: ({ project_id }: { project_id: string }) =>
    `Error: all project id's must be valid uuid's (or empty), but "${project_id}" is not`,

  // [smc-hub/client.coffee mesg_invite_noncloud_collaborators]
  too_many_recipients: () => 'Specify less recipients when adding collaborators to project.',
  bad_recipient: ({ address }: { address: string }) => `invalid email address '${address}'`,
  long_recipient: ({ email_address }: { email_address: string }) =>
    `email address must be at most 128 characters: '${email_address}'`,

  // [smc-hub/stripe/client.ts handle_mesg, need_customer_id]; the first is a slip of the hub's, not of ours.
  no_payments: () => '$' + '{err}',
  no_customer: () => 'Error: stripe customer not defined',
  no_connection_to_payments: () => 'Error: An error occurred with our connection to Stripe.',

  // [smc-hub/support.coffee]
  no_support: () => 'Support ticket backend is not available.',
} as const;
