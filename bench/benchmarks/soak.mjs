/** A server under load for minutes: its memory, and what it holds open. Run on request: `npm run bench -- soak --minutes 5`. */
import { setTimeout as pause } from 'node:timers/promises';
import { basicCalls, otherCalls, requestOf } from '../calls.mjs';
import { load } from '../load.mjs';
import { median } from '../measure.mjs';
import { start } from '../servers.mjs';

/** Calls that leave no more on a hub, however often they are made. */
const lasting = [...basicCalls, otherCalls[1], otherCalls[2]];
const SECONDS = 2;

export const benchmark = {
  about:
    'a server that is called for minutes, in ways that leave nothing more on the hub: its heap and handles in the first and in the last fifth',
  rounds: 1,
  onRequest: true,

  async measure({ minutes = 5 }) {
    const server = await start('mock', { collects: true });
    const samples = [];
    const end = performance.now() + minutes * 60_000;
    let calls = 0;
    try {
      while (performance.now() < end) {
        for (const call of lasting) {
          const { rate } = await load(server, { ...requestOf(call), connections: 32, seconds: SECONDS });
          calls += rate * SECONDS;
        }
        await pause(100);
        samples.push(await server.report());
      }
      const left = await server.close();
      return [heapRow(samples, calls), handlesRow(samples, left)];
    } finally {
      await server.stop();
    }
  },
};

/** What the journal and compiled code take is taken in the first fifth. */
function parts(samples, member) {
  const fifth = Math.max(1, Math.floor(samples.length / 5));
  return [samples.slice(fifth, 2 * fifth), samples.slice(-fifth)].map((part) => median(part.map(member)));
}

function heapRow(samples, calls) {
  const [early, late] = parts(samples, ({ heap }) => heap / 2 ** 20);
  const ratio = late / early;
  return {
    row: 'heap after a collection',
    unit: 'MB',
    ours: late,
    reference: { name: 'the second fifth', figure: early },
    ratio: { median: ratio, lower: ratio, upper: ratio },
    details: [
      `${Math.round(calls).toLocaleString('en')} calls`,
      `resident at the end ${Math.round(samples.at(-1).resident / 2 ** 20)} MB`,
    ],
    rounds: samples.length,
  };
}

function handlesRow(samples, left) {
  const [early, late] = parts(samples, ({ handles }) => handles.length);
  const ratio = late / early;
  return {
    row: 'open handles',
    unit: 'handles',
    ours: late,
    reference: { name: 'the second fifth', figure: early },
    ratio: { median: ratio, lower: ratio, upper: ratio },
    details: [left.length === 0 ? 'none is open after the server was closed' : `open after close: ${left.join(', ')}`],
    rounds: samples.length,
  };
}
