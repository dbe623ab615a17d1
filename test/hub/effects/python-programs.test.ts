/** `python3` in commands: what it sees and leaves, how long it may take, and who refuses. What it prints: `fixtures/shell/python.jsonl`. */
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { simulatedKernels } from '../../../src/hub/effects/notebook.ts';
import { simulatedShell } from '../../../src/hub/effects/shell.ts';
import { Hub } from '../../../src/hub/hub.ts';
import { PROJECT, testHub } from '../../hub.ts';

// The first interpreter of a process takes seconds to start, and more on a busy machine.
vi.setConfig({ testTimeout: 240_000 });

const FULL_NODE = fileURLToPath(new URL('notebook/full-node.cjs', import.meta.url));

function project(options: Parameters<typeof testHub>[0] = {}) {
  const { hub, clock, as, projectAs } = testHub({ project: { files: { 'a.txt': 'hello\n' } }, ...options });
  const exec = (command: string, more: JsonObject = {}): Promise<JsonObject> =>
    as('owner')('project_exec', { project_id: PROJECT, command, bash: true, err_on_exit: false, ...more });
  return { hub, clock, exec, projectAs };
}

test('a program finds the hub’s time and the project’s chance, and both are the same again', async () => {
  const program = `python3 -c 'import time, random, os, uuid; print(int(time.time()), random.random(), os.urandom(4).hex(), uuid.uuid4())'`;
  const outputs: unknown[] = [];

  for (const _ of [1, 2]) {
    const { clock, exec } = project();
    clock.set(Date.UTC(2026, 0, 2));
    outputs.push((await exec(program)).stdout);
    const again = (await exec(`${program}; ${program}`)).stdout;
    expect(new Set(String(again).split('\n')).size).toBe(3);
    outputs.push(again);
  }

  expect(outputs[0]).toMatch(/^1767312000 0\.\d+ [\da-f]{8} /);
  expect(outputs.slice(2)).toEqual(outputs.slice(0, 2));
});

test('what it writes is the project’s, and lasts in /tmp; elsewhere it may not write', async () => {
  const { exec } = project();
  const writes = [
    'import os, shutil',
    'open("made.txt", "w").write("made")',
    'os.remove("a.txt")',
    'open("/tmp/kept", "w").write("kept")',
    'for path in ["/x", "/etc/x", "/usr/bin/x", "/home/x"]:',
    '    try: open(path, "w")',
    '    except PermissionError as fault: print(fault)',
  ].join('\n');

  expect(await exec(`python3 - <<'E'\n${writes}\nE`)).toMatchObject({
    stdout: ['/x', '/etc/x', '/usr/bin/x', '/home/x']
      .map((path) => `[Errno 13] Permission denied: '${path}'\n`)
      .join(''),
    stderr: '',
  });
  expect(await exec('ls; cat made.txt /tmp/kept')).toMatchObject({ stdout: 'made.txt\nmadekept' });
});

test('its sleep is the command’s time, and the limit of that ends it with what it has done until then', async () => {
  const { exec } = project();
  const program =
    'import time; open("before", "w").close(); print("first", flush=True); time.sleep(99); open("after", "w")';

  expect(await exec(`python3 -c '${program}'; echo next`, { timeout: 5 })).toMatchObject({
    stdout: 'first\n',
    exit_code: 1,
  });
  expect(await exec('ls')).toMatchObject({ stdout: 'a.txt\nbefore\n' });
  expect(await exec(`timeout 3 python3 -c '${program}'; echo $?; ls`)).toMatchObject({
    stdout: 'first\n124\na.txt\nbefore\n',
  });
});

test('a program that computes, prints or stores too much is refused by name, and the hub lives', async () => {
  const { hub, exec } = project({
    commands: { maxBusyMs: 1500, maxOutputBytes: 100_000 },
    notebooks: { maxFiles: 50 },
  });
  const refused = (words: string) => ({ error: expect.stringContaining(words) });

  expect(await exec(`python3 -c 'while True: pass'`)).toMatchObject(refused('that computes for that long'));
  expect(await exec(`python3 -c 'while True: print("x" * 1000)'`)).toMatchObject(refused('that prints more'));
  expect(await exec(`python3 -c 'for n in range(1000): open(f"/tmp/{n}", "w").close()' 2> /dev/null`)).toMatchObject(
    refused('that stores more'),
  );
  expect(await exec('ls')).toMatchObject({ stdout: 'a.txt\n' });
  hub.close();
});

test('a project that holds too much is refused in the words of what was to run in it', async () => {
  const files = { 'a.txt': '', 'b.txt': '' };
  const { exec, projectAs } = project({ project: { files }, notebooks: { maxFiles: 1 } });
  const refused = (what: string) => ({
    error: `cocalc-mock-hub does not simulate ${what} in a project that holds more: at most 67108864 bytes in 1 files, by \`notebooks.maxDiskBytes\` and \`notebooks.maxFiles\``,
  });

  expect(await exec('python3 -c 1')).toMatchObject(refused('the program `python3`'));
  const cell = projectAs('owner')('system.jupyterExecute', { kernel: 'python3', input: '1' });
  expect(await cell).toMatchObject(refused('cells'));
});

test('without its package the refusal has the line to type', async () => {
  const { exec } = project({ notebooks: { package: 'pyodide-that-nobody-has' } });

  expect(await exec('python3 -c 1; echo on')).toMatchObject({
    error: expect.stringMatching(/does not simulate the program `python3`: .*npm install --save-dev pyodide/),
  });
  expect(await exec('echo on')).toMatchObject({ stdout: 'on\n' });
});

test('an interpreter that says what none says is ended, and changes nothing', async () => {
  const { hub: plain } = project();
  const { state, clock } = plain;
  const kernels = simulatedKernels({}, FULL_NODE);
  const hub = new Hub({ state, clock, runCommand: simulatedShell({}, kernels.runProgram), notebooks: kernels });
  const exec = async (script: string) => {
    const command = `python3 <<'E'\n${script}\nE`;
    const request = { project_id: PROJECT, command, bash: true, err_on_exit: false };
    return (await hub.call('v1/project_exec', request, { key: 'sk_owner' })).body as JsonObject;
  };
  const told = (why: string) => ({ error: expect.stringContaining(`its interpreter said what none says, ${why}`) });

  expect(await exec(`say('i', { name: 'stdout', text: 'x' })`)).toMatchObject(told('what only cells show'));
  expect(await exec(`say('e', { root: 2, path: 'x', mode: 1, modified: 0 })`)).toMatchObject(
    told('a place that it was not given'),
  );
  expect(await exec(`say('e', { root: 1, path: '../x', mode: 1, modified: 0 })`)).toMatchObject(
    told('a path that is none'),
  );
  expect(await exec(`raw(Buffer.alloc(9))`)).toMatchObject(told('a frame of an unknown kind'));
  expect(hub.state.projects.get(PROJECT)?.files).toBe(state.projects.get(PROJECT)?.files);
  expect(await exec(`say('1', 'printed'); say('d', { sleptMs: 0, exitCode: 3 }); await 0`)).toMatchObject({
    stdout: 'printed',
    exit_code: 3,
  });
});
