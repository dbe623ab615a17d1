/**
 * Resident memory of the idle server after its first answer, against an empty `node:http` server after its own.
 * Needs a build, and Linux: `npm run build && node bench/memory.mjs`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { median } from './measure.mjs';

const ROUNDS = 5;
const IDLE_MS = 1000;
const CLI = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const BARE = `
  import { createServer } from 'node:http';
  const server = createServer((request, response) => response.end('{}'));
  server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ url: 'http://127.0.0.1:' + server.address().port })));
`;

const rounds = [];
for (let round = 0; round < ROUNDS; round += 1) {
  rounds.push({
    bare: await residentMegabytes(['--input-type=module', '--eval', BARE]),
    server: await residentMegabytes([CLI, '--port', '0', '--json']),
  });
}
const of = (value) => median(rounds.map(value));
const ratio = of(({ bare, server }) => server / bare);
console.log(
  `idle server ${of(({ server }) => server).toFixed(1)} MB, empty node:http server ${of(({ bare }) => bare).toFixed(1)} MB: ` +
    `ratio ${ratio.toFixed(2)}; medians of ${ROUNDS} rounds; budget 1.50`,
);

async function residentMegabytes(args) {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  const { url, accounts } = JSON.parse(line);
  await fetch(`${url}/api/v1/ping`, { method: 'POST', headers: { authorization: `Bearer ${accounts?.[0].api_key}` } });
  await pause(IDLE_MS);
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))[1];
  child.kill();
  await once(child, 'exit');
  return Number(kilobytes) / 1024;
}
