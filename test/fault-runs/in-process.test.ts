/** Functions that run once for each fault that fits a call of theirs, in process. */
import { expect, test } from 'vitest';
import { inProcessFaults } from '../../src/fault-runs/in-process.ts';
import { createHub, type Hub, virtualClock, world } from '../../src/index.ts';

function hubOf(seed = '0') {
  const clock = virtualClock();
  return createHub({
    ...{ seed, clock },
    world: world()
      .account('alice')
      .project('essay', { files: { 'a.txt': 'hello', 'old.txt': 'old' } }),
  });
}

type Own = ReturnType<typeof hubOf>;
const campaign = (body: (hub: Own) => unknown, options: Parameters<typeof inProcessFaults>[2] = {}, hub = hubOf()) =>
  inProcessFaults({ hub, title: 'a test', clockRuns: false }, body, { timeoutMs: 20_000, ...options });

async function create(hub: Hub, title = 'Mine') {
  const made = await hub.as('alice').v1.create_project({ title });
  if (made.kind !== 'success') throw new Error(made.kind);
  return made.body.project_id;
}

const write = async (hub: Hub, path: string, content: string) => {
  const project_id = hub.projects.get('essay').project_id;
  const { kind } = await hub.as('alice').v1.write_text_file_to_project({ project_id, path, content });
  if (kind !== 'success') throw new Error(kind);
};

async function naively(work: () => Promise<unknown>) {
  await work().catch(work);
}

test('a retry that makes a project twice is found, each time', { timeout: 120_000 }, async () => {
  const found: number[] = [];
  for (let seed = 0; seed < 100; seed += 1) {
    const { cases } = await campaign(
      (hub) => naively(() => create(hub)),
      { only: ['fail_after reset'] },
      hubOf(`${seed}`),
    );
    found.push(cases.filter(({ verdict }) => verdict === 'duplicated').length);
  }

  expect(found).toEqual(Array(100).fill(1));
});

test('who fails and says so does no harm, with any fault', async () => {
  const { exit, cases } = await campaign(
    async (hub) => {
      await create(hub);
      await write(hub, 'a.txt', 'other');
    },
    { timeoutMs: 500 },
  );

  expect(exit).toEqual({ code: 1, words: expect.stringContaining('do harm') });
  // Calls in process have no limit of time, so each that gets no answer waits for ever; nothing else is found.
  const harm = cases.filter(({ verdict }) => verdict !== 'fine');
  expect(harm.map(({ name, verdict }) => `${name} ${verdict}`)).toEqual([
    'v1/create_project#1 fail_before hang hung',
    'v1/create_project#1 fail_after hang hung',
    'v1/write_text_file_to_project#1 fail_before hang hung',
    'v1/write_text_file_to_project#1 fail_after hang hung',
  ]);
});

test('each kind of harm has its verdict, and the report says what was left', async () => {
  const only = (name: string) => ({ only: [name] });
  const first = async (body: (hub: Own) => unknown, name: string) => (await campaign(body, only(name))).cases[0];

  expect(await first((hub) => write(hub, 'b.txt', 'b').catch(() => {}), 'fail_before 503')).toMatchObject({
    verdict: 'lost',
    left: expect.arrayContaining([
      expect.objectContaining({
        kind: 'missing',
        place: expect.stringMatching(/^projects .*\.files\.b\.txt$/),
        expected: 'b',
      }),
    ]),
  });
  const temporary = async (hub: Own) => {
    const project_id = await create(hub, 'Scratch');
    await hub.as('alice').v2.projects.delete({ project_id });
  };
  expect(await first(temporary, 'v2/projects/delete#1 fail_before reset')).toMatchObject({
    verdict: 'leaked',
    left: [{ kind: 'left over', place: 'projects[]', came: { title: 'Scratch' } }],
  });
  const appends = (hub: Own) =>
    naively(() => write(hub, 'a.txt', `${hub.projects.get('essay').files.read('a.txt')}\nmore`));
  expect(await first(appends, 'fail_after html')).toMatchObject({ verdict: 'duplicated' });
  expect(await first((hub) => naively(() => write(hub, 'a.txt', 'new')), 'fail_after html')).toMatchObject({
    verdict: 'retried well',
    left: [],
  });
});

test('a fault whose call does not come is told, and is no pass', async () => {
  let runs = 0;
  const report = await campaign(
    async (hub) => {
      runs += 1;
      // Two runs without faults make a call that none of the others makes.
      await create(hub);
      if (runs < 3) await hub.as('alice').v1.ping();
    },
    { only: ['v1/ping#1 fail_before 503'] },
  );

  expect(report.cases.map(({ verdict }) => verdict)).toEqual(['not fired']);
  expect(report.exit).toEqual({ code: 5, words: 'nothing ran; 1 faults never fired, so nothing is known of them' });
});

test('what differs by chance between runs without faults counts for nothing, and is told', async () => {
  let runs = 0;
  const report = await campaign(
    async (hub) => {
      runs += 1;
      await write(hub, 'a.txt', `run ${runs}`);
      await write(hub, 'b.txt', 'b');
    },
    { only: ['v1/write_text_file_to_project#2 fail_before 503'] },
  );

  expect(report.unsteady).toEqual([expect.stringContaining('.files.a.txt')]);
  expect(report.cases.map(({ verdict }) => verdict)).toEqual(['fine']);
});

test('calls of operations that there are not meet no fault, and do not count among others', async () => {
  const { cases } = await campaign(
    async (hub) => {
      const place = { path: '/api/v1/create_project', basePath: '', isRoute: false };
      const sent = { method: 'GET', mediaType: undefined, body: null };
      await hub.serve({ name: 'v1/create_project', body: {}, credential: 'absent', ip: '127.0.0.1', sent, place });
      await hub.call('v1/create_projct' as string, {}, { key: hub.accounts.get('alice').api_key as string });
      await create(hub);
    },
    { only: ['fail_before 503'] },
  );

  expect(cases.map(({ name, verdict }) => [name, verdict])).toEqual([['v1/create_project#1 fail_before 503', 'fine']]);
});

test('without faults it has to pass, and to call the hub', async () => {
  expect((await campaign(() => Promise.reject(new Error('wrong')))).exit).toEqual({
    code: 5,
    words: 'without any fault it fails: Error: wrong',
  });
  expect((await campaign(() => {})).exit.words).toMatch(/^it made no call/);
});

test('more faults than may be run are told', async () => {
  const report = await campaign((hub) => create(hub), { runs: 2, only: ['503', 'html'] });

  expect(report.cases.length).toBe(2);
  expect(report.notRun).toEqual(['v1/create_project#1 fail_after 503', 'v1/create_project#1 fail_after html']);
  expect(report.exit).toEqual({ code: 1, words: '2 were not run' });
});

test('quick tries one call of an operation, with one fault of each kind', async () => {
  const { cases } = await campaign(
    async (hub) => {
      await create(hub, 'one');
      await create(hub, 'two');
    },
    { faults: 'quick' },
  );

  expect(cases.map(({ name }) => name.replace('v1/create_project', ''))).toEqual([
    ...['#1 refuse', '#1 fail_before 503', '#1 fail_after reset', '#1 cut_body'],
  ]);
});

test('no secret is in a report', async () => {
  const hub = hubOf();
  const key = hub.accounts.get('alice').api_key as string;
  const report = await campaign(
    (own) => naively(() => write(own, 'key.txt', `${key} ${Math.random()}`)),
    { timeoutMs: 300 },
    hub,
  );

  expect(report.cases.length).toBeGreaterThan(10);
  expect(JSON.stringify(report)).not.toContain(key);
});
