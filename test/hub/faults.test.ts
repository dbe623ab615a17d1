/** Faults come exactly when asked, and do just what they say: at each API, on a clock that stands still and on the system's. */
import { expect, onTestFinished, test, vi } from 'vitest';
import {
  createHub,
  type Doing,
  type FaultSpec,
  fromDocument,
  type Hub,
  toDocument,
  type VirtualClock,
  virtualClock,
} from '../../src/index.ts';
import { OTHER, PROJECT, people, testHub } from '../hub.ts';
import { turns } from '../turns.ts';

/** A call that changes something, at each API. */
const APIS = {
  v1: {
    operation: 'v1/write_text_file_to_project',
    call: (hub: Hub, content = 'text') =>
      hub.call('v1/write_text_file_to_project', { project_id: PROJECT, path: 'a.txt', content }, { key: 'sk_owner' }),
    refusal: 'no_project_access',
    words: `User ${people.owner.account_id} does not have write access to project ${PROJECT}`,
    more: { details: { access: 'write' } },
  },
  conat: {
    operation: 'conat/project/system.writeTextFileToProject',
    call: (hub: Hub, content = 'text') =>
      hub.call('conat/project/system.writeTextFileToProject', [{ path: 'a.txt', content }], {
        key: 'sk_owner',
        project_id: PROJECT,
      }),
    refusal: "Error: EACCES: permission denied, open '<path>'",
    words: "Error: EACCES: permission denied, open 'a.txt'",
    more: {},
  },
  v2: {
    operation: 'v2/projects/write-text-file',
    call: (hub: Hub, content = 'text') =>
      hub.call('v2/projects/write-text-file', { project_id: PROJECT, path: 'a.txt', content }, { key: 'sk_owner' }),
    refusal: 'must be authenticated',
    words: 'must be authenticated',
    more: {},
  },
} as const;

const CLOCKS = {
  'a clock that stands still': () => virtualClock(),
  "the system's clock": () => undefined,
} as const;

const onEachClock = <One extends object>(cases: readonly One[]) =>
  cases.flatMap((one) => Object.entries(CLOCKS).map(([clock, make]) => ({ ...one, clock, make })));

const CASES = onEachClock(Object.entries(APIS).map(([api, about]) => ({ api, about })));

async function prepared({ about, make }: (typeof CASES)[number], doing?: Doing, more: Partial<FaultSpec> = {}) {
  const project = {
    project_id: PROJECT,
    title: 'Project',
    users: { owner: 'owner' },
    state: 'running',
    files: { 'old.txt': 'old' },
  };
  const hub: Hub = createHub({ clock: make(), seed: '1', world: { accounts: people, projects: { project } } });
  // Contracts are loaded, and projects and accounts marked as active, with the first call.
  await about.call(hub, 'before');
  if (doing !== undefined) await hub.faults.arm({ operation: about.operation, do: doing, ...more });
  return hub;
}

const file = (hub: Hub) => hub.projects.get(PROJECT).files.read('a.txt');
const advance = (hub: Hub, ms: number) => (hub.clock as Partial<VirtualClock>).advance?.(ms);
test.for(CASES)('refuse: a refusal of the operation in its words, and nothing changes: $api, $clock', async (one) => {
  const { about } = one;
  const hub = await prepared(one, { refuse: { words: about.refusal, ...about.more } });
  const before = hub.state;

  const answer = await about.call(hub);

  expect(answer).toMatchObject({ kind: 'refusal', body: { error: about.words } });
  expect(hub.state).toBe(before);
  expect(hub.journal.entry(2)).toMatchObject({
    kind: 'refusal',
    injected: { id: 'fault-1', do: 'refuse' },
    changed: [],
  });
});

test.for(CASES.flatMap((one) => ([502, 'html', 'reset'] as const).map((failing) => ({ ...one, failing }))))(
  'fail_before: nothing is changed, not even the state: $api, $clock, $failing',
  async (one) => {
    const hub = await prepared(one, { fail_before: one.failing }, { first: 1 });
    const before = hub.state;

    expect(await one.about.call(hub)).toMatchObject({ kind: 'injected' });

    expect(hub.state).toBe(before);
    expect((await one.about.call(hub)).kind).toBe('success');
  },
);

