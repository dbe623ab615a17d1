/** The schema of worlds: in step with the types, and kept by the worlds that come with the package. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Json } from '../../src/core/json.ts';
import { virtualClock } from '../../src/hub/clock.ts';
import { createHub } from '../../src/hub/create.ts';
import { namedWorld, worldNames } from '../../src/hub/named-worlds.ts';
import type { World, WorldFile } from '../../src/hub/world/shape.ts';
import { mistakesIn } from '../../src/server/check-world.ts';
import { NOW, OWNER, PROJECT } from '../hub.ts';

/** The type with all that may be left out made needed, at every depth: a new member has to be added below. */
type Whole<Value> = Value extends string | number | boolean | null
  ? Value
  : Json extends Value[keyof Value]
    ? Value
    : { [Name in keyof Value]-?: Whole<Exclude<Value[Name], undefined>> };

const files: Record<string, Whole<WorldFile>> = {
  text: { content: 'hello', modified: NOW, mode: 0o644 },
  bytes: { base64: 'AAE=', modified: NOW, mode: 0o755 },
  link: { link: 'text', modified: NOW },
  directory: { directory: true, modified: NOW },
};

/** A world with everything that a world can have. */
const everything: Whole<World> = {
  $schema: './world.schema.json',
  description: 'Everything',
  site: {
    site_name: 'Site',
    dns: 'hub.example.com',
    help_email: 'help@example.com',
    email_signup: true,
    verify_emails: true,
    support: true,
    payments: true,
    banned_domains: ['example.net'],
  },
  plans: { standard: { cores: 1 } },
  accounts: {
    owner: {
      account_id: OWNER,
      first_name: 'Olga',
      last_name: 'Owner',
      email_address: 'owner@example.com',
      password: 'owner-password',
      api_key: 'sk_owner',
      groups: ['admin'],
      passports: { 'google-1': { id: '1' } },
      banned: false,
      created: NOW,
      last_active: NOW,
      subscriptions: [{ status: 'active', quantity: 1, plan: 'standard-year' }],
      columns: { profile: { color: 'red' } },
    },
  },
  projects: {
    project: {
      project_id: PROJECT,
      title: 'Title',
      description: 'Description',
      users: { owner: { group: 'owner', upgrades: { cores: 1 }, hide: false, ssh_keys: {} } },
      state: 'running',
      site_license: { license: { cores: 1 } },
      created: NOW,
      last_edited: NOW,
      deleted: true,
      files,
      public_paths: [{ path: 'text', description: 'Shared', disabled: false, unlisted: true }],
      columns: { course: null },
    },
  },
  organizations: {
    school: {
      organization_id: '00000000-0000-4000-8000-000000000002',
      title: 'School',
      description: 'A school',
      link: 'https://school.example',
      email_address: 'office@school.example',
      admins: ['owner'],
      members: [OWNER],
    },
  },
  api_keys: {
    'sk-key': {
      account_id: 'owner',
      project_id: 'project',
      name: 'laptop',
      expire: NOW,
      created: NOW,
      last_active: NOW,
    },
  },
  invite_tokens: {
    token: { project_id: 'project', created: NOW, expires: NOW, usage_limit: 1, counter: 0 },
  },
  site_licenses: {
    '00000000-0000-4000-8000-000000000001': {
      activates: NOW,
      expires: NOW,
      last_used: NOW,
      managers: ['owner'],
      upgrades: { cores: 1 },
      quota: { cpu: 1 },
      run_limit: 3,
      columns: { title: 'Licence' },
    },
  },
  tickets: {
    '1234': {
      account_id: 'owner',
      requester: { name: 'Olga Owner', email_address: 'owner@example.com' },
      subject: 'Help',
      description: 'Please',
      tags: ['a'],
      status: 'open',
      created_at: NOW,
      updated_at: NOW,
    },
  },
  registration_tokens: { token: { disabled: false, expires: NOW, limit: 1, counter: 0, ephemeral: 60_000 } },
  password_resets: { code: { email_address: 'owner@example.com', expire: NOW } },
  stubs: [
    { command: 'make', stdout: 'all', stderr: '', exit_code: 0, failure: 'signal', elapsedMs: 5 },
    { pattern: '^pip ', stdout: '', stderr: '', exit_code: 1, failure: 'timeout', elapsedMs: 5 },
  ],
};

const schema = JSON.parse(readFileSync('fixtures/worlds/world.schema.json', 'utf8'));
const membersOf = (definition: { properties: object }) => Object.keys(definition.properties).sort();
const namesOf = (...values: (object | undefined)[]) =>
  [...new Set(values.flatMap((value) => Object.keys(value ?? {})))].sort();

test('the schema takes all that the type of worlds has', () => {
  expect(mistakesIn(everything)).toEqual([]);
});

test('the schema has no member that the type of worlds lacks', () => {
  const definitions = schema.$defs;
  const { accounts, projects, api_keys, invite_tokens, site_licenses, tickets, registration_tokens, password_resets } =
    everything;
  const [account, project] = [accounts.owner, projects.project];

  expect(membersOf(schema)).toEqual(namesOf(everything));
  expect(membersOf(definitions.site)).toEqual(namesOf(everything.site));
  expect(membersOf(definitions.account)).toEqual(namesOf(account));
  expect(membersOf(definitions.subscription)).toEqual(namesOf(account?.subscriptions?.[0]));
  expect(membersOf(definitions.project)).toEqual(namesOf(project));
  expect(membersOf(definitions.projectUser.else)).toEqual(namesOf(project?.users.owner as object));
  expect(membersOf(definitions.publicPath)).toEqual(namesOf(project?.public_paths[0]));
  expect(membersOf(definitions.file.then)).toEqual(namesOf(...Object.values(files)));
  expect(membersOf(definitions.organization)).toEqual(namesOf(everything.organizations.school));
  expect(membersOf(definitions.apiKey)).toEqual(namesOf(api_keys['sk-key']));
  expect(membersOf(definitions.inviteToken)).toEqual(namesOf(invite_tokens.token));
  expect(membersOf(definitions.siteLicense)).toEqual(namesOf(...Object.values(site_licenses)));
  expect(membersOf(definitions.ticket)).toEqual(namesOf(tickets['1234']));
  expect(membersOf(definitions.ticket.properties.requester)).toEqual(namesOf(tickets['1234']?.requester));
  expect(membersOf(definitions.registrationToken)).toEqual(namesOf(registration_tokens.token));
  expect(membersOf(definitions.stub)).toEqual(namesOf(...everything.stubs));
  expect(membersOf(definitions.passwordReset)).toEqual(namesOf(password_resets.code));
});

test('a hub can be made of a world with everything in it', () => {
  const { state } = createHub({ world: everything as World, clock: virtualClock(NOW) });

  expect(state.projects.get(PROJECT)?.users[OWNER]?.group).toBe('owner');
});

test.for(worldNames())('the world %s has no mistakes, and points editors to the schema', (name) => {
  const world = namedWorld(name);

  expect(mistakesIn(world)).toEqual([]);
  expect(world.$schema).toBe('./world.schema.json');
  expect(world.description).toMatch(/\.$/);
});

test('a state that has no name is one that was never entered', () => {
  expect(mistakesIn({ projects: { a: { state: null } } })).toEqual([]);
});
