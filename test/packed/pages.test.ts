/** Every block of code and every command in the pages that users read does what the page says, with the packed package. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createHub, type HubOptions } from '../../src/index.ts';
import { installed, run } from './installed.ts';
import { type Block, blocksOf, type Command, commandsIn, commandsInText } from './pages.ts';

const PAGES = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...pagesBelow('docs')];

/** Commands that are run by other tests or by `.ci/run`, and by which. */
const RUN_ELSEWHERE: Readonly<Record<string, string>> = {
  'npm ci': '.ci/run',
  'npm ci && npm test': '.ci/run',
  'npm install && npm test': 'test/packed/examples.test.ts',
  'npm run bench': '.ci/run, as npm run bench:gate',
  'npm run bench -- import': '.ci/run, as npm run bench:gate',
  'npm run format': 'test/boundaries/contributing.test.ts',
  'npm run refresh': 'test/boundaries/contributing.test.ts',
  'npm run shell:record':
    'test/boundaries/shell-woven.test.ts, which records; this writes what it recorded into the project',
  'npm run test:conformance': '.ci/run',
  'npm run test:boundaries': '.ci/run',
  'npm run test:package': '.ci/run',
  'npm run test:python': '.ci/run',
  'npm run lint': '.ci/run',
  'npm run types': '.ci/run',
  '.ci/run': 'whatever runs it',
  "pip install cocalc-api 'mcp<2'": 'test/python/environment.sh',
};

const EXAMPLES = readdirSync('examples', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.[jt]s$/.test(name) && !name.includes('node_modules'))
  .map((name) => readFileSync(join('examples', name), 'utf8'));

/** What goes on until it is ended. */
const LASTING = /^npm start$|^npx (?:.* )?cocalc-mock-hub(?: serve(?: (?!--help).*)?| record .*)?$/;

const TEACHER = 'sk_00000000000000000teacher';

/** What the pages call `api.json`. It is not part of the project; without it, a description of one event takes its place. */
const PUBLISHED = process.env.COCALC_API_JSON ?? '../shared/api/api-2020-09-17.json';

/** What only the published description can be given to, since the supplements speak of all its events. */
const OF_PUBLISHED = ['npx cocalc-mock-hub contracts derive api.json'];

const PING = `Test API connection.

\`\`\`
  curl -u sk_abcdefQWERTY090900000000: -X POST https://cocalc.com/api/v1/ping
  ==> {"event":"pong","id":"c74afb40-d89b-430f-836a-1d889484c794","now":"2017-05-16T21:07:22.416Z"}
\`\`\`
`;

const DESCRIPTION = existsSync(PUBLISHED)
  ? readFileSync(PUBLISHED, 'utf8')
  : JSON.stringify({
      root: '/api/v1/',
      gitrev: 'abc',
      events: { ping: { description: PING, fields: { id: 'An id' } } },
    });

let folder: string;
let python: string;
let port: number;
let target: Running;
let server: Running | undefined;

beforeAll(async () => {
  folder = await installed(undefined, 'pages');
  const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { devDependencies: Versions };
  const wanted = ['just-bash', 'pyodide', 'msw', 'express', 'supertest', 'typescript'];
  const types = ['@types/node', '@types/express', '@types/supertest'];
  const named = [...wanted, ...types].map((name) => `${name}@${devDependencies[name]}`);
  await succeeded('npm', ['install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', ...named]);
  const environment = await run('test/python/environment.sh', [], '.');
  expect(environment.status, environment.output).toBe(0);
  python = join(environment.output.trim().split('\n').at(-1) ?? '', 'bin');
  for (const name of ['api.json', 'old.json', 'new.json']) writeFileSync(join(folder, name), DESCRIPTION);
  for (const name of readdirSync('examples/pytest').filter((file) => file.endsWith('.py'))) {
    copyFileSync(join('examples/pytest', name), join(folder, name));
  }
  port = await freePort();
  target = await started(`npx cocalc-mock-hub --port ${await freePort()}`, folder);
});

type Versions = Readonly<Record<string, string>>;

afterAll(async () => {
  await server?.end();
  await target?.end();
});

test.for(PAGES)('%s', async (page) => {
  const blocks = blocksOf(page);
  const steps = [
    ...commandsInText(page).map((command) => ({ line: command.line, take: () => type(command) })),
    ...blocks.map((block) => ({ line: block.line, take: () => use(page, block) })),
  ].sort((one, other) => one.line - other.line);

  for (const { line, take } of steps) {
    const fault = await take();
    expect(fault, `${page}:${line}`).toBeUndefined();
  }
});

test('the pages have what this walks over', () => {
  expect(PAGES.flatMap(blocksOf).length).toBeGreaterThan(20);
  expect(PAGES.flatMap(commandsInText).length).toBeGreaterThan(10);
});

/** What is wrong with a block, if anything is. */
async function use(page: string, block: Block): Promise<string | undefined> {
  const { language, text, line } = block;
  // These are written into a copy of the project, and everything is run there.
  if (page === 'CONTRIBUTING.md' && language !== 'sh') return undefined;
  switch (language) {
    case 'sh':
      for (const command of commandsIn(block)) {
        const fault = await type(command);
        if (fault !== undefined) return `line ${command.line}: ${fault}`;
      }
      return undefined;
    case 'js':
      return isOfAnExample(text) ? undefined : 'no file of examples has it';
    case 'ts':
      return isOfAnExample(text) ? undefined : compiledAndRun(`block-${line}`, adapted(text));
    case 'python':
      return inFolder(`${join(python, 'python')} ${written(`block-${line}.py`, adapted(text))}`);
    case 'text':
      return missingLines(adapted(text), server?.output() ?? '');
    case 'json':
      return page === 'README.md'
        ? isWorld(text)
        : inFolder(`npx cocalc-mock-hub check mock --suite examples --expected ${written('expected.json', text)}`);
    default:
      return `nothing is known of blocks of "${language}"`;
  }
}

