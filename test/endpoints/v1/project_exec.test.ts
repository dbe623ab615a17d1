import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { id, NOW, PROJECT, testHub, UNKNOWN, untyped } from '../../hub.ts';

const HOME = `/projects/${PROJECT}`;

/** The owner's calls, on a project that has `files`. */
function exec(options: Parameters<typeof testHub>[0] = {}) {
  const { hub, as, clock } = testHub(options);
  const run = (body: object): Promise<JsonObject> =>
    as('owner')('project_exec', { id: 'mine', project_id: PROJECT, ...body });
  return { hub, as, clock, run };
}

function withFiles(files: NonNullable<Parameters<typeof testHub>[0]>['project'] = {}) {
  return exec({ project: files });
}

function output(stdout: string, stderr = '', exit_code = 0): JsonObject {
  return { event: 'project_exec_output', id: 'mine', stdout, stderr, exit_code };
}

function error(words: string): JsonObject {
  return { event: 'error', id: 'mine', error: words };
}

/** An answer with the random name of the temporary file written as `<file>`. */
function masked(answer: JsonObject): unknown {
  return JSON.parse(JSON.stringify(answer).replaceAll(/\/tmp\/f-120817-1677-[0-9a-z.]+/g, '<file>'));
}

async function code(options: Parameters<typeof testHub>[0], body: object, key = 'sk_owner') {
  const { hub } = testHub(options);
  const answer = await hub.call(untyped('v1/project_exec'), { project_id: PROJECT, ...body }, { key });
  return 'code' in answer ? { kind: answer.kind, code: answer.code } : { kind: answer.kind };
}

test('runs a program with arguments, without a shell', async () => {
  const { run } = withFiles({ files: { 'a.txt': 'hello' } });

  expect(await run({ command: 'pwd' })).toEqual(output(`${HOME}\n`));
  expect(await run({ command: 'echo', args: ['xyz', 'abc'] })).toEqual(output('xyz abc\n'));
  expect(await run({ command: 'echo', args: ['*', '$HOME', '|', ';', '~', "it's"] })).toEqual(
    output("* $HOME | ; ~ it's\n"),
  );
  expect(await run({ command: 'echo', args: [1, true, null] })).toEqual(output('1 true null\n'));
  expect(await run({ command: 'test', args: ['-f', 'a.txt'] })).toEqual(output(''));
  expect(await run({ command: '[', args: ['-d', 'a.txt', ']'], err_on_exit: false })).toEqual(output('', '', 1));
});

test('runs a command with whitespace as a text for bash, whatever `bash` says', async () => {
  const { run } = withFiles({ files: { 'a.txt': 'hello', 'b.txt': ' world' } });

  expect(await run({ command: 'cat *.txt | tr a-z A-Z; echo $USER' })).toEqual(output('HELLO WORLDuser\n'));
  expect(await run({ command: ' pwd', bash: false })).toEqual(output(`${HOME}\n`));
  expect(await run({ command: 'pwd ' })).toEqual(output(`${HOME}\n`));
});

test('runs a single word as a text for bash when `bash` is truthy', async () => {
  const { run } = withFiles();

  expect(await run({ command: 'echo<$0|cat', bash: true })).toEqual(output('\n'));
  expect(await run({ command: 'a=1;echo>f$a;ls', bash: 'false' })).toEqual(output('f1\n'));
  expect(await run({ command: 'type', bash: true })).toEqual(output(''));
});

test('ignores args in a text for bash, as documented; as observed it quotes them', async () => {
  const body = { command: 'echo', args: ['$HOME', "it's", 'a/b', ''], bash: true };

  expect(await exec().run(body)).toEqual(output('\n'));
  expect(await exec({ profile: 'observed' }).run(body)).toEqual(output("$HOME it's a/b\n"));
});