test.for(CASES.flatMap((one) => ([503, 'html', 'reset'] as const).map((failing) => ({ ...one, failing }))))(
  'fail_after: the state is the one of the call without a fault: $api, $clock, $failing',
  async (one) => {
    // Two hubs on the system's clock have the same time only if that stands still.
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const [faulty, sound] = [await prepared(one, { fail_after: one.failing }), await prepared(one)];

    expect(await one.about.call(faulty)).toMatchObject({ kind: 'injected' });
    await one.about.call(sound);

    expect(JSON.stringify(toDocument(faulty.state))).toBe(JSON.stringify(toDocument(sound.state)));
    expect(faulty.journal.entry(2).changed.length).toBe(sound.journal.entry(2).changed.length);
  },
);

test.for(CASES.flatMap((one) => (['fail_before', 'fail_after'] as const).map((when) => ({ ...one, when }))))(
  'hang: there is no answer, until the hub is put to another state: $api, $clock, $when',
  async (one) => {
    const hub = await prepared(one, { [one.when]: 'hang' } as unknown as Doing);
    const before = hub.state;
    const answer = one.about.call(hub);

    advance(hub, 86_400_000);
    await turns(20);
    expect(await Promise.race([answer, 'nothing'])).toBe('nothing');
    expect(file(hub)).toBe(one.when === 'fail_after' ? 'text' : 'before');

    hub.restore(before);
    expect(await answer).toMatchObject({ code: 'abandoned' });
  },
);

test.for(Object.entries(CLOCKS))('twice: the call is made twice, and the journal links both: %s', async ([, make]) => {
  const hub: Hub = createHub({ clock: make(), world: { accounts: people } });
  await hub.faults.arm({ operation: 'v1/create_project', first: 1, do: { twice: true } });
  await hub.faults.arm({ operation: 'conat/hub/projects.createProject', first: 1, do: { twice: true } });
  await hub.faults.arm({ operation: 'v2/projects/create', first: 1, do: { twice: true } });

  const v1 = await hub.v1.create_project({ title: 'v1' }, { key: 'sk_owner' });
  const conat = await hub.conat.projects.createProject({ title: 'conat' }, { key: 'sk_owner' });
  const v2 = await hub.v2.projects.create({ title: 'v2' }, { key: 'sk_owner' });

  const titles = hub.projects.all().map(({ title }) => title);
  expect(titles).toEqual(['v1', 'v1', 'conat', 'conat', 'v2', 'v2']);
  expect(v1.body).toMatchObject({ project_id: hub.projects.all()[1]?.project_id });
  expect(conat.body).toBe(hub.projects.all()[3]?.project_id);
  expect(v2.body).toMatchObject({ project_id: hub.projects.all()[5]?.project_id });
  expect(hub.journal.entries().map(({ injected }) => injected?.twin)).toEqual([2, 1, 4, 3, 6, 5]);
  expect(hub.journal.entries().map(({ kind }) => kind)).toEqual(Array(6).fill('success'));
});

test.for(CASES)(
  'delay: the call is made at the end of the delay, on the clock of the hub: $api, $clock',
  async (one) => {
    const hub = await prepared(one, { delay: 50 });
    const answer = one.about.call(hub);
    await turns(20);
    const isVirtual = 'advance' in hub.clock;
    if (isVirtual) {
      advance(hub, 49);
      await turns(20);
      expect(file(hub)).toBe('before');
      expect(await Promise.race([answer, 'nothing'])).toBe('nothing');
      advance(hub, 1);
    }

    expect((await answer).kind).toBe('success');
    expect(file(hub)).toBe('text');
  },
);

test.for(CASES)('half: a write ends at a byte, in an error of the hub: $api, $clock', async (one) => {
  const hub = await prepared(one, { half: { bytes: 3, refuse: { words: one.about.refusal, ...one.about.more } } });

  const answer = await one.about.call(hub, 'contents');

  expect(answer).toMatchObject({ kind: 'refusal', body: { error: one.about.words } });
  expect(file(hub)).toBe('con');
});

