import { expect, test, vi } from 'vitest';
import type { Json, JsonObject } from '../../../../src/core/json.ts';
import { PROJECT, testHub } from '../../../hub.ts';

const HOME = `/projects/${PROJECT}`;
const USER = PROJECT.replaceAll('-', '');

/** The owner's calls of `exec`, on a project that has `files`. */
function exec(options: Parameters<typeof testHub>[0] = {}) {
  const { hub, as, projectAs, hubAs, clock } = testHub(options);
  const run = (given: JsonObject, body: object = {}): Promise<JsonObject> => call([given], body) as Promise<JsonObject>;
  const call = async (args: readonly Json[], body: object = {}): Promise<Json> => {
    const sent = { name: 'system.exec', args, project_id: PROJECT, ...body };
    return masked((await hub.call('conat/project', sent, { key: 'sk_owner' })).body);
  };
  return { hub, as, projectAs, hubAs, clock, run, call };
}

/** An answer with the random name of the temporary file written as `<file>`. */
function masked(answer: Json): Json {
  return JSON.parse(JSON.stringify(answer).replaceAll(/\/tmp\/cocalc-[0-9A-Za-z]{6}\/a\.sh/g, '<file>'));
}

function output(stdout: string, stderr = '', exit_code = 0): JsonObject {
  return { type: 'blocking', stdout, stderr, exit_code };
}

function error(words: string): JsonObject {
  return { error: words };
}

const TOO_SLOW = error(`timeout - callHub: subject='project.${PROJECT}.0.api.-', name='system.exec', code='408' `);

test('runs a program with arguments, without a shell', async () => {
  const { run } = exec();

  expect(await run({ command: 'echo', args: ['hello', 'world'] })).toEqual(output('hello world\n'));
  expect(await run({ command: 'pwd' })).toEqual(output(`${HOME}\n`));
  expect(await run({ command: 'echo', args: ['$HOME', '*', 'héllo ✓'] })).toEqual(output('$HOME * héllo ✓\n'));
  expect(await run({ command: 'echo', args: [1, 2] })).toEqual(output('1 2\n'));
  expect(await run({ command: 'echo', args: null })).toEqual(output('\n'));
});

test('runs a text for bash: by whitespace in a command without arguments, or by `bash`', async () => {
  const { run } = exec();

  expect(await run({ command: 'echo a | tr a b' })).toEqual(output('b\n'));
  expect(await run({ command: 'echo a | tr a b', bash: false })).toEqual(output('b\n'));
  expect(await run({ command: 'echo $((6*7)); echo err >&2', bash: true })).toEqual(output('42\n', 'err\n'));
  expect(await run({ command: 'x=1\nfor i in 1 2 3; do echo $i; done\n', bash: true })).toEqual(output('1\n2\n3\n'));
  expect(await run({ command: 'cat <<EOF\nhi $((1+1))\nEOF\n' })).toEqual(output('hi 2\n'));
  expect(await run({ command: 'echo "$0"; ls /tmp' })).toEqual({
    ...output(''),
    stdout: expect.stringMatching(/^<file>\ncocalc-[0-9A-Za-z]{6}\n$/),
  });
});

test('quotes arguments that come with a text for bash, so that they are words', async () => {
  const { run } = exec();

  expect(await run({ command: 'echo', args: ['$HOME', 'a b', 5], bash: true })).toEqual(output('$HOME a b 5\n'));
  expect(await run({ command: 'echo a', args: ['b'], bash: true })).toMatchObject({
    error: "command ''echo a' b' exited with nonzero code 127 -- stderr='<file>: line 2: echo a: command not found\n'",
  });
  expect(await run({ command: 'echo', args: 'a b', bash: true })).toEqual(output('a b\n'));
});

test('tells of a nonzero exit code as an error, unless `err_on_exit` is false', async () => {
  const { run } = exec();
  const command = 'echo out; echo err >&2; exit 3';

  expect(await run({ command })).toEqual(error(`command '${command}' exited with nonzero code 3 -- stderr='err\n'`));
  expect(await run({ command, err_on_exit: null })).toMatchObject({ error: expect.stringContaining('nonzero code 3') });
  expect(await run({ command, err_on_exit: false })).toEqual(output('out\n', 'err\n', 3));
  expect(await run({ command: 'false', args: [] })).toEqual(
    error("command ''false' (args=)' exited with nonzero code 1 -- stderr=''"),
  );
  expect(await run({ command: 'ls', args: ['/nosuchfile'] })).toEqual(
    error(
      "command ''ls' (args=/nosuchfile)' exited with nonzero code 2 -- stderr='ls: cannot access '/nosuchfile': No such file or directory\n'",
    ),
  );
});

