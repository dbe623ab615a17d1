/** `fetch` through Mock Service Worker, with the handlers of a hub, against MSW with one handler that parses and answers. */
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { createHub } from '../../dist/esm/index.js';
import { hubHandlers } from '../../dist/esm/msw.js';
import { basicCalls, requestOf, world } from '../calls.mjs';
import { alternate, comparison, perCall } from '../measure.mjs';
import { installPeers, peer } from '../peers.mjs';

const CALLS = 300;
const HUB = 'https://hub.example';
const BARE = 'https://bare.example';

export const benchmark = {
  about:
    '`fetch` through MSW, contract checks on, against an MSW server with one handler that parses the same JSON; nock as it comes',
  rounds: 11,

  async measure({ rounds, quick }) {
    const rows = [];
    for (const call of quick ? basicCalls.slice(0, 1) : basicCalls) rows.push(await compare(call, rounds));
    return quick ? rows : [...rows, await nock(Math.ceil(rounds / 3))];
  },
};

async function compare(call, rounds) {
  const { path, ...request } = requestOf(call);
  let answer;
  const bare = http.post(`${BARE}/*`, async ({ request }) => {
    await request.json();
    return HttpResponse.json(answer);
  });
  // Two servers would patch `fetch` twice. Which handler is asked first costs one comparison of paths.
  const server = setupServer(bare, ...hubHandlers(createHub({ world }), HUB));
  server.listen({ onUnhandledRequest: 'error' });
  try {
    const post = async (base) => (await fetch(`${base}${path}`, { method: 'POST', ...request })).json();
    answer = await post(HUB);
    return await against(
      call.title,
      rounds,
      () => post(HUB),
      () => post(BARE),
    );
  } finally {
    server.close();
  }
}

/** As others intercept requests: what a test pays for them. */
async function nock(rounds) {
  installPeers();
  const { default: nocked } = await peer('nock');
  const { path, ...request } = requestOf(basicCalls[0]);
  const post = (base) => async () => (await fetch(`${base}${path}`, { method: 'POST', ...request })).json();
  const server = setupServer(http.post(`${BARE}/*`, async ({ request }) => HttpResponse.json(await request.json())));
  server.listen();
  const reference = await perCall(CALLS, post(BARE));
  server.close();
  nocked('https://nock.example').persist().post(path).reply(200, { event: 'pong' });
  const pairs = [];
  for (let round = 0; round < rounds; round += 1) {
    pairs.push({ ours: await perCall(CALLS, post('https://nock.example')), reference });
  }
  nocked.restore();
  return comparisonOf('nock', pairs);
}

async function against(row, rounds, ours, reference) {
  const pairs = await alternate({
    rounds,
    warmUp: 3,
    ours: () => perCall(CALLS, ours),
    reference: () => perCall(CALLS, reference),
  });
  return comparisonOf(row, pairs);
}

function comparisonOf(row, pairs) {
  const of = ({ microseconds }) => 1e6 / microseconds;
  const processor = ({ processor }) => 1 / processor;
  return comparison({ row, unit: 'fetches/s', reference: 'MSW with one handler', pairs, of, processor });
}
