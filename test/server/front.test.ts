/** What a server shows to whoever opens its address. */
import { createHash } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { startServer } from '../../src/server/index.ts';
import { people } from '../hub.ts';

const NASTY = '<img src=x onerror="alert(1)">&\'';

const world = {
  accounts: { ...people, [NASTY]: { first_name: NASTY, email_address: 'nasty@example.com', api_key: 'sk_nasty' } },
  projects: { course: { title: NASTY, users: { owner: 'owner' as const } } },
};

async function urlOf(options: Parameters<typeof startServer>[0] = {}): Promise<string> {
  const server = await startServer({ world, ...options });
  onTestFinished(() => server.close());
  return server.url;
}

const asBrowser = { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } };

test('programs are told as JSON what runs there', async () => {
  const url = await urlOf();

  const response = await fetch(`${url}/`);

  expect([response.status, response.headers.get('content-type'), response.headers.get('vary')]).toEqual([
    200,
    'application/json; charset=utf-8',
    'Accept',
  ]);
  const told = await response.json();
  expect(told).toMatchObject({ url, world: 'custom', profile: 'documented', keys_left_out: false });
  expect(told.accounts[0]).toMatchObject({ name: 'owner', api_key: 'sk_owner' });
  expect(told.projects).toEqual([{ project_id: expect.any(String), title: NASTY, state: expect.any(String) }]);
  expect(told.first_call).toContain(url);
});

test('the first call can be pasted', async () => {
  const { first_call } = await (await fetch(`${await urlOf()}/`)).json();
  const { execFile } = await import('node:child_process');
  const { promisify } = await import('node:util');

  const { stdout } = await promisify(execFile)('bash', ['-c', `${first_call} -s`]);

  expect(JSON.parse(stdout)).toMatchObject({
    event: 'user_search_results',
    results: [{ first_name: expect.any(String) }],
  });
});

test('projects are shown as they are by now', async () => {
  const url = await urlOf();
  const headers = { authorization: 'Bearer sk_owner', 'content-type': 'application/json' };
  await fetch(`${url}/api/v1/create_project`, { method: 'POST', headers, body: JSON.stringify({ title: 'later' }) });

  const { projects, counts } = await (await fetch(`${url}/`)).json();

  expect(projects.map(({ title }: { title: string }) => title)).toEqual([NASTY, 'later']);
  expect(counts).toEqual({ accounts: 4, projects: 2 });
});

test('people get a page in which titles and names stay text', async () => {
  const response = await fetch(`${await urlOf()}/`, asBrowser);
  const page = await response.text();

  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(page).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;');
  expect(page).not.toContain('<img');
});

test('the page runs its own script alone, and asks no other host for anything', async () => {
  const response = await fetch(`${await urlOf()}/`, asBrowser);
  const page = await response.text();
  const policy = response.headers.get('content-security-policy') ?? '';

  const inline = [...page.matchAll(/<(?:script|style)>(.*?)<\/(?:script|style)>/gs)].map(([, text = '']) => text);
  expect(inline).toHaveLength(2);
  for (const text of inline) expect(policy).toContain(createHash('sha256').update(text).digest('base64'));
  expect(policy).toContain("default-src 'none'");
  expect([...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, target]) => target)).toEqual([
    'data:,',
    '/openapi.json',
    '/health',
    '/__admin/',
  ]);
});

test.each([{ 'x-forwarded-for': '203.0.113.9' }, { forwarded: 'for=203.0.113.9' }])(
  'keys are not shown to other computers: %o',
  async (headers) => {
    const text = await (await fetch(`${await urlOf()}/`, { headers: headers as Record<string, string> })).text();

    expect(text).not.toContain('sk_');
    expect(JSON.parse(text)).toMatchObject({ keys_left_out: true, accounts: [{ api_key: null }, {}, {}, {}] });
  },
);

test('a world of many is shown in part, with how many there are', async () => {
  const { accounts, projects, counts } = await (await fetch(`${await urlOf({ world: 'fake:300' })}/`)).json();

  expect([accounts.length, projects.length]).toEqual([100, 100]);
  expect(counts.accounts).toBe(301);
});

test('health answers as long as the server does', async () => {
  const url = await urlOf();

  expect(await (await fetch(`${url}/health`)).json()).toMatchObject({ status: 'ok', world: 'custom' });
  const head = await fetch(`${url}/health`, { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
});

test('the description is of this server', async () => {
  const url = await urlOf();

  const description = await (await fetch(`${url}/openapi.json`)).json();

  expect(description.servers).toEqual([{ url }]);
  expect(Object.keys(description.paths)).toContain('/api/v1/create_project');
});

test.each(['POST', 'PUT', 'DELETE'])('%s of these places is no business of theirs', async (method) => {
  const url = await urlOf();

  for (const path of ['/', '/health', '/openapi.json']) {
    expect((await fetch(url + path, { method })).status).toBe(404);
  }
});

test.each(['/Health', '/health/', '//', '/api', '/__proto__', '/constructor'])('%s is no such place', async (path) => {
  expect((await fetch((await urlOf()) + path)).status).toBe(404);
});

test('pages of other origins, and names that lead here by a trick, see none of it', async () => {
  const url = await urlOf();

  const foreign = await fetch(`${url}/`, { headers: { origin: 'https://example.com' } });

  expect(foreign.status).toBe(403);
  expect(await foreign.text()).not.toContain('sk_');
});
