/** Calls that hubs count, and refuse where there are too many. */
import { expect, test } from 'vitest';
import { OTHER, OWNER, testHub } from '../../../hub.ts';

const MESSAGE = { to_ids: [OTHER], subject: 'Hello', body: 'first' };
const tooMany = (name: string, wait: string, rule: string) => ({
  error: `too many requests to ${name}; try again in ${wait} (rule: at most ${rule})`,
});

test('an account sends one message a second, five a minute and sixty an hour', async () => {
  const { restAs, clock } = testHub();
  const send = () => restAs('owner')('messages/send', MESSAGE);

  expect(await send()).toEqual({ status: 'success', id: 1 });
  expect(await send()).toEqual(tooMany('messages/send', '1 second', '1 request per second'));
  for (let id = 2; id <= 5; id++) {
    clock.advance({ seconds: 1 });
    expect(await send()).toEqual({ status: 'success', id });
  }
  clock.advance({ seconds: 1 });
  expect(await send()).toEqual(tooMany('messages/send', '55 seconds', '5 requests per minute'));
  expect(await send(), 'the second counts what the minute refuses').toEqual(
    tooMany('messages/send', '1 second', '1 request per second'),
  );

  clock.advance({ minutes: 1 });
  for (let id = 6; id <= 60; id++) {
    expect(await send()).toEqual({ status: 'success', id });
    clock.advance({ seconds: 12 });
  }
  clock.advance({ minutes: 1 });
  const last = (await send()) as { error: string };
  expect(last.error).toMatch(
    /^too many requests to messages\/send; try again in \d+ seconds \(rule: at most 60 requests per hour\)$/,
  );
});

test('each account and each name is counted by itself, and a call without a sender not at all', async () => {
  const { restAs, hub } = testHub();

  for (let call = 0; call < 3; call++) await restAs('owner')('messages/get', {});
  expect(await restAs('owner')('messages/get', {})).toEqual(
    tooMany('messages/get', '1 second', '3 requests per second'),
  );
  expect(await restAs('other')('messages/get', {})).toEqual({ status: 'success', messages: [] });
  expect(await restAs('owner')('messages/send', { subject: 's', body: 'b' })).toMatchObject({ status: 'success' });
  for (let call = 0; call < 9; call++) {
    const { body } = await hub.call('v2/messages/get', {});
    expect(body).toEqual({ error: 'Must be signed in to get messages' });
  }
});

test('a call whose parameters are refused counts too, and spends the id that it drew', async () => {
  const { restAs, clock } = testHub();
  const send = async (message: object) => {
    const answer = await restAs('owner')('messages/send', message);
    clock.advance({ minutes: 1 });
    return answer;
  };

  expect(await send(MESSAGE)).toEqual({ status: 'success', id: 1 });
  expect(await send({ to_ids: [OTHER] })).toEqual({
    error: 'null value in column "subject" of relation "messages" violates not-null constraint',
  });
  expect(await send({ ...MESSAGE, to_ids: ['a@example.com'] })).toEqual({
    error: 'invalid input syntax for type uuid: "a@example.com"',
  });
  for (const id of [3, 4, 5]) expect(await send(MESSAGE)).toEqual({ status: 'success', id });
  expect(await send({ ...MESSAGE, to_ids: [] })).toEqual({ status: 'success' });

  for (let call = 0; call < 3; call++) await restAs('owner')('messages/get', { limit: 501 });
  expect(await restAs('owner')('messages/get', {})).toEqual(
    tooMany('messages/get', '1 second', '3 requests per second'),
  );
});

test('what v2 sends is read by the conat API, and the other way round', async () => {
  const { restAs, hubAs } = testHub();
  await restAs('owner')('messages/send', MESSAGE);
  await hubAs('other')('messages.send', { to_ids: [OWNER], subject: 'Re', body: 'second', reply_id: 1 });

  expect(await hubAs('other')('messages.get', {})).toMatchObject([{ id: 1, subject: 'Hello', from_id: OWNER }]);
  expect(await restAs('owner')('messages/get', {})).toMatchObject({
    messages: [{ id: 2, subject: 'Re', thread_id: 1, from_id: OTHER }],
  });
});

test.each([
  ['purchases/get-purchases', 'owner', {}, 3],
  ['purchases/get-purchases-admin', 'admin', {}, 5],
  ['compute/get-servers', 'owner', {}, 5],
  ['compute/get-servers-by-id', 'owner', { ids: [1] }, 15],
])('%s is answered to %s with %j %i times a second', async (path, as, body, most) => {
  const { restAs } = testHub();
  const answers = [];
  for (let call = 0; call <= most; call++) answers.push(await restAs(as)(path, body));

  expect(answers.pop()).toEqual(tooMany(path, '1 second', `${most} requests per second`));
  for (const answer of answers) expect(answer).not.toHaveProperty('error');
});

test('purchases for a compute server are not counted', async () => {
  const { restAs } = testHub();
  for (let call = 0; call < 9; call++) {
    expect(await restAs('owner')('purchases/get-purchases', { compute_server_id: 1 })).not.toHaveProperty('error');
  }
});