test('runs in the directory `path`, below the home directory or absolute', async () => {
  const { run } = withFiles({ files: { 'Private/deep/a': '', link: { link: 'Private' } } });

  expect(await run({ command: 'pwd', path: 'Private' })).toEqual(output(`${HOME}/Private\n`));
  expect(await run({ command: 'pwd', path: 'Private/./deep/..' })).toEqual(output(`${HOME}/Private\n`));
  expect(await run({ command: 'pwd', path: '/etc' })).toEqual(output('/etc\n'));
  expect(await run({ command: 'pwd', path: '../..' })).toEqual(output('/\n'));
  expect(await run({ command: 'pwd', path: 'link' })).toEqual(output(`${HOME}/Private\n`));
  expect(await run({ command: 'pwd; ls', path: 'Private' })).toEqual(output(`${HOME}/Private\ndeep\n`));
});

test('tells of a nonzero exit code as an error, unless `err_on_exit` is falsy', async () => {
  const { run } = withFiles();

  expect(await run({ command: 'false' })).toEqual(
    error(
      "Error executing command 'false' with args '' -- command 'false' (args=) exited with nonzero code 1 -- stderr='', , ",
    ),
  );
  expect(await run({ command: 'false', err_on_exit: false })).toEqual(output('', '', 1));
  expect(await run({ command: 'false', err_on_exit: 'false' })).toMatchObject({ event: 'error' });
  expect(masked(await run({ command: 'echo out; echo err >&2; exit 3' }))).toEqual(
    error(
      "Error executing command 'echo out; echo err >&2; exit 3' with args '' -- command 'bash' (args=<file>) exited with nonzero code 3 -- stderr='err\n', out\n, err\n",
    ),
  );
  expect(await run({ command: 'ls', args: ['nowhere', 'nothing'] })).toEqual(
    error(
      "Error executing command 'ls' with args 'nowhere,nothing' -- command 'ls' (args=nowhere nothing) exited with nonzero code 2 -- stderr='ls: cannot access 'nowhere': No such file or directory\nls: cannot access 'nothing': No such file or directory\n', , ls: cannot access 'nowhere': No such file or directory\nls: cannot access 'nothing': No such file or directory\n",
    ),
  );
});

test('tells of a program that is not there by what its own run time says of it', async () => {
  const { run } = withFiles({ files: { 'notes.txt': 'text', 'folder/a': '' } });
  const spawn = (errno: string, path: string, args: string[] = []) =>
    JSON.stringify({ errno, code: errno, syscall: `spawn ${path}`, path, spawnargs: args });

  const missing = spawn('ENOENT', 'nosuch');
  expect(await run({ command: 'nosuch' })).toEqual(
    error(
      `Error executing command 'nosuch' with args '' -- command 'nosuch' (args=) exited with nonzero code 1 -- stderr='${missing}', , ${missing}`,
    ),
  );
  expect(await run({ command: 'nosuch', err_on_exit: false })).toEqual(
    error(
      `Error executing command 'nosuch' with args '' -- command 'nosuch' (args=) was not able to run -- stderr='${missing}', , ${missing}`,
    ),
  );
  const builtIn = spawn('ENOENT', 'cd', ['a', 'b']);
  expect(await run({ command: 'cd', args: ['a', 'b'] })).toEqual(
    error(
      `Error executing command 'cd' with args 'a,b' -- command 'cd' (args=a b) exited with nonzero code 1 -- stderr='${builtIn}', , ${builtIn}`,
    ),
  );
  expect(await run({ command: './notes.txt' })).toMatchObject({
    error: expect.stringContaining(spawn('EACCES', './notes.txt')),
  });
  expect(await run({ command: './folder' })).toMatchObject({
    error: expect.stringContaining(spawn('EACCES', './folder')),
  });
});

