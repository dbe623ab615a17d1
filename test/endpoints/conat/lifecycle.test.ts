/** How projects come and go under both generations of the API, and by themselves. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY, MINUTE, SECOND } from '../../../src/core/instant.ts';
import type { Json, JsonObject } from '../../../src/core/json.ts';
import type { Lifecycle } from '../../../src/core/settings.ts';
import { begun } from '../../../src/core/state.ts';
import { NOW, PROJECT, testHub, UNKNOWN } from '../../hub.ts';
import { turns } from '../../turns.ts';

const now = Date.parse(NOW);
const project_id = PROJECT;
const slow = { kind: 'after', ms: 1600 } as const;

type World = ReturnType<typeof testHub>;

function stateOf({ hub }: World): string | undefined {
  return hub.state.projects.get(PROJECT)?.state?.state;
}

/** Lets time pass, and what falls due be done by whoever waits for it. */
async function pass({ clock, hub }: World, ms: number): Promise<void> {
  clock.advance(ms);
  await turns();
  await hub.call('v1/ping', {}, { key: 'sk_owner' });
}

function askProject(world: World, timeout?: number, compute_server_id = 0): Promise<Json> {
  const body = { name: 'system.ping', args: [], project_id, compute_server_id, ...(timeout && { timeout }) };
  return world.hub.call('conat/project', body, { key: 'sk_owner' }).then(({ body: answer }) => answer);
}

const TIMED_OUT = {
  error: `timeout - Error: operation has timed out - callHub: subject='project.${PROJECT}.0.api.-', name='system.ping', code='408' `,
};

test('a call of a project starts it first, however short the caller would wait for an answer', async () => {
  const world = testHub({ lifecycle: slow });

  const answer = askProject(world, 500);
  expect(stateOf(world)).toBe('starting');
  expect(world.hub.state.projects.get(PROJECT)?.last_active).not.toBe(null);
  await pass(world, 1600);

  expect(await answer).toEqual({ now: now + 1600 });
  expect(world.hub.state.projects.get(PROJECT)).toMatchObject({
    last_edited: now + 1600,
    state: { state: 'running', ip: '127.0.0.1' },
  });
});

test('a call of a project that starts already waits until it listens, and no longer than its caller', async () => {
  const world = testHub({ lifecycle: slow });
  const started = world.hubAs('owner')('projects.start', { project_id });
  const [patient, impatient] = [askProject(world, 1601), askProject(world, 1599)];

  await pass(world, 1599);
  expect(await impatient).toEqual(TIMED_OUT);
  await pass(world, 1);

  expect(await patient).toEqual({ now: now + 1600 });
  expect(await started).toBe(null);
});

test('a call of a project that is being stopped is in vain, unless somebody starts it in time', async () => {
  const world = testHub({ project: { state: 'running' }, lifecycle: slow });
  const stopped = world.hubAs('owner')('projects.stop', { project_id });
  const [first, second] = [askProject(world, 5000), askProject(world, 1700)];

  await pass(world, 1600);
  expect(await stopped).toBe(null);
  expect(stateOf(world)).toBe('opened');
  await pass(world, 100);
  expect(await second).toEqual(TIMED_OUT);

  const started = world.hubAs('owner')('projects.start', { project_id });
  await pass(world, 1600);
  expect(await started).toBe(null);
  expect(await first).toEqual({ now: now + 3300 });
});

test('a call of a server that a project does not have is in vain', async () => {
  const world = testHub({ project: { state: 'running' } });

  const answer = askProject(world, 1000, 5);
  await pass(world, 1000);

  expect(await answer).toEqual({ error: expect.stringContaining(`subject='project.${PROJECT}.5.api.-'`) });
});