test('shows the first 1023 characters of a standard error of more than 1024', async () => {
  const { run } = exec();
  const fail = (length: number) => `printf '%0${length}d' 0 >&2; exit 1`;
  const told = (length: number, stderr: string) =>
    error(`command '${fail(length)}' exited with nonzero code 1 -- stderr='${stderr}'`);

  expect(await run({ command: fail(1024) })).toEqual(told(1024, '0'.repeat(1024)));
  expect(await run({ command: fail(1025) })).toEqual(told(1025, `${'0'.repeat(1023)}…`));
});

test('tells of a program or directory that is not there as Node does', async () => {
  const { run } = exec({ project: { files: { 'notes.txt': 'text' } } });
  const spawn = (errno: number, code: string, path: string, spawnargs: string[] = []) =>
    JSON.stringify({ errno, code, syscall: `spawn ${path}`, path, spawnargs });

  expect(await run({ command: 'nosuch', args: ['a'] })).toEqual(
    error(`command ''nosuch' (args=a)' exited with nonzero code 1 -- stderr='${spawn(-2, 'ENOENT', 'nosuch', ['a'])}'`),
  );
  expect(await run({ command: 'nosuch', args: ['a'], err_on_exit: false })).toEqual(
    error(`command ''nosuch' (args=a)' was not able to run -- stderr='${spawn(-2, 'ENOENT', 'nosuch', ['a'])}'`),
  );
  expect(await run({ command: './notes.txt' })).toEqual(
    error(
      `command ''./notes.txt' (args=)' exited with nonzero code 1 -- stderr='${spawn(-13, 'EACCES', './notes.txt')}'`,
    ),
  );
  expect(await run({ command: 'pwd; ls', path: 'nowhere' })).toEqual(
    error(`command 'pwd; ls' exited with nonzero code 1 -- stderr='${spawn(-2, 'ENOENT', 'bash', ['<file>'])}'`),
  );
  expect(await run({ command: 'pwd', path: 'notes.txt' })).toEqual(error('error Error: spawn ENOTDIR'));
  expect(await run({ command: 'pwd', env: { PATH: '/nowhere' } })).toMatchObject({
    error: expect.stringContaining('spawn pwd'),
  });
});

test('shows the messages of bash with the temporary file, one line further down', async () => {
  const { run } = exec();

  expect(await run({ command: 'nosuch', bash: true })).toEqual(
    error("command 'nosuch' exited with nonzero code 127 -- stderr='<file>: line 2: nosuch: command not found\n'"),
  );
  expect(await run({ command: 'nosuch x', ulimit_timeout: false, err_on_exit: false })).toEqual(
    output('', '<file>: line 1: nosuch: command not found\n', 127),
  );
});

test('says what JavaScript and Node say of a command or arguments that cannot be run', async () => {
  const { run, call } = exec();
  const received = (type: string) =>
    error(`error TypeError [ERR_INVALID_ARG_TYPE]: The "args" argument must be of type object. Received type ${type}`);
  const nulls = (what: string, value: string) =>
    error(`error TypeError [ERR_INVALID_ARG_VALUE]: The ${what} without null bytes. Received ${value}`);

  expect(await call([])).toEqual(error("TypeError: Cannot read properties of undefined (reading 'compute_server_id')"));
  expect(await run({})).toEqual(error("TypeError: Cannot read properties of undefined (reading 'split')"));
  expect(await run({ command: null })).toEqual(error("TypeError: Cannot read properties of null (reading 'split')"));
  expect(await run({ command: 5 })).toEqual(error('TypeError: opts.command.split is not a function'));
  expect(await run({ command: '' })).toEqual(
    error("error TypeError [ERR_INVALID_ARG_VALUE]: The argument 'file' cannot be empty. Received ''"),
  );
  expect(await run({ command: '', bash: true })).toEqual(output(''));
  expect(await run({ command: 'echo', args: 'abc' })).toEqual(received("string ('abc')"));
  expect(await run({ command: 'echo', args: "it's a text that is too long" })).toEqual(
    received('string ("it\'s a text that is too ...)'),
  );
  expect(await run({ command: 'echo', args: 5 })).toEqual(received('number (5)'));
  expect(await run({ command: 'a\0b' })).toEqual(nulls("argument 'file' must be a string", "'a\\x00b'"));
  expect(await run({ command: 'echo', args: ['a', '\0\n'] })).toEqual(
    nulls("argument 'args[1]' must be a string", "'\\x00\\n'"),
  );
  expect(await run({ command: 'pwd', cwd: '/\0' })).toEqual(
    nulls("property 'options.cwd' must be a string, Uint8Array, or URL", "'/\\x00'"),
  );
  expect(await run({ command: 'env', env: { A: '\0' } })).toEqual(
    nulls("property 'options.env['A']' must be a string", "'\\x00'"),
  );
  expect(await run({ command: 'x'.repeat(256) })).toEqual(error('error Error: spawn ENAMETOOLONG'));
  expect(await run({ command: 'x'.repeat(255) })).toMatchObject({ error: expect.stringContaining('ENOENT') });
  expect(await run({ command: 'true', args: ['x'.repeat(131_071)] })).toEqual(output(''));
  expect(await run({ command: 'true', args: ['x'.repeat(131_072)] })).toEqual(error('error Error: spawn E2BIG'));
});

