/** Worlds made and reset over HTTP, against a server that only reads the same requests; and the memory that they take. */
import { setTimeout as pause } from 'node:timers/promises';
import { KEY } from '../calls.mjs';
import { sendAll } from '../load.mjs';
import { comparison } from '../measure.mjs';
import { start } from '../servers.mjs';

const WORLDS = 10_000;
const CONNECTIONS = 8;
const REST_MS = 1000;

export const benchmark = {
  about: '10,000 worlds, made and reset by the control plane, and the resident memory of the server with all of them',
  rounds: 3,

  async measure({ rounds }) {
    const sides = [];
    for (let round = 0; round < rounds; round += 1) {
      sides.push({ ours: await measured('mock'), reference: await measured('empty') });
    }
    const reference = 'an empty node:http server';
    const row = (title, unit, name) =>
      comparison({
        row: title,
        unit,
        reference,
        pairs: sides,
        of: (side) => (unit === 'MB' ? side[name] : side[name].rate),
        details: unit === 'MB' ? [] : [`${onOneCore(sides, name)}/s by processor time`],
      });
    return [
      row('make a world', '/s', 'made'),
      row('reset a world', '/s', 'reset'),
      row('first call in a world', '/s', 'called'),
      row('memory with 10,000 worlds', 'MB', 'resident'),
      row('and after a call in each', 'MB', 'afterCalls'),
    ];
  },
};

async function measured(kind) {
  const server = await start(kind);
  const send = (requests) => sendAll(server, requests, CONNECTIONS);
  const names = Array.from({ length: WORLDS }, (_, at) => `world-${at}`);
  const made = await send(names.map((name) => post('/__admin/worlds', { name })));
  await pause(REST_MS);
  const { resident } = await server.report();
  const reset = await send(names.map((name) => post(`/w/${name}/__admin/reset`, {})));
  const called = await send(names.map((name) => post(`/w/${name}/api/v1/ping`, {})));
  await pause(REST_MS);
  const { resident: afterCalls } = await server.report();
  await server.stop();
  return { made, reset, called, resident: resident / 2 ** 20, afterCalls: afterCalls / 2 ** 20 };
}

function post(path, value) {
  const body = JSON.stringify(value);
  const head = [
    'Host: 127.0.0.1',
    'Content-Type: application/json',
    `Authorization: Bearer ${KEY}`,
    `Content-Length: ${body.length}`,
  ];
  return `POST ${path} HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n${body}`;
}

/** How many a core does in a second, while it does nothing else. */
function onOneCore(sides, name) {
  const [best] = sides.map(({ ours }) => 1e6 / ours[name].processor).sort((one, other) => other - one);
  return Math.round(best).toLocaleString('en');
}
