/** What holds for the conat API behind every adapter. [next/pages/api/conat; next/lib/api/get-params.ts] */
import { expect, test } from 'vitest';
import type { Hub } from '../../src/hub/hub.ts';
import { OWNER, PROJECT, testHub } from '../hub.ts';
import type { Received, Send, Sent } from './exchange.ts';
import { mirror } from './hubs.ts';
import { type Adapter, parsed } from './suite.ts';

const JSON_TYPE = { 'Content-Type': 'application/json' };
const FORM_TYPE = { 'Content-Type': 'application/x-www-form-urlencoded' };
const PATHS = ['/api/conat/hub', '/api/conat/project'];
const MEBIBYTE = 2 ** 20;

const NO_NAME = { error: "TypeError: Cannot read properties of undefined (reading 'split')" };

export function conatSuite({ connect, mountPoint = '' }: Adapter): void {
  test('conat: parameters come in the JSON object of a POST, whatever the query says', async () => {
    const send = await connect(mirror());

    for (const path of PATHS) {
      const answer = await send({ path: `${path}?name=x`, headers: JSON_TYPE, body: '{"name":"system.ping"}' });
      expect(answer.status).toBe(200);
      expect(parsed(answer)).toMatchObject({
        name: path.slice('/api/'.length),
        body: { name: 'system.ping' },
        credential: { key: 'sk_owner' },
      });
    }
  });

  test('conat: every answer is JSON with status 200, and nothing wraps what a function answers', async () => {
    const send = await connect(hubWithRunningProject());

    const error = await call(send, { name: 'nosuch' });

    expect(await call(send, { name: 'system.test' })).toEqual({ account_id: OWNER, server_time: expect.any(Number) });
    expect(await call(send, { name: 'ping', project_id: PROJECT }, '/api/conat/project')).toBe('pong');
    expect(await call(send, { name: 'system.manageApiKeys' })).toBeNull();
    expect(error).toEqual({ error: "Error: unknown function 'nosuch'" });
  });

  test('conat: what is not simulated is an error like any other', async () => {
    const send = await connect(testHub().hub);

    expect(await call(send, { name: 'toString.name' })).toEqual({
      error: expect.stringMatching(/^cocalc-mock-hub does not simulate/),
    });
  });

  test('conat: an answer tells its type and its length', async () => {
    const send = await connect(testHub().hub);

    const { headers, text } = await send({ path: '/api/conat/hub', headers: JSON_TYPE, body: '{"name":"é"}' });

    expect(text).toBe('{"error":"Error: unknown function \'é\'"}');
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(Buffer.byteLength(text)),
    });
  });

  test('conat: any method is taken, but only POST has parameters', async () => {
    const send = await connect(testHub().hub);
    const body = '{"name":"system.ping"}';

    for (const method of ['PUT', 'DELETE', 'PATCH']) {
      const answer = await send({ method, path: '/api/conat/hub', headers: JSON_TYPE, body });
      expect(answer.status).toBe(200);
      expect(parsed(answer)).toEqual(NO_NAME);
    }
    for (const method of ['GET', 'OPTIONS']) {
      expect(parsed(await send({ method, path: '/api/conat/hub?name=system.ping' }))).toEqual(NO_NAME);
      expect(parsed(await send({ method, path: '/api/conat/hub', authorization: null }))).toEqual({
        error: 'You must provide authentication via an API key.',
      });
    }
  });

  test('conat: HEAD is answered as GET is, without the body', async () => {
    const send = await connect(testHub().hub);

    const { status, headers, text } = await send({ method: 'HEAD', path: '/api/conat/hub' });

    expect({ status, text }).toEqual({ status: 200, text: '' });
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
  });

  test('conat: a body that is not there, or no object, has no parameters', async () => {
    const send = await connect(testHub().hub);

    expect(parsed(await send({ path: '/api/conat/hub' }))).toEqual(NO_NAME);
    for (const body of ['', 'null', '[]', '"x"', '5', 'true']) {
      expect(parsed(await send({ path: '/api/conat/hub', headers: JSON_TYPE, body })), body).toEqual(NO_NAME);
    }
  });

  test('conat: a form holds texts, and lists of them', async () => {
    const send = await connect(mirror());
    const bodyOf = async (body: string) =>
      parsed(await send({ path: '/api/conat/hub', headers: FORM_TYPE, body })).body;

    expect(await bodyOf('name=system.ping&timeout=5')).toEqual({ name: 'system.ping', timeout: '5' });
    expect(await bodyOf('a=1&a=2&b=x+y%20z')).toEqual({ a: ['1', '2'], b: 'x y z' });
    expect(await bodyOf('a[b]=1')).toEqual({ 'a[b]': '1' });
  });

  test('conat: a body of another type is passed over', async () => {
    const send = await connect(testHub().hub);

    for (const type of ['text/plain', 'text/plain;charset=UTF-8', 'application/octet-stream', 'multipart/form-data']) {
      const sent: Sent = { path: '/api/conat/hub', headers: { 'Content-Type': type }, body: '{"name":"system.ping"}' };
      expect(parsed(await send(sent)), type).toEqual(NO_NAME);
    }
    const headers = { 'Content-Type': 'application/json; charset=utf-8' };
    expect(parsed(await send({ path: '/api/conat/hub', headers, body: '{"name":"system.ping"}' }))).toEqual({
      now: expect.any(Number),
    });
  });

  test('conat: broken JSON is refused before anything is looked at', async () => {
    const send = await connect(testHub().hub);

    for (const path of PATHS) {
      for (const body of ['{', '{"name": ', 'x', ' ']) {
        expectText(await send({ path, headers: JSON_TYPE, body, authorization: null }), 400, 'Invalid JSON');
      }
      expectText(await send({ method: 'PUT', path, headers: JSON_TYPE, body: '{' }), 400, 'Invalid JSON');
    }
  });

  test('conat: a body has at most one mebibyte', async () => {
    const send = await connect(testHub().hub);
    const body = (sizeBytes: number) => {
      const [start, end] = ['{"name":"system.ping","x":"', '"}'];
      return start + 'x'.repeat(sizeBytes - start.length - end.length) + end;
    };

    for (const path of PATHS) {
      expect((await send({ path, headers: JSON_TYPE, body: body(MEBIBYTE) })).status).toBe(200);
      expectText(await send({ path, headers: JSON_TYPE, body: body(MEBIBYTE + 1) }), 413, 'Body exceeded 1mb limit');
    }
  });

  test('conat: a key is shown as Basic or Bearer, and by nothing else', async () => {
    const send = await connect(testHub().hub);
    const ask = async (authorization: string | null, headers: Record<string, string> = JSON_TYPE) =>
      parsed(await send({ path: '/api/conat/hub', authorization, headers, body: '{"name":"system.ping"}' }));
    const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
    const nobody = { error: 'must be signed in and MUST provide an api key (cookies are not allowed)' };

    for (const authorization of ['Bearer sk_owner', basic('sk_owner:'), basic('sk_owner:secret'), basic('sk_owner')]) {
      expect(await ask(authorization), authorization).toEqual({ now: expect.any(Number) });
    }
    for (const authorization of ['Bearer', 'Bearer sk-wrong', basic('nonsense:'), 'Basic !!!']) {
      expect(await ask(authorization), authorization).toEqual(nobody);
    }
    for (const [authorization, scheme] of [
      ['', 'undefined'],
      ['Digest abc', 'Digest'],
      ['basic abc', 'basic'],
      ['bearer sk_owner', 'bearer'],
    ] as const) {
      expect(await ask(authorization)).toEqual({ error: `Unknown authorization type '${scheme}'` });
    }
    expect(await ask('Basic')).toEqual({
      error:
        'The first argument must be of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object. Received undefined',
    });
    expect(await ask(null, { ...JSON_TYPE, Cookie: 'remember_me=x; api_key=sk_owner' })).toEqual({
      error: 'You must provide authentication via an API key.',
    });
  });

  test('conat: a slash at the end leads to the path without it', async () => {
    const send = await connect(testHub().hub);

    for (const path of PATHS) {
      const { status, headers, text } = await send({ path: `${path}/`, headers: JSON_TYPE, body: '{' });
      expect({ status, location: headers.location, text }).toEqual({
        status: 308,
        location: mountPoint + path,
        text: mountPoint + path,
      });
    }
  });

  test('conat: there is nothing at other paths', async () => {
    const send = await connect(testHub().hub);

    for (const path of ['/api/conat', '/api/conat/nosuch', '/api/conat/hub/x', '/api/conat/Hub']) {
      const { status, headers, text } = await send({ path });
      expect({ status, type: headers['content-type'] }).toEqual({ status: 404, type: 'text/html; charset=utf-8' });
      expect(text).toContain('404 Page Not Found');
    }
  });

  test('conat: nesting of more than 1000 levels is refused in words of our own', async () => {
    const send = await connect(testHub().hub);
    const nested = (levels: number): Sent => ({
      path: '/api/conat/hub',
      headers: JSON_TYPE,
      body: `{"name":"system.ping","args":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`,
    });

    expect(parsed(await send(nested(1000)))).toEqual({ now: expect.any(Number) });
    expect(parsed(await send(nested(1001)))).toEqual({
      error: expect.stringMatching(/^cocalc-mock-hub does not simulate bodies with/),
    });
  });
}

/** The value that a call as the owner is answered with. */
async function call(send: Send, body: object, path = '/api/conat/hub'): Promise<unknown> {
  const answer = await send({ path, headers: JSON_TYPE, body: JSON.stringify(body) });
  expect(answer.status).toBe(200);
  return parsed(answer);
}

function hubWithRunningProject(): Hub {
  return testHub({ project: { state: 'running' } }).hub;
}

function expectText({ status, headers, text }: Received, expected: number, shown: string): void {
  expect({ status, text }).toEqual({ status: expected, text: shown });
  expect(headers['content-type']).toBeUndefined();
}
