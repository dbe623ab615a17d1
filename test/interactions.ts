/** Calls of a hub that stands as the interactions of contracts need it, and what its answers are. */
import type { Contract, Interaction } from '../src/contracts/contract.ts';
import { publicPathId } from '../src/core/files/public-paths.ts';
import { isObject, type Json, type JsonObject } from '../src/core/json.ts';
import type { Answer } from '../src/hub/call.ts';
import type { Hub } from '../src/hub/hub.ts';
import { ADMIN, id, OTHER, OWNER, PROJECT, testHub, UNKNOWN } from './hub.ts';

const SECOND = id('project', 2);
const ACCOUNT = id('account', 4);
const WORD = 'tried';

/** Callers of interactions, and whose key they show; nobody's for `anonymous`. */
const KEYS: Readonly<Record<string, string | undefined>> = {
  self: 'sk_owner',
  other: 'sk_other',
  admin: 'sk_admin',
  throwaway: 'sk_account',
  anonymous: undefined,
};

/** The key of the project, which is made where it is given. */
const PROJECT_KEY = 'project-key';

export type Called = (operation: string, sent: Json | undefined, as?: string) => Promise<Answer>;

/** A hub with all that the interaction needs, and how to call it. */
export async function hubFor({ given = [] }: Interaction): Promise<{ hub: Hub; call: Called; values: JsonObject }> {
  const files = { 'notes/a.txt': 'a note\n' };
  const users = { owner: 'owner', ...(given.includes('joined') && { other: 'collaborator' }) };
  const published = given.includes('published') ? [{ path: 'notes' }] : [];
  const { hub } = testHub({
    accounts: {
      account: {
        account_id: ACCOUNT,
        ...{ first_name: 'Account', last_name: 'Person', email_address: 'account@example.com' },
        ...{ password: 'mock-hub-password', api_key: 'sk_account' },
      },
    },
    projects: {
      project: { project_id: PROJECT, title: 'Project', users, files, public_paths: published },
      second: { project_id: SECOND, title: 'Second', users: { owner: 'owner' } },
    },
    world: { organizations: { organization: { admins: ['admin'], members: ['admin'] } } },
  });
  hub.stubKernel('python3', '2');
  const keys: Record<string, string | undefined> = { ...KEYS };
  const call: Called = (operation, sent, as = 'self') => {
    const key = keys[as];
    if (key === undefined && as !== 'anonymous') throw new Error(`nobody is called ${as}`);
    return hub.call(...bodyOf(operation, sent), key === undefined ? {} : { key });
  };
  const values = {
    self: { account_id: OWNER, first_name: 'Owner', last_name: 'Person' },
    other: { account_id: OTHER, first_name: 'Other', last_name: 'Person' },
    admin: { account_id: ADMIN },
    account: { account_id: ACCOUNT, email_address: 'account@example.com' },
    ...{ project: PROJECT, second: SECOND, organization: 'organization', title: WORD, word: WORD },
    published: publicPathId(PROJECT, 'notes'),
    copy: given.includes('copy') ? await waitingCopy(call) : UNKNOWN,
  };
  if (given.includes(PROJECT_KEY)) keys[PROJECT_KEY] = await keyOfProject(call);
  return { hub, call, values };
}

async function waitingCopy(call: Called): Promise<Json> {
  const ends = { src_project_id: PROJECT, src_path: 'notes', target_project_id: SECOND, target_path: 'copied' };
  const { body } = await call('v1/copy_path_between_projects', { ...ends, scheduled: '2100-01-01T00:00:00Z' });
  return (body as JsonObject).copy_path_id as Json;
}

async function keyOfProject(call: Called): Promise<string> {
  const { body } = await call('v2/api-keys', { action: 'create', name: WORD, project_id: PROJECT });
  return (body as { response: [{ secret: string }] }).response[0].secret;
}

/** The name and the body that a hub is called with. */
function bodyOf(operation: string, sent: Json | undefined): [name: string, body: object] {
  if (!operation.startsWith('conat/')) return [operation, (sent ?? {}) as JsonObject];
  const cut = operation.lastIndexOf('/');
  const [name, api] = [operation.slice(cut + 1), operation.slice(0, cut)];
  const project = api === 'conat/project' ? { project_id: PROJECT } : {};
  return [api, { name, args: sent === undefined ? [] : [sent], ...project }];
}

/** The value with what is given in place of the names in braces. @throws Error for a name of nothing that is given. */
export function filled(value: Json, values: JsonObject): Json {
  if (typeof value === 'string') {
    return value.replace(/\{(\w+)(?:\.(\w+))?\}/g, (whole, name: string, member?: string) => {
      if (name === 'madeUp') return UNKNOWN;
      const found = member === undefined ? values[name] : (values[name] as JsonObject | undefined)?.[member];
      if (typeof found !== 'string' && typeof found !== 'number') throw new Error(`there is no ${whole}`);
      return String(found);
    });
  }
  if (Array.isArray(value)) return value.map((item) => filled(item, values));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [String(filled(name, values)), filled(inner, values)]),
  );
}

/** Makes the call of the interaction at a hub of its own. */
export async function tried({ endpoint }: Pick<Contract, 'endpoint'>, interaction: Interaction) {
  const { hub, call, values } = await hubFor(interaction);
  const { send, as, after = [] } = interaction;
  for (const earlier of after) {
    const sent = earlier.send === undefined ? undefined : filled(earlier.send, values);
    for (let made = 0; made < (earlier.times ?? 1); made++) {
      const { kind } = await call(earlier.operation, sent, earlier.as ?? as);
      if (kind !== 'success' && kind !== 'refusal') throw new Error(`${earlier.operation} comes first, and is ${kind}`);
    }
  }
  const before = hub.state;
  const answer = await call(endpoint, send === undefined ? undefined : filled(send, values), as);
  return { hub, before, call, values, answer };
}
