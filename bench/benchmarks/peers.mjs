/** What other servers do on the same terms: a small JSON POST, against the same bare `node:http` server. */
import { requestOf } from '../calls.mjs';
import { load } from '../load.mjs';
import { alternate, comparison } from '../measure.mjs';
import { installPeers } from '../peers.mjs';
import { answerOf, mockPrograms, start } from '../servers.mjs';

export const benchmark = {
  about:
    'a small JSON POST (v1 ping) at 32 connections, served by this mock and by others, each against bare `node:http`',
  rounds: 5,

  async measure({ rounds }) {
    installPeers();
    const request = { ...requestOf({ name: 'v1/ping', body: {} }), connections: 32, seconds: 0.6 };
    const mock = await start('mock');
    const answer = await answerOf(mock.port, request);
    const openapi = await (await fetch(`http://127.0.0.1:${mock.port}/openapi.json`)).json();
    const bare = await start('bare', answer);
    const servers = {
      'cocalc-mock-hub': async () => mock,
      fastify: () => start('fastify', answer),
      hono: () => start('hono', answer),
      express: () => start('express', answer),
      prism: () => mockPrograms.prism(openapi),
      mockoon: () => mockPrograms.mockoon(openapi),
      'json-server': () => mockPrograms['json-server'](),
    };
    const rows = [];
    for (const [name, starting] of Object.entries(servers)) {
      const server = await starting();
      const pairs = await alternate({
        rounds,
        // Compilers take some ten thousand requests until they are done.
        warmUp: 4,
        ours: () => load(server, request),
        reference: () => load(bare, request),
      });
      await server.stop();
      const of = ({ rate }) => rate;
      rows.push(comparison({ row: name, unit: 'requests/s', reference: 'bare node:http', pairs, of }));
    }
    await bare.stop();
    return rows;
  },
};