test('a project that nobody uses stops by itself, half an hour after it was used last', async () => {
  const world = testHub();
  await world.hubAs('owner')('projects.start', { project_id });

  await pass(world, 29 * MINUTE);
  await world.as('owner')('touch_project', { project_id });
  await pass(world, 30 * MINUTE);
  expect(stateOf(world)).toBe('running');
  await pass(world, 1);

  expect(world.hub.state.projects.get(PROJECT)?.state).toEqual({
    state: 'opened',
    time: now + 59 * MINUTE + 1,
    ip: '127.0.0.1',
  });
});

test('a project runs for ten minutes at least, however long ago it was edited', async () => {
  const world = testHub({ project: { state: 'running', last_edited: '2019-01-01T00:00:00.000Z' } });

  await pass(world, 10 * MINUTE);
  expect(stateOf(world)).toBe('running');
  await pass(world, 1);
  expect(stateOf(world)).toBe('opened');
});

/** How long a project runs, in seconds, if nobody uses it; of a project that always runs, a month is looked at. */
async function secondsRunning(project: JsonObject, world: Parameters<typeof testHub>[0] = {}): Promise<number> {
  const hub = testHub({ project: project as never, ...world });
  await hub.hubAs('owner')('projects.start', { project_id });
  hub.clock.advance(30 * DAY);
  await hub.hubAs('owner')('system.ping');
  const { state, time = 0 } = hub.hub.state.projects.get(PROJECT)?.state ?? {};
  return state === 'running' ? Number.POSITIVE_INFINITY : Math.floor((time - now) / SECOND);
}

test('settings, upgrades and licences say how long a project may stay unused, and whether it always runs', async () => {
  const license = (given: JsonObject) => ({
    world: { site_licenses: { [UNKNOWN]: given } },
  });
  const licensed = { site_license: { [UNKNOWN]: {} } };

  expect(await secondsRunning({})).toBe(1800);
  expect(await secondsRunning({ columns: { settings: { mintime: 86_400 } } })).toBe(86_400);
  expect(await secondsRunning({ users: { owner: { group: 'owner', upgrades: { mintime: 3600 } } } })).toBe(5400);
  expect(await secondsRunning(licensed, license({ upgrades: { mintime: 200 } }))).toBe(2000);
  expect(await secondsRunning(licensed, license({ quota: { idle_timeout: 'medium' } }))).toBe(7200);
  expect(await secondsRunning(licensed, license({ quota: { always_running: true } }))).toBe(Number.POSITIVE_INFINITY);
  expect(await secondsRunning({ columns: { settings: { always_running: 1 } } })).toBe(Number.POSITIVE_INFINITY);
});

test('a project that a world has running goes by its settings', async () => {
  const always = testHub({ project: { state: 'running', columns: { settings: { always_running: 1 } } } });
  const short = testHub({ project: { state: 'running', columns: { settings: { mintime: 700 } } } });

  await pass(always, 30 * DAY);
  expect(stateOf(always)).toBe('running');
  await pass(short, 700 * SECOND);
  expect(stateOf(short)).toBe('running');
  await pass(short, 1);
  expect(stateOf(short)).toBe('opened');
});

test('what was stopped and started again is looked after from then on', async () => {
  const world = testHub();
  await world.hubAs('owner')('projects.start', { project_id });
  await pass(world, 20 * MINUTE);
  await world.hubAs('owner')('projects.stop', { project_id });
  await world.hubAs('owner')('projects.start', { project_id });

  await pass(world, 30 * MINUTE);
  expect(stateOf(world)).toBe('running');
  await pass(world, 1);
  expect(stateOf(world)).toBe('opened');
  expect(world.hub.state.agenda.size).toBe(0);
});

