/** Runs a text of JavaScript in place of a kernel's program, by the build, with the Node that runs this. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Interpreter } from '../../dist/hub/effects/notebook/interpreter.js';

const require = createRequire(import.meta.url);
const escapes = require('./escapes.cjs');
const [targets] = process.argv.slice(2);
const program = fileURLToPath(new URL('../hub/effects/notebook/full-node.cjs', import.meta.url));
const folder = require.resolve('pyodide/pyodide.asm.mjs').replace('pyodide.asm.mjs', '');
const limits = { maxMemoryBytes: 2 ** 30, maxDiskBytes: 2 ** 20, maxFiles: 10 };
// Nothing of an interpreter keeps a process alive.
const awake = setInterval(() => {}, 1000);
const interpreter = await Interpreter.start({ folder, program, ...limits });
await interpreter.snapshot();
const at = { ...JSON.parse(targets), inside: program, hub: process.pid };
const lines = [];
const ended = await interpreter.run(
  {
    cell: { input: `await (${escapes})(${JSON.stringify(at)}, require, print)` },
    home: '/home/user',
    files: [],
    chance: '',
    now: 0,
    timeMs: 60_000,
    cellOutput: 1_000_000,
    totalOutput: 1_000_000,
  },
  ({ text }) => lines.push(String(text).trim()),
);
clearInterval(awake);
console.log(JSON.stringify({ version: process.version, ended, lines, source: readFileSync(program, 'utf8').length }));
