/** The option that has commands run by real programs. */
import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, test, vi } from 'vitest';
import { sandboxTest } from '../sandboxes.ts';
import { folderWith } from '../server/folder.ts';
import { run, startServing } from './command.ts';

const TEACHER = 'sk_00000000000000000teacher';

sandboxTest('serve --commands bubblewrap says what that means, and runs real programs until its end', async () => {
  const TMPDIR = openFolder();
  const { announced, child, ended } = await startServing(['--commands', 'bubblewrap'], { TMPDIR, SECRET: 'secret' });
  const [project] = announced.projects;
  const body = JSON.stringify({
    project_id: project?.project_id,
    command: 'echo "$(uname) $SECRET"; sleep 60 & true',
    bash: true,
  });
  const headers = { authorization: `Bearer ${TEACHER}`, 'content-type': 'application/json' };
  const answer = await fetch(`${announced.url}/api/v1/project_exec`, { method: 'POST', headers, body });

  expect(await answer.json()).toMatchObject({ event: 'project_exec_output', stdout: 'Linux \n' });
  expect(readdirSync(TMPDIR)).toHaveLength(1);
  child.kill('SIGTERM');
  const { stderr } = await ended;

  expect(stderr).toContain('note: commands are real programs');
  await vi.waitFor(() => expect(readdirSync(TMPDIR)).toEqual([]), { timeout: 20_000 });
});

sandboxTest('nothing of it stays when the server is killed', async () => {
  const TMPDIR = openFolder();
  const { announced, child } = await startServing(['--commands', 'bubblewrap'], { TMPDIR });
  const [project] = announced.projects;
  const headers = { authorization: `Bearer ${TEACHER}`, 'content-type': 'application/json' };
  const command = 'mkdir a; echo x > a/b; chmod 0 a; echo $$ > begun; sleep 12345';
  const body = JSON.stringify({ project_id: project?.project_id, command, bash: true, timeout: 60 });
  const lost = fetch(`${announced.url}/api/v1/project_exec`, { method: 'POST', headers, body });
  await vi.waitFor(() => expect(processesWith('sleep\x0012345')).toHaveLength(1), { timeout: 20_000 });

  child.kill('SIGKILL');
  await expect(lost).rejects.toThrow();

  await vi.waitFor(() => expect(processesWith('sleep\x0012345')).toEqual([]), { timeout: 20_000 });
  await vi.waitFor(() => expect(readdirSync(TMPDIR)).toEqual([]), { timeout: 20_000 });
});

/** One that others can enter, since commands run as somebody else where the tests run as root. */
function openFolder(): string {
  const folder = folderWith({});
  chmodSync(folder, 0o755);
  return folder;
}

/** Processes by their words, as they see them themselves. */
function processesWith(words: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'latin1').startsWith(words);
    } catch {
      // It has just ended.
      return false;
    }
  });
}

test('serve --stub answers commands, in place of whatever runs them', async () => {
  const stub = ['{"command": "make", "stdout": "stubbed\\n"}', '[{"pattern": "^pip ", "exit_code": 1}]'];
  const { announced } = await startServing(stub.flatMap((one) => ['--stub', one]));
  const [project] = announced.projects;
  const headers = { authorization: `Bearer ${TEACHER}`, 'content-type': 'application/json' };
  const answers = ['make', 'pip install a'].map(async (command) => {
    const body = JSON.stringify({ project_id: project?.project_id, command, bash: true, err_on_exit: false });
    return (await fetch(`${announced.url}/api/v1/project_exec`, { method: 'POST', headers, body })).json();
  });

  expect(await Promise.all(answers)).toMatchObject([
    { stdout: 'stubbed\n', exit_code: 0 },
    { stdout: '', exit_code: 1 },
  ]);
});

test('serve --limit bounds what commands and cells take, by the names that refusals give', async () => {
  const given = ['commands.maxOutputBytes=100', 'commands.maxSteps=50', 'notebooks.maxRunning=1'];
  const { announced } = await startServing(given.flatMap((one) => ['--limit', one]));
  const [project] = announced.projects;
  const headers = { authorization: `Bearer ${TEACHER}`, 'content-type': 'application/json' };
  const answers = ['seq 1 100', 'for i in {1..99}; do :; done', 'seq 1 10'].map(async (command) => {
    const body = JSON.stringify({ project_id: project?.project_id, command, bash: true });
    return (await fetch(`${announced.url}/api/v1/project_exec`, { method: 'POST', headers, body })).json();
  });

  expect(await Promise.all(answers)).toMatchObject([
    { error: expect.stringContaining('at most 100 bytes as JSON has them, by `commands.maxOutputBytes`') },
    { error: expect.stringContaining('limit exceeded (50)') },
    { exit_code: 0 },
  ]);
});

test.each([
  [['--limit', 'maxSteps=5'], 'Give a limit of commands or notebooks and a number, as in commands.maxBusyMs=20000.'],
  [['--limit', 'commands.maxSteps=-5'], 'Give a limit of commands or notebooks and a number'],
  [['--limit', 'commands.maxStep=5'], 'option --limit: commands.maxStep is not known; did you mean maxSteps?'],
  [['--commands', 'bubblewrap', '--limit', 'commands.maxSteps=5'], 'option --limit: options.maxSteps is not known'],
  [['--limit', 'notebooks.maxCellMs=99999999999999999999'], 'option --limit: notebooks.maxCellMs should be a whole'],
  [['--stub', 'make'], 'Give a stub in JSON, such as {"command": "make", "stdout": "done"}'],
  [['--stub', '{"comand": "make"}'], 'stubs[0].comand is not known; did you mean command?'],
  [['--commands', 'docker'], 'Give simulated, bubblewrap, or container= and an image, such as container=debian:12.'],
  [['--commands', 'container=--privileged'], 'Give simulated, bubblewrap, or container= and an image'],
  [['--network'], 'option --network: the simulated shell has none; give `--commands bubblewrap` as well'],
])('serve %j is refused with what is valid', async (args, words) => {
  const { code, stderr } = await run(['serve', '--port', '0', ...args]);

  expect(stderr).toContain(words);
  expect(code).toBe(2);
});

test('serve --commands bubblewrap does not start without the program, and says what to install', async () => {
  const { code, stderr } = await run(['serve', '--port', '0', '--commands', 'bubblewrap'], { PATH: tmpdir() });

  expect(stderr).toMatch(/--commands.*(install bubblewrap|bubblewrap runs on Linux only)/s);
  expect(code).toBe(2);
});