test('tells of a working directory that is not there as of a program that is not', async () => {
  const { run } = withFiles({ files: { 'notes.txt': 'text' } });
  const missing = '{"errno":"ENOENT","code":"ENOENT","syscall":"spawn pwd","path":"pwd","spawnargs":[]}';

  expect(await run({ command: 'pwd', path: 'nowhere', err_on_exit: false })).toEqual(
    error(
      `Error executing command 'pwd' with args '' -- command 'pwd' (args=) was not able to run -- stderr='${missing}', , ${missing}`,
    ),
  );
  expect(masked(await run({ command: 'pwd; ls', path: '~' }))).toEqual(
    error(
      `Error executing command 'pwd; ls' with args '' -- command 'bash' (args=<file>) exited with nonzero code 1 -- stderr='${missing.replaceAll('pwd', 'bash').replace('[]', '["<file>"]')}', , ${missing.replaceAll('pwd', 'bash').replace('[]', '["<file>"]')}`,
    ),
  );
  expect(await run({ command: 'pwd', path: 'notes.txt' })).toEqual(
    error(
      `Error executing command 'pwd' with args '' -- error {"errno":"ENOTDIR","code":"ENOTDIR","syscall":"spawn"}, , `,
    ),
  );
});

test("shows bash's own messages with the temporary file, one line further down", async () => {
  const { run } = withFiles();

  expect(masked(await run({ command: 'nosuch a', err_on_exit: false }))).toEqual(
    output('', '<file>: line 2: nosuch: command not found\n', 127),
  );
  expect(masked(await run({ command: 'echo a\n\nnosuch; cd nowhere\n./gone.sh', err_on_exit: false }))).toEqual(
    output(
      'a\n',
      '<file>: line 4: nosuch: command not found\n<file>: line 4: cd: nowhere: No such file or directory\n<file>: line 5: ./gone.sh: No such file or directory\n',
      127,
    ),
  );
  expect(masked(await run({ command: 'echo "abc', err_on_exit: false }))).toEqual(
    output('', '<file>: line 2: unexpected EOF while looking for matching `"\'\n', 2),
  );
  expect(masked(await run({ command: 'echo a )', err_on_exit: false }))).toEqual(
    output('', "<file>: line 2: syntax error near unexpected token `)'\n<file>: line 2: `echo a )'\n", 2),
  );
  expect(masked(await run({ command: 'echo a > no/b; echo $?; echo b > /etc/c; echo $LINENO $0' }))).toEqual(
    output(
      '1\n2 <file>\n',
      '<file>: line 2: no/b: No such file or directory\n<file>: line 2: /etc/c: Permission denied\n',
    ),
  );
});

test('runs the text from a temporary file that begins with a limit of processor time', async () => {
  const { run } = withFiles();

  expect(await run({ command: 'cat $0', timeout: 7 })).toEqual(output('ulimit -t 7\ncat $0'));
  expect(await run({ command: 'ls /tmp', args: [] })).toMatchObject({
    stdout: expect.stringMatching(/^f-120817-1677-[0-9a-z.]+\n$/),
  });
  expect(await run({ command: 'ls', args: ['/tmp'] })).toEqual(output(''));
  expect(masked(await run({ command: 'echo a b', timeout: '1.5' }))).toEqual(
    output('a b\n', '<file>: line 1: ulimit: 1.5: invalid number\n'),
  );
});

test('kills what is not finished after `timeout` seconds', async () => {
  const { run } = withFiles();

  expect(masked(await run({ command: 'sleep 5', timeout: 2 }))).toEqual(
    error("Error executing command 'sleep 5' with args '' -- killed command 'bash <file>', , "),
  );
  expect(await run({ command: 'sleep', args: ['5'], timeout: '2' })).toEqual(
    error("Error executing command 'sleep' with args '5' -- killed command 'sleep 5', , "),
  );
  expect(masked(await run({ command: 'echo out; echo err >&2; sleep 11; echo late' }))).toEqual(
    error(
      "Error executing command 'echo out; echo err >&2; sleep 11; echo late' with args '' -- killed command 'bash <file>', out\n, err\n",
    ),
  );
  expect(await run({ command: 'echo abc; sleep 11', err_on_exit: false, max_output: 2 })).toEqual(output('ab', '', 1));
});

