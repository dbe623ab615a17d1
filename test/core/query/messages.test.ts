/** Messages between accounts, which the hub of 2026 has. */
import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/core/json.ts';
import { changed, type HubState } from '../../../src/core/state.ts';
import { UNKNOWN } from '../../hub.ts';
import { A, B, engine, exampleState, STRANGER, T } from './example-hub.ts';

const message = (columns: JsonObject = {}) => ({
  create_message: { id: null, to_ids: [B], subject: 's', body: 'b', ...columns },
});
const received = { messages: [{ id: null, from_id: null, sent: null, read: null, subject: null }] };
const written = { sent_messages: [{ id: null, to_ids: null, sent: null, read: null, subject: null }] };

test('a message that is sent is seen by both, a draft by its author alone', async () => {
  const { ask } = engine('2026');

  await ask(A, message({ sent: T }));
  await ask(A, message({ subject: 'draft' }));

  expect(await ask(B, received)).toEqual({ result: { messages: [{ id: 1, from_id: A, sent: T, subject: 's' }] } });
  expect(await ask(A, written)).toEqual({
    result: {
      sent_messages: [
        { id: 2, to_ids: [B], subject: 'draft' },
        { id: 1, to_ids: [B], sent: T, subject: 's' },
      ],
    },
  });
  expect(await ask(STRANGER, received)).toEqual({ result: { messages: [] } });
  expect(await ask(STRANGER, written)).toEqual({ result: { sent_messages: [] } });
});

test('everybody marks a message for themselves', async () => {
  const { ask } = engine('2026');
  await ask(A, message({ to_ids: [B, STRANGER], sent: T }));

  // Each sends marks of all, of which only the own one counts.
  expect(await ask(STRANGER, { messages: { id: 1, read: '111' } })).toEqual({ result: {} });
  expect(await ask(B, received)).toMatchObject({ result: { messages: [{ read: '001' }] } });
  expect(await ask(A, { sent_messages: { id: 1, read: '100', subject: 'too late' } })).toEqual({ result: {} });
  expect(await ask(B, { messages: { id: 1, read: '01' } })).toEqual({ result: {} });
  expect(await ask(STRANGER, { messages: { id: 1, read: '000' } })).toEqual({ result: {} });
  expect(await ask(B, received)).toMatchObject({ result: { messages: [{ read: '110', subject: 's' }] } });
});

test('a draft is changed until it is sent', async () => {
  const { ask } = engine('2026');
  await ask(A, message());

  expect(await ask(A, { sent_messages: { id: 1, subject: 'new', to_ids: [STRANGER], sent: T } })).toEqual({
    result: {},
  });
  expect(await ask(STRANGER, received)).toEqual({
    result: { messages: [{ id: 1, from_id: A, sent: T, subject: 'new' }] },
  });
  expect(await ask(B, received)).toEqual({ result: { messages: [] } });
});

test.each<[string, Json, string]>([
  [A, { messages: { id: 9, read: '1' } }, 'use the sent_messages table to create a new message'],
  [A, { sent_messages: { id: 9, read: '1' } }, 'use the create_message virtual table to create messages'],
  [A, { messages: { id: 1, subject: 'x' } }, 'FATAL: changing messages.subject not allowed'],
  [
    STRANGER,
    { messages: { id: 1, read: '1' } },
    "cocalc-mock-hub: a real hub never answers a set on somebody else's message",
  ],
  [
    STRANGER,
    { sent_messages: { id: 1, read: '1' } },
    "cocalc-mock-hub does not simulate a set on somebody else's message: what hubs make of it is not known",
  ],
  [
    A,
    message({ to_ids: [UNKNOWN, B] }),
    `Error: every target account_id must exist -- these accounts do not exist: ["${UNKNOWN}"]`,
  ],
  [
    A,
    { sent_messages: { id: 1, to_ids: [UNKNOWN] } },
    `Error: every target account_id must exist -- these accounts do not exist: ["${UNKNOWN}"]`,
  ],
  [A, message({ to_ids: ['abc'] }), 'postgresql error: invalid input syntax for type uuid: "abc"'],
])('%s asks %j and is refused with: %s', async (as, query, error) => {
  const { ask } = engine('2026');
  await ask(A, message());

  expect(await ask(as, query)).toEqual({ error });
});

test('an account makes three messages a second, fifteen a minute and 200 an hour, and is told when to try again', async () => {
  let state: HubState = exampleState();
  const at = async (ms: number) => {
    const { ask, state: after } = engine('2026', changed(state, { now: exampleState().now + ms }));
    const answer = await ask(A, message());
    state = after();
    return 'error' in answer ? answer.error : 'made';
  };
  const tooMany = (wait: string, rule: string) =>
    `Error: too many requests to user_query-create_message; try again in ${wait} (rule: at most ${rule})`;

  for (const ms of [0, 1, 2]) expect(await at(ms)).toBe('made');
  expect(await at(999)).toBe(tooMany('1 second', '3 requests per second'));
  expect(await at(1000)).toBe('made');

  for (let second = 2; second < 13; second += 1) expect(await at(second * 1000)).toBe('made');
  expect(await at(13_000)).toBe(tooMany('47 seconds', '15 requests per minute'));
  expect(await at(60_000)).toBe('made');

  for (let made = 16; made < 200; made += 1) expect(await at(60_000 + made * 4100)).toBe('made');
  expect(await at(3_000_000)).toBe(tooMany('600 seconds', '200 requests per hour'));
  expect(await at(3_600_000)).toBe('made');
});
