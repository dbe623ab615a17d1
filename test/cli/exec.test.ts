/** `exec`: a command with a hub up. */
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderWith } from '../server/folder.ts';
import { run, start } from './command.ts';

const NODE = process.execPath;
const PRINT_ENVIRONMENT = `const { COCALC_HOST, COCALC_API_KEY, COCALC_PROJECT_ID } = process.env;
console.log(JSON.stringify([COCALC_HOST, COCALC_API_KEY, COCALC_PROJECT_ID]));`;

test('the command finds the hub, a key and a project in its environment', async () => {
  const { code, stdout, stderr } = await run(['exec', '--', NODE, '-e', PRINT_ENVIRONMENT]);

  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.parse(stdout)).toEqual([
    expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    'sk_00000000000000000teacher',
    'cccccccc-0000-4000-8000-000000000001',
  ]);
});

test('the hub answers while the command runs, and is gone afterwards', async () => {
  const script = `
    const { COCALC_HOST, COCALC_API_KEY } = process.env;
    const headers = { authorization: 'Bearer ' + COCALC_API_KEY };
    const response = await fetch(COCALC_HOST + '/api/v1/ping', { method: 'POST', headers });
    console.log(JSON.stringify({ url: COCALC_HOST, event: (await response.json()).event }));`;

  const { stdout } = await run(['exec', '--', NODE, '--input-type=module', '-e', script]);

  const { url, event } = JSON.parse(stdout);
  expect(event).toBe('pong');
  await expect(fetch(url)).rejects.toThrow();
});

test('keys meant for another hub do not reach the command where the world has none', async () => {
  const nobody = join(folderWith({ 'nobody.json': '{}' }), 'nobody.json');
  const real = { COCALC_API_KEY: 'sk_real', COCALC_PROJECT_ID: 'real', COCALC_HOST: 'https://hub.example.com' };

  const { stdout } = await run(['exec', '--world', nobody, '--', NODE, '-e', PRINT_ENVIRONMENT], real);

  expect(JSON.parse(stdout)).toEqual([expect.stringMatching(/^http:\/\/127/), null, null]);
});

test.for([0, 3])('exit code %i is handed on', async (code) => {
  expect((await run(['exec', '--', NODE, '-e', `process.exit(${code})`])).code).toBe(code);
});

test('options of the command are not ours, with and without the dashes', async () => {
  const script = 'console.log(JSON.stringify(process.argv.slice(1)))';

  const [dashed, plain] = await Promise.all([
    run(['exec', '--seed', '1', '--', NODE, '-e', script, '--', '--port', 'a b', "it's"]),
    run(['exec', NODE, '-e', script, '--', '--port', 'a b', "it's"]),
  ]);

  expect(JSON.parse(dashed.stdout)).toEqual(['--port', 'a b', "it's"]);
  expect(plain.stdout).toBe(dashed.stdout);
});

test('a command that ends by a signal gives 128 and the number of the signal', async () => {
  expect((await run(['exec', '--', NODE, '-e', "process.kill(process.pid, 'SIGKILL')"])).code).toBe(137);
  expect((await run(['exec', '--', NODE, '-e', "process.kill(process.pid, 'SIGTERM')"])).code).toBe(143);
});

test.for(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s is handed on, and the command ends in its own time',
  async (signal) => {
    const script = `
    process.on('${signal}', () => setTimeout(() => { console.log('tidied up'); process.exit(7); }, 300));
    setInterval(() => {}, 1000);
    console.log('ready');`;
    const { child, output, ended } = start(['exec', '--', NODE, '-e', script]);
    await output('ready');

    child.kill(signal);

    expect(await ended).toEqual({ code: 7, stdout: 'ready\ntidied up\n', stderr: '' });
  },
);

test.for([
  ['no-such-command-here', 'command not found: no-such-command-here', 127],
  ['', 'command not found: ""', 127],
  ['/', 'cannot run /: spawn / EACCES', 126],
] as const)('the command %j cannot be started, and that is said', async ([command, words, code]) => {
  expect(await run(['exec', '--', command])).toEqual({ code, stdout: '', stderr: `cocalc-mock-hub: ${words}\n` });
});

test('what is wrong with the hub keeps the command from starting', async () => {
  expect(await run(['exec', '--world', 'nowhere', '--', NODE, '-e', 'console.log(1)'])).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining('option --world: world "nowhere"'),
  });
  expect(await run(['exec'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("missing required argument 'command'"),
  });
});

test('standard input is that of the command', async () => {
  const { child, ended } = start(['exec', '--', NODE, '-e', 'process.stdin.pipe(process.stdout)']);
  child.stdin?.end('hello');
  await once(child, 'close');

  expect((await ended).stdout).toBe('hello');
});
