/**
 * Every endpoint of v2 that is served, with each credential there is. Who may call stands in the facts of its contract; an
 * endpoint that is added is tried by itself.
 */
import { expect, test } from 'vitest';
import { fetchHandler } from '../../../src/adapters/fetch.ts';
import type { Contract, Interaction } from '../../../src/contracts/contract.ts';
import { CONTRACTS, readContracts } from '../../../src/contracts/folder.ts';
import { wordsOf } from '../../../src/contracts/refusal.ts';
import { saysSo } from '../../../src/contracts/words.ts';
import type { Json, JsonObject } from '../../../src/core/json.ts';
import { v2 } from '../../../src/endpoints/index.ts';
import { unconfigured } from '../../../src/hub/dispatch/unconfigured-hub.ts';
import { PROJECT, testHub } from '../../hub.ts';
import { filled, hubFor } from '../../interactions.ts';

/** How endpoints ask to sign in. [next/pages/api/v2] */
const SIGN_IN = [
  ...['must be signed in', 'user must be signed in', 'Must be signed in.', 'must be authenticated'],
  ...['Must be signed in to update project.', 'Must be signed in to edit account name.'],
  ...['Must be signed in to get messages', 'Must be signed in to send messages'],
  'getOneProject -- user must be authenticated',
  'callProject -- user must be authenticated (no account_id specified)',
  'account_id must be specified -- make sure you are signed in',
  ...['must be signed in to star', 'must be signed in to unstar', 'must be signed in to create/edit news'],
  'must be signed in to save public path (have to be collab on project)',
  'must be signed in to get shopping cart information',
  ...['must be signed in to use shopping cart', 'must be signed in to get cart checkout items'],
  ...['must be signed in to redeem a voucher code', 'must be signed in to charge for unpaid vouchers'],
  ...['must be signed in as a manager of the license', 'user not logged in', 'invalid auth'],
];

/** Callers of interactions, with their keys, and their addresses and passwords. */
const PEOPLE = {
  self: ['sk_owner', 'owner@example.com', 'owner-password'],
  other: ['sk_other', 'other@example.com', 'other-password'],
  admin: ['sk_admin', 'admin@example.com', 'admin-password'],
  throwaway: ['sk_account', 'account@example.com', 'mock-hub-password'],
} as const;

type Person = keyof typeof PEOPLE;

interface Response {
  readonly status: number;
  readonly text: string;
}

/** What a request shows, of what there is at the hub. */
type Shown = (there: {
  readonly cookieOf: (who: Person) => string;
  readonly expiredKey: string;
  readonly projectKey: string;
}) => { readonly authorization?: string; readonly cookie?: string };

