import { expect, test } from 'vitest';
import { NOW } from '../../../hub.ts';
import { HEAD, NOT_ALLOWED, PUPIL, testSchool } from '../../../organizations.ts';

test('sends one message from the caller to all in the organization, the caller too', async () => {
  const { hubAs } = testSchool();

  expect(await hubAs('head')('org.message', { name: 'school', subject: 'All', body: 'to all' })).toBeNull();

  for (const name of ['head', 'pupil']) {
    expect(await hubAs(name)('messages.get', {})).toEqual([
      expect.objectContaining({ subject: 'All', body: 'to all', from_id: HEAD, to_ids: [HEAD, PUPIL], sent: NOW }),
    ]);
  }
});

test('sends nothing where there is nobody', async () => {
  const { hub, hubAs } = testSchool();

  expect(await hubAs('admin')('org.message', { name: 'club' })).toBeNull();

  expect(hub.state.messages.size).toBe(0);
});

test('needs a subject and a body', async () => {
  const { hubAs } = testSchool();
  const missing = (column: string) => ({
    error: `error: null value in column "${column}" of relation "messages" violates not-null constraint`,
  });

  expect(await hubAs('head')('org.message', { name: 'school', body: 'x' })).toEqual(missing('subject'));
  expect(await hubAs('head')('org.message', { name: 'school', subject: 'x' })).toEqual(missing('body'));
});

test('refuses strangers', async () => {
  const { hubAs } = testSchool();

  expect(await hubAs('pupil')('org.message', { name: 'school', subject: 'x', body: 'x' })).toEqual(NOT_ALLOWED);
});
