/** What comes from the process of a kernel is hostile: whoever has left the interpreter writes it. */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/core/json.ts';
import { simulatedKernels } from '../../../../src/hub/effects/notebook.ts';
import { simulatedShell } from '../../../../src/hub/effects/shell.ts';
import { Hub } from '../../../../src/hub/hub.ts';
import { PROJECT, testHub } from '../../../hub.ts';

const PROGRAM = fileURLToPath(new URL('full-node.cjs', import.meta.url));

/** A hub whose kernels run JavaScript with all of Node that the process has. */
function fullNode(options: Parameters<typeof simulatedKernels>[0] = {}) {
  const { hub: plain } = testHub({ project: { files: { 'a.txt': 'hello' } } });
  const { state, clock } = plain;
  const hub = new Hub({ state, clock, runCommand: simulatedShell(), notebooks: simulatedKernels(options, PROGRAM) });
  const run = async (input: string): Promise<unknown> => {
    const body = { name: 'system.jupyterExecute', args: [{ kernel: 'python3', input }], project_id: PROJECT };
    return (await hub.call('conat/project', body, { key: 'sk_owner' })).body;
  };
  const isAlive = async () => (await hub.call('v1/ping', {}, { key: 'sk_owner' })).body as JsonObject;
  return { hub, run, isAlive };
}

const header = (kind: string, length: number) =>
  `const head = Buffer.alloc(5); head.write('${kind}'); head.writeUInt32LE(${length}, 1); raw(head);`;

/** What it says, and what the answer says of it. */
const NONSENSE: readonly (readonly [does: string, why: string])[] = [
  [`raw(Buffer.from('this is no frame at all'))`, 'a frame of an unknown kind, "t"'],
  [header('i', 2 ** 32 - 1), '4294967295 bytes in a frame, of at most 8388608'],
  [header('B', 65_537), '65537 bytes in a frame, of at most 65536'],
  [`say('\\0', '')`, 'a frame of an unknown kind, "\\u0000"'],
  [`say('i', '{"mean": NaN}')`, 'what is no JSON'],
  [`say('i', Buffer.from([0xff, 0xfe]))`, 'what is no JSON'],
  [`say('i', '')`, 'what is no JSON'],
  [`say('i', '[]')`, 'an item of output that is no object'],
  [`say('i', 'null')`, 'an item of output that is no object'],
  [`say('i', '['.repeat(100_000) + ']'.repeat(100_000))`, 'more than 110 arrays and objects in each other'],
  [`say('i', '{"data": '.repeat(200) + '{}' + '}'.repeat(200))`, 'more than 110 arrays and objects in each other'],
  [`say('i', { evil: 1 })`, 'an item of output with a member "evil" that none has'],
  [`say('i', '{"__proto__": {"name": "x"}}')`, 'an item of output with a member "__proto__" that none has'],
  [`say('i', '{"constructor": {}}')`, 'an item of output with a member "constructor" that none has'],
  [`say('i', { name: 'stdout', text: { toString: 1 } })`, 'an item of output with a member "text" that none has'],
  [`say('i', { traceback: 'x' })`, 'an item of output with a member "traceback" that none has'],
  [`say('i', { data: [] })`, 'an item of output with a member "data" that none has'],
  [`say('e', { path: '../out', mode: 0o644, modified: 0, size: 0 })`, 'a path that is none'],
  [`say('e', { root: 1, path: 'a', mode: 0o644, modified: 0 })`, 'a place that it was not given'],
  [`say('e', { root: -1, path: 'a', mode: 0o644, modified: 0 })`, 'a place that is none'],
  [`say('r', { root: 'x', path: 'a' })`, 'a place that is none'],
  [`say('1', 'text')`, 'what only programs print'],
  [`say('d', { sleptMs: 0, exitCode: 256 })`, 'an exit code that is none'],
  [`say('e', { path: '/etc/passwd', mode: 0o644, modified: 0, size: 0 })`, 'a path that is none'],
  [`say('e', { path: 'a//b', mode: 0o644, modified: 0 })`, 'a path that is none'],
  [`say('e', { path: 'a/./b', mode: 0o644, modified: 0 })`, 'a path that is none'],
  [`say('e', { path: 'a\\0b', mode: 0o644, modified: 0 })`, 'a path that is none'],
  [`say('e', { path: 'x'.repeat(5000), mode: 0o644, modified: 0 })`, 'a path that is none'],
  [`say('e', { path: 7, mode: 0o644, modified: 0 })`, 'a path that is none'],
  [`say('e', { path: 'a', mode: -1, modified: 0 })`, 'a mode that no file has'],
  [`say('e', { path: 'a', mode: 0o644, modified: 1e300 })`, 'a time that no file has'],
  [`say('e', { path: 'a', mode: 0o644, modified: 'x' })`, 'a time that no file has'],
  [`say('e', { path: 'a', mode: 0o644, modified: 0, size: -1 })`, 'a size that no file has'],
  [`say('e', { path: 'a', mode: 0o644, modified: 0, size: 1.5 })`, 'a size that no file has'],
  [`say('e', { path: 'a', mode: 0o777, modified: 0, target: '' })`, 'a link that leads nowhere'],
  [
    `say('e', { path: 'a', mode: 0o644, modified: 0, size: 9 }); say('d', { sleptMs: 0 })`,
    'fewer bytes than it had said',
  ],
  [`say('e', { path: 'a', mode: 0o644, modified: 0, size: 1 }); say('B', 'xyz')`, 'more bytes than it had said'],
  [`say('B', 'xyz')`, 'bytes of nothing'],
  [`say('r', '"../x"')`, 'a file that is no object'],
  [`say('r', { path: '../x' })`, 'a path that is none'],
  [`say('d', { sleptMs: 'long' })`, 'a time that is none'],
  [`say('d', { sleptMs: -1 })`, 'a time that is none'],
  [`say('R', { snapshotBytes: 0 })`, 'that it has started, again'],
  [`for (let at = 0; at < 9; at += 1) say('c', '')`, 'more than 2 cells'],
];

