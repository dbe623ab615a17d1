/** `serve`, which also runs when no command is given. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { converse } from '../adapters/sockets.ts';
import { folderWith } from '../server/folder.ts';
import { call, run, start, startServing } from './command.ts';

const TEACHER = 'sk_00000000000000000teacher';

test('as JSON it prints one line with everything needed to call it', async () => {
  const { announced, output } = await startServing();

  expect((await output('\n')).split('\n')).toHaveLength(2);
  expect(announced).toEqual({
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    world: 'classroom',
    profile: 'documented',
    accounts: expect.any(Array),
    projects: [
      { project_id: 'cccccccc-0000-4000-8000-000000000001', title: 'Introduction to Computing', owner: 'teacher' },
      { project_id: 'cccccccc-0000-4000-8000-000000000002', title: 'Notes of a student', owner: 'student1' },
    ],
  });
  expect(announced.accounts.map(({ name }) => name)).toEqual([
    'admin',
    'teacher',
    'student1',
    'student2',
    'student3',
    'stranger',
  ]);
  expect(announced.accounts.slice(0, 2)).toEqual([
    {
      name: 'admin',
      account_id: 'aaaaaaaa-0000-4000-8000-000000000001',
      email_address: 'admin@example.com',
      api_key: 'sk_0000000000000000000admin',
      admin: true,
    },
    {
      name: 'teacher',
      account_id: 'aaaaaaaa-0000-4000-8000-000000000002',
      email_address: 'teacher@example.edu',
      api_key: TEACHER,
      admin: false,
    },
  ]);
});

test('every key that it prints is one to call with, and every account is the one of that key', async () => {
  const { announced } = await startServing();

  for (const { account_id, api_key } of announced.accounts) {
    const answer = await call(announced.url, 'query', { query: { accounts: { account_id: null } } }, api_key);
    expect(answer).toMatchObject({ event: 'query', query: { accounts: { account_id } } });
  }
});

test('for people it prints its address, each account with its key, and nothing that only terminals show', async () => {
  const started = start(['serve', '--port', '0']);

  const text = await started.output('Ctrl+C');

  expect(text).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/m);
  expect(text).toMatch(/^ {2}teacher {3}sk_00000000000000000teacher {2}teacher@example\.edu$/m);
  expect(text).toMatch(/^ {2}admin {5}sk_0000000000000000000admin {2}admin@example\.com {5}site admin$/m);
  expect(text).toMatch(/^ {2}cccccccc-0000-4000-8000-000000000002 {2}student1 {2}Notes of a student$/m);
  expect(text).not.toContain('\u001b');
});

test.for([
  ['classroom', 'documented', { event: 'user_search_results', results: [{ email_address: 'teacher@example.edu' }] }],
  ['classroom', 'observed', { event: 'user_search_results', results: [{ email_address: 'teacher@example.edu' }] }],
  ['empty', 'observed', { event: 'user_search_results', results: [{ email_address: 'admin@example.com' }] }],
] as const)(
  'the call that it prints for the world %s, profile %s, runs when pasted',
  async ([world, profile, answer]) => {
    const started = start(['--port', '0', '--world', world, '--profile', profile]);
    const [line] = /^ {2}curl .*$/m.exec(await started.output('Ctrl+C')) ?? [''];

    const { stdout } = await promisify(execFile)('sh', ['-c', line]);

    expect(JSON.parse(stdout)).toMatchObject(answer);
  },
);

test('quiet, it prints nothing and serves', async () => {
  const port = await freePort();
  const { child, ended } = start(['--quiet', '--port', String(port), '--host', '0.0.0.0']);

  await expect
    .poll(() => call(`http://127.0.0.1:${port}`, 'ping', {}, TEACHER).catch(() => null), { timeout: 10_000 })
    .toMatchObject({ event: 'pong' });
  child.kill('SIGTERM');

  expect(await ended).toEqual({ code: 0, stdout: '', stderr: '' });
});

test('quiet does not hide the line that was asked for', async () => {
  const { announced } = await startServing(['--quiet']);

  expect(announced.world).toBe('classroom');
});

test.for(['SIGINT', 'SIGTERM'] as const)(
  '%s ends it within a second, with code 0, whoever is still connected',
  async (signal) => {
    const { announced, child, ended } = await startServing();
    const { hostname, port } = new URL(announced.url);
    const [idle, silent, halfway] = [1, 2, 3].map(() => connect(Number(port), hostname).on('error', () => {}));
    idle?.write(`POST /api/v1/ping HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${TEACHER}\r\n\r\n`);
    halfway?.write('POST /api/v1/ping HTTP/1.1\r\nHost: hub\r\nContent-Length: 10\r\n\r\n{');
    await once(idle as NonNullable<typeof idle>, 'data');
    expect(silent?.destroyed).toBe(false);

    const before = performance.now();
    child.kill(signal);

    expect((await ended).code).toBe(0);
    expect(performance.now() - before).toBeLessThan(1000);
  },
);

test('a port that is taken is one clear line, and code 2', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void taken.close());
  await once(taken, 'listening');
  const { port } = taken.address() as { port: number };

  expect(await run(['--port', String(port)])).toEqual({
    code: 2,
    stdout: '',
    stderr: `cocalc-mock-hub: option --port: port ${port} of 127.0.0.1 is taken; give another, or 0 for any that is free\n`,
  });
});

test('an address that other computers reach is said to be open', async () => {
  const { announced, child, ended } = await startServing(['--host', '0.0.0.0']);
  child.kill();

  expect(announced.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect((await ended).stderr).toBe(
    'cocalc-mock-hub: warning: 0.0.0.0 can be reached from other computers, and the keys of this hub are known to everybody\n',
  );
});

test('an address that is not one of this computer is one clear line, and code 2', async () => {
  expect(await run(['--port', '0', '--host', '192.0.2.1'])).toEqual({
    code: 2,
    stdout: '',
    stderr:
      'cocalc-mock-hub: option --host: host 192.0.2.1 is no address of this computer; give 127.0.0.1, ::1, or 0.0.0.0 for all of its addresses\n',
  });
});

test('a flag wins over its variable, and the variable over the default', async () => {
  const variables = { COCALC_MOCK_WORLD: 'empty', COCALC_MOCK_PROFILE: 'observed' };

  const { announced } = await startServing(['--profile', 'documented'], variables);

  expect(announced).toMatchObject({ world: 'empty', profile: 'documented' });
});

test('every option is a variable as well', async () => {
  const started = start([], {
    COCALC_MOCK_PORT: '0',
    COCALC_MOCK_HOST: 'localhost',
    COCALC_MOCK_WORLD: 'fake:1',
    COCALC_MOCK_ALL_FILES: '1',
    COCALC_MOCK_ALLOW_HOST: 'hub,*.example.com',
    COCALC_MOCK_ALLOW_ORIGIN: 'https://app.example',
    COCALC_MOCK_SEED: '7',
    COCALC_MOCK_PROFILE: 'observed',
    COCALC_MOCK_CLOCK: '2020-09-17',
    COCALC_MOCK_LIFECYCLE: '100',
    COCALC_MOCK_BODY_LIMIT: '100',
    COCALC_MOCK_REQUEST_TIMEOUT: '1000',
    COCALC_MOCK_KEEP_ALIVE_TIMEOUT: '1000',
    COCALC_MOCK_CONNECTIONS: '10',
    COCALC_MOCK_QUIET: '1',
    COCALC_MOCK_JSON: 'yes',
  });

  const announced = JSON.parse(await started.output('\n'));

  expect(announced).toMatchObject({ profile: 'observed', world: 'fake:1' });
  expect(announced.url).toMatch(/^http:\/\/localhost:\d+$/);
});

test('a variable that is empty counts as none, and that of a flag can say no', async () => {
  const started = start(['--port', '0'], { COCALC_MOCK_WORLD: '', COCALC_MOCK_JSON: 'false', COCALC_MOCK_QUIET: '' });

  expect(await started.output('Ctrl+C')).toContain('world classroom');
});

test.for([
  [['--port', 'abc'], "option '-p, --port <number>' argument 'abc' is invalid. Give a whole number from 0 to 65535."],
  [
    ['--port', '65536'],
    "option '-p, --port <number>' argument '65536' is invalid. Give a whole number from 0 to 65535.",
  ],
  [
    ['--host', 'a/b'],
    "option '-H, --host <address>' argument 'a/b' is invalid. Give an address such as 127.0.0.1, ::1 or 0.0.0.0, or the name of a host.",
  ],
  [['--world', ''], "option '--world <name>' argument '' is invalid. Give a text that is not empty."],
  [
    ['--allow-host', 'hub:80'],
    "option '--allow-host <names>' argument 'hub:80' is invalid. Give the name of a host without a port, such as hub or *.example.com.",
  ],
  [
    ['--allow-origin', 'https://a.example,null'],
    "option '--allow-origin <origins>' argument 'https://a.example,null' is invalid. Give scheme, host and port of a page, such as http://localhost:3000, or * for any.",
  ],
  [
    ['--seed', '1.5'],
    "option '--seed <number>' argument '1.5' is invalid. Give a whole number from 0 to 9007199254740991.",
  ],
  [['--profile', 'real'], "option '--profile <name>' argument 'real' is invalid. Give documented or observed."],
  [
    ['--clock', '2020-09-17T03:08'],
    "option '--clock <time>' argument '2020-09-17T03:08' is invalid. Give system, or an ISO time such as 2020-09-17 or 2020-09-17T03:08:33Z.",
  ],
  [
    ['--clock', '2020-13-01'],
    "option '--clock <time>' argument '2020-13-01' is invalid. Give system, or an ISO time such as 2020-09-17 or 2020-09-17T03:08:33Z.",
  ],
  [
    ['--lifecycle', '-5'],
    "option '--lifecycle <times>' argument '-5' is invalid. Give immediate, a whole number of milliseconds up to 86400000, or two of them as in start=1600,stop=8000.",
  ],
  [
    ['--lifecycle', 'start=1600'],
    "option '--lifecycle <times>' argument 'start=1600' is invalid. Give immediate, a whole number of milliseconds up to 86400000, or two of them as in start=1600,stop=8000.",
  ],
  [['--like', 'staging'], "option '--like <kind>' argument 'staging' is invalid. Give production."],
  [['--caches', 'yes'], "option '--caches <kind>' argument 'yes' is invalid. Give none or real."],
  [['--order', 'name'], "option '--order <kind>' argument 'name' is invalid. Give plain or disk."],
  [
    ['--others', '10001'],
    "option '--others <number>' argument '10001' is invalid. Give a whole number from 0 to 10000.",
  ],
  [
    ['--home', 'projects'],
    `option '--home <folder>' argument 'projects' is invalid. Give an absolute path such as /elsewhere/projects, of letters, digits, ".", "_" and "-", and not in /bin, /dev, /etc, /lib, /lib64, /proc, /root, /run, /sbin, /sys, /tmp, /usr.`,
  ],
  [
    ['--rate-limit', '10'],
    "option '--rate-limit <rate>' argument '10' is invalid. Give a number of calls for each second or minute, such as 10/s or 600/min.",
  ],
  [
    ['--answer-timeout', '0'],
    "option '--answer-timeout <ms>' argument '0' is invalid. Give a whole number from 1 to 86400000.",
  ],
  [
    ['--body-limit', '0'],
    "option '--body-limit <bytes>' argument '0' is invalid. Give a whole number from 1 to 1073741824.",
  ],
  [
    ['--request-timeout', '1s'],
    "option '--request-timeout <ms>' argument '1s' is invalid. Give a whole number from 1 to 3600000.",
  ],
  [
    ['--connections', '0'],
    "option '--connections <number>' argument '0' is invalid. Give a whole number from 1 to 65535.",
  ],
  [['--port'], "option '-p, --port <number>' argument missing"],
  [['--prot', '1'], "unknown option '--prot' (Did you mean --port?)"],
  [['sevre'], "unknown command 'sevre'; options stand behind the command"],
  [['--port', '0', 'worlds'], "unknown command 'worlds'; options stand behind the command"],
] as const)('%j is refused with code 2, and what would be right', async ([args, words]) => {
  expect(await run(args)).toEqual({
    code: 2,
    stdout: '',
    stderr: `cocalc-mock-hub: ${words}\nTry: cocalc-mock-hub --help\n`,
  });
});

test('names and origins that are allowed may be given together, or one by one', async () => {
  const { announced } = await startServing(['--allow-host', 'hub', '--allow-host', 'a.example,b.example'], {
    COCALC_MOCK_ALLOW_ORIGIN: 'https://one.example, https://two.example',
  });
  const { port } = new URL(announced.url);
  const status = async (host: string, origin: string) => {
    const head = `GET / HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${origin}\r\nConnection: close\r\n\r\n`;
    return Number((await converse(Number(port), head)).split(' ')[1]);
  };

  for (const host of ['hub', 'a.example', 'b.example', 'localhost']) {
    expect(await status(host, 'https://two.example')).toBe(200);
  }
  expect(await status('c.example', 'https://two.example')).toBe(403);
  expect(await status('hub', 'https://three.example')).toBe(403);
});

test('a wrong variable is refused by its name', async () => {
  expect((await run([], { COCALC_MOCK_PORT: 'abc' })).stderr).toContain(
    "value 'abc' from env 'COCALC_MOCK_PORT' is invalid. Give a whole number from 0 to 65535.",
  );
  expect((await run([], { COCALC_MOCK_STRICT: 'maybe' })).stderr).toContain(
    "variable 'COCALC_MOCK_STRICT' value 'maybe' is invalid. Give one of 1, true, yes, on, 0, false, no, off.",
  );
  expect((await run([], { COCALC_MOCK_WORLD: 'nowhere' })).stderr).toContain(
    'variable COCALC_MOCK_WORLD: world "nowhere": no such name, file or folder;',
  );
});

test('mistakes in a world are said line by line, with code 2', async () => {
  const folder = folderWith({ 'world.json': '{"accounts":{"a":{"api_key":1,"age":2}}}' });

  const { code, stderr } = await run(['--world', `${folder}/world.json`]);

  expect(code).toBe(2);
  expect(stderr).toMatch(/^cocalc-mock-hub: option --world: world ".*world\.json": 2 mistakes\n {2}accounts\.a\./);
});

test('a folder is served as the files of a project, and what is left out is said', async () => {
  const folder = folderWith({ 'sub/hello.txt': 'Hello', '.git/config': '', '.env': '' });

  const { announced, child, ended } = await startServing(['--world', folder]);

  const [project] = announced.projects;
  const request = { project_id: project?.project_id, path: 'sub/hello.txt' };
  expect(await call(announced.url, 'read_text_file_from_project', request, TEACHER)).toMatchObject({
    content: 'Hello',
  });
  child.kill();
  expect((await ended).stderr).toBe(
    `cocalc-mock-hub: left out of ${folder}: .git\ncocalc-mock-hub: left out of ${folder}, hidden or named by .gitignore: .env; --all-files takes them in\n`,
  );
});

test('a long list of accounts is cut short for people, and whole as JSON', async () => {
  const { announced } = await startServing(['--world', 'fake:20']);
  const text = await start(['--port', '0', '--world', 'fake:20']).output('Ctrl+C');

  expect(announced.accounts).toHaveLength(21);
  expect(text).toContain('person11@example.com');
  expect(text).not.toContain('person12@example.com');
  expect(text).toContain('… and 9 more; --json lists all');
});

test('a hub like production has its ways, but for what is given by itself', async () => {
  const { announced } = await startServing(
    ['--like', 'production', '--home', '/elsewhere/projects', '--clock', '2026-07-03T12:00:00Z'],
    { COCALC_MOCK_RATE_LIMIT: '3/min', COCALC_MOCK_LIFECYCLE: 'immediate' },
  );
  const project_id = announced.projects[0]?.project_id;
  const url = `${announced.url}/api/conat/project`;
  const headers = { authorization: `Bearer ${TEACHER}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ name: 'system.canonicalPaths', args: [['nosuch']], project_id });
  const answers = [];
  for (let call = 0; call < 4; call += 1) answers.push(await fetch(url, { method: 'POST', headers, body }));

  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
  expect(answers[3]?.headers.get('retry-after')).toBe('60');
  expect(await answers[0]?.text()).toContain(`realpath '/elsewhere/projects/${project_id}/nosuch'`);
});

test('clock, seed, lifecycle and limits are those of the options', async () => {
  const options = ['--clock', '2020-09-17T03:08:33Z', '--seed', '7', '--lifecycle', '60000', '--body-limit', '300'];
  const [one, other] = await Promise.all([startServing(options), startServing(options)]);
  const ping = ({ announced }: typeof one, id?: string) => call(announced.url, 'ping', { id }, TEACHER);
  const project_id = one.announced.projects[0]?.project_id;
  const copy = {
    src_project_id: project_id,
    src_path: 'README.md',
    target_project_id: project_id,
    target_path: 'copy',
  };

  expect(await ping(one)).toMatchObject({ event: 'pong', now: '2020-09-17T03:08:33.000Z' });
  await ping(other);
  expect(await ping(one)).toEqual(await ping(other));
  const asked = await call(
    one.announced.url,
    'copy_path_between_projects',
    { ...copy, wait_until_done: false },
    TEACHER,
  );
  const { copy_path_id } = asked as { copy_path_id: string };
  const status = await call(one.announced.url, 'copy_path_status', { copy_path_id }, TEACHER);
  expect(status).toMatchObject({ event: 'copy_path_status_response' });
  expect(status).not.toHaveProperty('data.finished');
  await expect(ping(one, 'x'.repeat(300))).rejects.toThrow('JSON');
});

test('the port is that of the flag, or of the variables COCALC_MOCK_PORT and PORT, in this order', async () => {
  const [flag, ours, hosts] = [await freePort(), await freePort(), await freePort()];
  const portOf = async (args: readonly string[], env: NodeJS.ProcessEnv) => {
    const { child, output } = start(['--json', '--world', 'empty', ...args], env);
    const { url } = JSON.parse(await output('\n'));
    child.kill();
    return Number(new URL(url).port);
  };

  expect(await portOf(['-p', String(flag)], { COCALC_MOCK_PORT: String(ours), PORT: String(hosts) })).toBe(flag);
  expect(await portOf([], { COCALC_MOCK_PORT: String(ours), PORT: String(hosts) })).toBe(ours);
  expect(await portOf([], { PORT: String(hosts) })).toBe(hosts);
  const { code, stderr } = await run(['--world', 'empty'], { PORT: 'http' });
  expect([code, stderr]).toEqual([2, expect.stringContaining("variable 'PORT' value 'http' is invalid.")]);
});

test('with --log, each call is a line on standard error', async () => {
  const { announced, child, ended } = await startServing(['--log', '-q', '-H', '127.0.0.1']);

  await call(announced.url, 'ping', {}, TEACHER);
  child.kill();

  expect((await ended).stderr).toMatch(/^\S+Z teacher v1\/ping success [\d.]+ ms classroom\n$/);
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