test('runs in `cwd`, else in `path`, both below the home directory unless absolute', async () => {
  const { run } = exec({ project: { files: { 'sub/dir/a': '' } } });
  const pwd = async (where: JsonObject) => (await run({ command: 'pwd', ...where })).stdout;

  expect(await pwd({ path: 'sub/dir' })).toBe(`${HOME}/sub/dir\n`);
  expect(await pwd({ path: '' })).toBe(`${HOME}\n`);
  expect(await pwd({ path: '..' })).toBe('/projects\n');
  expect(await pwd({ path: '/tmp' })).toBe('/tmp\n');
  expect(await pwd({ cwd: 'sub' })).toBe(`${HOME}/sub\n`);
  expect(await pwd({ cwd: '/tmp', path: 'sub' })).toBe('/tmp\n');
  expect(await pwd({ home: '/tmp' })).toBe(`${HOME}\n`);
});

test('adds `env` to the environment of the project, each value as a text', async () => {
  const { run } = exec();
  const echo = async (command: string, env: Json) => (await run({ command, bash: true, env })).stdout;

  expect(await echo('echo $FOO-$BAR', { FOO: 'x', BAR: 'y z' })).toBe('x-y z\n');
  expect(await echo('echo [$FOO$BAR]', { FOO: 5, BAR: null })).toBe('[5null]\n');
  expect(await echo('echo $PATH', { PATH: '/bin:/usr/bin' })).toBe('/bin:/usr/bin\n');
  expect(await echo('echo $0$1', 'abc')).toBe('<file>\n');
  expect(await run({ command: 'printenv', args: ['FOO'], env: { FOO: 'x' } })).toEqual(output('x\n'));
  expect(await echo('echo $HOME $USER $COCALC_PROJECT_ID $COCALC_USERNAME', {})).toBe(
    `${HOME} ${USER} ${PROJECT} ${USER}\n`,
  );
});

test('cuts each stream at `max_output` characters, and says so where it comes to that many', async () => {
  const { run } = exec();

  expect(await run({ command: 'printf', args: ['abc'], max_output: 3 })).toEqual(
    output('abc (truncated at 3 characters)'),
  );
  expect(await run({ command: 'printf', args: ['abc'], max_output: 4 })).toEqual(output('abc'));
  expect(await run({ command: 'echo 0123456789 >&2', max_output: 5 })).toEqual(
    output('', '01234 (truncated at 5 characters)'),
  );
  expect(await run({ command: 'echo', args: ['x'], max_output: 0 })).toEqual(
    output(' (truncated at 0 characters)', ' (truncated at 0 characters)'),
  );
  expect(await run({ command: 'echo', args: ['x'], max_output: null })).toEqual(output('x\n'));
});

test('kills what is not finished after `timeout` seconds, whatever it printed and whatever `err_on_exit` says', async () => {
  const { run } = exec();

  expect(await run({ command: 'sleep', args: ['5'], timeout: 1 })).toEqual(error("killed command 'sleep 5'"));
  expect(await run({ command: 'echo before; sleep 5', timeout: 1, err_on_exit: false })).toEqual(
    error("killed command 'bash <file>'"),
  );
  expect(await run({ command: 'sleep 2', timeout: 0.5 })).toEqual(error("killed command 'bash <file>'"));
  expect(await run({ command: 'cat', timeout: 2 })).toEqual(error("killed command 'cat '"));
  expect(await run({ command: 'sleep 0.999; echo x', timeout: 1 })).toEqual(output('x\n'));
});

