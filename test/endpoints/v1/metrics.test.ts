import { expect, test } from 'vitest';
import { testHub, untyped } from '../../hub.ts';

test('is never answered by a hub', async () => {
  const { hub } = testHub();

  expect(await hub.call(untyped('v1/metrics'), { metrics: [] }, { key: 'sk_owner' })).toEqual({
    kind: 'unsimulated',
    code: 'never_answers',
    body: { error: "cocalc-mock-hub: a real hub never answers 'metrics'" },
  });
});

test('is checked like any call: for its key, and for an id, which it does not take', async () => {
  const { hub, as } = testHub();

  expect((await hub.call(untyped('v1/metrics'), { metrics: [] }, { key: 'sk_wrong' })).body).toEqual({
    error: 'No account found. Is your API key wrong?',
  });
  expect(await as('owner')('metrics', { id: 1, metrics: [] })).toEqual({
    error: "invalid parameters 'Error: misc.defaults -- TypeError: got an unexpected argument 'id' '",
  });
  expect(await as('owner')('metrics', {})).toEqual({
    error: "invalid parameters 'Error: misc.defaults -- TypeError: property 'metrics' must be specified: '",
  });
});

test('was withdrawn by the time hubs were observed', async () => {
  const { as } = testHub({ profile: 'observed' });

  expect(await as('owner')('metrics', { metrics: [] })).toEqual({
    error: "endpoint 'metrics' is not part of the HTTP API",
  });
});
