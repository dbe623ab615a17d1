/** What a script can do that has got out of the shell: the boundary is the process, whatever runs in it. */
import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import type { CommandOptions } from '../../src/hub/effects/command-options.ts';
import { PROJECT, testHub } from '../hub.ts';
import { folderWith } from '../server/folder.ts';

const HOSTILE = dirname(fileURLToPath(new URL('./hostile-shell/index.js', import.meta.url)));

/** A hub whose shell does what commands name. */
function taken(commands: CommandOptions = {}) {
  const { hub, as } = testHub({ project: { files: { 'a.txt': 'a' } }, commands: { package: HOSTILE, ...commands } });
  const attack = async (name: string, argument = ''): Promise<string> => {
    const command = `attack ${name} ${argument}`;
    const { stdout, error } = await as('owner')('project_exec', { project_id: PROJECT, command, bash: true });
    return String(stdout ?? error);
  };
  return { hub, attack };
}

test('a program in the process reads, writes and starts nothing', async () => {
  const { attack } = taken();
  const folder = folderWith({ 'secret.txt': 'secret', 'native.node': '' });
  const secret = join(folder, 'secret.txt');
  const own = resolve('dist/programs/new.txt');
  const attacks: readonly (readonly [name: string, argument?: string])[] = [
    ...['/etc/passwd', secret, resolve('README.md'), resolve('src/index.ts'), '/proc/self/environ'].map(
      (path) => ['read', path] as const,
    ),
    ...['/', '/etc', tmpdir(), folder, resolve('test')].map((path) => ['list', path] as const),
    ...[secret, join(folder, 'new'), join(HOSTILE, 'new'), own, '/dev/shm/new'].map((path) => ['write', path] as const),
    ...['append', 'remove', 'rename', 'chmod', 'watch'].map((name) => [name, secret] as const),
    ['link', join(folder, 'link')],
    ['spawn'],
    ['shell'],
    ['fork', join(HOSTILE, 'index.js')],
    ['thread'],
    ['native', join(folder, 'native.node')],
    ['eval'],
    ['function'],
    ['binding'],
    ['kill'],
  ];

  for (const [name, argument] of attacks) {
    expect(await attack(name, argument), `${name} ${argument}`).toMatch(/^failed: /);
  }
  expect(readdirSync(folder).sort()).toEqual(['native.node', 'secret.txt']);
  expect(existsSync(own)).toBe(false);
  expect(await attack('environment')).toMatch(/^done: (PWD )?(SHLVL )?TZ( _)?$/);
});

const TOO_LONG = /cocalc-mock-hub does not simulate a command that computes for that long/;

test('what ends the process ends one command, and not the hub', async () => {
  const { hub, attack } = taken({ maxBusyMs: 1000, maxMemoryBytes: 256 * 2 ** 20 });
  const refused = /cocalc-mock-hub does not simulate/;
  const memory = /cocalc-mock-hub does not simulate a command that needs that much memory/;

  for (const name of ['abort', 'exit', 'throw']) expect(await attack(name), name).toMatch(refused);
  for (const name of ['forever', 'loop']) expect(await attack(name), name).toMatch(TOO_LONG);
  for (const name of ['values', 'doubling']) {
    expect(await attack(name), name).toMatch(/cocalc-mock-hub does not simulate a command that (needs|computes)/);
  }
  if (process.platform === 'linux') expect(await attack('buffers')).toMatch(memory);
  expect(await attack('nothing')).toBe('done: nothing');
  expect((await hub.call('v1/ping', {}, { key: 'sk_owner' })).kind).toBe('success');
});

test('a command is ended at its limit also where tests have put the clocks away', async () => {
  vi.useFakeTimers();
  try {
    const { attack } = taken({ maxBusyMs: 1000 });

    expect(await attack('loop')).toMatch(TOO_LONG);
    expect(await attack('nothing')).toBe('done: nothing');
  } finally {
    vi.useRealTimers();
  }
});

