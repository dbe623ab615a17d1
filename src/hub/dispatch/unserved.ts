/** Names that a hub knows and this simulation has no endpoint for. */
import { type Refusal, refuse } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';

/** Callable on a hub, though undocumented. [smc-util/message.js message2] */
const UNDOCUMENTED = new Set([
  'stripe_get_customer',
  'stripe_customer',
  'stripe_create_source',
  'stripe_delete_source',
  'stripe_set_default_source',
  'stripe_update_source',
  'stripe_get_plans',
  'stripe_plans',
  'stripe_create_subscription',
  'stripe_cancel_subscription',
  'stripe_update_subscription',
  'stripe_get_subscriptions',
  'stripe_get_coupon',
  'stripe_get_charges',
  'stripe_get_invoices',
  'get_syncdoc_history',
  'purchase_license',
]);

/** Names of the hub's messages that are not requests of the API. [smc-util/message.js message] */
const NOT_REQUESTS = new Set([
  'pong',
  'error',
  'success',
  'api_key',
  'sign_in',
  'signed_in',
  'sign_out',
  'send_verification_email',
  'admin_ban_user',
  'webapp_error',
  'user_tracking',
  'heartbeat',
  'version',
  'documentation',
  'examples',
  'api_messages',
]);

export function refuseUnserved(event: string): Refusal {
  if (UNDOCUMENTED.has(event)) {
    return refuse('unsimulated', { what: `'${event}'`, why: 'hubs answer it, but it is in no published description' });
  }
  return NOT_REQUESTS.has(event) ? refuse('not_in_api', { event }) : refuse('unknown_endpoint', { event });
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