test.for(Object.entries(CLOCKS))(
  'half: a copy ends at a file, and its status says that it failed: %s',
  async ([, make]) => {
    const files = { 'd/a.txt': 'a', 'd/b.txt': 'b', 'd/c.txt': 'c' };
    const users = { owner: 'owner' };
    const projects = { from: { users, files }, to: { users } };
    const hub: Hub = createHub({ clock: make(), world: { accounts: people, projects } });
    const [from, to] = [hub.projects.get('from').project_id, hub.projects.get('to').project_id];
    await hub.faults.arm({
      operation: 'v1/copy_path_between_projects',
      do: { half: { files: 2, refuse: 'could not make way for new directory: d' } },
    });
    const copy = (wait_until_done: boolean) =>
      hub.v1.copy_path_between_projects(
        { src_project_id: from, src_path: 'd', target_project_id: to, wait_until_done },
        { key: 'sk_owner' },
      );

    const { body } = await copy(false);
    const [row] = [...hub.state.copies.values()];
    expect(hub.projects.get('to').files.list()).toEqual(['d/a.txt', 'd/b.txt']);
    expect(row).toMatchObject({
      copy_path_id: (body as { copy_path_id?: string }).copy_path_id,
      error: 'could not make way for new directory: d',
    });
    const status = await hub.v1.copy_path_status({ copy_path_id: String(row?.copy_path_id) } as never, {
      key: 'sk_owner',
    });
    expect(JSON.stringify(status.body)).toContain('could not make way');

    expect(await copy(true)).toMatchObject({
      kind: 'refusal',
      body: { error: 'could not make way for new directory: d' },
    });

    await hub.faults.arm({
      operation: 'v2/projects/copy-path',
      do: { half: { files: 1, refuse: 'child exited with code 1' } },
    });
    const { kind } = await hub.v2.projects.copyPath(
      { src_project_id: from, path: 'd', target_project_id: to, target_path: 'e' },
      { key: 'sk_owner' },
    );
    expect(kind).toBe('refusal');
    expect(
      hub.projects
        .get('to')
        .files.list()
        .filter((path) => path.startsWith('e/')),
    ).toEqual(['e/a.txt']);
  },
);

test.for(CASES)(
  'cut_body and slow_body: the call is made, and its answer is what suffers: $api, $clock',
  async (one) => {
    const hub = await prepared(one, { cut_body: true }, { first: 1 });
    expect(await one.about.call(hub, 'cut')).toMatchObject({ kind: 'injected', transport: { kind: 'cut_body' } });
    expect(file(hub)).toBe('cut');
    hub.faults.disarm();

    await hub.faults.arm({ operation: one.about.operation, do: { slow_body: 20 } });
    const slow = one.about.call(hub, 'slow');
    await turns(20);
    expect(file(hub)).toBe('slow');
    if ('advance' in hub.clock) expect(await Promise.race([slow, 'nothing'])).toBe('nothing');
    advance(hub, 20);
    expect((await slow).kind).toBe('success');
  },
);

test.for(CASES)('too_many: 429 with the time to wait, and nothing changes: $api, $clock', async (one) => {
  const hub = await prepared(one, { too_many: 7 }, { first: 1 });
  const before = hub.state;

  expect(await one.about.call(hub)).toMatchObject({ kind: 'limited', retryAfterSeconds: 7 });
  expect(hub.state).toBe(before);
});

/** A call of somebody whom the project refuses once it is removed from it, at each API that remembers rights: v1 does not. */
const VISITS = {
  conat: {
    operation: 'conat/hub/projects.start',
    call: (hub: Hub) => hub.conat.projects.start({ project_id: PROJECT }, { key: 'sk_other' }),
    refused: 'must be collaborator',
  },
  v2: {
    operation: 'v2/projects/start',
    call: (hub: Hub) => hub.v2.projects.start({ project_id: PROJECT }, { key: 'sk_other' }),
    refused: 'must be a collaborator',
  },
} as const;

/** Lets time pass for the hub: on its own clock, or by moving the date that the system tells. */
function wait(hub: Hub, seconds: number): void {
  if ('advance' in hub.clock) advance(hub, seconds * 1000);
  else vi.setSystemTime(Date.now() + seconds * 1000);
}

function movedDate(): void {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
}

test.for(onEachClock(Object.entries(VISITS).map(([api, visit]) => ({ api, visit }))))(
  'stale: rights are what they were, as long ago as caches of a hub remember them: $api, $clock',
  async ({ visit, make }) => {
    movedDate();
    const users = { owner: 'owner', other: 'collaborator' };
    const project = { project_id: PROJECT, users, state: 'running' };
    const hub: Hub = createHub({ clock: make(), world: { accounts: people, projects: { project } } });
    const refused = { body: { error: expect.stringContaining(visit.refused) } };
    await hub.conat.projects.removeCollaborator(
      { opts: { project_id: PROJECT, account_id: OTHER } },
      { key: 'sk_owner' },
    );
    expect(await visit.call(hub)).toMatchObject(refused);
    await hub.faults.arm({ operation: visit.operation, account: 'other', do: { stale: 20 } });

    wait(hub, 10);
    expect(await visit.call(hub)).toMatchObject({ kind: 'success' });
    const { caches, remembered } = hub.state;
    wait(hub, 20);
    expect(await visit.call(hub)).toMatchObject(refused);

    expect({ caches, remembered: remembered.size }).toEqual({ caches: 'none', remembered: 0 });
  },
);

