/** What a hub hands out, and what it is handed, is not its own: whoever writes into it changes no hub. */
import { expect, test } from 'vitest';
import { exampleSetting } from '../../src/check/example-stage.ts';
import { CONTRACTS, readContracts } from '../../src/contracts/folder.ts';
import type { Directory } from '../../src/core/files/tree.ts';
import type { Call } from '../../src/hub/call.ts';
import { createHub } from '../../src/hub/create.ts';
import type { Hub } from '../../src/hub/hub.ts';
import { namedWorld } from '../../src/hub/named-worlds.ts';
import { OWNER, PROJECT, people, testHub, untyped } from '../hub.ts';

/** All that is in a hub, as text. */
function held(hub: Hub): string {
  return JSON.stringify(hub.state);
}

/** Writes into every object of `value`, and tells how many there were. */
function spoil(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const spoilt = Object.values(value).reduce((sum: number, member) => sum + spoil(member), 1);
  if (Array.isArray(value)) value.push('spoilt');
  else Object.assign(value, { spoilt: { by: 'a caller' } });
  for (const name of Object.keys(value)) {
    const member = (value as Record<string, unknown>)[name];
    if (typeof member === 'string' || typeof member === 'number') Object.assign(value, { [name]: 'spoilt' });
  }
  return spoilt;
}

/** Serves the call at a fork and spoils what it shows and what was sent: neither hub may notice. */
async function expectOwnState(hub: Hub, call: Call): Promise<number> {
  const fork = hub.fork();
  const sent = structuredClone(call.body);
  const answer = await fork.serve({ ...call, body: sent });
  const [before, after, snapshot] = [held(hub), held(fork), fork.state];

  const spoilt = spoil(answer) + spoil(sent);

  expect(held(fork), `the hub, after the answer to ${call.name} was written into`).toBe(after);
  expect(held(hub), `the hub that was forked before ${call.name}`).toBe(before);
  fork.restore(snapshot);
  expect(held(fork), `a snapshot from after ${call.name}`).toBe(after);
  return spoilt;
}

test('writing into an answer or a body of any example of the contracts changes no state', async () => {
  const hub = createHub({ world: 'api-examples' });
  const { placeholders } = exampleSetting();
  const key = namedWorld('api-examples').accounts?.reader?.api_key ?? '';
  const start = hub.state;
  let spoilt = 0;

  for (const { endpoint, examples } of Object.values(readContracts(CONTRACTS).endpoints)) {
    hub.restore(start);
    for (const { request, encoding: sent, blankKey } of examples) {
      const encoding = sent === 'none' ? 'json' : sent;
      const body = JSON.parse(JSON.stringify(request), (name, value) => (value === '...' ? placeholders[name] : value));
      const call: Call = { name: endpoint, body, encoding, credential: { key: blankKey ? '' : key }, ip: '127.0.0.1' };
      spoilt += await expectOwnState(hub, call);
      await hub.serve(call);
    }
  }

  expect(spoilt).toBeGreaterThan(150);
});

const functions: readonly (readonly [endpoint: string, name: string, argument: object])[] = [
  ['conat/hub', 'db.userQuery', { query: { projects: { project_id: PROJECT, users: null, course: null } } }],
  ['conat/hub', 'db.userQuery', { query: { accounts: { account_id: OWNER, groups: null, passports: null } } }],
  ['conat/hub', 'system.getNames', [OWNER]],
  ['conat/hub', 'org.get', { name: 'school' }],
  ['conat/hub', 'org.getUsers', { name: 'school' }],
  ['conat/hub', 'jupyter.kernels', { project_id: PROJECT }],
  ['conat/hub', 'projects.createProject', { title: 'Another', users: { [OWNER]: { group: 'owner' } } }],
  ['conat/project', 'system.exec', { command: 'make', args: ['all'], env: { A: '1' } }],
];

test.each(functions)('writing into an answer or a body of %s %s changes no state', async (name, called, argument) => {
  const { hub } = testHub({
    accounts: { owner: { ...people.owner, groups: ['admin'], passports: { 'google-1': { id: 1 } } } },
    project: { state: 'running', columns: { course: { pay: {} } } },
    world: { organizations: { school: { admins: ['owner'] } } },
  });
  hub.stubCommand('make all', 'done');
  const body = { name: called, args: [argument], project_id: PROJECT };

  const spoilt = await expectOwnState(hub, { name, body, credential: { key: 'sk_owner' }, ip: '127.0.0.1' });

  expect(spoilt).toBeGreaterThan(3);
});

