// @vitest-environment jsdom
/** In the environment of a page, which is one of Node all the same. */
import { createHub } from 'cocalc-mock-hub';
import { expect, test } from 'vitest';

test('a hub answers in jsdom', async () => {
  const { body } = await createHub().call('v1/ping', {}, { key: 'sk_00000000000000000teacher' });

  expect(body.event).toBe('pong');
  expect(document.body).toBeDefined();
});