/** How each API tells what an account is called, and for how many seconds its hub remembers that. */
const NAMES = {
  v1: { operation: 'v1/get_usernames', sent: { account_ids: [OTHER] }, seconds: 3600 },
  conat: { operation: 'conat/hub/system.getNames', sent: [[OTHER]], seconds: 30 },
  v2: { operation: 'v2/accounts/get-names', sent: { account_ids: [OTHER] }, seconds: 30 },
} as const;

test.for(onEachClock(Object.entries(NAMES).map(([api, names]) => ({ api, ...names }))))(
  'stale: names are what they were, as long ago as $seconds seconds: $api, $clock',
  async (one) => {
    movedDate();
    const hub: Hub = createHub({ clock: one.make(), world: { accounts: people } });
    const told = async () =>
      JSON.stringify((await hub.call(one.operation, one.sent as never, { key: 'sk_owner' })).body);
    expect(await told()).toContain('"Other"');
    const query = { accounts: { account_id: OTHER, first_name: 'New' } };
    expect((await hub.v1.query({ query }, { key: 'sk_other' })).kind).toBe('success');
    await hub.faults.arm({ operation: one.operation, do: { stale: one.seconds } });

    wait(hub, one.seconds - 1);
    expect(await told()).toContain('"Other"');
    wait(hub, 1);
    expect(await told()).toContain('"New"');
  },
);

const KEYS = [
  ['v1/ping', 59, 'success'],
  ['v1/ping', 61, 'rejection'],
  ['conat/hub/system.ping', 14, 'success'],
  ['conat/hub/system.ping', 16, 'rejection'],
  ['v2/projects/touch', 14, 'success'],
  ['v2/projects/touch', 16, 'refusal'],
] as const;

test.for(onEachClock(KEYS.map(([operation, seconds, kind]) => ({ operation, seconds, kind }))))(
  'stale: a key that was deleted is good for as long as caches remember it: $operation, $seconds seconds, $clock',
  async ({ operation, seconds, kind, make }) => {
    movedDate();
    const project = { project_id: PROJECT, users: { owner: 'owner' } };
    const hub: Hub = createHub({ clock: make(), world: { accounts: people, projects: { project } } });
    await hub.call('v1/ping', {}, { key: 'sk_owner' });
    wait(hub, 100);
    hub.update((state) =>
      fromDocument(JSON.parse(JSON.stringify(toDocument(state)).replaceAll('"sk_owner"', '"sk_new"'))),
    );
    await hub.call('v1/ping', {}, { key: 'sk_new' });
    await hub.faults.arm({ operation, do: { stale: seconds } });
    wait(hub, 1);

    const sent = operation.startsWith('conat') ? [] : operation.startsWith('v2') ? { project_id: PROJECT } : {};
    expect((await hub.call(operation as string, sent, { key: 'sk_owner' })).kind).toBe(kind);
  },
);

test.for(CASES)(
  'hub_restart: calls under way are lost though they go on, then 503 for the downtime, and the state stays: $api, $clock',
  async ({ about, make }) => {
    movedDate();
    const project = { project_id: PROJECT, users: { owner: 'owner' }, state: 'running' };
    const hub: Hub = createHub({ clock: make(), caches: 'real', world: { accounts: people, projects: { project } } });
    let finish = (_result: string) => {};
    hub.stubCommand('slow', () => new Promise<string>((resolve) => (finish = resolve)) as never);
    await about.call(hub, 'before');
    const exec = hub.v1.project_exec({ project_id: PROJECT, command: 'slow' }, { key: 'sk_owner' });
    await turns(20);
    await hub.faults.arm({ operation: about.operation, calls: [1], do: { hub_restart: { downtime_ms: 1000 } } });
    expect(hub.state.remembered.size).toBeGreaterThan(0);

    expect(await about.call(hub)).toMatchObject({ kind: 'injected', transport: { kind: 'reset' } });
    expect(await exec).toMatchObject({ kind: 'injected', transport: { kind: 'reset' } });
    expect(hub.state.remembered.size).toBe(0);
    expect(await about.call(hub)).toMatchObject({ kind: 'injected', transport: { kind: 'status', status: 503 } });
    finish('done');
    expect(file(hub)).toBe('before');
    wait(hub, 0.999);
    expect((await about.call(hub)).kind).toBe('injected');
    wait(hub, 0.001);
    expect((await about.call(hub)).kind).toBe('success');
    expect(file(hub)).toBe('text');
  },
);

