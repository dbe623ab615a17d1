/** The steps of CONTRIBUTING.md, followed in a copy of the project: an event, a function and an endpoint of v2 are added by three files each. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const copy = mkdtempSync(join(tmpdir(), 'cocalc-mock-hub-copy-'));

/** Fenced blocks of the guide, each by the last path in backticks before it that could be its own. */
const EXTENSIONS: Readonly<Record<string, string>> = { ts: 'ts', json: 'json' };

function filesOfGuide(): Map<string, string> {
  const guide = readFileSync('CONTRIBUTING.md', 'utf8');
  const start = guide.indexOf('## Adding an endpoint');
  const files = new Map<string, string>();
  let text = guide.slice(start);
  for (let block = /```(\w+)\n([\s\S]*?)```/.exec(text); block !== null; block = /```(\w+)\n([\s\S]*?)```/.exec(text)) {
    const [whole, language = '', code = ''] = block;
    const before = text.slice(0, block.index);
    text = text.slice(block.index + whole.length);
    const paths = [...before.matchAll(/`((?:src|test|contracts)\/[\w./]+\.(\w+))`/g)];
    const path = paths.filter(([, , extension]) => extension === EXTENSIONS[language]).at(-1)?.[1];
    if (path !== undefined) files.set(path, code);
  }
  return files;
}

const files = filesOfGuide();
const tests = [...files.keys()].filter((path) => path.startsWith('test/'));

/** What a program prints, in the copy; its output is the message where it fails. */
function run(command: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: copy, encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} exits with ${status}:\n${stdout}${stderr}`);
  return stdout;
}

beforeAll(() => {
  const tracked = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    encoding: 'utf8',
    maxBuffer: 2 ** 24,
  }).split('\0');
  for (const path of tracked.filter((name) => name !== '' && existsSync(name))) cpSync(path, join(copy, path));
  linkPackages();
  // As after `npm ci`: pages are made with the programs that commands run in.
  run('npm', 'run', 'build');
  for (const [path, code] of files) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    writeFileSync(join(copy, path), code);
  }
  run('npm', 'run', 'refresh');
  run('npm', 'run', 'build');
}, 600_000);

/** Links the files, not the folder: programs without permissions read only the packages beside them. */
function linkPackages(): void {
  const packages = join(copy, 'node_modules');
  const { status } = spawnSync('cp', ['-al', 'node_modules', packages]);
  // Another file system takes no links.
  if (status !== 0) cpSync('node_modules', packages, { recursive: true, force: true, verbatimSymlinks: true });
  for (const cache of ['.cache', '.vite', '.vite-temp'])
    rmSync(join(packages, cache), { recursive: true, force: true });
}

afterAll(() => rmSync(copy, { recursive: true, force: true }));

test('the guide writes three files for an event, for a function and for an endpoint of v2, none of which is there yet', () => {
  expect([...files.keys()]).toEqual([
    'src/endpoints/v1/project_title.ts',
    'test/endpoints/v1/project_title.test.ts',
    'contracts/supplements/v1/project_title.json',
    'src/endpoints/conat/hub/projects.title.ts',
    'test/endpoints/conat/hub/projects.title.test.ts',
    'contracts/conat/hub/projects.title.json',
    'src/endpoints/v2/projects/title.ts',
    'test/endpoints/v2/projects/title.test.ts',
    'contracts/supplements/v2/projects/title.json',
  ]);
  expect([...files.keys()].filter((path) => existsSync(path))).toEqual([]);
});

test('the copy passes the type checker, and its code is formatted', () => {
  run('npm', 'run', 'types');
  run('npx', 'biome', 'check', '--vcs-enabled=false', ...[...files.keys()].filter((path) => path.endsWith('.ts')));
});

test('the new tests pass, and all those that speak of every operation', () => {
  const everyOperation = [
    'test/tree.test.ts',
    'test/generated.test.ts',
    'test/interactions.test.ts',
    'test/contracts/',
    'test/endpoints/v2/credentials.test.ts',
    'test/endpoints/v2/refusals.test.ts',
    '/recipes.test.ts',
  ];
  run(
    'npx',
    'vitest',
    'run',
    '--project',
    'source',
    '--project',
    'conformance',
    '--reporter=json',
    '--outputFile=tests.json',
    ...tests,
    ...everyOperation,
  );

  const { success, testResults } = JSON.parse(readFileSync(join(copy, 'tests.json'), 'utf8')) as {
    success: boolean;
    testResults: { name: string; assertionResults: { status: string }[] }[];
  };
  const passed = tests.map((path) => {
    const results = testResults.find(({ name }) => name.endsWith(path))?.assertionResults ?? [];
    return results.filter(({ status }) => status === 'passed').length;
  });
  expect({ success, passed }).toEqual({ success: true, passed: [2, 2, 2] });
});

test('the command checks the new operations at the mock, and finds nothing', () => {
  const table = run(
    'node',
    'dist/cli/main.js',
    'check',
    'mock',
    '--grep',
    'project_title,projects.title,v2/projects/title',
  );

  // Nothing failed, was excused or was not run: the line would say so.
  const rows = [...table.matchAll(/^(contracts|errors|authorization) +([1-9]\d*) passed(?:, \d+ skipped)?$/gm)];
  expect(rows.map(([, axis]) => axis)).toEqual(['contracts', 'errors', 'authorization']);
});
