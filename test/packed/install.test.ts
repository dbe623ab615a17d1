/** What an installation brings along, and whether all of it loads. */
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { installed, run } from './installed.ts';

const folder = await installed(undefined);

test('an installation without optional packages has at most 60 packages of 30 MB, and no script that runs then', () => {
  const packages = manifestsBelow(join(folder, 'node_modules'));
  const bytes = readdirSync(join(folder, 'node_modules'), { recursive: true, encoding: 'utf8' })
    .map((path) => lstatSync(join(folder, 'node_modules', path)))
    // As a disk counts, which gives out whole blocks.
    .reduce((sum, { blocks }) => sum + blocks * 512, 0);
  const scripts = packages.filter(({ scripts = {} }) =>
    ['preinstall', 'install', 'postinstall'].some((name) => name in scripts),
  );

  console.log(`${packages.length} packages, ${(bytes / 1e6).toFixed(1)} MB`);
  expect(packages.length).toBeGreaterThan(10);
  expect(packages.length).toBeLessThanOrEqual(60);
  expect(bytes).toBeLessThanOrEqual(30e6);
  expect(scripts.map(({ name }) => name)).toEqual([]);
});

test.each(['import', 'require'])('each path that needs no optional package loads by %s', async (kind) => {
  const paths = [
    '',
    '/conformance',
    '/contracts',
    '/control',
    '/fake',
    '/server',
    '/worlds/classroom',
    '/package.json',
  ];
  const load =
    kind === 'import' ? "import(name, name.endsWith('json') ? { with: { type: 'json' } } : {})" : 'require(name)';
  const code = `(async () => {
    for (const path of ${JSON.stringify(paths)}) {
      const name = 'cocalc-mock-hub' + path;
      if (Object.keys(await ${load}).length === 0) throw new Error(name);
    }
    console.log('all');
  })()`;

  expect(await run(process.execPath, ['--no-warnings', '--eval', code], folder)).toEqual({
    status: 0,
    output: 'all\n',
  });
});

test('without its optional packages, a command, a cell and the strength of a password are refused with the line to type', async () => {
  const code = `
    const { createHub } = require('cocalc-mock-hub');
    const hub = createHub();
    const key = 'sk_00000000000000000teacher';
    const project_id = 'cccccccc-0000-4000-8000-000000000001';
    hub.call('v1/project_exec', { project_id, command: 'ls' }, { key }).then(({ body }) => console.log(body.error));
    const cell = { name: 'jupyter.execute', args: [{ input: '1', kernel: 'python3', project_id }] };
    hub.call('conat/hub', cell, { key }).then(({ body }) => console.log(body.error));
    hub.call('v2/auth/password-strength', { password: 'abcdefgh1' }).then(({ body }) => console.log(body.error));`;

  const { output } = await run(process.execPath, ['--eval', code], folder);

  expect(output).toContain('npm install --save-dev --ignore-scripts just-bash');
  expect(output).toContain('npm install --save-dev pyodide');
  expect(output).toContain('npm install --save-dev @zxcvbn-ts/core @zxcvbn-ts/language-common');
});

interface Manifest {
  readonly name: string;
  readonly scripts?: Readonly<Record<string, string>>;
}

/** Of the packages in a folder of packages, and of those in theirs. */
function manifestsBelow(path: string): Manifest[] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|node_modules\/)(@[^/]+\/)?[^/@.][^/]*\/package\.json$/.test(file))
    .map((file) => JSON.parse(readFileSync(join(path, file), 'utf8')) as Manifest);
}