test('counts are exact: these calls, the first ones, each so many-th; by caller, project and parameters', async () => {
  const { hub, as } = testHub();
  const kinds = async (count: number) => {
    const found: string[] = [];
    for (let call = 0; call < count; call += 1)
      found.push((await hub.call('v1/ping', {}, { key: 'sk_owner' })).kind === 'success' ? '.' : 'x');
    return found.join('');
  };
  const fail = { fail_before: 500 } as const;
  const { id } = await hub.faults.arm({ operation: 'v1/ping', calls: [3, 5], do: fail });
  expect(await kinds(6)).toBe('..x.x.');
  hub.faults.disarm(id);
  await hub.faults.arm({ operation: 'v1/ping', first: 2, do: fail });
  expect(await kinds(4)).toBe('xx..');
  hub.faults.disarm();
  await hub.faults.arm({ operation: 'v1/ping', every: 3, do: fail });
  expect(await kinds(7)).toBe('..x..x.');
  hub.faults.disarm();
  await hub.faults.arm({ account: 'other', do: fail });
  expect(await kinds(1)).toBe('.');
  expect(await as('other')('ping')).toMatchObject({ error: expect.stringContaining('by the fault') });
  hub.faults.disarm();
  await hub.faults.arm({ operation: 'v1/create_project', parameters: { title: 'bad' }, do: fail });
  expect(await as('owner')('create_project', { title: 'good' })).toMatchObject({ event: 'project_created' });
  expect(await as('owner')('create_project', { title: 'bad' })).not.toHaveProperty('event');
  hub.faults.disarm();
  await hub.faults.arm({ project: 'project', do: fail });
  expect(await as('owner')('read_text_file_from_project', { project_id: PROJECT, path: 'a' })).not.toHaveProperty(
    'event',
  );
  expect(await kinds(1)).toBe('.');
});

test('a call with the header meets just the faults that it names', async () => {
  const { hub } = testHub();
  await hub.faults.arm({ id: 'mine', operation: 'v1/ping', header: true, do: { fail_before: 500 } });
  await hub.faults.arm({ id: 'all', operation: 'v1/ping', do: { fail_before: 503 } });
  const ping = (faults?: string) =>
    hub.call('v1/ping', {}, { key: 'sk_owner', ...(faults !== undefined && { faults }) });

  expect(await ping('mine')).toMatchObject({ transport: { status: 500 } });
  expect(await ping()).toMatchObject({ transport: { status: 503 } });
  expect(await ping('min')).toMatchObject({
    kind: 'unsimulated',
    body: { error: expect.stringContaining('did you mean "mine"?') },
  });
});

test.for<[FaultSpec, string]>([
  [{ operation: 'v1/pnig', do: { twice: true } }, 'no operation is called "v1/pnig"; the nearest is "v1/ping"'],
  [{ account: 'ownr', do: { twice: true } }, 'unknown account "ownr"; did you mean "owner"?'],
  [{ project: 'projet', do: { twice: true } }, 'unknown project "projet"; did you mean "project"?'],
  [
    { operation: 'v1/create_project', parameters: { titl: 'x' }, do: { twice: true } },
    'fault.parameters.titl is no parameter of v1/create_project; did you mean "title"?',
  ],
  [{ operation: 'v1/ping', do: { refuse: 'no_project_access' } }, '"no_project_access" is no refusal of v1/ping'],
  [
    { operation: 'v1/create_project', do: { refuse: 'no_such_code' } },
    '"no_such_code" is no refusal of v1/create_project',
  ],
  [
    { operation: 'v1/read_text_file_from_project', do: { refuse: 'no_project_access' } },
    'the refusal "no_project_access" needs { words: …, details: { access } }',
  ],
  [{ do: { refuse: 'not running' } }, 'fault.operation should be given, since each operation has refusals of its own'],
  [
    { operation: 'v1/ping', first: 1, every: 2, do: { twice: true } },
    'fault should have only one of calls, first, every',
  ],
  [
    { operation: 'v1/ping', calls: [2, 1], do: { twice: true } },
    'fault.calls should be numbers of calls, each higher than the one before',
  ],
  [{ operation: 'v1/ping', calls: [0], do: { twice: true } }, 'fault.calls[0] should be a whole number from 1'],
  [{ operation: 'v1/ping', do: {} as never }, 'fault.do should be one of refuse, fail_before'],
  [
    { operation: 'v1/ping', do: { fail_befor: 500 } as never },
    'fault.do.fail_befor is not known; did you mean fail_before?',
  ],
  [{ operation: 'v1/ping', do: { fail_before: 200 } }, 'fault.do.fail_before should be a whole number from 400 to 599'],
])('a fault for what there is not is refused, and not armed: %o', async ([spec, words]) => {
  const { hub } = testHub();

  await expect(hub.faults.arm(spec)).rejects.toThrow(words);
  expect(hub.faults.list()).toEqual([]);
});

