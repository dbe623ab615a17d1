/** What the command says of itself. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { run } from './command.ts';

test('the version is that of the package', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

  for (const flag of ['--version', '-v']) {
    expect(await run([flag])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  }
});

test('help names every command, and every option of serve with its variable', async () => {
  const { code, stdout } = await run(['--help']);

  expect(code).toBe(0);
  for (const command of ['serve', 'exec', 'worlds', 'doctest'])
    expect(stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
  const [, served = ''] = stdout.split('\nOptions of serve');
  const options = [...served.matchAll(/^ {2}(?:-\w, )?--([a-z-]+)/gm)].map(([, name = '']) => name);
  expect(options).toEqual(
    expect.arrayContaining(['port', 'host', 'world', 'seed', 'profile', 'clock', 'lifecycle', 'json', 'quiet']),
  );
  for (const name of options) expect(stdout).toContain(`COCALC_MOCK_${name.toUpperCase().replaceAll('-', '_')}`);
});

test('help of a command is about that command', async () => {
  expect((await run(['exec', '--help'])).stdout).toMatch(/^Usage: cocalc-mock-hub exec \[options\] -- COMMAND…\n/);
  expect((await run(['serve', '--help'])).stdout).toContain('--json');
});

test('worlds lists every world with what it holds, and how to bring an own one', async () => {
  const { code, stdout } = await run(['worlds']);

  expect(code).toBe(0);
  expect(stdout).toMatch(/^ {2}classroom {5}A course with/m);
  expect(stdout).toMatch(/^ {2}empty {9}A site admin/m);
  for (const own of ['fake:N', 'FILE', 'FOLDER']) expect(stdout).toContain(own);
  const [schema = ''] = /\S+world\.schema\.json/.exec(stdout) ?? [];
  expect(JSON.parse(readFileSync(schema, 'utf8'))).toHaveProperty('$schema');
});
