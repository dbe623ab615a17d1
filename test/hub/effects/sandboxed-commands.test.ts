/** Real programs in the place of the simulated shell, as those see them who call the hub. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as passed } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { nodeAt } from '../../../src/core/files/tree.ts';
import { Bubblewrap } from '../../../src/hub/effects/sandbox/bubblewrap.ts';
import { bubblewrapSettings } from '../../../src/hub/effects/sandbox/options.ts';
import { Sandboxes } from '../../../src/hub/effects/sandbox/sandboxes.ts';
import { bubblewrapCommands, containerCommands } from '../../../src/index.ts';
import { NOW, PROJECT, testHub } from '../../hub.ts';
import { bubblewrapTest, realHub, sandboxTest } from '../../sandboxes.ts';

const bytes = (text: string) => new Uint8Array(Buffer.from(text));

sandboxTest('a command is run by real programs, on the files of the project', async () => {
  const { run } = realHub({ project: { files: { 'src/a.py': 'import platform; print(6 * 7, platform.system())' } } });

  expect(await run('python3 src/a.py | tr 2 3; exit 3')).toMatchObject({ stdout: '43 Linux\n', exit_code: 3 });
  expect(await run('bash', { args: ['-c', 'echo "$0" "$1"', 'a', 'b c'], bash: false })).toMatchObject({
    stdout: 'a b c\n',
  });
});

sandboxTest('what a command has changed is one change of the project', async () => {
  const { run, files } = realHub({ project: { files: { 'old.txt': 'old', gone: 'gone' } } });
  const seen = new Set<string>();
  const running = run(
    'echo a > a; rm gone; sleep 0.5; ln -s a b; mkdir -p c/d; chmod 751 a; touch -d 2001-02-03T04:05:06Z c',
  );
  let isRunning = true;
  running.finally(() => {
    isRunning = false;
  });
  while (isRunning) {
    seen.add([...files().entries.keys()].sort().join(' '));
    await passed(5);
  }

  await running;

  expect([...seen]).toEqual(['gone old.txt']);
  expect([...files().entries.keys()].sort()).toEqual(['a', 'b', 'c', 'old.txt']);
  expect(nodeAt(files(), ['a'])).toMatchObject({ content: bytes('a\n'), mode: 0o751 });
  expect(nodeAt(files(), ['b'])).toMatchObject({ kind: 'symlink', target: 'a' });
  expect(nodeAt(files(), ['c'])).toMatchObject({ kind: 'directory', modified: Date.parse('2001-02-03T04:05:06Z') });
  expect(nodeAt(files(), ['old.txt'])).toMatchObject({ modified: Date.parse(NOW) });
});

sandboxTest('a command that changes nothing changes nothing', async () => {
  const { run, files } = realHub({
    project: { files: { 'a/b.txt': 'b', 'a/c': { link: '../nowhere' }, 'd/e/f': '' } },
  });
  const before = files();

  await run('cat a/b.txt; ls -R');
  await run('true');

  expect(files()).toBe(before);
});

sandboxTest('what is written between commands is there for the next one, and what is taken away is not', async () => {
  const { hub, as, run, files } = realHub({ project: { files: { 'a.txt': 'one', 'd/e': 'e', 'd/f': 'f' } } });
  expect(await run('cat a.txt; ls d; rm d/f')).toMatchObject({ stdout: 'onee\nf\n' });
  const before = hub.state;

  await as('owner')('write_text_file_to_project', { project_id: PROJECT, path: 'a.txt', content: 'two' });
  await as('owner')('write_text_file_to_project', { project_id: PROJECT, path: 'd/g/h', content: 'h' });
  expect(await run('cat a.txt d/g/h; ls d; echo x >> a.txt')).toMatchObject({ stdout: 'twohe\ng\n' });
  hub.restore(before);

  expect(await run('cat a.txt; ls d')).toMatchObject({ stdout: 'onee\n' });
  expect(files()).toBe(before.projects.get(PROJECT)?.files);
});

sandboxTest(
  'a file that is written while a command runs stays, and the command sees it after its own next start',
  async () => {
    const { as, run, files } = realHub({ project: { files: { 'd/a.txt': 'old', 'd/b.txt': 'old' } } });
    const running = run('sleep 0.7; echo by the command > d/a.txt; echo more > d/more');
    await passed(300);

    await as('owner')('write_text_file_to_project', { project_id: PROJECT, path: 'd/b.txt', content: 'by the hub' });
    await as('owner')('write_text_file_to_project', { project_id: PROJECT, path: 'd/a.txt', content: 'by the hub' });
    await running;

    expect(nodeAt(files(), ['d', 'a.txt'])).toMatchObject({ content: bytes('by the command\n') });
    expect(nodeAt(files(), ['d', 'b.txt'])).toMatchObject({ content: bytes('by the hub') });
    expect(await run('cat d/a.txt d/b.txt d/more')).toMatchObject({ stdout: 'by the command\nby the hubmore\n' });
  },
);

sandboxTest('commands of one project run at the same time in the same files', async () => {
  const { run, files } = realHub();
  const waiting = run('for i in $(seq 100); do [ -e ready ] && break; sleep 0.05; done; cat ready; echo 1 > one');

  await run('echo set > ready; echo 2 > two');

  expect(await waiting).toMatchObject({ stdout: 'set\n' });
  expect([...files().entries.keys()].sort()).toEqual(['one', 'ready', 'two']);
});

sandboxTest('a change of the same length within the same moment is seen', async () => {
  const { run, files } = realHub();

  for (const letter of 'abcdefghij') {
    await run(`echo ${letter} > file; touch -d 2020-01-01T00:00:00Z file`);
    expect(nodeAt(files(), ['file'])).toMatchObject({ content: bytes(`${letter}\n`) });
  }
});

sandboxTest.each([
  ['no-such-program', [], 'ENOENT'],
  ['./not-executable', [], 'EACCES'],
  ['./folder', [], 'EACCES'],
  ['x'.repeat(300), [], 'ENAMETOOLONG'],
  ['echo', ['x'.repeat(140_000)], 'E2BIG'],
])('a program that cannot be started is told as by an operating system: %.20s', async (command, args, code) => {
  const { run } = realHub({ project: { files: { 'not-executable': 'true', folder: { directory: true } } } });

  const { error } = await run(command, { args, bash: false });

  expect(error).toContain(code);
});

sandboxTest('a directory that is not there, is none or is closed is told as by an operating system', async () => {
  const files = { file: '', 'closed/a': '' };
  const { run } = realHub({ project: { files } });
  await run('chmod 600 closed');

  expect(await run('true', { path: 'nowhere' })).toMatchObject({ error: expect.stringContaining('ENOENT') });
  expect(await run('true', { path: 'file' })).toMatchObject({ error: expect.stringContaining('ENOTDIR') });
  expect(await run('true', { path: 'closed' })).toMatchObject({ error: expect.stringContaining('EACCES') });
});

sandboxTest('an exit is told apart from a death by a signal', async () => {
  const { run } = realHub();
  const program = (script: string) => run('bash', { args: ['-c', script], bash: false, err_on_exit: true });

  for (const code of [0, 1, 127, 137, 143, 255]) expect(await run(`exit ${code}`)).toMatchObject({ exit_code: code });
  for (const signal of ['KILL', 'TERM', 'SEGV', 'PIPE']) {
    expect(await program(`kill -${signal} $$`)).toMatchObject({ error: expect.stringContaining('killed command') });
  }
  expect(await program('exit 143')).toMatchObject({ error: expect.stringContaining('exited with nonzero code 143') });
});

// In a container what starts programs is process 1, which nothing inside can end.
bubblewrapTest('a sandbox that is ended from inside ends its command', async () => {
  const ended = await realHub().run('bash', { args: ['-c', 'kill -9 -1'], bash: false, err_on_exit: true });

  expect(ended).toMatchObject({ error: expect.stringContaining('killed command') });
});

sandboxTest('a command is ended at its time limit, and what it has done until then stays', async () => {
  const { run, files } = realHub();

  const answer = await run('echo begun; echo a > a; sleep 60; echo b > b', { timeout: 1, err_on_exit: true });

  expect(answer).toMatchObject({ error: expect.stringMatching(/killed command.*begun/s) });
  expect([...files().entries.keys()]).toEqual(['a']);
});

sandboxTest(
  'a program that stops itself is waited for until its time is up, and one that is woken goes on',
  async () => {
    const { run } = realHub();

    expect(await run('kill -STOP $$', { timeout: 1, err_on_exit: true })).toMatchObject({
      error: expect.stringContaining('killed command'),
    });
    expect(await run('(sleep 0.3; kill -CONT $$) & kill -STOP $$; echo woken; exit 7')).toMatchObject({
      stdout: 'woken\n',
      exit_code: 7,
    });
  },
);

sandboxTest('input is open and empty, as at a hub, so what reads it waits', async () => {
  const { run } = realHub();

  expect(await run('cat', { timeout: 1, err_on_exit: true })).toMatchObject({
    error: expect.stringContaining('killed command'),
  });
});

sandboxTest('stubs come first, runs are shared, and jobs go on behind an answer', async () => {
  const { hub, run, projectAs } = realHub();
  hub.stubCommand('make', 'stubbed\n');

  expect(await run('make')).toMatchObject({ stdout: 'stubbed\n' });
  const shared = await Promise.all([1, 1].map((aggregate) => run('echo x >> log; wc -l < log', { aggregate })));
  expect(shared.map(({ stdout }) => stdout)).toEqual(['1\n', '1\n']);

  const exec = projectAs('owner');
  const job = (await exec('system.exec', {
    command: 'sleep 0.2; echo done',
    bash: true,
    async_call: true,
  })) as unknown as Job;
  expect(job).toMatchObject({ status: 'running' });
  const end = await exec('system.exec', { async_get: job.job_id, async_await: true });
  expect(end).toMatchObject({ status: 'completed', stdout: 'done\n', exit_code: 0 });
});

interface Job {
  readonly job_id: string;
}

sandboxTest('temporary files stay from one command to the next, and no script does', async () => {
  const { run } = realHub();

  await run('echo kept > /tmp/kept; ln -s kept /tmp/link');

  expect(await run('cat /tmp/kept /var/tmp/link; ls /tmp | wc -l')).toMatchObject({ stdout: 'kept\nkept\n3\n' });
});

sandboxTest('a hub that is put to another state ends the commands that run, and takes in nothing of them', async () => {
  const { hub, run, files } = realHub({ project: { files: { a: 'a' } } });
  const before = hub.state;
  const running = run('echo b > a; sleep 60');
  await passed(500);

  hub.restore(before);

  expect(await running).toHaveProperty('error');
  expect(files()).toBe(before.projects.get(PROJECT)?.files);
  expect(await run('cat a')).toMatchObject({ stdout: 'a' });
});

sandboxTest('a fork has files of its own', async () => {
  const { hub, run, files } = realHub({ project: { files: { a: 'a' } } });
  await run('echo b > a');
  const fork = hub.fork();
  const forked = (command: string) =>
    fork.call('v1/project_exec', { project_id: PROJECT, command, bash: true }, { key: 'sk_owner' });

  expect((await forked('cat a; echo c > a')).body).toMatchObject({ stdout: 'b\n' });

  expect(nodeAt(files(), ['a'])).toMatchObject({ content: bytes('b\n') });
  expect((await forked('cat a')).body).toMatchObject({ stdout: 'c\n' });
});

sandboxTest.each([
  ['a FIFO', 'mkfifo pipe', 'it is a FIFO'],
  ['a socket', `python3 -c "import socket; socket.socket(socket.AF_UNIX).bind('s')"`, 'it is a socket'],
  ['a name that is no UTF-8', "echo > $'\\xff'", 'its name is not UTF-8'],
  ['a link that is no UTF-8', "ln -s $'\\xff' l", 'its target is not UTF-8'],
  ['too deep a folder', 'for i in $(seq 600); do mkdir d; cd d; done', 'more than 512 names deep'],
  ['too many files', 'seq 1001 | xargs touch', 'a command that stores more'],
  ['too many bytes', 'head -c 1000001 /dev/zero > a', 'a command that stores more'],
  ['bytes that take no place', 'for i in 1 2 3; do truncate -s 900000 $i; done', 'a command that stores more'],
])('%s is refused by name, and nothing of the command stays', async (_, command, words) => {
  const { run, files } = realHub({ project: { files: { kept: 'kept' } } }, { maxFiles: 1000, maxDiskBytes: 1_000_000 });
  await run('echo more >> kept');
  const before = files();

  expect(await run(`echo lost > kept; ${command}`)).toMatchObject({ error: expect.stringContaining(words) });

  expect(files()).toBe(before);
  expect(await run('cat kept; ls')).toMatchObject({ stdout: 'keptmore\nkept\n' });
});

sandboxTest('a command may close its own home directory, and the folder of temporary files', async () => {
  const { run, files } = realHub({ project: { files: { 'a/b': 'b' } } });

  expect(await run('echo c > a/b; chmod 0 a/b a . /tmp')).toMatchObject({ exit_code: 0 });

  expect(files().mode).toBe(0);
  expect(nodeAt(files(), ['a'])).toMatchObject({ mode: 0 });
  expect(nodeAt(files(), ['a', 'b'])).toMatchObject({ mode: 0, content: bytes('c\n') });
  expect(await run('true')).toMatchObject({ error: expect.stringContaining('EACCES') });
  expect(await run('chmod', { args: ['700', '.'], bash: false, path: '/' })).toHaveProperty('exit_code', 1);
});

sandboxTest('a project is laid out again when others have taken its place', async () => {
  const projects = Object.fromEntries(
    [1, 2, 3].map((at) => [`p${at}`, { project_id: PROJECT.replace(/1$/, String(at)), users: { owner: 'owner' } }]),
  );
  const { run } = realHub({ projects }, { maxProjects: 1 });
  const inProject = (at: number, command: string) => run(command, { project_id: PROJECT.replace(/1$/, String(at)) });

  for (const at of [1, 2, 3]) await inProject(at, `echo ${at} > own`);

  for (const at of [1, 2, 3]) expect(await inProject(at, 'cat own')).toMatchObject({ stdout: `${at}\n` });
});

test('without the program, commands are refused by name, and what to install is told', async () => {
  const { PATH } = process.env;
  onTestFinished(() => {
    process.env.PATH = PATH;
  });
  process.env.PATH = '/nowhere';
  const { as } = testHub({ commands: bubblewrapCommands() });

  const { error } = await as('owner')('project_exec', { project_id: PROJECT, command: 'true' });

  const expected = process.platform === 'linux' ? 'apt-get install bubblewrap' : 'bubblewrap runs on Linux only';
  expect(error).toContain(expected);
});

test('without docker and podman, commands are refused by name', async () => {
  const { PATH } = process.env;
  onTestFinished(() => {
    process.env.PATH = PATH;
  });
  process.env.PATH = '/nowhere';
  const { as } = testHub({ commands: containerCommands('debian:12') });

  const { error } = await as('owner')('project_exec', { project_id: PROJECT, command: 'true' });

  expect(error).toContain('there is no program docker or podman; install one of them');
});

test.each([
  [
    'the one whose service runs',
    { docker: 'exit 1', podman: 'echo asked podman >&2; [ $1 = version ]' },
    'asked podman',
  ],
  ['the first, if none runs', { docker: 'echo asked docker >&2; exit 1', podman: 'exit 1' }, 'asked docker'],
  ['the only one', { podman: 'echo asked podman >&2; exit 1' }, 'asked podman'],
])('of the programs that run containers it is %s', async (_, programs, words) => {
  const { PATH } = process.env;
  const folder = mkdtempSync(join(tmpdir(), 'programs-'));
  onTestFinished(() => {
    process.env.PATH = PATH;
    rmSync(folder, { recursive: true });
  });
  for (const [name, script] of Object.entries(programs))
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  process.env.PATH = folder;
  const { as } = testHub({ commands: containerCommands('debian:12') });

  const { error } = await as('owner')('project_exec', { project_id: PROJECT, command: 'true' });

  expect(error).toContain(`none can be made here (${words}); its service has to run, and the image has to be there`);
});

test.each([
  [() => bubblewrapCommands({ netwrok: true } as never), 'options.netwrok is not known; did you mean network?'],
  [() => bubblewrapCommands({ maxProcesses: 0 }), 'options.maxProcesses should be a whole number from 1 to'],
  [() => bubblewrapCommands({ readable: ['opt'] }), 'options.readable[0] should be an absolute path, but is "opt"'],
  [
    () => containerCommands('--privileged'),
    'image should be the name of an image, such as debian:12, but is "--privileged"',
  ],
])('an option that makes no sense is refused at once (%#)', (make, words) => {
  expect(make).toThrow(words);
});

sandboxTest('the sandbox for the next command is made while one runs, and only one', async () => {
  const settings = bubblewrapSettings({});
  const events: string[] = [];
  class Noted extends Bubblewrap {
    override start(...given: Parameters<Bubblewrap['start']>) {
      events.push('made');
      return super.start(...given);
    }
  }
  const sandboxes = new Sandboxes(new Noted(settings), settings.limits);
  onTestFinished(() => sandboxes.close());
  const { as } = testHub({ commands: (hub, command) => sandboxes.run(hub, command) });
  const run = async (command: string) => {
    await as('owner')('project_exec', { project_id: PROJECT, command, bash: true });
    events.push('ran');
  };

  await run('sleep 0.1');
  await run('sleep 0.1');
  await Promise.all([run('sleep 0.1'), run('sleep 0.1')]);

  expect(events.slice(0, 5)).toEqual(['made', 'made', 'ran', 'made', 'ran']);
  expect(events.filter((event) => event === 'made')).toHaveLength(5);
});

sandboxTest(
  'where the sandbox for the next command cannot be made, the one that runs goes on, and so does the next',
  async () => {
    const settings = bubblewrapSettings({});
    let made = 0;
    class Failing extends Bubblewrap {
      override start(...given: Parameters<Bubblewrap['start']>) {
        made += 1;
        if (made === 2) throw new Error('EAGAIN');
        return super.start(...given);
      }
    }
    const sandboxes = new Sandboxes(new Failing(settings), settings.limits);
    onTestFinished(() => sandboxes.close());
    const { as } = testHub({ commands: (hub, command) => sandboxes.run(hub, command) });
    const run = (command: string) => as('owner')('project_exec', { project_id: PROJECT, command, bash: true });

    expect(await run('sleep 0.1; echo one')).toMatchObject({ stdout: 'one\n' });
    expect(await run('echo two')).toMatchObject({ stdout: 'two\n' });
    expect(made).toBeGreaterThan(2);
  },
);

sandboxTest('a name that has the character for broken ones is a name', async () => {
  const { run, files } = realHub();

  await run("printf 1 > $'\\xef\\xbf\\xbd'; printf 2 > ü");

  expect([...files().entries.keys()].sort()).toEqual(['ü', '\ufffd']);
});
