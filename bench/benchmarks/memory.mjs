/** Resident memory of the server, against an empty `node:http` server. Linux only. */
import { setTimeout as pause } from 'node:timers/promises';
import { requestOf } from '../calls.mjs';
import { load } from '../load.mjs';
import { alternate, comparison } from '../measure.mjs';
import { emptyServer, mockServer, residentMegabytes, withFirstAnswer } from '../processes.mjs';
import { start } from '../servers.mjs';

const IDLE_MS = 1000;
const CALLS = 1_000_000;

export const benchmark = {
  about: 'resident memory of the server after its first answer and a second of rest, and after a million calls',
  rounds: 5,

  async measure({ rounds }) {
    const resident = async ({ pid }) => {
      await pause(IDLE_MS);
      return residentMegabytes(pid);
    };
    const pairs = await alternate({
      rounds,
      warmUp: 0,
      ours: () => withFirstAnswer(mockServer, resident),
      reference: () => withFirstAnswer(emptyServer, resident),
    });
    const reference = 'an empty node:http server';
    const idle = comparison({ row: 'idle server', unit: 'MB', reference, pairs });
    return [idle, await afterCalls()];
  },
};

async function afterCalls() {
  const request = { ...requestOf({ name: 'v1/ping', body: {} }), connections: 32, seconds: 2 };
  const [mock, empty] = [await start('mock'), await start('empty')];
  const residentAfter = async (server) => {
    for (let calls = 0; calls < CALLS; ) calls += (await load(server, request)).rate * request.seconds;
    await pause(IDLE_MS);
    return (await server.report()).resident / 2 ** 20;
  };
  const pairs = [{ ours: await residentAfter(mock), reference: await residentAfter(empty) }];
  await Promise.all([mock.stop(), empty.stop()]);
  return comparison({ row: 'after a million calls', unit: 'MB', reference: 'an empty server after as many', pairs });
}
