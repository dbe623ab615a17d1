import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../src/core/json.ts';
import { OTHER, OWNER, testHub } from '../../../hub.ts';

type World = ReturnType<typeof testHub>;

/** A hub on which the owner has sent three messages to the other, a second apart. */
async function mailbox(): Promise<World> {
  const world = testHub();
  for (const subject of ['one', 'two', 'three']) {
    await world.hubAs('owner')('messages.send', { to_ids: [OTHER], subject, body: '' });
    world.clock.advance(1000);
  }
  return world;
}

/** Subjects of the messages that are told; or the error. */
async function subjects({ hubAs }: World, request: JsonObject = {}, name = 'other'): Promise<Json> {
  const answer = await hubAs(name)('messages.get', request);
  return Array.isArray(answer) ? answer.map((row) => (row as JsonObject).subject as Json) : answer;
}

const mark = ({ hubAs }: World, id: number, flags: JsonObject, name = 'other', table = 'messages') =>
  hubAs(name)('db.userQuery', { query: { [table]: { id, ...flags } } });

test('tells what the caller has received, the newest first', async () => {
  const world = await mailbox();

  expect(await subjects(world)).toEqual(['three', 'two', 'one']);
  expect(await subjects(world, { type: 'received' })).toEqual(['three', 'two', 'one']);
  expect(await subjects(world, {}, 'owner')).toEqual([]);
});

test('tells of messages of one moment the one with the higher id first', async () => {
  const world = testHub();
  for (const subject of ['one', 'two']) {
    await world.hubAs('owner')('messages.send', { to_ids: [OTHER], subject, body: '' });
  }

  expect(await subjects(world)).toEqual(['two', 'one']);
});

test('tells what the caller has written, drafts last', async () => {
  const world = await mailbox();
  await world.hubAs('owner')('db.userQuery', {
    query: { create_message: { id: null, to_ids: [OTHER], subject: 'draft', body: '' } },
  });

  expect(await subjects(world, { type: 'sent' }, 'owner')).toEqual(['three', 'two', 'one', 'draft']);
  expect(await subjects(world)).toEqual(['three', 'two', 'one']);
});

test("shows the caller's own marks, and nobody else's", async () => {
  const world = await mailbox();
  await mark(world, 1, { read: '01', saved: '01', deleted: '01' });
  const [, , first] = (await world.hubAs('other')('messages.get')) as JsonObject[];
  const [, , sent] = (await world.hubAs('owner')('messages.get', { type: 'sent' })) as JsonObject[];

  expect(first).toMatchObject({ id: 1, read: true, saved: true, deleted: true });
  expect(sent).toMatchObject({ id: 1, read: false, saved: false, deleted: false });
});

test('keeps to itself what the caller has deleted for good', async () => {
  const world = await mailbox();
  await mark(world, 1, { expire: '01' });
  await mark(world, 2, { expire: '1' }, 'owner', 'sent_messages');

  expect(await subjects(world)).toEqual(['three', 'two']);
  expect(await subjects(world, { type: 'sent' }, 'owner')).toEqual(['three', 'one']);
});

test('tells as new what is neither read nor saved nor deleted, without marks', async () => {
  const world = await mailbox();
  await mark(world, 1, { read: '01' });
  await mark(world, 2, { saved: '01' });

  const rows = (await world.hubAs('other')('messages.get', { type: 'new' })) as JsonObject[];

  expect(rows).toMatchObject([{ id: 3, from_id: OWNER }]);
  expect(Object.keys(rows[0] as object)).toEqual(['id', 'subject', 'body', 'from_id', 'to_ids', 'sent', 'thread_id']);
  await mark(world, 3, { deleted: '01' });
  expect(await subjects(world, { type: 'new' })).toEqual([]);
});

test('tells what is starred and not deleted', async () => {
  const world = await mailbox();
  await mark(world, 1, { starred: '01' });
  await mark(world, 2, { starred: '01', deleted: '01' });

  expect(await subjects(world, { type: 'starred' })).toEqual(['one']);
});

test.each(['liked', 'nosuch', null, 5])('falls over the type %j', async (type) => {
  expect(await subjects(testHub(), { type })).toEqual({ error: 'error: syntax error at or near "undefined"' });
});

test('tells as many as are wanted from where it is told, up to 500', async () => {
  const world = await mailbox();

  expect(await subjects(world, { limit: 2 })).toEqual(['three', 'two']);
  expect(await subjects(world, { limit: 1, offset: 1 })).toEqual(['two']);
  expect(await subjects(world, { limit: 0 })).toEqual([]);
  expect(await subjects(world, { limit: null, offset: null })).toHaveLength(3);
  expect(await subjects(world, { limit: 500, offset: '2' })).toEqual(['one']);
  expect(await subjects(world, { limit: 501 })).toEqual({ error: 'Error: limit must be at most 500' });
});

test.each<[JsonObject, string]>([
  [{ limit: -1 }, 'error: LIMIT must not be negative'],
  [{ offset: -1 }, 'error: OFFSET must not be negative'],
  [{ limit: 'x' }, 'error: invalid input syntax for type bigint: "x"'],
  [{ offset: 1.5 }, 'error: invalid input syntax for type bigint: "1.5"'],
  [{ cutoff: 'soon' }, 'error: invalid input syntax for type timestamp: "soon"'],
])('refuses %j', async (request, error) => {
  expect(await subjects(testHub(), request)).toEqual({ error });
});

test('tells 100 messages if not asked for another number', async () => {
  const world = testHub();
  for (let number = 0; number < 101; number += 1) {
    await world.hubAs('owner')('messages.send', { to_ids: [OTHER], subject: '', body: '' });
  }

  expect(await subjects(world)).toHaveLength(100);
});

test('tells only what was sent after a moment', async () => {
  const world = await mailbox();

  expect(await subjects(world, { cutoff: '2020-09-17T03:08:34.230Z' })).toEqual(['three']);
  expect(await subjects(world, { cutoff: '2020-09-17T03:08:34.229Z' })).toEqual(['three', 'two']);
  expect(await subjects(world, { cutoff: 1_600_000_000_000 })).toEqual({
    error: expect.stringContaining('does not simulate the parameter "cutoff" as a number'),
  });
});