/** A call at a hub of its own, where everything has been prepared in the same way, so that answers draw the same ids. */
async function answered(contract: Contract, interaction: Interaction, shown: Shown): Promise<Response> {
  const { hub, values } = await hubFor(interaction);
  const handle = fetchHandler(hub);
  const cookies = {} as Record<Person, string>;
  for (const [who, [, email, password]] of Object.entries(PEOPLE)) {
    const answer = await hub.call('v2/auth/sign-in', { email, password });
    const given = ('reply' in answer ? answer.reply?.cookies : undefined) ?? [];
    cookies[who as Person] = given.map(({ name, value }) => `${name}=${value}`).join('; ');
  }
  const keyWith = async (more: object) => {
    const request = { action: 'create', name: 'made', ...more } as const;
    const { body } = await hub.call('v2/api-keys', request, { key: 'sk_owner' });
    return ((body as JsonObject).response as [{ secret: string }])[0].secret;
  };
  const expiredKey = await keyWith({ expire: '2020-01-01T00:00:00Z' });
  const projectKey = await keyWith({ project_id: PROJECT });
  const headers = shown({ cookieOf: (who) => cookies[who], expiredKey, projectKey });
  const response = await handle(
    new Request(`http://hub.example/api/${contract.endpoint}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(filled(interaction.send ?? {}, values)),
    }),
  );
  return { status: response.status, text: await response.text() };
}

const NOBODY: Shown = () => ({});
const keyOf = (who: Person) => `Bearer ${PEOPLE[who][0]}`;
const withKey =
  (who: Person): Shown =>
  () => ({ authorization: keyOf(who) });
const withCookie =
  (who: Person): Shown =>
  ({ cookieOf }) => ({ cookie: cookieOf(who) });

/** A cookie of the right form that no hub has given. */
const UNKNOWN_COOKIE = 'remember_me=sha512$abc$1000$00000000-0000-4000-8000-000000000000';
const BROKEN_COOKIE = 'remember_me=abc';

/** What is no credential. */
const AS_GOOD_AS_NONE: Readonly<Record<string, Shown>> = {
  'a wrong key': () => ({ authorization: 'Bearer sk-wrong' }),
  'a key that has expired': ({ expiredKey }) => ({ authorization: `Bearer ${expiredKey}` }),
  'a wrong password': () => ({ authorization: `Basic ${btoa('x:y')}` }),
  'another scheme': () => ({ authorization: 'Digest x' }),
  'no base64': () => ({ authorization: 'Basic !' }),
  'the cookie that tells of the account': () => ({ cookie: 'account_id=aaaaaaaa-0000-4000-8000-000000000001' }),
  'an empty cookie': () => ({ cookie: 'remember_me=' }),
  'an unknown cookie': () => ({ cookie: UNKNOWN_COOKIE }),
};

const { endpoints } = readContracts(CONTRACTS);
const served = v2.map(({ name }) => {
  const contract = endpoints[name];
  const interactions = (contract?.facts?.interactions ?? []).flatMap((one) => ('impossible' in one ? [] : [one]));
  return { name, contract: contract as Contract, interactions };
});

test('every endpoint that is served has a call that succeeds, or says how it is refused', () => {
  expect(served.filter(({ interactions }) => interactions.length === 0).map(({ name }) => name)).toEqual([]);
});

const tried = served.flatMap(({ name, contract, interactions }) => {
  const nobody = interactions.find(({ as }) => as === 'anonymous');
  // Of what nobody can do with the API alone, the call that asks to sign in.
  const first = interactions.find(({ refused, as }) => refused === undefined && as !== 'anonymous') ?? nobody;
  if (first === undefined) return [];
  const { who = 'account', brokenCookie } = contract.facts?.credentials ?? {};
  const caller: Person = first.as === undefined || first.as === 'anonymous' ? 'self' : (first.as as Person);
  return [{ name, contract, interactions, first, nobody, who, brokenCookie, caller }];
});

const errorOf = ({ text }: Response): unknown => {
  const body: Json = text === '' ? null : JSON.parse(text);
  return typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined;
};

test.for(tried)(
  '$name: a cookie is as good as a key, and counts before any key',
  async ({ contract, first, caller }) => {
    const byKey = await answered(contract, first, withKey(caller));
    const stranger = caller === 'other' ? 'self' : 'other';
    const shadowing: Shown = ({ cookieOf }) => ({ cookie: cookieOf(caller), authorization: keyOf(stranger) });
    const wrongKey: Shown = ({ cookieOf }) => ({ cookie: cookieOf(caller), authorization: 'Bearer sk-wrong' });

    expect(byKey.status).toBe(200);
    if (first.refused === undefined) expect([undefined, ...(first.lacks ?? [])]).toContain(errorOf(byKey));
    for (const shown of [withCookie(caller), shadowing, wrongKey]) {
      expect(await answered(contract, first, shown)).toEqual(byKey);
    }
  },
);

test.for(tried)('$name: nobody is signed in by what is no credential', async (one) => {
  const { contract, first, nobody, caller, who } = one;
  const none = await answered(contract, first, NOBODY);

  for (const [what, shown] of Object.entries(AS_GOOD_AS_NONE)) {
    expect([what, await answered(contract, first, shown)]).toEqual([what, none]);
  }
  const shadowed: Shown = () => ({ cookie: UNKNOWN_COOKIE, authorization: keyOf(caller) });
  expect(await answered(contract, first, shadowed)).toEqual(none);
  if (who === 'unread') expect(none).toEqual(await answered(contract, first, withKey(caller)));
  else if (who !== 'optional') expect([...SIGN_IN, nobody?.refused]).toContain(errorOf(none));
});

test.for(tried)('$name: a cookie that is none is told of, or met as a fault', async (one) => {
  const { contract, first, caller, who, brokenCookie } = one;
  const broken = await answered(contract, first, () => ({ cookie: BROKEN_COOKIE, authorization: keyOf(caller) }));

  if (who === 'unread') expect(broken).toEqual(await answered(contract, first, withKey(caller)));
  else if (brokenCookie === 'crash') expect(broken).toEqual({ status: 500, text: 'Internal Server Error' });
  else expect(broken).toEqual({ status: 200, text: '{"error":"badly formatted remember_me cookie"}' });
});

/** What would make an account with the id of the project, which is not simulated. */
const MAKES_AN_ACCOUNT = ['v2/accounts/set-name'];

test.for(tried)("$name: a project's own key is a member's, a stranger's, or no matter", async (one) => {
  const { contract, interactions, first, caller, who } = one;
  const own = await answered(contract, first, ({ projectKey }) => ({ authorization: `Bearer ${projectKey}` }));

  expect([own.status, errorOf(own)]).toEqual(
    MAKES_AN_ACCOUNT.includes(contract.endpoint)
      ? [501, expect.stringContaining('makes an account')]
      : [200, errorOf(own)],
  );
  expect(SIGN_IN).not.toContain(errorOf(own));
  if (who === 'unread') expect(own).toEqual(await answered(contract, first, withKey(caller)));
  if (who === 'project') expect(errorOf(own)).toBeUndefined();
  if (who === 'admin') expect(own).toEqual(await answered(contract, first, withKey('other')));
  // Whom the facts refuse for not being in the project, so is refused who is in no project of that id.
  const foreign = interactions.find(({ as, refused }) => as === 'other' && refused !== undefined);
  if (who === 'project' && foreign !== undefined)
    expect(saysSo(foreign.refused as Json, String(errorOf(own)))).toBe(false);
});

test.for(tried.filter(({ who }) => who === 'admin'))('$name: site admins alone', async (one) => {
  const { contract, interactions, first } = one;
  const byAdmin = await answered(contract, first, withKey('admin'));
  const refused = interactions.find(({ as = 'self', refused: words }) => as === 'self' && words !== undefined);

  expect(first.as).toBe('admin');
  expect(errorOf(byAdmin)).toBeUndefined();
  for (const person of ['self', 'other', 'throwaway'] as const) {
    const words = wordsOf(JSON.parse((await answered(contract, first, withKey(person))).text));
    expect(saysSo(refused?.refused as Json, words), `${JSON.stringify(words)} of ${person}`).toBe(true);
  }
});

test.for(tried.filter(({ who }) => who !== 'admin'))(
  '$name: a site admin is somebody who is signed in',
  async (one) => {
    const byAdmin = await answered(one.contract, one.first, withKey('admin'));

    expect(byAdmin.status).toBe(200);
    expect(SIGN_IN).not.toContain(errorOf(byAdmin));
    expect(await answered(one.contract, one.first, withCookie('admin'))).toEqual(byAdmin);
  },
);

test("a project's own key copies within the project, as a member of it", async () => {
  const { hub } = testHub({ project: { files: { 'a.txt': 'a' } } });
  const asked = { action: 'create', name: 'n', project_id: PROJECT } as const;
  const { body } = await hub.call('v2/api-keys', asked, { key: 'sk_owner' });
  const { secret: key } = (body as unknown as { response: [{ secret: string }] }).response[0];
  const copy = { src_project_id: PROJECT, path: 'a.txt', target_project_id: PROJECT, target_path: 'b.txt' };

  expect((await hub.call('v2/projects/copy-path', copy, { key })).body).toEqual({ copy_id: '' });
  const read = { project_id: PROJECT, mesg: { event: 'read_text_file_from_project', path: 'b.txt' } };
  expect((await hub.call('v2/projects/call', read, { key })).body).toMatchObject({ content: 'a' });
});

test('kernels without a project are asked for by whoever, and with one a broken cookie is a fault', async () => {
  const send = fetchHandler(testHub().hub);
  const kernels = async (body: string) => {
    const headers = { 'content-type': 'application/json', cookie: BROKEN_COOKIE };
    const request = new Request('http://hub.example/api/v2/jupyter/kernels', { method: 'POST', headers, body });
    return (await send(request)).text();
  };

  expect(await kernels('{}')).toBe('{"error":"Jupyter API is not enabled on this server."}');
  expect(await kernels(`{"project_id":"${PROJECT}"}`)).toBe('Internal Server Error');
});

/** Those that need a service, and what a hub says there that has none: asked by whom, it looks the same. */
const withoutService = Object.keys(unconfigured).map((name) => ({ endpoint: `v2/${name}` }) as Contract);

test.for(withoutService)('$endpoint, of a hub without services: credentials are as elsewhere', async (contract) => {
  const byKey = await answered(contract, {}, withKey('self'));
  const none = await answered(contract, {}, NOBODY);

  expect(await answered(contract, {}, withCookie('self'))).toEqual(byKey);
  expect(
    await answered(contract, {}, ({ cookieOf }) => ({ cookie: cookieOf('self'), authorization: 'Bearer x' })),
  ).toEqual(byKey);
  for (const [what, shown] of Object.entries(AS_GOOD_AS_NONE)) {
    expect([what, await answered(contract, {}, shown)]).toEqual([what, none]);
  }
  expect(await answered(contract, {}, () => ({ cookie: UNKNOWN_COOKIE, authorization: keyOf('self') }))).toEqual(none);
});