test('what is no message of ours ends the process, and is told', async () => {
  const { attack } = taken({ maxOutputBytes: 1_000_000 });
  const broke = /cocalc-mock-hub does not simulate this command: the process that ran it broke/;
  const messages: readonly unknown[] = [
    null,
    1,
    'end',
    [],
    {},
    { kind: 'run' },
    { kind: '__proto__' },
    { kind: 'end' },
    { kind: 'end', end: { result: {} } },
    { kind: 'end', end: { result: { exit_code: '0', elapsedMs: 0 } } },
    { kind: 'end', end: { result: { exit_code: 0, elapsedMs: -1 } } },
    { kind: 'end', end: { result: { exit_code: 0, elapsedMs: 0, failure: 'nonsense' } } },
    { kind: 'end', end: { unsimulated: { what: 1, why: {} } } },
    { kind: 'output', stream: 'nowhere' },
    { kind: 'now', id: 'x' },
    { kind: 'sleep', id: 1, elapsedMs: null },
    { kind: 'file', id: 1 },
    { kind: 'file', id: 1, request: { call: '__proto__' } },
    { kind: 'file', id: 1, request: { call: 'toString' } },
    { kind: 'file', id: 1, request: { call: 'read', path: { toString: 1 } } },
    { kind: 'file', id: 1, request: { call: 'chmod', path: 'a.txt', mode: 1.5 } },
    { kind: 'file', id: 1, request: { call: 'next', rest: 77 } },
    { kind: 'file', id: 1, request: { call: 'write', path: '/tmp/x', append: false, upload: 5 } },
    { kind: 'file', id: 1, request: { call: 'upload', upload: 1, size: -1 } },
  ];

  for (const name of ['garbage', 'longHeader', 'longBody', 'noJson', 'deep', 'flood', 'printed']) {
    expect(await attack(name), name).toMatch(broke);
  }
  for (const message of messages) {
    const text = JSON.stringify(message);
    expect(await attack('message', text), text).toMatch(broke);
  }
});

test('what a command leaves behind does not reach the files of the next one', async () => {
  const { hub, attack } = taken();
  const before = hub.state.projects.get(PROJECT)?.files;

  expect(await attack('later', `/projects/${PROJECT}/late`)).toBe('done: begun');
  expect(await attack('wait')).toBe('done: waited');

  expect(hub.state.projects.get(PROJECT)?.files).toBe(before);
});

test('requests that no file system takes change nothing', async () => {
  const { hub, attack } = taken();
  const home = `/projects/${PROJECT}`;
  const before = hub.state.projects.get(PROJECT)?.files;
  const requests = [
    { call: 'utimes', path: `${home}/a.txt`, modified: 8.64e15 + 1 },
    { call: 'symlink', target: 'x'.repeat(5000), path: `${home}/link` },
    { call: 'mkdir', path: `${home}/${'d/'.repeat(2000)}`, recursive: true },
    { call: 'mkdir', path: `${home}/${'n'.repeat(300)}`, recursive: true },
    { call: 'cp', source: home, target: `${home}/inside`, recursive: true },
    { call: 'mv', source: home, target: `${home}/inside` },
    { call: 'rm', path: home, recursive: true, force: true },
    { call: 'rm', path: '/', recursive: true, force: true },
    { call: 'write', path: `${home}/a.txt/b`, append: false, upload: 0 },
    { call: 'write', path: `${home}/\0`, append: true, upload: 0 },
    { call: 'write', path: '/projects/other/b', append: false, upload: 0 },
    { call: 'read', path: '../'.repeat(20_000) },
  ];

  for (const request of requests) {
    const text = JSON.stringify(request);
    expect(await attack('request', text), text.slice(0, 100)).toBe('done: sent');
  }
  expect(hub.state.projects.get(PROJECT)?.files).toBe(before);
});
