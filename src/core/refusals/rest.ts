/**
 * Refusals of API v2, written as its exceptions are told as texts: what stands before the first colon does not travel
 * there, and words without it were thrown as a text.
 */

import { restProjectRefusals } from './rest-projects.ts';

/** Who is asked to sign in, and for what, each in words of its own. [next/pages/api/v2] */
const SIGN_IN = {
  plainly: 'must be signed in',
  user: 'user must be signed in',
  sentence: 'Must be signed in.',
  to_update: 'Must be signed in to update project.',
  to_edit_name: 'Must be signed in to edit account name.',
  to_get_messages: 'Must be signed in to get messages',
  to_send_messages: 'Must be signed in to send messages',
  authenticated: 'must be authenticated',
  one_project: 'getOneProject -- user must be authenticated',
  call_project: 'callProject -- user must be authenticated (no account_id specified)',
  to_run_cells: 'account_id must be specified -- make sure you are signed in',
  to_star: 'must be signed in to star',
  to_unstar: 'must be signed in to unstar',
  to_save_path: 'must be signed in to save public path (have to be collab on project)',
  to_edit_news: 'must be signed in to create/edit news',
  to_see_cart: 'must be signed in to get shopping cart information',
  to_use_cart: 'must be signed in to use shopping cart',
  to_check_out: 'must be signed in to get cart checkout items',
  to_redeem: 'must be signed in to redeem a voucher code',
  to_manage_license: 'must be signed in as a manager of the license',
  to_check_disk: 'user not logged in',
} as const;

export type SignInWords = keyof typeof SIGN_IN;

