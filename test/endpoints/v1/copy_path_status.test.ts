import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { COPY, copyHub, SOURCE, TARGET } from '../../copies.ts';
import { ADMIN, id, NOW, UNKNOWN } from '../../hub.ts';

const EVENT = 'copy_path_status';
const now = Date.parse(NOW);
const LATER = now + 1_000_000_000;

type World = ReturnType<typeof copyHub>;

function refusal(error: string): JsonObject {
  return { event: 'error', id: expect.any(String) as unknown as string, error };
}

async function list({ as }: World, request: JsonObject, name = 'owner'): Promise<JsonObject[]> {
  return (await as(name)(EVENT, request)).data as unknown as JsonObject[];
}

/** The source paths of the operations that are listed. */
async function paths(world: World, request: JsonObject): Promise<unknown[]> {
  return (await list(world, request)).map(({ source_path }) => source_path);
}

/** A hub with one operation that waits, one that has failed and one that has succeeded, one each second. */
async function threeCopies(): Promise<World> {
  const world = copyHub({ files: { done: '' } });
  for (const request of [{ src_path: 'waiting', scheduled: LATER }, { src_path: 'failed' }, { src_path: 'done' }]) {
    await world.queue(request);
    world.clock.advance(1000);
  }
  return world;
}

test('tells of one operation what is known of it, and nothing of the rest', async () => {
  const { as, clock, queue } = copyHub();
  const copy_path_id = await queue({ scheduled: now + 2000, backup: true, target_path: 'B/' });
  const waiting = {
    copy_path_id,
    time: NOW,
    source_project_id: SOURCE,
    source_path: 'A/doc.txt',
    target_project_id: TARGET,
    target_path: 'B/',
    overwrite_newer: false,
    delete_missing: false,
    backup: true,
    scheduled: '2020-09-17T03:08:35.230Z',
  };
  const answerOf = async () => as('owner')(EVENT, { copy_path_id });

  const answer = await answerOf();
  expect(answer).toEqual({ event: 'copy_path_status_response', id: expect.any(String), data: waiting });
  expect(Object.keys(answer)).toEqual(['event', 'id', 'data']);
  expect(Object.keys(answer.data as object)).toEqual(Object.keys(waiting));

  clock.advance(2000);
  const done = { started: waiting.scheduled, finished: waiting.scheduled };
  expect((await answerOf()).data).toEqual({ ...waiting, ...done });
});

test('tells of one operation why it failed', async () => {
  const { queue, statusOf } = copyHub();

  expect(await statusOf(await queue({ src_path: 'no.txt' }))).toMatchObject({
    finished: NOW,
    error: `link_stat "/projects/${SOURCE}/no.txt" failed: No such file or directory (2)`,
  });
});

test('finds an operation by any spelling of its id that the database reads', async () => {
  const { as, queue } = copyHub();
  const copy_path_id = await queue();

  for (const spelling of [copy_path_id.toUpperCase(), copy_path_id.replaceAll('-', ''), `{${copy_path_id}}`]) {
    expect(await as('owner')(EVENT, { copy_path_id: spelling })).toMatchObject({ data: { copy_path_id } });
  }
});

test('refuses what is no id, what is no operation, and what names neither an operation nor a project', async () => {
  const { as } = copyHub();
  const nothing = refusal(
    "'copy_path_id' (UUID) of a copy operation or 'src_project_id/target_project_id' must be defined",
  );

  expect(await as('owner')(EVENT)).toEqual(nothing);
  expect(await as('owner')(EVENT, { copy_path_id: null, src_path: 'x', limit: -1 })).toEqual(nothing);
  expect(await as('owner')(EVENT, { copy_path_id: 'foo' })).toEqual(
    refusal('postgresql Error: invalid input syntax for type uuid: "foo"'),
  );
  expect(await as('owner')(EVENT, { copy_path_id: '' })).toEqual(
    refusal('postgresql Error: invalid input syntax for type uuid: ""'),
  );
  expect(await as('other')(EVENT, { copy_path_id: UNKNOWN })).toEqual(
    refusal(`Can't find copy operation with ID=${UNKNOWN}`),
  );
});

