/** What most tests start from: a hub with three people, at a time that stands still. */
import type { Json, JsonObject } from '../src/core/json.ts';
import { type VirtualClock, virtualClock } from '../src/hub/clock.ts';
import { createHub } from '../src/hub/create.ts';
import type { Hub } from '../src/hub/hub.ts';
import type { HubOptions } from '../src/hub/options.ts';
import type { World, WorldAccount, WorldProject } from '../src/hub/world/shape.ts';

export const NOW = '2020-09-17T03:08:33.230Z';

/** An id that nothing has. */
export const UNKNOWN = '00000000-0000-4000-8000-000000000000';

/** The `number`-th id of a kind that is easy to tell apart in a failing test. */
export function id(kind: 'account' | 'project' | 'other', number: number): string {
  const digit = { account: 'a', project: 'b', other: 'c' }[kind];
  return `${digit.repeat(8)}-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

export const OWNER = id('account', 1);
export const OTHER = id('account', 2);
export const ADMIN = id('account', 3);
export const PROJECT = id('project', 1);

/** Owner, another user, and a site admin; the key of each is `sk_<name>`, the password `<name>-password`. */
export const people: Record<'owner' | 'other' | 'admin', WorldAccount> = {
  owner: person('owner', OWNER),
  other: person('other', OTHER),
  admin: { ...person('admin', ADMIN), groups: ['admin'] },
};

/** A hub with `people` and the owner's one project, changed by what is given. */
export function testHub({
  accounts = {},
  projects,
  project = {},
  world = {},
  ...options
}: {
  accounts?: World['accounts'];
  projects?: World['projects'];
  project?: WorldProject;
  world?: World;
} & Omit<HubOptions, 'world' | 'clock'> = {}): {
  hub: Hub;
  clock: VirtualClock;
  as: (name: string) => Caller;
  /** Calls functions of the hub. */
  hubAs: (name: string) => FunctionCaller;
  /** Calls functions of the project `PROJECT`. */
  projectAs: (name: string) => FunctionCaller;
  /** Calls endpoints of v2. */
  restAs: (name: string) => RestCaller;
} {
  const clock = virtualClock(NOW);
  const only = { project_id: PROJECT, title: 'Project', users: { owner: 'owner' }, ...project };
  const hub = createHub({
    ...options,
    clock,
    world: { ...world, accounts: { ...people, ...accounts }, projects: projects ?? { project: only } },
  });
  return {
    hub,
    clock,
    as: (name) => caller(hub, `sk_${name}`),
    hubAs: (name) => functionCaller(hub, 'conat/hub', `sk_${name}`),
    projectAs: (name) => functionCaller(hub, 'conat/project', `sk_${name}`),
    restAs: (name) => async (path, body) => (await hub.call(`v2/${path}`, body, { key: `sk_${name}` })).body,
  };
}

/** The name of an event without the types that go with it, for what is sent wrong on purpose. */
export const untyped = (name: `v1/${string}`): `v1/${string}` => name;

/** Calls v1 with one key: `await as('owner')('ping', { id: 1 })` is the body of the answer. */
export type Caller = (event: string, body?: object) => Promise<JsonObject>;

/** Calls the conat API with one key: `await hubAs('owner')('projects.state', { project_id })` is the body of the answer. */
export type FunctionCaller = (name: string, ...args: Json[]) => Promise<Json>;

/** Calls API v2 with one key: `await restAs('owner')('projects/stop', { project_id })` is the body of the answer. */
export type RestCaller = (path: string, body?: object) => Promise<Json>;

function functionCaller(hub: Hub, endpoint: 'conat/hub' | 'conat/project', key: string): FunctionCaller {
  const project = endpoint === 'conat/project' ? { project_id: PROJECT } : {};
  return async (name, ...args) => (await hub.call(endpoint, { name, args, ...project }, { key })).body;
}

function caller(hub: Hub, key: string): Caller {
  return async (event, body) => (await hub.call(`v1/${event}`, body, { key })).body as JsonObject;
}

function person(name: string, account_id: string): WorldAccount {
  const capital = name[0]?.toUpperCase() + name.slice(1);
  return {
    account_id,
    first_name: capital,
    last_name: 'Person',
    email_address: `${name}@example.com`,
    password: `${name}-password`,
    api_key: `sk_${name}`,
  };
}
