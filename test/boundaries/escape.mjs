/** Runs what is hostile in place of a kernel's program or of the shell, by the build, with the Node that runs this. */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { built } from '../../build/built.mjs';
import { createHub } from '../../dist/esm/index.js';

const require = createRequire(import.meta.url);
const [what, targets] = process.argv.slice(2);
const pathOf = (place) => fileURLToPath(new URL(place, import.meta.url));

async function cell() {
  const { Interpreter } = await built('hub/effects/notebook/interpreter.ts');
  const inside = pathOf('../hub/effects/notebook/full-node.cjs');
  const folder = require.resolve('pyodide/pyodide.asm.mjs').replace('pyodide.asm.mjs', '');
  const limits = { maxMemoryBytes: 2 ** 30, maxDiskBytes: 2 ** 20, maxFiles: 10 };
  // Nothing of an interpreter keeps a process alive.
  const awake = setInterval(() => {}, 1000);
  const interpreter = await Interpreter.start({ folder, program: inside, ...limits });
  await interpreter.snapshot();
  const at = { ...JSON.parse(targets), inside, hub: process.pid };
  const escapes = require('./hostile-shell/escapes.cjs');
  const lines = [];
  const told = { input: `await (${escapes})(${JSON.stringify(at)}, require, print)` };
  const call = { runs: 'kernel', told, files: { '/home/user': [] }, roots: ['/home/user'], chance: '', now: 0 };
  const most = { cellOutput: 1_000_000, totalOutput: 1_000_000 };
  await interpreter.run(
    { ...call, ...most, timeMs: 60_000, interruptsAtMs: [], endAtMs: 90_000 },
    { item: ({ text }) => lines.push(String(text).trim()), print: () => {} },
  );
  clearInterval(awake);
  return lines;
}

async function command() {
  const inside = pathOf('hostile-shell/index.js');
  const hub = createHub({ commands: { package: pathOf('hostile-shell/index.js'), maxBusyMs: 100_000 } });
  const at = { ...JSON.parse(targets), inside, hub: process.pid };
  const project_id = 'cccccccc-0000-4000-8000-000000000001';
  const body = { project_id, command: `attack escapes ${JSON.stringify(at)}`, bash: true, timeout: 100 };
  const answer = await hub.call('v1/project_exec', body, { key: 'sk_00000000000000000teacher' });
  const { stdout = JSON.stringify(answer.body) } = answer.body;
  return stdout.trim().split('\n').slice(1);
}

const lines = await { cell, command }[what]();
console.log(JSON.stringify({ version: process.version, lines }));