export const restRefusals = {
  ...restProjectRefusals,
  sign_in_first: ({ words }: { words: SignInWords }) => `Error: ${SIGN_IN[words]}`,

  // [server/auth/remember-me.ts, hash.ts]
  bad_session_cookie: () => 'Error: badly formatted remember_me cookie',
  bad_session_iterations: () => 'Error: number of iterations invalid or too large',
  bad_session_digest: ({ algorithm }: { algorithm: string }) => `Error: Invalid digest: ${algorithm}`,

  // Of a hub that has none of the services behind an endpoint: see `unconfigured-hub.ts`.
  unconfigured: ({ words }: { words: string }) => `Error: ${words}`,

  // A hub shows a page; these words are for those who call in process.
  no_such_path: ({ words }: { words: string }) => `Error: ${words}`,

  // [npm next-rest-framework]
  method_not_allowed: () => 'Method not allowed.',
  media_type_not_allowed: () => 'Invalid media type. Expected application/json.',
  body_not_as_described: () => 'Invalid request body.',
  fault_in_development: () => 'An unknown error occurred, trying again might help.',

  // [server/purchases/get-purchases.ts, statements/get-statements.ts; next/pages/api/v2/purchases]
  page_limit: ({ limit }: { limit: number }) => `Error: limit must be specified and at most ${limit}`,
  no_such_statement_interval: () => "Error: interval must be 'day' or 'month'",
  purchases_by_other: ({ endpoint }: { endpoint: string }) => `Error: only admins can use the ${endpoint} endpoint`,

  // [server/purchases/purchase-quotas.ts, get-service-cost.ts, set-project-quota.ts, student-pay.ts]
  service_without_limit: ({ display }: { display: string }) =>
    `Error: you cannot change the quota for the service "${display}"`,
  limit_not_a_number: ({ value }: { value: string }) =>
    `Error: value must be a nonnegative number but it is "${value}"`,
  service_without_cost: () => 'Error: No cost for these services',
  service_cost_unknown: ({ service }: { service: string }) => `Error: ${service} not fully implemented`,
  upgrade_unknown: ({ key }: { key: string }) => `Error: invalid key ${key}`,
  not_of_courses: () => 'Error: not a course project',
  course_not_paid: () => 'Error: paid project not paid',
  course_without_license: () => "Error: paid project doesn't have a license",

  // [next/pages/api/v2/latex.ts]
  no_tex_path: () => 'Error: path must be specified and end in .tex',
  no_project_to_read_from: () => 'Error: if only_read_pdf is set then project_id must also be set',
  pdf_removed: () =>
    'Error: if only_read_pdf is set then path must not start with /tmp (otherwise the pdf would be removed)',

  // [server/shopping/cart; next/pages/api/v2/shopping/cart/add.ts]
  no_product: () => "Error: if id isn't specified then the product must be set",
  no_such_item: ({ id }: { id: string }) => `Error: no item with id ${id}`,

  // [next/pages/api/v2/news/edit.ts; server/news/edit.ts]
  news_by_other: () => 'Error: only admins can create/edit news items',
  news_without_title: () => 'Error: must provide title',
  news_without_text: () => 'Error: must provide text',
  no_such_news: () => "TypeError: Cannot read properties of undefined (reading 'history')",

  // [next/pages/api/v2/public-paths; server/public-paths/star.ts, save.ts]
  no_path_id: () => 'Error: must specify id of public path',
  path_id_invalid: ({ id }: { id: string }) => `Error: invalid public path id ${id}`,
  no_path_to_star: ({ id }: { id: string }) => `Error: no public path with id ${id}`,
  no_path_to_save: ({ id }: { id: string }) => `Error: no public path with id=${id}`,
  path_saved_by_other: () => 'Error: user must be signed in as collaborator on the project containing the public path',
  starred_already: () => 'postgresql error: duplicate key value violates unique constraint "public_path_stars_pkey"',

  // [next/pages/api/v2/compute; server/compute]
  servers_not_controlled: () => 'Error: NOT implemented yet',
  servers_of_other: () => 'Error: user must be collaborator on project',
  no_server: ({ id }: { id: string }) => `Error: no server with id=${id}`,
  no_template: ({ id }: { id: string }) => `Error: no template with id (=${id})`,

  // [next/pages/api/v2/vouchers/redeem.ts]
  voucher_code_short: () => 'Error: code must be at least 8 characters long',
  vouchers_switched_off: () => 'Error: Voucher code redemption is temporarily disabled. Please contact support.',

  no_voucher: ({ id }: { id: number }) => `Error: no voucher with id ${id}`,

  // [server/licenses; next/pages/api/v2/licenses]
  no_license_named: () => 'Error: license_id or subscription_id must be specified',
  no_license_by_id: ({ license_id }: { license_id: string }) => `Error: no license with id ${license_id}`,
  no_license_by_subscription: ({ subscription_id }: { subscription_id: string }) =>
    `Error: You are not the manager of any license with subscription id=${subscription_id}`,
  license_id_malformed: () => 'Error: license_id must be a valid uuid',
  license_of_other: () => 'Error: signed in user must be a manager of the license',
  disk_name_no_text: () => 'Error: name must be a string',

  // [server/token-actions/handle.ts; database/settings/customize.ts]
  action_token_invalid: ({ token }: { token: string }) => `Error: invalid token: '${token}'`,
  action_token_over: ({ token }: { token: string }) => `Error: The token '${token}' has expired or does not exist.`,
  fields_not_iterable: () => 'TypeError: w is not iterable',

  // [server/projects/call.ts; next/pages/api/v2/projects/write-text-file.ts]
  no_project_to_write_to: () => 'Error: must set project_id to a valid uuid',
  no_path_to_write_to: () => "Error: must specify a 'path'",
  no_content_to_write: () => 'Error: must include content of file',
  no_project_to_call: () => 'Error: callProject -- must specify project_id',
  call_of_other_project: () => 'Error: callProject -- authenticated user must be a collaborator on the project',

  // [next/pages/api/v2/exec.ts; project/exec_shell_code.ts]
  no_jupyter_by_exec: () => 'Error: do not run smc-jupyter directly',
  exec_of_other_project: () => 'Error: user must be a collaborator on the project',
  exec_failed: ({ command, args, reason }: { command: string; args: string; reason: string }) => {
    const words = `Error: Error executing command '${command}' with args '${args}' -- ${reason}`;
    return reason.includes('Connection refused') ? words + ABOUT_NETWORK : words;
  },
} as const;

const ABOUT_NETWORK = '-- Email help@cocalc.com if you need full internet access, which is disabled by default.';
