import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { copyHub, SOURCE, TARGET } from '../../copies.ts';
import { ADMIN, id, NOW, UNKNOWN } from '../../hub.ts';

const EVENT = 'copy_path_delete';
const now = Date.parse(NOW);

function refusal(error: string): JsonObject {
  return { event: 'error', id: expect.any(String) as unknown as string, error };
}

function notWaiting(copy_path_id: string): JsonObject {
  return refusal(`Copy operation '${copy_path_id}' either does not exist or already finished`);
}

test('deletes an operation that is scheduled, which is then never done', async () => {
  const { as, clock, filesOf, hub, queue } = copyHub();
  const copy_path_id = await queue({ scheduled: now + 1000 });
  const before = hub.state;

  const answer = await as('owner')(EVENT, { copy_path_id });

  expect(answer).toEqual({
    event: 'copy_path_status_response',
    id: expect.any(String),
    data: `copy_path_id = '${copy_path_id}' deleted`,
  });
  const sizes = ({ copies, agenda }: typeof before) => [
    copies.size,
    copies.valuesBy('source').length,
    copies.valuesBy('target').length,
    agenda.size,
  ];
  expect(sizes(before)).toEqual([1, 1, 1, 1]);
  expect(sizes(hub.state)).toEqual([0, 0, 0, 0]);

  clock.advance(1000);
  expect(await as('owner')('copy_path_status', { copy_path_id })).toEqual(
    refusal(`Can't find copy operation with ID=${copy_path_id}`),
  );
  expect(filesOf(TARGET)).toEqual({});
});

test('leaves all other operations as they are', async () => {
  const { as, clock, filesOf, queue } = copyHub({ files: { a: 'a', b: 'b' } });
  const scheduled = now + 1000;
  const copy_path_id = await queue({ scheduled, src_path: 'a' });
  const other = await queue({ scheduled, src_path: 'b' });

  await as('owner')(EVENT, { copy_path_id });

  clock.advance(1000);
  const listed = await as('owner')('copy_path_status', { src_project_id: SOURCE, pending: false });
  expect(listed.data).toMatchObject([{ copy_path_id: other }]);
  expect(filesOf(TARGET)).toEqual({ b: 'b' });
});

test('deletes an operation until the moment it is due, and not from then on', async () => {
  for (const [ms, deleted] of [
    [999, true],
    [1000, false],
  ] as const) {
    const { as, clock, queue } = copyHub();
    const copy_path_id = await queue({ scheduled: now + 1000 });

    clock.advance(ms);
    const answer = await as('owner')(EVENT, { copy_path_id });

    expect('data' in answer).toBe(deleted);
    if (!deleted) expect(answer).toEqual(notWaiting(copy_path_id));
  }
});

test('refuses an operation that is unknown, deleted, finished or not scheduled', async () => {
  const { as, queue } = copyHub({ lifecycle: { kind: 'after', ms: 1000 } });
  const deleted = await queue({ scheduled: now + 1000 });
  const unscheduled = await queue();
  await as('owner')(EVENT, { copy_path_id: deleted });

  for (const copy_path_id of [UNKNOWN, deleted, unscheduled]) {
    expect(await as('owner')(EVENT, { copy_path_id })).toEqual(notWaiting(copy_path_id));
  }
});

test('refuses what is missing, and what is no id', async () => {
  const { as } = copyHub();

  expect(await as('owner')(EVENT)).toEqual(refusal('ERROR: copy_path_id missing'));
  expect(await as('owner')(EVENT, { copy_path_id: null })).toEqual(refusal('ERROR: copy_path_id missing'));
  expect(await as('owner')(EVENT, { copy_path_id: 'foo' })).toEqual(
    refusal('postgresql Error: invalid input syntax for type uuid: "foo"'),
  );
  expect(await as('owner')(EVENT, { copy_path_id: '' })).toEqual(
    refusal('postgresql Error: invalid input syntax for type uuid: ""'),
  );
});

test('takes no id of the call', async () => {
  const { as } = copyHub();

  expect(await as('owner')(EVENT, { id: 1, copy_path_id: UNKNOWN })).toEqual({
    error: "invalid parameters 'Error: misc.defaults -- TypeError: got an unexpected argument 'id' '",
  });
});

test('lets whoever may copy what an operation copies delete it, and nobody else', async () => {
  const { as, hub, queue } = copyHub();
  const copy_path_id = await queue({ scheduled: now + 1000 });
  const noWrite = refusal(`ACCESS BLOCKED -- No write access to target project -- ${TARGET}`);

  expect(await as('viewer')(EVENT, { copy_path_id })).toEqual(noWrite);
  expect(await as('other')(EVENT, { copy_path_id })).toEqual(noWrite);
  expect(await as('writer')(EVENT, { copy_path_id })).toEqual(
    refusal(`ACCESS BLOCKED -- No read access to source project -- ${SOURCE}`),
  );
  expect(hub.state.copies.has(copy_path_id)).toBe(true);
  expect(await as('copier')(EVENT, { copy_path_id })).toHaveProperty('data');
});

test('says what is known of an operation before it looks at access', async () => {
  const { as, queue } = copyHub();
  const copy_path_id = await queue();

  expect(await as('other')(EVENT, { copy_path_id })).toEqual(notWaiting(copy_path_id));
});

test('finds an operation by an id in capitals, and repeats it as it was sent', async () => {
  const { as, queue } = copyHub();
  const copy_path_id = (await queue({ scheduled: now + 1000 })).toUpperCase();

  expect(await as('owner')(EVENT, { copy_path_id })).toHaveProperty('data', `copy_path_id = '${copy_path_id}' deleted`);
});

test('marks the caller as active, also when it refuses', async () => {
  const { as, hub, queue } = copyHub();
  const copy_path_id = await queue({ scheduled: now + 1000 });

  await as('copier')(EVENT, { copy_path_id });
  await as('admin')(EVENT);

  expect([id('account', 4), ADMIN].map((account) => hub.state.accounts.get(account)?.last_active)).toEqual([now, now]);
});
