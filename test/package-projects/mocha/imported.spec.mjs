/** Mocha with modules. */
import assert from 'node:assert/strict';
import { createHub } from 'cocalc-mock-hub';
import world, { world as sameWorld } from 'cocalc-mock-hub/worlds/classroom';

describe('modules', () => {
  it('have a hub', async () => {
    const { body } = await createHub({ world }).call('v1/ping', {}, { key: 'sk_00000000000000000teacher' });

    assert.equal(body.event, 'pong');
    assert.equal(world, sameWorld);
  });
});
