/** Requests a second over HTTP, against a bare `node:http` server that parses the same JSON and answers the same bytes. */
import { basicCalls, otherCalls, requestOf } from '../calls.mjs';
import { load } from '../load.mjs';
import { alternate, comparison } from '../measure.mjs';
import { answerOf, start } from '../servers.mjs';

export const benchmark = {
  about:
    'requests a second, contract checks on, against bare `node:http` that parses the same JSON and answers the same bytes',
  rounds: 7,

  async measure({ rounds, quick }) {
    const rows = [];
    for (const call of quick ? basicCalls : [...basicCalls, ...otherCalls]) {
      for (const connections of quick ? [32] : [1, 32]) rows.push(await compare(call, connections, { rounds, quick }));
    }
    return rows;
  },
};

async function compare(call, connections, { rounds, quick }) {
  const request = { ...requestOf(call), connections, seconds: quick ? 0.4 : 0.8 };
  const mock = await start('mock');
  const bare = await start('bare', await answerOf(mock.port, request));
  try {
    const pairs = await alternate({
      rounds,
      // Compilers take some ten thousand requests until they are done.
      warmUp: quick ? 3 : 4,
      ours: () => load(mock, request),
      reference: () => load(bare, request),
    });
    return comparison({
      row: `${call.title}, ${connections} ${connections === 1 ? 'connection' : 'connections'}`,
      unit: 'requests/s',
      reference: 'bare node:http',
      pairs,
      of: ({ rate }) => rate,
      // As of throughput, more is better: a bare server's processor time by ours.
      processor: ({ processor }) => 1 / processor,
      details: [latency('ours', pairs, 'ours'), latency('bare', pairs, 'reference')],
    });
  } finally {
    await Promise.all([mock.stop(), bare.stop()]);
  }
}

function latency(name, pairs, side) {
  const of = (figure) => Math.round(pairs.map((pair) => pair[side][figure]).sort((a, b) => a - b)[pairs.length >> 1]);
  return `${name} p50 ${of('p50')} µs, p99 ${of('p99')} µs`;
}