test('faults are listed with their counts, and those that never fired are told', async () => {
  const { hub, as } = testHub();
  await hub.faults.arm({ id: 'a', operation: 'v1/ping', calls: [1, 3], do: { twice: true } });
  await hub.faults.arm({ id: 'b', operation: 'v1/user_search', do: { twice: true } });
  await expect(hub.faults.arm({ id: 'a', do: { twice: true } })).rejects.toThrow('"a" is armed already');

  await as('owner')('ping');
  expect(hub.faults.list()).toEqual([
    { id: 'a', operation: 'v1/ping', calls: [1, 3], do: { twice: true }, met: 1, fired: 1 },
    { id: 'b', operation: 'v1/user_search', do: { twice: true }, met: 0, fired: 0 },
  ]);
  expect(hub.faults.unfired().map(({ id }) => id)).toEqual(['a', 'b']);
  await as('owner')('ping');
  await as('owner')('ping');
  expect(hub.faults.unfired().map(({ id }) => id)).toEqual(['b']);
  expect(() => hub.faults.disarm('other')).toThrow('no fault "other" is armed; there are: a, b');
  expect(hub.fork().faults.list()).toEqual([]);
  hub.reset();
  expect(hub.faults.list()).toEqual([]);
});

test('what was injected counts for no coverage', async () => {
  const { hub, as } = testHub();
  await hub.faults.arm({ operation: 'v1/ping', first: 1, do: { fail_after: 500 } });
  await as('owner')('ping');
  expect((await hub.coverage()).used).toBe(0);

  await as('owner')('ping');
  expect((await hub.coverage()).used).toBeGreaterThan(0);
});

test('a retry that makes a project twice is found, a hundred times of a hundred', async () => {
  const naive = async (hub: Hub) => {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const answer = await hub.v1.create_project({ title: 'once' }, { key: 'sk_owner' });
      if (answer.kind === 'success') return;
    }
  };
  let found = 0;
  for (let seed = 0; seed < 100; seed += 1) {
    const hub: Hub = createHub({ clock: virtualClock(), seed: String(seed), world: { accounts: people } });
    await hub.faults.arm({ operation: 'v1/create_project', calls: [1], do: { fail_after: 'reset' } });
    await naive(hub);
    if (hub.projects.all().length === 2) found += 1;
  }

  expect(found).toBe(100);
});

test('a refusal of API v2 travels in the words of its contract', async () => {
  const hub = createHub();
  await hub.faults.arm({ operation: 'v2/projects/delete', do: { refuse: { words: 'must be signed in' } } });

  const { kind, body } = await hub.as('teacher').v2.projects.delete({
    project_id: 'cccccccc-0000-4000-8000-000000000001',
  });

  expect({ kind, body }).toEqual({ kind: 'refusal', body: { error: 'must be signed in' } });
});

test('what is wrong with parameters of API v2 travels as issues', async () => {
  const hub = createHub();
  const issues = { terms: 'You must agree to the terms of usage.' };
  await hub.faults.arm({ operation: 'v2/auth/sign-up', do: { refuse: { words: issues } } });

  const { kind, body } = await hub.call('v2/auth/sign-up', {
    ...{ email: 'a@example.com', password: 'x', terms: true },
    ...{ firstName: 'A', lastName: 'B' },
  });

  expect({ kind, body }).toEqual({ kind: 'refusal', body: { issues } });
});