test('a command that takes all of its time is killed, and one that takes less is not', async () => {
  const { run } = withFiles();

  expect(await run({ command: 'sleep 1; echo x', timeout: 2 })).toEqual(output('x\n'));
  expect(await run({ command: 'sleep 1.999; echo x', timeout: 2 })).toMatchObject({ stdout: 'x\n' });
  expect(await run({ command: 'sleep 2; echo x', timeout: 2 })).toMatchObject({ event: 'error' });
  expect(await run({ command: 'sleep 1; sleep 0.5s; sleep .5; echo x', timeout: 2 })).toMatchObject({ event: 'error' });
});

test('cuts each stream at `max_output` characters, and says so in the output only', async () => {
  const { run } = withFiles();

  expect(await run({ command: 'echo', args: ['xyz', 'abc'], max_output: 3 })).toEqual(
    output('xyz (truncated at 3 characters)'),
  );
  expect(await run({ command: 'printf abc; printf äöüé >&2', max_output: 3 })).toEqual(
    output('abc (truncated at 3 characters)', 'äöü (truncated at 3 characters)'),
  );
  expect(await run({ command: 'printf', args: ['abc'], max_output: '4' })).toEqual(output('abc'));
  expect(await run({ command: 'printf', args: ['abc'], max_output: 0 })).toEqual(
    output(' (truncated at 0 characters)', ' (truncated at 0 characters)'),
  );
  expect(masked(await run({ command: 'printf abc; printf defg >&2; exit 1', max_output: 3 }))).toEqual(
    error(
      "Error executing command 'printf abc; printf defg >&2; exit 1' with args '' -- command 'bash' (args=<file>) exited with nonzero code 1 -- stderr='def', abc, def",
    ),
  );
  expect(await run({ command: 'printf abc; exit 1', max_output: 3, err_on_exit: false })).toEqual(
    output('abc (truncated at 3 characters)', '', 1),
  );
});

test('adds where to ask for a network when a connection was refused', async () => {
  const { run } = withFiles();
  const command = 'echo "Connection refused" >&2; exit 7';

  expect(masked(await run({ command }))).toEqual(
    error(
      `Error executing command '${command}' with args '' -- command 'bash' (args=<file>) exited with nonzero code 7 -- stderr='Connection refused\n', , Connection refused\n-- Email help@cocalc.com if you need full internet access, which is disabled by default.`,
    ),
  );
  expect(await run({ command, err_on_exit: false })).toEqual(output('', 'Connection refused\n', 7));
});

test('takes those who may write to the project, in the usual words', async () => {
  const viewer = { users: { owner: 'owner', other: 'viewer' } };
  const call = async (name: string, project_id: string) => {
    const { as } = testHub({ project: viewer });
    return as(name)('project_exec', { id: 'mine', project_id, command: 'pwd' });
  };

  expect(await call('other', PROJECT)).toEqual(
    error(`User ${id('account', 2)} does not have write access to project ${PROJECT}`),
  );
  expect(await call('owner', UNKNOWN)).toEqual(
    error(`User ${id('account', 1)} does not have write access to project ${UNKNOWN}`),
  );
  expect(await call('owner', 'x')).toEqual(
    error('Internal error determining user permission -- invalid project_id -- x'),
  );
  expect(await call('admin', PROJECT)).toMatchObject({ stdout: `${HOME}\n` });
  expect(await call('admin', UNKNOWN)).toEqual(error('timeout'));
});

test('starts the project, and marks it as edited', async () => {
  const { hub, run, clock } = withFiles();

  clock.advance(60_000);
  await run({ command: 'pwd' });

  const project = hub.state.projects.get(PROJECT);
  expect(project?.state?.state).toBe('running');
  expect(project?.last_edited).toBe(Date.parse(NOW) + 60_000);
  expect(hub.state.accounts.get(id('account', 1))?.last_active).toBeNull();
});

test('waits while the project starts', async () => {
  const { run, clock } = exec({ lifecycle: { kind: 'after', ms: 1000 } });

  const answer = run({ command: 'pwd' });
  clock.advance(1000);

  expect(await answer).toEqual(output(`${HOME}\n`));
});