test('the quota of a run is noted when it starts', async () => {
  const quotaOf = async (project: JsonObject, world: Parameters<typeof testHub>[0] = {}) => {
    const { hub, hubAs } = testHub({ project: project as never, ...world });
    await hubAs('owner')('projects.start', { project_id });
    return hub.state.projects.get(PROJECT)?.columns.run_quota;
  };
  const plain = {
    gpu: false,
    network: false,
    cpu_limit: 1,
    disk_quota: 3000,
    privileged: false,
    cpu_request: 0.02,
    member_host: false,
    dedicated_vm: false,
    idle_timeout: 1800,
    memory_limit: 1000,
    always_running: false,
    memory_request: 200,
    dedicated_disks: [],
  };

  expect(await quotaOf({})).toEqual(plain);
  const upgrades = { member_host: 1, network: 1, cores: 9, memory: 500, cpu_shares: 512 };
  expect(await quotaOf({ users: { owner: { group: 'owner', upgrades } } })).toEqual({
    ...plain,
    network: true,
    member_host: true,
    cpu_limit: 3,
    cpu_request: 0.5,
    memory_limit: 1500,
    memory_request: 300,
  });
  const quota = { ram: 4, dedicated_ram: 1, cpu: 2, dedicated_cpu: 0.5, disk: 5 };
  const licensed = { site_license: { [UNKNOWN]: {} } };
  expect(await quotaOf(licensed, { world: { site_licenses: { [UNKNOWN]: { quota } } } })).toEqual({
    ...plain,
    network: true,
    cpu_limit: 2.5,
    cpu_request: 0.5,
    disk_quota: 5000,
    memory_limit: 5000,
    memory_request: 1000,
  });
});

/** Where each state may lead. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  none: ['opening', 'opened'],
  archived: ['unarchiving'],
  unarchiving: ['closed'],
  closed: ['opening'],
  opening: ['opened'],
  opened: ['starting', 'closing'],
  closing: ['closed'],
  starting: ['running'],
  pending: ['stopping'],
  running: ['stopping'],
  stopping: ['opened'],
};

/** All states that the arrows lead to from one, and the one itself. */
function reachable(from: string): Set<string> {
  const found = new Set([from]);
  for (const state of found) for (const next of ARROWS[state] ?? []) found.add(next);
  return found;
}

const calls: Record<string, (world: World) => Promise<unknown>> = {
  start: (world) => world.hubAs('owner')('projects.start', { project_id }),
  stop: (world) => world.hubAs('owner')('projects.stop', { project_id }),
  touch: (world) => world.hubAs('owner')('projects.touch', { project_id }),
  state: (world) => world.hubAs('owner')('projects.state', { project_id }),
  status: (world) => world.hubAs('owner')('projects.status', { project_id }),
  delete: (world) => world.hubAs('owner')('projects.deleteProject', { project_id }),
  ping: (world) => askProject(world, 1000),
  touchInV1: (world) => world.as('owner')('touch_project', { project_id }),
  readInV1: (world) => world.as('owner')('read_text_file_from_project', { project_id, path: 'a.txt' }),
  ...Object.fromEntries(
    ['start', 'stop', 'restart', 'close'].flatMap((action) => [
      [`${action}InV1`, (world: World) => world.as('owner')('query', { query: actionQuery(world, action) })],
      [
        `${action}ByQuery`,
        (world: World) => world.hubAs('owner')('db.userQuery', { query: actionQuery(world, action) }),
      ],
    ]),
  ),
};

function actionQuery({ hub }: World, action: string): JsonObject {
  return { projects: { project_id, action_request: { action, time: now + hub.state.call } } };
}

const someLifecycle: fc.Arbitrary<Lifecycle> = fc.oneof(
  fc.constant({ kind: 'immediate' as const }),
  fc.record({ kind: fc.constant('after' as const), ms: fc.integer({ min: 1, max: 3000 }) }),
  fc.record({ kind: fc.constant('after' as const), calls: fc.integer({ min: 1, max: 3 }) }),
);
const someSteps = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...Object.keys(calls)) },
    fc.constantFrom(1, 500, 1500, 3000, 40 * MINUTE, 7 * DAY),
  ),
  { maxLength: 12 },
);
const someState = fc.constantFrom(null, 'opened', 'running', 'closed', 'archived', 'pending');

