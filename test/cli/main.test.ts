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

test('a command that is called wrongly points to its own help', async () => {
  const { code, stderr } = await run(['record', '--out', 'a.har']);

  expect(stderr).toBe(
    "cocalc-mock-hub: required option '--target <url>' not specified\nTry: cocalc-mock-hub record --help\n",
  );
  expect(code).toBe(2);
});

test('the page of options has each flag of serve, with its variable and its default', async () => {
  const { stdout } = await run(['serve', '--help']);
  const help = stdout.slice(stdout.indexOf('Options')).replace(/\n {10,}/g, ' ');
  const flags = [...help.matchAll(/^ {2}(?:-(\w), )?--([a-z-]+).*/gm)].flatMap(([line, short, name = '']) => {
    const [, fixed = ''] = /default: ([^,)]+)/.exec(line) ?? [];
    const [, variable] = /env: (\w+)/.exec(line) ?? [];
    return name === 'help' ? [] : [[short && `-${short}`, `--${name}`, variable, fixed]];
  });
  const rows = [...readFileSync('docs/options.md', 'utf8').matchAll(/^\| (?:`-(\w)`, )?`--.*/gm)].map(
    ([row, short]) => {
      const [flag = '', variable = '', fixed = ''] = row.split(' | ').map((cell) => cell.trim());
      const name = /--[a-z-]+/.exec(flag)?.[0];
      return [short && `-${short}`, name, /COCALC_MOCK_\w+/.exec(variable)?.[0], /^[^,]*/.exec(fixed)?.[0]];
    },
  );

  expect(rows.length).toBeGreaterThan(20);
  expect(rows.map((row) => row.slice(0, 3)).sort()).toEqual(flags.map((row) => row.slice(0, 3)).sort());
  for (const [, name, , fixed] of flags.filter((row) => row[3] !== '')) {
    expect(rows.find((row) => row[1] === name)?.[3], name).toBe(fixed);
  }
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

test.each([
  [['serv'], "unknown command 'serv' (did you mean serve?); options stand behind the command"],
  [['chek', 'mock'], "unknown command 'chek' (did you mean check?); options stand behind the command"],
  [['frobnicate'], "unknown command 'frobnicate'; options stand behind the command"],
  [['serve', '--strict=no'], "option '--strict' takes no value: give it, or leave it out"],
  [['contracts'], 'give a command of contracts: derive, coverage, diff, openapi'],
  [['contracts', 'derve'], "unknown command 'derve' of contracts: there are derive, coverage, diff, openapi"],
  [['doctest', 'not-there.json'], 'not-there.json: cannot be read (ENOENT)'],
  [['doctest', 'src'], 'src: is a folder'],
  [['doctest', 'package.json'], 'package.json: events should be an object, not missing'],
])('%j is refused with what may be meant', async (args, words) => {
  const { code, stdout, stderr } = await run(args);

  expect([code, stdout]).toEqual([2, '']);
  expect(stderr.split('\n')[0]).toBe(`cocalc-mock-hub: ${words}`);
});

test('an old Node is told which is needed', async () => {
  const { execFile } = await import('node:child_process');
  const { promisify } = await import('node:util');
  const old = `Object.defineProperty(process.versions, 'node', { value: '18.20.4' })`;
  const started = promisify(execFile)(process.execPath, [
    '--import',
    `data:text/javascript,${old}`,
    'dist/cli/main.js',
  ]);

  await expect(started).rejects.toMatchObject({
    code: 2,
    stdout: '',
    stderr: 'cocalc-mock-hub: this is Node 18.20.4; Node 20.19 or newer is needed\n',
  });
});