test('waits no longer than 20 s for the project', async () => {
  const { hub, run, clock } = exec({ lifecycle: { kind: 'after', ms: 20_001 } });

  const answers = [run({ command: 'touch x' }), run({ command: 'smc-jupyter' })];
  clock.advance(20_000);
  expect(await Promise.all(answers)).toEqual([error('timeout'), error('timeout')]);

  clock.advance(1);
  expect(await run({ command: 'ls' })).toEqual(output(''));
  expect(hub.state.projects.get(PROJECT)?.state?.state).toBe('running');
});

test('does not run smc-jupyter, though the project is started', async () => {
  const { hub, run } = withFiles();

  expect(await run({ command: 'smc-jupyter' })).toEqual(error('do not run smc-jupyter directly'));
  expect(hub.state.projects.get(PROJECT)?.state?.state).toBe('running');
  expect(await run({ command: 'echo smc-jupyter' })).toEqual(output('smc-jupyter\n'));
});

test('never answers where a hub does not', async () => {
  const silence = { kind: 'unsimulated', code: 'never_answers' };

  expect(await code({}, { command: 'ipython-notebook' })).toEqual(silence);
  expect(await code({}, { command: 'ipython-notebook' }, 'sk_other')).toEqual(silence);
  expect(await code({}, { command: 'pwd', args: 'a b' })).toEqual(silence);
  expect(await code({}, { command: 'pwd', args: { 0: 'a' } })).toEqual(silence);
  expect(await code({}, { command: 'pwd', args: 0 })).toEqual(silence);
  expect(await code({}, { command: 'pwd', args: '' })).toEqual(silence);
  expect(await code({}, { command: 5 })).toEqual(silence);
  expect(await code({}, { command: 'pwd', timeout: 0 })).toEqual(silence);
  expect(await code({}, { command: 'pwd', timeout: '' })).toEqual(silence);
  expect(await code({}, { command: 'pwd', args: 'a b' }, 'sk_other')).toEqual({
    kind: 'refusal',
    code: 'no_project_access',
  });
});

test('says by name what it does not know', async () => {
  const unknown = { kind: 'unsimulated', code: 'unsimulated' };

  expect(await code({}, { command: true })).toEqual(unknown);
  expect(await code({}, { command: {} })).toEqual(unknown);
  expect(await code({}, { command: 'pwd', path: 5 })).toEqual(unknown);
  expect(await code({}, { command: 'pwd', timeout: -1 })).toEqual(unknown);
});

test('starts no program without a name', async () => {
  const { run } = exec();
  const failed = (args: string) =>
    error(`Error executing command '' with args '${args}' -- error {"code":"ERR_INVALID_ARG_VALUE"}, , `);

  expect(await run({ command: '' })).toEqual(failed(''));
  expect(await run({ command: '', args: ['a', 'b'], err_on_exit: false })).toEqual(failed('a,b'));
  expect(await run({ command: '', bash: true })).toEqual(output(''));
});

test.each([
  [true, 'true'],
  [['abc'], 'abc'],
  [{ a: 1 }, '[object'],
  ['soon', 'soon'],
])('runs under the time limit %j, of which bash complains', async (timeout, shown) => {
  const { run } = exec();

  expect(masked(await run({ command: 'echo hi', timeout }))).toEqual(
    output('hi\n', `<file>: line 1: ulimit: ${shown}: invalid number\n`),
  );
});

test('has no parameter for the environment', async () => {
  const { hub } = testHub();

  expect(
    await hub.call(untyped('v1/project_exec'), { project_id: PROJECT, command: 'env', env: {} }, { key: 'sk_owner' }),
  ).toEqual({
    kind: 'rejection',
    code: 'unexpected_parameter',
    body: { error: "invalid parameters 'Error: misc.defaults -- TypeError: got an unexpected argument 'env' '" },
  });
});

const COUNT = 'echo x >> runs; wc -l < runs';

