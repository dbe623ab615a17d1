/** Calls of v2 that no interaction of a contract can say, since they take another request, another world, or time. */
import { expect } from 'vitest';
import { fetchHandler } from '../../../src/adapters/fetch.ts';
import type { Json } from '../../../src/core/json.ts';
import type { Hub } from '../../../src/hub/hub.ts';
import { id, OTHER, OWNER, PROJECT, testHub } from '../../hub.ts';

type Call = () => Promise<Json>;

/** Sends a body, or none, as the owner, and gives the answer. */
async function sent(hub: Hub, method: string, endpoint: string, body?: string): Promise<Json> {
  const headers = { authorization: 'Bearer sk_owner', 'content-type': 'application/json' };
  const request = { method, headers, ...(body !== undefined && { body }) };
  const response = await fetchHandler(hub)(new Request(`http://hub.example/api/${endpoint}`, request));
  return (await response.json()) as Json;
}

const withoutBody = (endpoint: string) => ({
  "Cannot destructure property 'project_id' of 'req.body' as it is null.": () =>
    sent(testHub().hub, 'POST', endpoint, 'null'),
});

const KERNEL = 'kernel';

async function cellOf(reply: { readonly signal?: string; readonly elapsedMs?: number }): Promise<Json> {
  const { hub, restAs } = testHub();
  hub.stubKernel(KERNEL, { output: [], ...reply });
  return restAs('owner')('jupyter/execute', { project_id: PROJECT, input: '1', kernel: KERNEL });
}

/** The answer to a command that never ends, after the minute that a hub waits. */
async function endlessCommand(): Promise<Json> {
  const { hub, clock, restAs } = testHub();
  const started = new Promise<void>((resolve) => {
    hub.stubCommand('endless', () => {
      resolve();
      return new Promise(() => {});
    });
  });
  const answer = restAs('owner')('exec', { project_id: PROJECT, command: 'endless', timeout: 100 });
  await started;
  clock.advance({ minutes: 1 });
  return answer;
}

/** Refusals, by endpoint and words. */
export const REFUSED: Readonly<Record<string, Readonly<Record<string, Call>>>> = {
  'v2/accounts/delete': {
    'must use a POST request': () => sent(testHub().hub, 'GET', 'v2/accounts/delete'),
  },
  'v2/accounts/set-email-address': {
    'The email address "<address>" is already in use by another account.': () => {
      const key = 'sk_without_password';
      const account = { account_id: id('account', 5), first_name: 'Without', last_name: 'Password', api_key: key };
      const { hub } = testHub({ accounts: { account } });
      const wanted = { email_address: 'other@example.com', password: 'mock-hub-password' };
      return hub.call('v2/accounts/set-email-address', wanted, { key }).then(({ body }) => body);
    },
  },
  'v2/auth/redeem-verify-email': {
    'no email verification configured for <address>': () => {
      const token = 'a'.repeat(16);
      return testHub().restAs('owner')('auth/redeem-verify-email', { email_address: 'owner@example.com', token });
    },
  },
  ...Object.fromEntries(
    ['add', 'get', 'remove', 'set'].map((name) => [`v2/bookmarks/${name}`, withoutBody(`v2/bookmarks/${name}`)]),
  ),
  'v2/exec': { undefined: endlessCommand },
  'v2/jupyter/execute': {
    undefined: () => cellOf({ elapsedMs: 60_000 }),
    'Error: Kernel last terminated by signal <signal>.': () => cellOf({ signal: 'SIGKILL' }),
  },
  'v2/projects/collaborators/change-user-type': {
    'Target user does not have a valid group (must be owner or collaborator)': () => {
      const { restAs } = testHub({ project: { users: { owner: 'owner', other: 'viewer' } } });
      const change = { project_id: PROJECT, target_account_id: OTHER, new_group: 'owner' };
      return restAs('owner')('projects/collaborators/change-user-type', change);
    },
  },
};

const LICENSE = id('other', 1);
const licensed = () =>
  testHub({
    world: { site_licenses: { [LICENSE]: { managers: [OWNER], columns: { title: 'Licence' } } } },
    project: { site_license: { [LICENSE]: {} } },
  });

/** Successes, by endpoint, and what the answer has. */
export const SUCCEEDING: Readonly<Record<string, { readonly call: Call; readonly has: object }>> = {
  'v2/auth/ephemeral': {
    call: () => {
      const { restAs } = testHub({ world: { registration_tokens: { lasting: { ephemeral: 60_000 } } } });
      return restAs('owner')('auth/ephemeral', { registrationToken: 'lasting' });
    },
    has: { account_id: expect.any(String) },
  },
  'v2/auth/redeem-password-reset': {
    async call() {
      const { hubAs, restAs } = testHub();
      const link = String(await hubAs('admin')('system.adminResetPasswordLink', { user_account_id: OTHER }));
      const passwordResetId = link.slice(link.lastIndexOf('/') + 1);
      return restAs('owner')('auth/redeem-password-reset', { password: 'correct horse battery', passwordResetId });
    },
    has: { account_id: OTHER },
  },
  'v2/auth/redeem-verify-email': {
    async call() {
      const { hub, restAs } = testHub();
      await restAs('owner')('accounts/send-verification-email');
      const [, token = ''] = /token=(\w+)/.exec(hub.outbox.at(-1)?.body ?? '') ?? [];
      return restAs('owner')('auth/redeem-verify-email', { email_address: 'owner@example.com', token });
    },
    has: {},
  },
  'v2/licenses/get-license': {
    call: () => licensed().restAs('owner')('licenses/get-license', { license_id: LICENSE }),
    has: { id: LICENSE, title: 'Licence', is_manager: true },
  },
  'v2/licenses/get-projects-with-license': {
    call: () => licensed().restAs('owner')('licenses/get-projects-with-license', { license_id: LICENSE }),
    has: [{ project_id: PROJECT }],
  },
};
