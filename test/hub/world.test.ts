import { expect, test } from 'vitest';
import type { World } from '../../src/hub/world/shape.ts';
import { buildWorld } from '../../src/hub/world.ts';
import { id, NOW, OTHER, OWNER, PROJECT, people, testHub } from '../hub.ts';

const now = Date.parse(NOW);
const LICENSE = id('other', 1);
const HOUR = 60 * 60 * 1000;

const base: World = { accounts: people, projects: { project: { project_id: PROJECT } } };
const built = (world: World) => buildWorld({ ...base, ...world }, { now });

test('a world has tokens of all kinds, for projects by name or id', () => {
  const state = built({
    invite_tokens: { one: { project_id: 'project' }, two: { project_id: PROJECT, usage_limit: 3, expires: NOW } },
    registration_tokens: { open: {}, used: { limit: 1, counter: 1, disabled: true, expires: NOW } },
    password_resets: { code: { email_address: 'owner@example.com' } },
  });

  expect(state.inviteTokens.rows.toJS()).toEqual({
    one: { token: 'one', project_id: PROJECT, created: now, expires: null, usage_limit: null, counter: null },
    two: { token: 'two', project_id: PROJECT, created: now, expires: now, usage_limit: 3, counter: null },
  });
  expect(state.registrationTokens.rows.toJS()).toMatchObject({
    open: { token: 'open', disabled: null, expires: null, limit: null, counter: null },
    used: { token: 'used', disabled: true, expires: now, limit: 1, counter: 1 },
  });
  expect(state.passwordResets.rows.toJS()).toEqual({
    code: { code: 'code', email_address: 'owner@example.com', expire: now + HOUR },
  });
});

test('a world has organizations with their people, of whom admins are members, too', () => {
  const state = built({
    organizations: { school: { title: 'School', admins: ['owner'], members: [OTHER] }, club: {} },
  });

  expect([...state.organizations.values()]).toMatchObject([
    { name: 'school', title: 'School', link: null, admin_account_ids: [OWNER] },
    { name: 'club', title: null, admin_account_ids: null },
  ]);
  expect(state.accounts.keysBy('organization', 'school')).toEqual([OWNER, OTHER]);
});

test('a world has API keys, of an account or of a project, numbered in their order', () => {
  const state = built({
    api_keys: {
      'sk-one': { account_id: 'owner' },
      'sk-two': { account_id: OWNER, project_id: 'project', name: 'two', expire: NOW, created: NOW, last_active: NOW },
    },
  });

  expect(state.apiKeys.rows.toJS()).toEqual({
    1: {
      id: 1,
      account_id: OWNER,
      project_id: null,
      name: null,
      secret: 'sk-one',
      created: now,
      expire: null,
      last_active: null,
    },
    2: {
      id: 2,
      account_id: OWNER,
      project_id: PROJECT,
      name: 'two',
      secret: 'sk-two',
      created: now,
      expire: now,
      last_active: now,
    },
  });
});

test('a world has licences, and counts the projects that run with them', () => {
  const projects = {
    running: { project_id: PROJECT, state: 'running', site_license: { [LICENSE]: { memory: 5 } } },
    stopped: { site_license: { [LICENSE]: { memory: 5 } } },
  };
  const state = built({ projects, site_licenses: { [LICENSE]: { managers: ['owner', OTHER], run_limit: 2 } } });

  expect(state.siteLicenses.get(LICENSE)).toMatchObject({
    id: LICENSE,
    activates: now,
    expires: null,
    managers: [OWNER, OTHER],
    run_limit: 2,
  });
  expect(state.projects.keysBy('runningLicense', LICENSE)).toEqual([PROJECT]);
});

test('a world has tickets, whose numbers count on from the highest', () => {
  const state = built({
    tickets: { 7: { subject: 'a', description: 'b', account_id: 'owner' }, 5: { subject: '', description: '' } },
  });

  expect(state.tickets.last).toBe(7);
  expect(state.tickets.keysBy('account', OWNER)).toEqual([7]);
});

test('a project of a world may never have been opened', () => {
  expect(built({ projects: { project: { project_id: PROJECT, state: null } } }).projects.get(PROJECT)?.state).toBe(
    null,
  );
});

test('a world that names what it does not have is told so', () => {
  const withUser = (named: string): World => ({ projects: { project: { users: { [named]: 'owner' } } } });

  expect(() => built(withUser('onwer'))).toThrow(
    'world: unknown account "onwer"; give an id, or one of: owner, other, admin',
  );
  expect(() => built(withUser('toString'))).toThrow('unknown account');
  expect(() => built({ invite_tokens: { one: { project_id: 'none' } } })).toThrow(
    'world: unknown project "none"; give an id, or one of: project',
  );
  expect(() => built({ tickets: { first: { subject: '', description: '' } } })).toThrow('"first" is no number');
  expect(() => built({ projects: { project: { created: 'yesterday' } } })).toThrow(
    'world: "yesterday" is no time; write it as 2020-09-17T03:08:33.230Z',
  );
});

test('a directory keeps what is listed below it, whichever comes first', async () => {
  const files = { 'A/x': 'x', A: { directory: true, modified: '2020-01-01T00:00:00Z' }, 'A/y': 'y' } as const;
  const { hub, as } = testHub({ project: { files } });
  const read = (path: string) => as('owner')('read_text_file_from_project', { project_id: PROJECT, path });

  expect(await read('A/x')).toMatchObject({ content: 'x' });
  expect(await read('A/y')).toMatchObject({ content: 'y' });
  expect(hub.state.projects.get(PROJECT)?.files.entries.get('A')?.modified).toBe(Date.parse('2020-01-01T00:00:00Z'));
});