test('a timeout that a timer cannot count ends at once, and none at all never does', async () => {
  const { run } = exec();
  const echo = (timeout: Json) => run({ command: 'echo', args: ['x'], timeout });

  expect(await echo(0)).toEqual(output('x\n'));
  expect(await echo(null)).toEqual(output('x\n'));
  expect(await echo('5')).toEqual(output('x\n'));
  for (const timeout of [-1, 'abc', 1e300, 2_147_484])
    expect(await echo(timeout)).toEqual(error("killed command 'echo x'"));
  expect(await echo(2_147_483)).toEqual(output('x\n'));
});

test('a limit of time in a text for bash also limits its processor time, unless told otherwise', async () => {
  const { run } = exec();

  expect(await run({ command: 'umask; nice; ulimit -t' })).toEqual(output('0022\n0\n60\n'));
  expect(await run({ command: 'ulimit -t', timeout: 1.2 })).toEqual(output('2\n'));
  expect(await run({ command: 'ulimit -t', ulimit_timeout: false })).toEqual(output('unlimited\n'));
  expect(await run({ command: 'ulimit -t', timeout: 0 })).toEqual(output('unlimited\n'));
});

test('death by a signal counts as an exit with 0', async () => {
  const { run } = exec();

  expect(await run({ command: 'kill -9 $$' })).toEqual(output(''));
  expect(await run({ command: 'echo a; kill $$; echo b', err_on_exit: false })).toEqual(output('a\n'));
  expect(await run({ command: 'kill -0 $$; echo $?; kill 99999', err_on_exit: false })).toEqual(
    output('0\n', '<file>: line 2: kill: (99999) - No such process\n', 1),
  );
  expect(await run({ command: 'bash -c "kill -9 $$"; kill -9 1' })).toMatchObject({
    error: expect.stringContaining('does not simulate `kill'),
  });
});

test('shows bytes that are no UTF-8 by U+FFFD', async () => {
  const { run } = exec({ project: { files: { raw: { base64: '/+lB' } } } });

  expect(await run({ command: 'printf "\\xff\\xfe\\x00abc"', bash: true })).toEqual(output('��\0abc'));
  expect(await run({ command: 'cat', args: ['raw'] })).toEqual(output('��A'));
  expect(await run({ command: 'echo é; printf "h\\xc3\\xa9"' })).toEqual(output('é\nhé'));
});

test('the caller waits 15 seconds or `timeout` ms of the call, whatever the limit of the command', async () => {
  const { run } = exec();

  expect(await run({ command: 'sleep', args: ['20'] })).toEqual(TOO_SLOW);
  expect(await run({ command: 'sleep', args: ['14'] })).toEqual(output(''));
  expect(await run({ command: 'sleep', args: ['20'] }, { timeout: 25_000 })).toEqual(output(''));
  expect(await run({ command: 'sleep', args: ['3'] }, { timeout: 1000 })).toEqual(TOO_SLOW);
  expect(await run({ command: 'sleep', args: ['3'], timeout: 1 }, { timeout: 1000 })).toEqual(TOO_SLOW);
  expect(await run({ command: 'sleep', args: ['61'] }, { timeout: 90_000 })).toEqual(
    error("killed command 'sleep 61'"),
  );
});

test('a loop without an end is killed in its own time, and others are answered meanwhile', async () => {
  const { run, hub } = exec({ commands: { maxSteps: 200_000 } });

  const loop = run({ command: 'while :; do :; done', timeout: 1 }, { timeout: 5000 });
  const ping = { name: 'system.ping', args: [], project_id: PROJECT };
  expect((await hub.call('conat/project', ping, { key: 'sk_owner' })).kind).toBe('success');

  expect(await loop).toEqual(error("killed command 'bash <file>'"));
});

test('what a command does is done though nobody waited for it', async () => {
  const { run } = exec();

  expect(await run({ command: 'sleep 20; echo late > late.txt' })).toEqual(TOO_SLOW);
  expect(await run({ command: 'cat', args: ['late.txt'] })).toEqual(output('late\n'));
});

test('calls with an aggregate value share a run that covers them, for a minute', async () => {
  const { run, clock, as } = exec();
  const command = 'echo x >> runs; wc -l < runs';
  const count = async (aggregate: Json) => (await run({ command, aggregate })).stdout;

  expect(await count(1)).toBe('1\n');
  expect(await count(1)).toBe('1\n');
  expect(await count(null)).toBe('2\n');
  expect(await count(2)).toBe('3\n');
  clock.advance(60_000);
  expect(await count(2)).toBe('4\n');
  expect(await as('owner')('project_exec', { project_id: PROJECT, command, aggregate: 2 })).toMatchObject({
    stdout: '5\n',
  });
});