test('calls with an aggregate value share a run that covers them, for a minute', async () => {
  const { run, clock } = withFiles();
  const count = async (aggregate: unknown, others = {}) => (await run({ command: COUNT, aggregate, ...others })).stdout;

  expect(await count(5)).toBe('1\n');
  expect(await count(5)).toBe('1\n');
  expect(await count(4)).toBe('1\n');
  expect(await count(6)).toBe('2\n');
  expect(await count(6, { max_output: 100 })).toBe('3\n');
  expect(await count(undefined)).toBe('4\n');

  clock.advance(59_999);
  expect(await count(6)).toBe('2\n');
  clock.advance(1);
  expect(await count(6)).toBe('5\n');
});

test('an aggregate value inside an object covers only its equal', async () => {
  const { run } = withFiles();
  const count = async (aggregate: unknown) => (await run({ command: COUNT, aggregate })).stdout;

  expect(await count({ value: 5 })).toBe('1\n');
  expect(await count({ value: 5 })).toBe('1\n');
  expect(await count({ value: 4 })).toBe('2\n');
});

test('a shared run tells each caller of its failure, with their own id', async () => {
  const { as } = withFiles();
  const fail = (id: string) =>
    as('owner')('project_exec', { id, project_id: PROJECT, command: `${COUNT}; exit 1`, aggregate: 1 });

  const first = await fail('first');
  const second = await fail('second');

  expect(first.id).toBe('first');
  expect(second).toEqual({ ...first, id: 'second' });
});

test('calls that come while a run goes on join it if it covers them; the others run once afterwards', async () => {
  const { run } = withFiles();
  const count = async (aggregate: number) => (await run({ command: COUNT, aggregate })).stdout;

  const counts = await Promise.all([count(1), count(1), count(0), count(2), count(3), count(2)]);

  expect(counts).toEqual(['1\n', '1\n', '1\n', '2\n', '2\n', '2\n']);
});

test('remembers only the latest hundred shared runs', async () => {
  const { hub, run } = withFiles();
  hub.stubCommand(/^echo/, 'done');

  for (let number = 0; number < 101; number += 1) await run({ command: `echo ${number}`, aggregate: 1 });

  expect(hub.state.finishedRuns.size).toBe(100);
  expect([...hub.state.finishedRuns.keys()][0]).toContain('echo 1');
});

test('the same seed and the same calls give the same answers, chance included', async () => {
  const commands = ['nosuch a', 'echo $RANDOM $RANDOM $((RANDOM % 6))', 'sleep 11', 'date +%s%N'];
  const transcript = async (seed: string) => {
    const { run } = exec({ seed });
    const answers = [];
    for (const command of commands) answers.push(await run({ command, err_on_exit: command.startsWith('sleep') }));
    return answers;
  };

  expect(await transcript('1')).toEqual(await transcript('1'));
  expect(await transcript('1')).not.toEqual(await transcript('2'));
});

/** Words that an operating system can hand to a program. */
const word = fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0'));

test('arguments reach a program as they are, whatever they hold', async () => {
  const { run } = withFiles();

  await fc.assert(
    fc.asyncProperty(word, async (text) => {
      expect(await run({ command: 'printf', args: ['%s', text] })).toEqual(output(text));
    }),
  );
});

test('as observed, arguments reach a text for bash as they are, but for empty ones', async () => {
  const { run } = exec({ profile: 'observed' });

  await fc.assert(
    fc.asyncProperty(
      word.filter((text) => text !== ''),
      async (text) => {
        expect(await run({ command: 'printf', args: ['%s', text], bash: true })).toEqual(output(text));
      },
    ),
  );
});

test('a temporary name has the full year where that was observed', async () => {
  const { as } = testHub({ profile: 'observed' });
  const body = { project_id: PROJECT, command: 'basename $0', bash: true };

  expect(await as('owner')('project_exec', body)).toMatchObject({
    stdout: expect.stringMatching(/^f-2020817-\d+-[0-9a-z.]+\n$/),
  });
});