test('whatever is called in whatever order, a project only goes where the arrows lead, and comes to rest', async () => {
  const lawful = fc.asyncProperty(someLifecycle, someState, someSteps, async (lifecycle, state, steps) => {
    const world = testHub({ lifecycle, project: { state, files: { 'a.txt': '' } } });
    const seen = () => stateOf(world) ?? 'none';
    const open: Promise<unknown>[] = [];
    let before = seen();
    for (const step of steps) {
      if (typeof step === 'number') await pass(world, step);
      else open.push((calls[step] as (typeof calls)[string])(world));
      await turns();
      // At once and after some calls a project may have gone more than one step on its way.
      expect([...reachable(before)]).toContain(seen());
      if (typeof step === 'string' && 'ms' in lifecycle && before !== seen()) expect(ARROWS[before]).toContain(seen());
      before = seen();
    }
    for (let turn = 0; turn < 12; turn += 1) await pass(world, 3000);

    expect(['none', 'opened', 'running', 'closed', 'archived', 'pending']).toContain(seen());
    await Promise.all(open);
  });

  await fc.assert(lawful, { numRuns: 150 });
});

test('a clock that jumps a week comes to the same as one that goes step by step', async () => {
  const lawful = fc.asyncProperty(
    fc.integer({ min: 1, max: 3000 }),
    fc.array(fc.integer({ min: 0, max: 20 * MINUTE }), { minLength: 1, maxLength: 6 }),
    async (ms, parts) => {
      const [jump, steps] = [0, 1].map(() => testHub({ lifecycle: { kind: 'after', ms } })) as [World, World];
      for (const world of [jump, steps]) await world.as('owner')('touch_project', { project_id });

      for (const part of parts) {
        steps.clock.advance(part);
        steps.hub.update((state) => state);
        await steps.hub.call('v1/ping', {});
      }
      const end = now + 7 * DAY;
      for (const world of [jump, steps]) {
        world.clock.set(end);
        await world.hub.call('v1/ping', {}, { key: 'sk_owner' });
      }

      const told = ({ hub }: World) => {
        const { state, last_edited } = hub.state.projects.get(PROJECT) ?? {};
        return { state, last_edited };
      };
      expect(told(steps)).toEqual(told(jump));
      expect(told(jump).state).toEqual({ state: 'opened', time: now + 30 * MINUTE + 1 + ms, ip: '127.0.0.1' });
    },
  );

  await fc.assert(lawful, { numRuns: 50 });
});

test('a refused call changes nothing', async () => {
  const { hub, hubAs } = testHub({ project: { state: 'running' } });
  const before = hub.state;

  for (const name of ['start', 'stop', 'touch', 'state', 'status', 'deleteProject', 'copyPathBetweenProjects']) {
    for (const caller of ['other', 'admin']) {
      for (const argument of [{}, { project_id: UNKNOWN, src_project_id: UNKNOWN }, { project_id: 'x' }]) {
        await hubAs(caller)(`projects.${name}`, argument);
      }
    }
  }
  await hubAs('owner')('projects.createProject', { title: '\0', start: true });

  expect(hub.state).toEqual(begun(before, before.now, hub.state.call, '2026'));
});

test('a project goes on in the dialect in which it was started, whatever is called meanwhile', async () => {
  const started = async (start: 'v1' | 'conat') => {
    const { hub, clock, as, hubAs } = testHub({ lifecycle: { kind: 'after', ms: 1000 }, project: { state: 'opened' } });
    const owner = { v1: () => as('owner')('ping'), conat: () => hubAs('owner')('system.ping') };
    const call =
      start === 'v1'
        ? as('owner')('touch_project', { project_id: PROJECT })
        : hubAs('owner')('projects.start', { project_id: PROJECT });
    await owner[start === 'v1' ? 'conat' : 'v1']();
    clock.advance(1000);
    await owner[start === 'v1' ? 'conat' : 'v1']();
    await call;
    return hub.state.projects.get(PROJECT)?.state;
  };

  expect(await started('v1')).toEqual({ state: 'running', time: expect.any(Number) });
  expect(await started('conat')).toEqual({ state: 'running', time: expect.any(Number), ip: '127.0.0.1' });
});