test('nobody can write into a state, its tables, or what is in them', () => {
  const { hub } = testHub({ project: { files: { 'A/notes.md': 'notes' } } });
  const { state } = hub;
  const project = state.projects.get(PROJECT);
  const folder = project?.files.entries.get('A');
  const parts: unknown[] = [state, state.site, state.projects, state.projects.indexes, project, project?.users, folder];
  const { tableGroups } = state as unknown as { tableGroups: unknown[] };

  for (const part of [...parts, tableGroups, ...tableGroups, (folder as Directory).entries.get('notes.md')]) {
    expect(() => Object.assign(part as object, { evil: 1 })).toThrow(TypeError);
  }
  expect(() => Object.assign(state, { projects: state.projects.without(PROJECT) })).toThrow(TypeError);
});

test('a transition can write into nothing of the state that it is given, also right after a call', async () => {
  const { hub, as } = testHub();
  await as('owner')('write_text_file_to_project', { project_id: PROJECT, path: 'notes.md', content: 'notes' });

  hub.update((state) => {
    const project = state.projects.get(PROJECT);
    for (const part of [state, state.projects, project, project?.users, project?.files]) {
      expect(() => Object.assign(part as object, { evil: 1 })).toThrow(TypeError);
    }
    return state;
  });
});

test('writing into the world, and the options, that a hub was made of changes no hub', () => {
  const world = structuredClone({
    accounts: { ...people, owner: { ...people.owner, columns: { profile: { color: 'red' } }, groups: ['admin'] } },
    projects: { project: { project_id: PROJECT, users: { owner: { group: 'owner', upgrades: { cores: 1 } } } } },
    organizations: { school: { admins: ['owner'] } },
    site: { banned_domains: ['example.org'] },
    plans: { free: { cores: 1 } },
    tickets: { 7: { subject: 'Help', description: '', tags: ['one'], requester: { name: '', email_address: '' } } },
  });
  const lifecycle = { kind: 'after', ms: 1000 } as const;
  const hub = createHub({ world, lifecycle });
  const before = held(hub);

  spoil(world);
  Object.assign(lifecycle, { ms: 5 });

  expect(held(hub)).toBe(before);
});

test('writing into a command, a cell or a reply of a stub changes no hub', async () => {
  const { hub, projectAs, hubAs } = testHub({ project: { state: 'running' } });
  const output = [{ name: 'stdout', text: 'one' }];
  const kernel = { argv: ['program'], env: { A: '1' } };
  hub.stubCommand(
    (command) => spoil(command) > 0,
    (command) => {
      spoil(command);
      return 'printed';
    },
  );
  hub.stubKernel(
    'octave',
    (cell) => {
      spoil(cell);
      return output;
    },
    kernel,
  );
  const execute = { project_id: PROJECT, kernel: 'octave', input: '1', history: ['0'], path: 'a.ipynb' };

  const ran = await projectAs('owner')('system.exec', { command: 'make', args: ['all'], env: { A: '1' } });
  const first = await hubAs('owner')('jupyter.execute', execute);
  const kernels = await hubAs('owner')('jupyter.kernels', { project_id: PROJECT });
  const before = held(hub);
  spoil(output);
  spoil(kernel);

  expect(ran).toMatchObject({ stdout: 'printed' });
  expect(held(hub)).toBe(before);
  expect(await hubAs('owner')('jupyter.execute', execute)).toMatchObject({
    output: (first as { output: unknown }).output,
  });
  expect(await hubAs('owner')('jupyter.kernels', { project_id: PROJECT })).toEqual(kernels);
});

test('a body in process is refused where it is too deep, or holds itself', async () => {
  const { hub } = testHub();
  const circle: { around?: object } = {};
  circle.around = circle;
  const deep = JSON.parse('['.repeat(20_000) + ']'.repeat(20_000));

  expect(await hub.call(untyped('v1/ping'), circle, { key: 'sk_owner' })).toMatchObject({ kind: 'unsimulated' });
  expect(await hub.call(untyped('v1/ping'), { deep }, { key: 'sk_owner' })).toMatchObject({ kind: 'unsimulated' });
});

test('a body in process is read as JSON would carry it', async () => {
  const { as } = testHub();
  const sent = {
    when: new Date(0),
    left_out: undefined,
    list: [undefined, 1],
    own: JSON.parse('{"__proto__":{"a":1}}'),
  };

  const { id } = await as('owner')('ping', { id: sent });

  expect(JSON.stringify(id)).toBe(JSON.stringify(sent));
});