test('gives the `id` of the options back, and takes options that it does not know', async () => {
  const { run } = exec();

  expect(await run({ command: 'true', args: ['x'], id: 'mine' })).toEqual({ id: 'mine', ...output('') });
  expect(await run({ command: 'true', args: ['x'], verbose: true, nosuch: 1, compute_server_id: 0 })).toEqual(
    output(''),
  );
});

test('knows no compute servers', async () => {
  const { run } = exec();

  expect(await run({ command: 'echo x', compute_server_id: 7 })).toEqual(
    error('Error: no connection to compute server -- please start or restart it'),
  );
});

test('refuses by name what is not known or not simulated', async () => {
  const { run, call } = exec();
  const refused = { error: expect.stringContaining('cocalc-mock-hub does not simulate') };

  expect(await call(['abc'])).toMatchObject(refused);
  for (const odd of [
    { command: 'perl', args: ['-e', '1'] },
    { command: 'echo a; echo \0' },
    { command: 'echo', args: {} },
    { command: 'echo', args: [1.5], bash: true },
    { command: 'pwd', cwd: {} },
    { command: 'pwd', uid: 0 },
    { command: 'echo', args: ['x'], aggregate: 1, async_call: true },
  ]) {
    expect(await run(odd), JSON.stringify(odd)).toMatchObject(refused);
  }
});

test('v1 and the functions of a project see the same files', async () => {
  const { run, as } = exec();
  const owner = as('owner');

  await owner('write_text_file_to_project', { project_id: PROJECT, path: 'a.txt', content: 'from v1' });
  expect(await run({ command: 'cat', args: ['a.txt'] })).toEqual(output('from v1'));
  await run({ command: 'echo from exec > a.txt' });
  expect(await owner('read_text_file_from_project', { project_id: PROJECT, path: 'a.txt' })).toMatchObject({
    content: 'from exec\n',
  });
});

test('nothing of the host is within reach', async () => {
  const { run } = exec();
  vi.stubEnv('MOCK_HUB_SECRET', 'of the host');
  const everything = 'env; cat /etc/passwd /proc/self/environ /proc/1/cmdline; ls / /root /home; ps aux; pwd -P';

  const { stdout, stderr } = await run({ command: everything, err_on_exit: false });
  const here = await run({ command: 'ls', args: [process.cwd()], err_on_exit: false });
  const climbing = await run({
    command: 'cat ../../../../../../..$PWD_OF_HOST/package.json',
    env: { PWD_OF_HOST: process.cwd() },
  });
  vi.unstubAllEnvs();

  expect(`${stdout}${stderr}`).not.toContain('of the host');
  expect(`${stdout}${stderr}`).not.toContain(process.cwd());
  expect(stderr).toContain('/proc/self/environ: No such file or directory');
  expect(here).toMatchObject({ stdout: '', exit_code: 2 });
  expect(climbing).toMatchObject({ error: expect.stringContaining('No such file or directory') });
});

test('hostile arguments are answered', async () => {
  const { run } = exec();

  expect(await run({ command: 'x'.repeat(900_000) })).toEqual(error('error Error: spawn ENAMETOOLONG'));
  expect(await run({ command: `: ${'x'.repeat(900_000)}` })).toHaveProperty('type', 'blocking');
  expect(await run({ command: 'echo', args: Array.from({ length: 10_000 }, String) })).toHaveProperty(
    'type',
    'blocking',
  );
  expect(await run({ command: 'pwd', path: '../'.repeat(1000) })).toEqual(output('/\n'));
  expect(await run({ command: 'pwd', path: 'x/'.repeat(5000) })).toHaveProperty('error');
  expect(await run({ command: 'echo $__proto__$constructor', env: { constructor: 'c' } })).toEqual(output('c\n'));
});

test('starts the project that is asked, and no stranger’s', async () => {
  const { hub, projectAs } = exec();

  expect(await projectAs('other')('system.exec', { command: 'id' })).toEqual(
    error('user must be a collaborator on the project'),
  );
  expect(await projectAs('owner')('system.exec', { command: 'true', args: ['x'] })).toEqual(output(''));
  expect(hub.state.projects.get(PROJECT)?.state?.state).toBe('running');
});

test('the same seed and the same calls give the same answers', async () => {
  const transcript = async () => {
    const { projectAs } = testHub({ seed: '1' });
    const call = projectAs('owner');
    return [
      await call('system.exec', { command: 'nosuch a', err_on_exit: false }),
      await call('system.exec', { command: 'echo $RANDOM', async_call: true }),
    ];
  };

  expect(await transcript()).toEqual(await transcript());
});