test('tells of one operation only to those who may copy what it copies, target first', async () => {
  const { as, queue } = copyHub();
  const copy_path_id = await queue();
  const answerTo = (name: string) => as(name)(EVENT, { copy_path_id });

  expect(await answerTo('copier')).toMatchObject({ data: { copy_path_id } });
  expect(await answerTo('admin')).toMatchObject({ data: { copy_path_id } });
  expect(await answerTo('viewer')).toEqual(refusal(`ACCESS BLOCKED -- No write access to target project -- ${TARGET}`));
  expect(await answerTo('other')).toEqual(refusal(`ACCESS BLOCKED -- No write access to target project -- ${TARGET}`));
  expect(await answerTo('writer')).toEqual(refusal(`ACCESS BLOCKED -- No read access to source project -- ${SOURCE}`));
});

test('looks at nothing but the id where one operation is meant', async () => {
  const { as, queue } = copyHub();
  const copy_path_id = await queue();
  const ignored = { src_path: 'other', limit: 'x', offset: -1, pending: 'x', failed: 'x' };

  expect(await as('owner')(EVENT, { copy_path_id, ...ignored })).toMatchObject({ data: { copy_path_id } });
});

test('lists operations with all that can be known of them', async () => {
  const world = copyHub();
  const copy_path_id = await world.queue({ scheduled: LATER });

  const [copy] = await list(world, { src_project_id: SOURCE });

  expect(Object.entries(copy ?? {})).toEqual([
    ['copy_path_id', copy_path_id],
    ['time', NOW],
    ['source_project_id', SOURCE],
    ['source_path', 'A/doc.txt'],
    ['target_project_id', TARGET],
    ['target_path', 'A/doc.txt'],
    ['overwrite_newer', false],
    ['delete_missing', false],
    ['backup', false],
    ['started', null],
    ['finished', null],
    ['scheduled', new Date(LATER).toISOString()],
    ['error', null],
  ]);
});

test.each([
  [{}, ['waiting']],
  [{ pending: 'true' }, ['waiting']],
  [{ pending: false }, ['done', 'failed']],
  [{ pending: 'false' }, ['done', 'failed']],
  [{ pending: 1 }, ['done', 'failed']],
  [{ failed: true }, ['failed']],
  [{ failed: 'true', pending: false }, ['failed']],
  [{ failed: 'yes' }, ['waiting']],
])('lists those that %j means', async (request, expected) => {
  const world = await threeCopies();

  expect(await paths(world, { src_project_id: SOURCE, ...request })).toEqual(expected);
});

test('lists by source, by target and by both, and ignores the id of an operation then', async () => {
  const world = copyHub();
  await world.queue({ src_path: 'there', scheduled: LATER });
  await world.queue({ src_path: 'within', target_project_id: SOURCE, scheduled: LATER });
  await world.queue({
    src_path: 'back',
    src_project_id: TARGET,
    target_project_id: SOURCE,
    scheduled: LATER,
  });

  expect(await paths(world, { src_project_id: SOURCE })).toEqual(['within', 'there']);
  expect(await paths(world, { target_project_id: SOURCE })).toEqual(['back', 'within']);
  expect(await paths(world, { src_project_id: SOURCE, target_project_id: SOURCE })).toEqual(['within']);
  expect(await paths(world, { src_project_id: TARGET, target_project_id: TARGET })).toEqual([]);
  expect(await paths(world, { src_project_id: TARGET.toUpperCase(), copy_path_id: 'foo' })).toEqual(['back']);
});

test('lists by the text of the source path', async () => {
  const world = copyHub();
  for (const src_path of ['A', 'A/', 'B']) await world.queue({ src_path, scheduled: LATER });

  expect(await paths(world, { src_project_id: SOURCE, src_path: 'A' })).toEqual(['A']);
  expect(await paths(world, { src_project_id: SOURCE, src_path: '' })).toEqual([]);
});

test('lists the newest first, and of those of one moment the one asked for last', async () => {
  const world = copyHub();
  const { clock, queue } = world;
  await queue({ src_path: 'one', scheduled: LATER });
  await queue({ src_path: 'two', scheduled: LATER });
  clock.advance(1);
  await queue({ src_path: 'three', scheduled: LATER });
  clock.advance(-2);
  await queue({ src_path: 'zero', scheduled: LATER });

  expect(await paths(world, { src_project_id: SOURCE })).toEqual(['three', 'two', 'one', 'zero']);
});

test('lists page by page', async () => {
  const world = copyHub();
  for (const src_path of ['4', '3', '2', '1', '0']) await world.queue({ src_path, scheduled: LATER });
  const page = (request: JsonObject) => paths(world, { src_project_id: SOURCE, ...request });

  expect(await page({ limit: 2 })).toEqual(['0', '1']);
  expect(await page({ limit: '2', offset: '2' })).toEqual(['2', '3']);
  expect(await page({ limit: '2nd', offset: ' 4th' })).toEqual(['4']);
  expect(await page({ limit: 0 })).toEqual([]);
  expect(await page({ offset: 5 })).toEqual([]);
});