const typed = new Map<string, string | undefined>();

/** What is wrong with a command, if anything is; each is typed once. */
async function type({ command }: Command): Promise<string | undefined> {
  if (Object.hasOwn(RUN_ELSEWHERE, command)) return undefined;
  if (OF_PUBLISHED.includes(command) && !existsSync(PUBLISHED)) return undefined;
  if (!typed.has(command)) typed.set(command, await typedNow(adapted(command)));
  return typed.get(command);
}

async function typedNow(command: string): Promise<string | undefined> {
  const where = command.startsWith('npm start') || command.startsWith('npm run') ? process.cwd() : folder;
  if (!LASTING.test(command)) return inFolder(command, where);
  if (command.includes(' record ')) return recorded(command);
  await server?.end();
  server = await started(command, where);
  return undefined;
}

/** A session of one call. */
async function recorded(command: string): Promise<string | undefined> {
  const proxy = await started(command, folder);
  const authorization = `Basic ${Buffer.from(`${TEACHER}:`).toString('base64')}`;
  const answer = await fetch(`${proxy.url}/api/v1/get_usernames`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: '{"account_ids":[]}',
  });
  await proxy.end();
  return answer.ok ? undefined : `the proxy answered with ${answer.status}`;
}

/** As it stands on the page, but for what no page can know: the port, the hub, the key, and where the package is. */
function adapted(text: string): string {
  return text
    .replace(/^npm ci && /, '')
    .replace('npm install --save-dev cocalc-mock-hub', `npm install --save-dev ${inject('tarball')}`)
    .replace('-p cocalc-mock-hub', `-p ${inject('tarball')}`)
    .replace('-- api.json', `-- ${join(folder, 'api.json')}`)
    .replaceAll('https://hub.example', target.url)
    .replaceAll(/(COCALC_\w+)=…/g, `$1=${TEACHER}`)
    .replaceAll(':5050', `:${port}`);
}

/** Whether the block is a part of an example, which `examples.test.ts` runs. */
function isOfAnExample(text: string): boolean {
  return EXAMPLES.some((source) => source.includes(text));
}

async function inFolder(command: string, cwd = folder): Promise<string | undefined> {
  const { status, output } = await run('bash', ['-c', command], cwd, [python]);
  const isRefused = /"event":"error"|"error":/.test(output) && command.startsWith('curl');
  // A check of a hub that nobody has agreed to prints its plan.
  const expected = /check http\S+$/.test(command) ? 5 : 0;
  return status === expected && !isRefused ? undefined : `${command}\nended with ${status}:\n${output}`;
}

async function succeeded(program: string, args: readonly string[]): Promise<void> {
  const { status, output } = await run(program, args, folder);
  expect(status, output).toBe(0);
}

async function compiledAndRun(name: string, text: string): Promise<string | undefined> {
  mkdirSync(join(folder, name), { recursive: true });
  written(join(name, 'package.json'), '{"type":"module"}');
  written(join(name, 'index.ts'), text);
  const options = '--strict --module nodenext --target es2022 --skipLibCheck false --types node';
  return (await inFolder(`npx tsc ${options} ${name}/index.ts`)) ?? inFolder(`node ${name}/index.js`);
}

function written(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return name;
}

function isWorld(text: string): undefined {
  createHub({ world: JSON.parse(text) as HubOptions['world'] & object });
}

/** `…` stands for any number of lines. */
function missingLines(text: string, output: string): string | undefined {
  const missing = text.split('\n').filter((line) => line.trim() !== '…' && !output.includes(line.trimEnd()));
  return missing.length === 0 ? undefined : `${missing.join('\n')}\nis not in\n${output}`;
}

interface Running {
  readonly url: string;
  output(): string;
  end(): Promise<void>;
}

/** Resolves when it has printed an address. */
async function started(command: string, cwd: string): Promise<Running> {
  const env = { ...process.env, COCALC_MOCK_PORT: String(port), npm_config_yes: 'true' };
  // A group of its own, since npx and npm do not pass signals on to all.
  const child = spawn('bash', ['-c', command], { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const address = new Promise<string>((resolve, reject) => {
    const listen = (text: string) => {
      output += text;
      // A proxy names the hub first.
      const url = output.match(/http:\/\/127\.0\.0\.1:\d+/g)?.at(-1);
      if (url !== undefined) resolve(url);
    };
    child.stdout.setEncoding('utf8').on('data', listen);
    child.stderr.setEncoding('utf8').on('data', listen);
    child.on('exit', (code) => reject(new Error(`${command} ended with ${code}:\n${output}`)));
  });
  const url = await address;
  return { url, output: () => output, end: () => ended(child) };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const exit = once(child, 'exit');
  process.kill(-child.pid, 'SIGINT');
  await exit;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port: free } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return free;
}

function pagesBelow(path: string): string[] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(path, name));
}
