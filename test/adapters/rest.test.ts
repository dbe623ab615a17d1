/** API v2 over HTTP: methods, bodies, tags, cookies, paths; in production and in development. */
import { expect, test } from 'vitest';
import { fetchHandler } from '../../src/adapters/fetch.ts';
import { PROJECT, testHub } from '../hub.ts';

const KEY = `Basic ${btoa('sk_owner:')}`;
const JSON_TYPE = { 'content-type': 'application/json' };

function door(options: Parameters<typeof testHub>[0] = {}) {
  const { hub } = testHub(options);
  const send = fetchHandler(hub);
  return async (path: string, { method = 'POST', headers = {}, body }: RequestInit = {}) => {
    const request = new Request(`http://hub.example/api/v2/${path}`, { method, headers, body: body ?? null });
    const response = await send(request);
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
}

test('every method reaches the endpoint, and only a POST brings parameters', async () => {
  const send = door();
  const headers = { ...JSON_TYPE, authorization: KEY };

  for (const method of ['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
    const body = method === 'GET' ? null : '{"title":"not seen"}';
    const { status, text } = await send('projects/create', { method, headers, body });
    expect([method, status, Object.keys(JSON.parse(text))]).toEqual([method, 200, ['project_id']]);
  }
  const titles = await send('user-query', {
    headers,
    body: '{"query":{"projects":[{"project_id":null,"title":null}]}}',
  });
  expect(titles.text).not.toContain('not seen');
  expect(titles.text.split('No Title').length - 1).toBe(5);
});

test('HEAD is answered all but the body', async () => {
  const { status, text, headers } = await door()('auth/requires-token', { method: 'HEAD' });

  expect([status, text, headers.get('content-length')]).toEqual([200, '', '5']);
});

test('an answer has the strong tag of its text, and is not sent to whoever has it', async () => {
  const send = door();
  const { headers } = await send('auth/requires-token');
  const tag = headers.get('etag') as string;

  expect(tag).toMatch(/^"[0-9a-z]+5"$/);
  expect(headers.get('x-powered-by')).toBeNull();
  for (const known of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
    const again = await send('auth/requires-token', { headers: { 'if-none-match': known } });
    expect([known, again.status, again.text, again.headers.get('etag')]).toEqual([known, 304, '', tag]);
  }
  const others: Record<string, string>[] = [
    { 'if-none-match': '"other"' },
    { 'if-none-match': tag, 'cache-control': 'no-cache' },
  ];
  for (const asked of others) expect((await send('auth/requires-token', { headers: asked })).status).toBe(200);
});

test('JSON and forms are read, a form without nesting, and any other body has no parameters', async () => {
  const send = door();
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const args = 'command=echo&args=a&args=b&bash=';

  const read = await send('exec', { headers: { ...form, authorization: KEY }, body: `project_id=${PROJECT}&${args}` });
  const nested = await send('auth/sign-in', { headers: form, body: 'email[a]=b' });
  const text = await send('exec', { headers: { authorization: KEY }, body: `{"project_id":"${PROJECT}"}` });
  const linked = await send('auth/sign-in', {
    headers: { 'content-type': 'application/ld+json' },
    body: '{"email":"x"}',
  });

  expect(JSON.parse(read.text)).toEqual({ stdout: 'a b\n', stderr: '', exit_code: 0, type: 'blocking' });
  expect(nested).toMatchObject({ status: 500, text: 'Internal Server Error' });
  expect(JSON.parse(text.text).error).toBe("invalid account_id or project_id -- all must be valid uuid's");
  expect(JSON.parse(linked.text).error).toContain("reading 'length'");
});

test('what cannot be read is refused before anything else', async () => {
  const send = door();

  const broken = await send('exec', { headers: JSON_TYPE, body: '{"a":' });
  const large = await send('exec', { headers: JSON_TYPE, body: `"${'x'.repeat(2 ** 20)}"` });
  const strange = await send('exec', { headers: { 'content-type': 'application/json; charset=klingon' }, body: '{}' });

  expect([broken.status, broken.text, broken.headers.get('content-type')]).toEqual([400, 'Invalid JSON', null]);
  expect([large.status, large.text]).toEqual([413, 'Body exceeded 1mb limit']);
  expect([strange.status, strange.text]).toEqual([400, 'Invalid body']);
});

test('a path with a slash at its end is sent on, and one of no endpoint is not found', async () => {
  const send = door();

  const slash = await send('exec/', { method: 'GET' });
  const none = await send('projects');
  const capitals = await send('Exec');

  expect([slash.status, slash.text, slash.headers.get('location')]).toEqual([308, '/api/v2/exec', '/api/v2/exec']);
  expect([none.status, capitals.status, none.headers.get('content-type')]).toEqual([
    ...[404, 404, 'text/html; charset=utf-8'],
  ]);
});

test('what is not simulated is refused by name', async () => {
  const { status, text } = await door()('compute/get-images');

  expect([status, JSON.parse(text).error]).toEqual([
    501,
    expect.stringContaining("the endpoint 'v2/compute/get-images'"),
  ]);
});

test('signing in gives two cookies, which sign in, and shadow any key, also when they are no good', async () => {
  const send = door();
  const credentials = '{"email":"owner@example.com","password":"owner-password"}';
  const { headers } = await send('auth/sign-in', { headers: JSON_TYPE, body: credentials });
  const [account = '', remember = ''] = headers.getSetCookie();
  const own = async (sent: Record<string, string>) =>
    JSON.parse((await send('accounts/profile', { headers: { ...JSON_TYPE, ...sent }, body: '{}' })).text);

  expect(account).toMatch(
    /^account_id=aaaaaaaa-0000-4000-8000-000000000001; path=\/; expires=Tue, 16 Mar 2021 03:08:33 GMT$/,
  );
  expect(remember).toMatch(
    /^remember_me=sha512\$\w+\$1000\$[\w-]{36}; path=\/; expires=.+; samesite=strict; httponly$/,
  );
  const cookie = remember.split(';', 1)[0] as string;
  expect(await own({ cookie, authorization: `Bearer sk_other` })).toMatchObject({ profile: { first_name: 'Owner' } });
  const unknown = cookie.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
  expect(await own({ cookie: unknown, authorization: KEY })).toEqual({ profile: {} });
  expect(await own({ cookie: 'remember_me=abc' })).toEqual({ error: 'badly formatted remember_me cookie' });
  expect(await own({ cookie: 'remember_me=', authorization: KEY })).toMatchObject({ profile: { is_admin: false } });
  const created = await send('projects/create', { headers: { cookie: 'remember_me=abc' } });
  expect([created.status, created.text]).toEqual([500, 'Internal Server Error']);
});

test('an unknown scheme, a wrong key and no key are all the same', async () => {
  const send = door();

  for (const authorization of ['', 'Digest x', 'basic c2tfb3duZXI6', 'Basic', 'Basic !', 'Bearer sk-wrong']) {
    const { status, text } = await send('projects/create', { headers: authorization === '' ? {} : { authorization } });
    expect([authorization, status, text]).toEqual([authorization, 200, '{"error":"user must be signed in"}']);
  }
});

test('in development, what is published is held to its method, its media type and its body', async () => {
  const send = door({ v2: 'development' });
  const body = `{"project_id":"${PROJECT}","command":"true"}`;

  const get = await send('exec', { method: 'GET' });
  const form = await send('exec', { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'a=1' });
  const empty = await send('exec', { headers: JSON_TYPE, body: '{"project_id":"abc","command":"x"}' });
  const fine = await send('exec', { headers: { ...JSON_TYPE, authorization: KEY }, body });
  const unpublished = await send('projects/create', { method: 'GET', headers: { authorization: KEY } });
  const fault = await send('auth/sign-in');

  expect([get.status, get.headers.get('allow'), get.text]).toEqual([405, 'POST', '{"message":"Method not allowed."}']);
  expect([form.status, form.text]).toEqual([415, '{"message":"Invalid media type. Expected application/json."}']);
  expect([empty.status, JSON.parse(empty.text)]).toEqual([
    400,
    {
      message: 'Invalid request body.',
      errors: [
        { validation: 'uuid', code: 'invalid_string', message: 'Invalid uuid', path: ['project_id'] },
        { code: 'custom', message: 'Invalid input', path: [] },
      ],
    },
  ]);
  expect([fine.status, unpublished.status]).toEqual([200, 200]);
  expect([fault.status, fault.headers.get('content-type')]).toEqual([500, 'text/html; charset=utf-8']);
});

test('a form stops a project in production, and is refused for its media type in development', async () => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', authorization: KEY };
  const sent = { headers, body: `project_id=${PROJECT}` };

  const inProduction = await door()('projects/stop', sent);
  const inDevelopment = await door({ v2: 'development' })('projects/stop', sent);

  expect([inProduction.status, inProduction.text]).toEqual([200, '{"status":"ok"}']);
  expect(inDevelopment.status).toBe(415);
});
