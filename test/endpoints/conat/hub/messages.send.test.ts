import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../src/core/json.ts';
import { NOW, OTHER, OWNER, testHub, UNKNOWN } from '../../../hub.ts';

const LETTER = { to_ids: [OTHER], subject: 'Hi', body: 'text' };

type World = ReturnType<typeof testHub>;

const send = ({ hubAs }: World, changes: JsonObject = {}): Promise<Json> =>
  hubAs('owner')('messages.send', { ...LETTER, ...changes });

const received = async ({ hubAs }: World) => (await hubAs('other')('messages.get', {})) as JsonObject[];

test('sends a message and tells its id, the next whole number', async () => {
  const world = testHub();

  expect(await send(world)).toBe(1);
  expect(await send(world)).toBe(2);
  expect((await received(world))[1]).toEqual({
    id: 1,
    subject: 'Hi',
    body: 'text',
    from_id: OWNER,
    to_ids: [OTHER],
    sent: NOW,
    thread_id: null,
    read: false,
    saved: false,
    deleted: false,
  });
});

test('v1 has no such messages, but queries of the same hub see them', async () => {
  const world = testHub();
  await send(world);

  expect(await world.hubAs('other')('db.userQuery', { query: { messages: [{ id: null, subject: null }] } })).toEqual({
    messages: [{ id: 1, subject: 'Hi' }],
  });
});

test('sends to e-mail addresses as they are kept, leaving out whom it does not know', async () => {
  const world = testHub();

  expect(await send(world, { to_ids: ['other@example.com', 'nobody@example.com', 'x', 5, OTHER] })).toBe(1);
  expect(await received(world)).toMatchObject([{ to_ids: [OTHER] }]);
  expect(await send(world, { to_ids: ['OTHER@example.com'] })).toBeNull();
  expect(await send(world, { to_ids: ['nobody@example.com'] })).toBeNull();
});

test('sends nothing to nobody', async () => {
  const world = testHub();

  expect(await send(world, { to_ids: [] })).toBeNull();
  expect(await send(world)).toBe(1);
});

test.each<[JsonObject, string]>([
  [{ to_ids: [OTHER, UNKNOWN] }, `Error: invalid account_id -- ${UNKNOWN}`],
  [{ to_ids: ['a@b', UNKNOWN] }, `Error: invalid account_id -- ${UNKNOWN}`],
  [{ to_ids: ['x'] }, 'error: invalid input syntax for type uuid: "x"'],
  [{ to_ids: null }, "TypeError: Cannot read properties of null (reading 'filter')"],
  [{ subject: null }, 'error: null value in column "subject" of relation "messages" violates not-null constraint'],
  [{ body: null }, 'error: null value in column "body" of relation "messages" violates not-null constraint'],
  [{ reply_id: 'x' }, 'error: invalid input syntax for type integer: "x"'],
  [{ subject: '\0' }, 'error: invalid byte sequence for encoding "UTF8": 0x00'],
])('refuses %j, and sends nothing', async (changes, error) => {
  const world = testHub();

  expect(await send(world, changes)).toEqual({ error });
  expect(await received(world)).toEqual([]);
});

test('refuses to send without recipients', async () => {
  const { hubAs } = testHub();

  expect(await hubAs('owner')('messages.send')).toEqual({
    error: "TypeError: Cannot read properties of undefined (reading 'filter')",
  });
  expect(await hubAs('owner')('messages.send', { ...LETTER, to_ids: OTHER })).toEqual({
    error: expect.stringContaining('does not simulate recipients that are no list'),
  });
});

test('an answer joins the thread of the message, or begins one', async () => {
  const world = testHub();
  await send(world);

  await send(world, { reply_id: 1 });
  await send(world, { reply_id: 2 });
  await send(world, { reply_id: 99 });

  expect((await received(world)).map(({ thread_id }) => thread_id)).toEqual([null, 1, 1, null]);
});

test('does not send the same message again for as many minutes as is asked for', async () => {
  const world = testHub();
  await send(world);
  world.clock.advance(60_000);

  expect(await send(world, { dedupMinutes: 1 })).toBe(1);
  expect(await send(world, { dedupMinutes: 1, subject: 'other' })).toBe(2);
  world.clock.advance(1);
  expect(await send(world, { dedupMinutes: 1 })).toBe(3);
  expect(await send(world)).toBe(4);
  expect(await send(world, { dedupMinutes: '1' })).toEqual({
    error: expect.stringContaining('does not simulate the parameter "dedupMinutes"'),
  });
});