test('lists a thousand operations at most', async () => {
  const world = copyHub();
  for (let count = 0; count <= 1000; count += 1) await world.queue({ src_path: String(count), scheduled: LATER });

  const listed = await paths(world, { src_project_id: SOURCE });
  expect(listed.length).toBe(1000);
  expect(await paths(world, { src_project_id: SOURCE, offset: 1000 })).toEqual(['0']);
});

test.each([
  [{ offset: 100_000 }, 'data'],
  [{ offset: 100_001 }, "ILLEGAL VALUE offset='100001' (must be in [0, 100000])"],
  [{ offset: -1, limit: -1 }, "ILLEGAL VALUE offset='-1' (must be in [0, 100000])"],
  [{ offset: 'x' }, "ILLEGAL VALUE offset='x' (must be in [0, 100000])"],
  [{ limit: 1000 }, 'data'],
  [{ limit: 1001 }, "ILLEGAL VALUE limit='1001' (must be in [0, 1000])"],
  [{ limit: '-1', offset: 0.5 }, "ILLEGAL VALUE limit='-1' (must be in [0, 1000])"],
  [{ limit: 0.5, offset: 0.5 }, "ERROR -- opts.limit = '0.5' is not an integer"],
  [{ offset: 0.5 }, "ERROR -- opts.offset = '0.5' is not an integer"],
  [{ offset: '0.5' }, 'data'],
])('answers %j with %s', async (request, expected) => {
  const { as } = copyHub();

  const answer = await as('owner')(EVENT, { src_project_id: SOURCE, ...request });

  expect(answer).toEqual(
    expected === 'data' ? { event: 'copy_path_status_response', id: expect.any(String), data: [] } : refusal(expected),
  );
});

test('lists only to those with access to the sides that are named, and looks at the source first', async () => {
  const { as, queue } = copyHub();
  await queue({ scheduled: LATER });
  const answerTo = (name: string, request: JsonObject) => as(name)(EVENT, request);
  const one = { data: [expect.anything()] };
  const noRead = refusal(`ACCESS BLOCKED -- No read access to source project -- ${SOURCE}`);
  const noWrite = refusal(`ACCESS BLOCKED -- No write access to target project -- ${TARGET}`);

  expect(await answerTo('viewer', { src_project_id: SOURCE })).toMatchObject(one);
  expect(await answerTo('writer', { target_project_id: TARGET })).toMatchObject(one);
  expect(await answerTo('copier', { src_project_id: SOURCE, target_project_id: TARGET })).toMatchObject(one);
  expect(await answerTo('writer', { src_project_id: SOURCE, target_project_id: 'foo' })).toEqual(noRead);
  expect(await answerTo('viewer', { src_project_id: SOURCE, target_project_id: TARGET, limit: -1 })).toEqual(noWrite);
});

test('refuses to list of what is no project id, of the source first', async () => {
  const { as } = copyHub();

  expect(await as('owner')(EVENT, { src_project_id: 'foo', target_project_id: 'bar' })).toEqual(
    refusal('invalid src_project_id=foo'),
  );
  expect(await as('owner')(EVENT, { src_project_id: SOURCE, target_project_id: '' })).toEqual(
    refusal('invalid target_project_id='),
  );
});

test('takes no id', async () => {
  const { as } = copyHub();

  expect(await as('owner')(EVENT, { id: 1, src_project_id: SOURCE })).toEqual({
    error: "invalid parameters 'Error: misc.defaults -- TypeError: got an unexpected argument 'id' '",
  });
});

test('marks the caller as active, also when it refuses', async () => {
  const { as, hub } = copyHub();

  await as('owner')(EVENT, { src_project_id: SOURCE });
  await as('admin')(EVENT);

  expect([id('account', 1), ADMIN].map((account) => hub.state.accounts.get(account)?.last_active)).toEqual([now, now]);
});

test('lists what copies that were waited for and public copies came to as well', async () => {
  const world = copyHub({ source: { public_paths: [{ path: 'A' }] } });

  await world.as('owner')('copy_path_between_projects', COPY);
  await world.as('owner')('copy_public_path_between_projects', COPY);

  const listed = await list(world, { target_project_id: TARGET, pending: false });
  expect(listed).toMatchObject([{ finished: NOW }, { finished: NOW }]);
});
