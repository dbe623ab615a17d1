/** The client that comes with the package, as a program uses it. */
import assert from 'node:assert/strict';
import { type ControlClient, ControlError, controlClient } from 'cocalc-mock-hub/control';
import { startServer } from 'cocalc-mock-hub/server';

const server = await startServer({ worlds: 'declared' });
const control: ControlClient = controlClient(server.url);
const alice = control.world('alice');
await control.makeWorld({ name: 'alice', clock: { mode: 'frozen', time: '2026-01-01' } });
const { clock, due } = await alice.advanceClock({ days: 30 });
assert.equal(clock.time, '2026-01-31T00:00:00.000Z');
// Nobody has used the project that ran.
assert.deepEqual(
  due.map(({ kind }) => kind),
  ['idle'],
);
await assert.rejects(
  control.world('alise').getInfo(),
  (error) => error instanceof ControlError && error.status === 404,
);

// @ts-expect-error: a name that there is not
await assert.rejects(alice.advanceClock({ day: 30 }));
// @ts-expect-error: an operation that wants something
await assert.rejects(control.makeWorld());
await server.close();
