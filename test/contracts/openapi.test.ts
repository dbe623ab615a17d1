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

test('the document has every endpoint that is served, with both content types and a way to show a key', async () => {
  const served = Object.keys((await createHub().coverage()).endpoints).map((name) => `/api/${name}`);
  const paths = document.paths as Record<string, { post: { requestBody: { content: object } } }>;

  expect(Object.keys(paths).sort()).toEqual(served.sort());
  expect(Object.values(paths).map(({ post }) => Object.keys(post.requestBody.content))).toEqual(
    served.map(() => ['application/json', 'application/x-www-form-urlencoded']),
  );
  expect(document).toMatchObject({
    openapi: '3.1.0',
    info: { version: '1.2.3' },
    security: [{ basic: [] }, { bearer: [] }],
    paths: { '/api/v1/ping': { post: { security: [{ basic: [] }, { bearer: [] }, {}] } } },
  });
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
