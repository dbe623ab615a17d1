import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Validator } from '@seriousme/openapi-schema-validator';
import { generate } from 'openapi-typescript-codegen';
import { expect, test } from 'vitest';
import { CONTRACTS, readContracts } from '../../src/contracts/folder.ts';
import { openapiOf } from '../../src/contracts/openapi.ts';
import { createHub } from '../../src/hub/create.ts';
import { startServer } from '../../src/server/index.ts';

const document = openapiOf(readContracts(CONTRACTS), '1.2.3');

test('the OpenAPI document is valid by a validator of others', async () => {
  const validator = new Validator();

  const { valid, errors } = await validator.validate(JSON.parse(JSON.stringify(document)));

  expect(errors).toBeUndefined();
  expect(valid).toBe(true);
  expect(validator.version).toBe('3.1');
});

test('the document has every event that is served, with both content types and a way to show a key', async () => {
  const events = (await servedNames()).filter((name) => name.startsWith('v1/')).map((name) => `/api/${name}`);
  const paths = document.paths as Record<string, { post: { requestBody: { content: object } } }>;

  const ofV1 = Object.keys(paths).filter((path) => path.startsWith('/api/v1/'));
  expect(ofV1.sort()).toEqual([...events].sort());
  expect(events.map((path) => Object.keys(paths[path]?.post.requestBody.content ?? {}))).toEqual(
    events.map(() => ['application/json', 'application/x-www-form-urlencoded']),
  );
  expect(document).toMatchObject({
    openapi: '3.1.0',
    info: { version: '1.2.3' },
    security: [{ basic: [] }, { bearer: [] }],
    paths: { '/api/v1/ping': { post: { security: [{ basic: [] }, { bearer: [] }, {}] } } },
  });
});

test('the document has every function that is served, told apart by name, with a schema for the call and for the result', async () => {
  const served = (await servedNames()).filter((name) => name.startsWith('conat/'));
  const paths = document.paths as unknown as Record<string, FunctionPath>;
  const { schemas } = document.components as unknown as { schemas: Record<string, object> };

  const listed = ['conat/hub', 'conat/project'].flatMap((door) => {
    const { mapping } = paths[`/api/${door}`]?.post.requestBody.content['application/json'].schema.discriminator ?? {};
    return Object.keys(mapping ?? {}).map((name) => `${door}/${name}`);
  });

  expect(listed.sort()).toEqual(served.sort());
  expect(schemas.HubSystemPing).toMatchObject({
    required: ['name'],
    properties: { name: { const: 'system.ping' }, args: { type: 'array' }, timeout: { default: 15_000 } },
  });
  expect(schemas.HubSystemPingResult).toMatchObject({ properties: { now: { type: 'integer' } } });
});

interface FunctionPath {
  readonly post: {
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': {
          readonly schema: { readonly discriminator: { readonly mapping: Readonly<Record<string, string>> } };
        };
      };
    };
  };
}

const servedNames = async () => Object.keys((await createHub().coverage()).endpoints);

test('the document has every endpoint of v2 that is served, taking JSON and forms where it has parameters', async () => {
  const served = (await servedNames()).filter((name) => name.startsWith('v2/')).map((name) => `/api/${name}`);
  const paths = document.paths as Record<string, { post: { requestBody?: { content: object } } }>;

  expect(Object.keys(paths).filter((path) => path.startsWith('/api/v2/'))).toEqual(expect.arrayContaining(served));
  expect(served.length).toBeGreaterThan(50);
  expect(paths['/api/v2/projects/stop']?.post).toMatchObject({
    operationId: 'v2_projects_stop',
    requestBody: {
      required: true,
      content: {
        'application/json': { schema: { required: ['project_id'] } },
        'application/x-www-form-urlencoded': { schema: { required: ['project_id'] } },
      },
    },
    responses: { '200': { content: { 'application/json': { schema: { anyOf: [{}, {}] } } } } },
  });
  expect(paths['/api/v2/accounts/delete']?.post.requestBody).toBeUndefined();
});

test('a printed example is an example of the document, under its content type', () => {
  expect(document.paths).toMatchObject({
    '/api/v1/user_search': {
      post: {
        requestBody: {
          content: { 'application/x-www-form-urlencoded': { examples: { '2': { value: { query: 'foo bar' } } } } },
        },
        responses: {
          '200': {
            content: { 'application/json': { examples: { '2': { value: { event: 'user_search_results' } } } } },
          },
        },
      },
    },
  });
});

interface GeneratedClient {
  readonly OpenAPI: { BASE: string; TOKEN?: string };
  readonly V1Service: { createProject(options: { requestBody: { title: string } }): Promise<{ project_id: string }> };
}

test('a client that a generator of others makes of the document calls the server', { timeout: 60_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'client-'));
  await generate({ input: structuredClone(document), output: folder, httpClient: 'fetch', useOptions: true });
  const client = (await import(pathToFileURL(join(folder, 'index.ts')).href)) as GeneratedClient;
  const server = await startServer({ world: { accounts: { me: { api_key: 'sk_me' } } } });

  Object.assign(client.OpenAPI, { BASE: server.url, TOKEN: 'sk_me' });
  const { project_id } = await client.V1Service.createProject({ requestBody: { title: 'Generated' } });

  expect(server.hub.state.projects.get(project_id)?.title).toBe('Generated');
  await server.close();
  rmSync(folder, { recursive: true });
});
