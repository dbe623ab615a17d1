import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { run, start } from './command.ts';

const DESCRIPTION = process.env.COCALC_API_JSON ?? '../shared/api/api-2020-09-17.json';

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'contracts-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

function description(event: object): string {
  return JSON.stringify({ root: '/api/v1/', gitrev: 'abc', events: { ping: event } });
}

test('a description that is not as it should be is one error naming the place, and nothing is written', async () => {
  const at = folder();
  const write = (name: string, text: string) => {
    writeFileSync(join(at, name), text);
    return join(at, name);
  };
  const [truncated, wrong, garbled] = [
    write('truncated.json', '{"root":'),
    write('wrong.json', description({ description: '', fields: { id: 3 } })),
    write('garbled.json', description({ description: '', fields: { id: '(default: oops)' } })),
  ];

  const outputs = [
    await run(['contracts', 'derive', truncated, '--out', join(at, 'out')]),
    await run(['contracts', 'derive', wrong, '--out', join(at, 'out')]),
    await run(['contracts', 'diff', garbled, garbled]),
  ];

  expect(outputs).toEqual([
    { code: 2, stdout: '', stderr: expect.stringMatching(/^cocalc-mock-hub: .*truncated\.json: no JSON: .*\n$/) },
    { code: 2, stdout: '', stderr: expect.stringMatching(/wrong\.json: events\.ping\.fields\.id should be a text/) },
    { code: 2, stdout: '', stderr: expect.stringMatching(/events\.ping\.fields\.id has a default that is not JSON/) },
  ]);
  expect(existsSync(join(at, 'out'))).toBe(false);
});

test('a breaking change is exit code 1 where that is asked for, and 0 otherwise', async () => {
  const at = folder();
  const [old, next] = [join(at, 'old.json'), join(at, 'new.json')];
  writeFileSync(old, description({ description: '', fields: { limit: 'maximum number of results' } }));
  writeFileSync(next, description({ description: '', fields: {} }));

  const told = await run(['contracts', 'diff', old, next, '--fail-on', 'breaking']);
  const back = await run(['contracts', 'diff', next, old, '--fail-on', 'breaking']);

  expect(told).toEqual({
    code: 1,
    stdout: 'breaking    v1/ping request.limit: removed\n1 breaking, 0 compatible, 0 editorial\n',
    stderr: '',
  });
  expect(back.code).toBe(0);
  expect((await run(['contracts', 'diff', old, next])).code).toBe(0);
});

test('beside a description, which has no functions, nothing is told of functions', async () => {
  const file = join(folder(), 'description.json');
  writeFileSync(file, description({ description: '', fields: {} }));

  const { stdout } = await run(['contracts', 'diff', 'contracts', file]);

  expect(stdout).toContain('v1/user_search: removed');
  expect(stdout).not.toContain('conat/');
});

function published(properties: object): string {
  const schema = { type: 'object', properties };
  const content = { 'application/json': { schema } };
  const post = { requestBody: { content }, responses: { '200': { content } } };
  return JSON.stringify({ openapi: '3.0.1', paths: { '/api/v2/projects/stop': { post } } });
}

test('published documents of API v2 are compared, and neither with a description of API v1', async () => {
  const at = folder();
  const write = (name: string, text: string) => {
    writeFileSync(join(at, name), text);
    return join(at, name);
  };
  const old = write('old.json', published({ project_id: { type: 'string' } }));
  const next = write('next.json', published({ project_id: { type: 'number' } }));
  const ofV1 = write('v1.json', description({ description: 'Test.', fields: { id: 'Identifies it.' } }));

  const told = await run(['contracts', 'diff', old, next, '--fail-on', 'breaking']);
  const mixed = await run(['contracts', 'diff', old, ofV1]);
  const { stdout } = await run(['contracts', 'diff', 'contracts', old]);

  expect([told.code, told.stdout]).toEqual([1, expect.stringContaining('v2/projects/stop request.project_id')]);
  expect([mixed.code, mixed.stderr]).toEqual([2, expect.stringContaining('describes API v2 and the second API v1')]);
  expect(stdout).toContain('v2/exec');
  expect(stdout).not.toMatch(/v1\/|conat\//);
});

test('coverage and OpenAPI of the contracts of this package are printed', async () => {
  const markdown = await run(['contracts', 'coverage', '--format', 'markdown']);
  const openapi = await run(['contracts', 'openapi']);

  expect(markdown.stdout).toBe(readFileSync('docs/contract-coverage.md', 'utf8'));
  expect(JSON.parse(openapi.stdout)).toMatchObject({ openapi: '3.1.0' });
});

test.runIf(existsSync(DESCRIPTION))(
  'deriving writes the contracts of this package (runs where the description is at hand)',
  async () => {
    const at = folder();

    const { code, stdout } = await run(['contracts', 'derive', DESCRIPTION, '--out', at]);

    expect([code, stdout.split('\n').at(-2)]).toEqual([0, `37 files in ${at}`]);
    expect(readFileSync(join(at, 'v1/ping.json'), 'utf8')).toBe(readFileSync('contracts/v1/ping.json', 'utf8'));
  },
);

test('a reader that has seen enough ends it without complaint', async () => {
  const { child, ended } = start(['contracts', 'openapi']);
  child.stdout?.destroy();

  expect(await ended).toMatchObject({ code: 0, stderr: '' });
});
