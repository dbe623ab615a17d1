/** Names that a hub knows and this simulation has no endpoint for. */
import { type Refusal, refuse } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';

/** Names of the hub's messages that are not requests of the API, and of what else its module exports. [smc-util/message.js] */
const NOT_REQUESTS = new Set([
  'account_created',
  'account_creation_failed',
  'account_deleted',
  'admin_ban_user',
  'admin_reset_password',
  'api_key',
  'api_key_info',
  'api_messages',
  'available_upgrades',
  'changed_email_address',
  'changed_password',
  'compute',
  'compute_server_status',
  'connect_to_session',
  'cookies',
  'copy_path_between_projects_response',
  'copy_path_status_response',
  'documentation',
  'error',
  'examples',
  'execute_code',
  'execute_javascript',
  'file_read_from_project',
  'file_written_to_project',
  'forgot_password_response',
  'heartbeat',
  'invite_noncloud_collaborators_resp',
  'jupyter_port',
  'local_hub',
  'open_project',
  'output',
  'pong',
  'print_to_pdf',
  'printed_to_pdf',
  'project_created',
  'project_exec_output',
  'project_opened',
  'project_set_quotas',
  'project_state_update',
  'project_users',
  'projects_running_on_server',
  'public_directory_listing',
  'public_text_file_contents',
  'purchase_license_resp',
  'query_cancel',
  'read_file_from_project',
  'reconnect',
  'remember_me_failed',
  'remove_all_upgrades',
  'remove_blob_ttls',
  'reset_forgot_password_response',
  'sagews_execute_code',
  'sagews_interrupt',
  'sagews_output',
  'sagews_output_ack',
  'sagews_quit',
  'sagews_start',
  'save_blob',
  'send_verification_email',
  'session_connected',
  'session_description',
  'session_reconnect',
  'session_started',
  'sign_in',
  'sign_in_failed',
  'sign_in_using_auth_token',
  'sign_out',
  'signed_in',
  'signed_out',
  'start_session',
  'storage',
  'stripe_admin_create_invoice_item',
  'stripe_charges',
  'stripe_coupon',
  'stripe_invoices',
  'stripe_subscriptions',
  'stripe_sync_site_license_subscriptions',
  'success',
  'support_ticket_url',
  'support_tickets',
  'syncdoc_history',
  'temporary_link_to_file_read_from_project',
  'terminate_session',
  'text_file_read_from_project',
  'user_auth_token',
  'user_search_results',
  'user_tracking',
  'usernames',
  'version',
  'webapp_error',
  'write_file_to_project',
]);

/** What all objects have: hubs look up the message in one, find this, and call it without an object to call it on. */
const INHERITED: ReadonlyMap<string, () => Refusal> = new Map([
  // These two do not mind, and make no message.
  ['constructor', () => refuse('unknown_message', { event: 'undefined' })],
  ['toString', () => refuse('unknown_message', { event: 'undefined' })],
  ['__proto__', () => refuse('message_fault', { fault: 'f is not a function' })],
  ...['hasOwnProperty', 'isPrototypeOf', 'propertyIsEnumerable', 'valueOf'].map((name): [string, () => Refusal] => [
    name,
    () => refuse('message_fault', { fault: 'Cannot convert undefined or null to object' }),
  ]),
]);

/** The refusal of an event that there is no endpoint for. */
export function refuseUnserved(event: string): Refusal {
  if (NOT_REQUESTS.has(event)) return refuse('not_in_api', { event });
  if (!(event in Object.prototype)) return refuse('unknown_endpoint', { event });
  const inherited = INHERITED.get(event);
  return (
    inherited?.() ??
    refuse('unsimulated', { what: `'${event}'`, why: 'it is no event, but something all objects have' })
  );
}

/** Functions that hubs and projects declare, by their groups. [conat/hub/api, conat/project/api] */
const DECLARED: Readonly<Record<'conat/hub' | 'conat/project', Readonly<Record<string, string>>>> = {
  'conat/hub': {
    system:
      'getCustomize ping revokeUserAuthToken getNames test terminate userTracking logClientError webappError manageApiKeys generateUserAuthToken userSearch adminResetPasswordLink sendEmailVerification deletePassport adminSalesloftSync userSalesloftSync',
    projects:
      'createProject copyPathBetweenProjects removeCollaborator addCollaborator inviteCollaborator inviteCollaboratorWithoutAccount changeUserType setQuotas start stop deleteProject touch state status',
    db: 'userQuery touch getLegacyTimeTravelInfo getLegacyTimeTravelPatches fileUseTimes removeBlobTtls',
    purchases: 'getBalance getMinBalance',
    jupyter: 'kernels execute',
    sync: 'history',
    org: 'getAll create get set addAdmin addUser createUser createToken expireToken getUsers message removeUser removeAdmin',
    messages: 'send get',
  },
  'conat/project': {
    system:
      'ping test exec jupyterExecute listJupyterKernels stopJupyterKernel version listing deleteFiles moveFiles renameFile realpath canonicalPaths writeTextFileToProject readTextFileFromProject configuration signal terminate',
    editor:
      'newFile jupyterStripNotebook jupyterNbconvert jupyterRunNotebook jupyterKernelLogo jupyterKernels formatterString printSageWS createTerminalService',
    sync: 'close',
  },
};

/** Implemented by hubs without being declared, so that they fall over it. */
const UNDECLARED = new Set(['org.getAccount']);

/** What JavaScript says of a member that is called and is no function. */
const NOT_CALLABLE = {
  'conat/hub': 'HubApiStructure[group]?.[functionName] is not a function',
  'conat/project': 'f is not a function',
} as const;

/**
 * What a name comes to that there is no function for here. Hubs look it up in plain objects, so they find what all
 * objects have, and call that.
 *
 * @throws Refusal
 */
export function withoutFunction(endpoint: 'conat/hub' | 'conat/project', sent: string): Json {
  const [group = '', name = ''] = sent.split('.');
  const declared = Object.hasOwn(DECLARED[endpoint], group) ? DECLARED[endpoint][group] : undefined;
  if (declared !== undefined && name === 'toString') return '[object Undefined]';
  const isUndeclared = endpoint === 'conat/hub' && UNDECLARED.has(`${group}.${name}`);
  if (isUndeclared || (group === 'constructor' && name === 'name')) {
    throw refuse('type_error', { fault: NOT_CALLABLE[endpoint] });
  }
  if (group in Object.prototype || name in Object.prototype) {
    throw refuse('unsimulated', { what: `the function '${sent}'`, why: 'it is none, but something all objects have' });
  }
  if (!declared?.split(' ').includes(name)) throw refuse('unknown_function', { name: sent });
  throw refuse('unsimulated', {
    what: `the function '${group}.${name}'`,
    why: 'it is none that clients of the API use',
  });
}
