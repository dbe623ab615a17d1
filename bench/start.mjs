/**
 * How long the server takes from its start to its first answer, against an empty Node program from start to end.
 * Needs a build: `npm run build && node bench/start.mjs`. They take turns, so that a busy machine slows both.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { median } from './measure.mjs';

const ROUNDS = 15;
const CLI = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));

const rounds = [];
for (let round = 0; round < ROUNDS; round += 1) {
  rounds.push({ empty: await timed(emptyProgram), server: await timed(firstAnswer) });
}
const of = (value) => median(rounds.map(value));
const ratio = of(({ empty, server }) => server / empty);
console.log(
  `first answer after ${of(({ server }) => server).toFixed(0)} ms, an empty program ${of(({ empty }) => empty).toFixed(0)} ms: ` +
    `ratio ${ratio.toFixed(2)}; medians of ${ROUNDS} rounds; budget 3.00`,
);

async function emptyProgram() {
  await once(spawn(process.execPath, ['--eval', ''], { stdio: 'ignore' }), 'exit');
}

/** @returns what ends the server, which is not part of what is measured. */
async function firstAnswer() {
  const child = spawn(process.execPath, [CLI, '--port', '0', '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  const { url, accounts } = JSON.parse(line);
  const headers = { authorization: `Bearer ${accounts[0].api_key}` };
  const response = await fetch(`${url}/api/v1/ping`, { method: 'POST', headers });
  const { event } = await response.json();
  if (event !== 'pong') throw new Error(`ping was answered with ${event}`);
  return async () => {
    child.kill();
    await once(child, 'exit');
  };
}

async function timed(act) {
  const start = performance.now();
  const end = await act();
  const took = performance.now() - start;
  await end?.();
  return took;
}