test('a kernel that says what none says is ended, the answer tells what that was, and the hub lives', {
  timeout: 240_000,
}, async () => {
  const { hub, run, isAlive } = fullNode({ warm: 3 });
  const before = hub.state.projects.get(PROJECT)?.files;

  for (const [does, why] of NONSENSE) {
    expect(await run(does), does).toEqual({
      error: `cocalc-mock-hub does not simulate what this cell has made of its kernel: it said what no kernel says, ${why}, and was ended`,
    });
    expect(await isAlive(), does).toMatchObject({ event: 'pong' });
  }

  expect(hub.state.projects.get(PROJECT)?.files).toBe(before);
  expect(await run(`print('still here')`)).toEqual([{ name: 'stdout', text: 'still here' }]);
});

test('a kernel that says too much is ended, and what it has said is refused by name', {
  timeout: 240_000,
}, async () => {
  const { run, isAlive } = fullNode({ maxDiskBytes: 1_000_000, maxFiles: 100 });

  expect(await run(`for (;;) print('x')`)).toEqual({ error: expect.stringContaining('a cell with that much output') });
  expect(await run(`for (;;) say('i', { traceback: ['x'.repeat(4_000_000)] })`)).toEqual({
    error: expect.stringContaining('a cell with that much output'),
  });
  for (const text of [
    `'{"data":{"x":[' + '{},'.repeat(2_000_000) + '0]}}'`,
    `'{"data":{' + '"a":1,'.repeat(100_000) + '"b":1}}'`,
    `'{"text":"' + '\\\\u0001'.repeat(1_000_000) + '"}'`,
  ]) {
    // Short, and long to parse.
    expect(await run(`say('i', ${text})`)).toEqual({ error: expect.stringContaining('a cell with that much output') });
  }
  expect(await run(`say('e', { path: 'a', mode: 0o644, modified: 0, size: 2 ** 50 })`)).toEqual({
    error: expect.stringContaining('`notebooks.maxDiskBytes`'),
  });
  expect(
    await run(`for (let at = 0; ; at += 1) say('e', { path: String(at), mode: 0o644, modified: 0, size: 0 })`),
  ).toEqual({
    error: expect.stringContaining('`notebooks.maxFiles`'),
  });
  expect(await run(`for (;;) say('r', { path: 'gone' })`)).toEqual({
    error: expect.stringContaining('`notebooks.maxFiles`'),
  });
  expect(await isAlive()).toMatchObject({ event: 'pong' });
});

test('a kernel that goes away or says nothing is told of as one that has died', { timeout: 120_000 }, async () => {
  const { run } = fullNode({ maxCellMs: 300 });
  const died = (signal: string) => ({ error: `Error: Kernel last terminated by signal ${signal}.` });

  expect(await run('process.exit(0)')).toEqual(died('SIGSEGV'));
  expect(await run('process.abort()')).toEqual(died('SIGSEGV'));
  expect(await run(`require('node:fs').closeSync(1)`)).toEqual(died('SIGSEGV'));
  expect(await run('for (;;);')).toEqual(died('SIGKILL'));
  expect(await run('await new Promise((resolve) => setTimeout(resolve, 1e6))')).toEqual(died('SIGKILL'));
});
