/** What holds for every adapter: how HTTP becomes a call, and an answer HTTP. */
import { createHash } from 'node:crypto';
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Hub } from '../../src/hub/hub.ts';
import { PROJECT, testHub } from '../hub.ts';
import type { Received, Send, Sent } from './exchange.ts';
import { mirror } from './hubs.ts';

export interface Adapter {
  /** Puts a hub behind the adapter until the test ends; paths are given without any mount point. */
  connect(hub: Hub): Promise<Send>;
  /** Stands before `/api/` in what pages show; nothing by default. */
  readonly mountPoint?: string;
}

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';
const LIMIT = 3 * 1024 * 1024;

/** What a hub has no route for, with the status of its answer, and the path that is nearest to it. */
const MISSED: readonly (readonly [string, number, string?])[] = [
  ['POST /api/conat/hubs', 404, '/api/conat/hub'],
  ['POST /api/conat/porject', 404, '/api/conat/project'],
  ['POST /api/conat/hub/projects.start', 404, '/api/conat/hub'],
  ['POST /api/v2/project/start', 404, '/api/v2/projects/start'],
  ['GET /api/v2/project/start', 404, '/api/v2/projects/start'],
  ['POST /api/v2/projects/collaborator/list', 404, '/api/v2/projects/collaborators/list'],
  ['POST /API/v2/projects/start', 404, '/api/v2/projects/start'],
  ['POST /api//v1/ping', 404, '/api/v1/ping'],
  ['POST /api/v3/ping', 404, '/api/v1/ping'],
  ['POST /api/v1x/user_search', 404, '/api/v1/user_search'],
  ['POST /api/v1', 404],
  ['POST /api/nothing-like-it-at-all', 404],
  ['GET /api/v1/ping', 404, 'method'],
  ['PUT /api/v1/create_project', 404, 'method'],
  ['GET /api/v1/pingg', 404, '/api/v1/ping'],
];

export function transportSuite({ connect, mountPoint = '' }: Adapter): void {
  test('the event is what follows the last slash, undecoded and in its own letter case', async () => {
    const send = await connect(mirror());
    const events = {
      '/api/v1/user_search': 'user_search',
      '/api/v1/foo/user_search': 'user_search',
      '/api/v1//user_search': 'user_search',
      '/API/V1/User_search': 'User_search',
      '/api/v1/%75ser_search': '%75ser_search',
      '/api/v1/user_search?first_name=Ada&x=/other': 'user_search',
      '/api/v1/user_search/': '',
      '/api/v1/': '',
    };

    for (const [path, event] of Object.entries(events)) {
      expect(parsed(await send({ path })), path).toMatchObject({ name: `v1/${event}`, body: {} });
    }
  });

  test('parameters come from the body alone', async () => {
    const send = await connect(mirror());

    const answer = await send({ path: '/api/v1/x?a=1', headers: { 'Content-Type': JSON_TYPE }, body: '{"b":2}' });

    expect(parsed(answer).body).toEqual({ b: 2 });
  });

  test('a path outside the API is not found', async () => {
    const send = await connect(mirror());

    for (const path of ['/api/v1', '/api/v3/ping', '/api//v1/ping', '/api/v1x/ping', '/api/%zz']) {
      const shown = `${mountPoint}${path.replace('%zz', '%25zz')}`;
      expectPage(await send({ path }), 404, `Cannot POST ${shown}`);
    }
  });

  test('a request that leads nowhere changes nothing, and is in the journal with the nearest path', async () => {
    const { hub } = testHub();
    const send = await connect(hub);
    const { state } = hub;

    for (const [sent, status, near] of MISSED) {
      const [method = '', path = ''] = sent.split(' ');
      expect((await send({ method, path })).status, sent).toBe(status);
      const [entry] = hub.journal.entries({ last: 1 });
      const at = `${JSON.stringify(mountPoint + path)}`;
      const words =
        near === undefined
          ? `no operation is at ${at}`
          : near === 'method'
            ? `the operation at ${at} takes POST alone, and this was ${method}`
            : `no operation is at ${at}; the nearest is at "${mountPoint}${near}"`;
      expect([entry?.seq, entry?.account, entry?.refusal], sent).toEqual([
        hub.journal.last,
        'owner',
        { code: 'no_such_path', because: [words] },
      ]);
      expect(hub.explain(hub.journal.last)).toContain(`- ${words}`);
    }

    expect(hub.journal.last).toBe(MISSED.length);
    expect(hub.state).toBe(state);
    for (const entry of hub.journal.entries()) expect((await hub.replay([entry]))[0]?.same).toBe(true);
    expect(hub.state).toBe(state);
  });

  test('a path of v1 that names no event has the nearest path, too', async () => {
    const { hub } = testHub();
    const send = await connect(hub);

    const answer = await send({ path: '/api/v1/ping/' });

    expect(parsed(answer)).toEqual({ error: "unknown endpoint ''" });
    expect(hub.journal.entry(1).refusal?.because).toEqual([
      `no operation is at "${mountPoint}/api/v1/ping/"; the nearest is at "${mountPoint}/api/v1/ping"`,
    ]);
  });

  test('what asks for no operation is no call: other methods at paths of none, and questions of browsers', async () => {
    const { hub } = testHub();
    const send = await connect(hub);

    await send({ method: 'OPTIONS', path: '/api/v1/ping' });
    await send({ method: 'OPTIONS', path: '/api/v2/nothing' });
    // This one is sent on, and followed by whoever wants to.
    expect((await send({ path: '/api/v2/projects/start/' })).status).toBe(308);

    expect(hub.journal.last).toBe(0);
  });

  test('a path that cannot be decoded is a bad request, though nobody decodes it', async () => {
    const send = await connect(mirror());

    for (const path of ['/api/v1/%zz', '/api/v1/%ff', '/api/v1/%', '/api/v1/%c3%28/ping']) {
      for (const method of ['POST', 'GET', 'OPTIONS']) {
        expectPage(await send({ method, path }), 400, 'Bad Request');
      }
    }
  });

  test('only POST is a call', async () => {
    const send = await connect(mirror());

    for (const method of ['GET', 'PUT', 'DELETE', 'PATCH']) {
      expectPage(await send({ method, path: '/api/v1/a"b' }), 404, `Cannot ${method} ${mountPoint}/api/v1/a%22b`);
    }
  });

  test('what a page shows of the path is escaped', async () => {
    const send = await connect(mirror());

    const answer = await send({ method: 'GET', path: "/api/v1/'&%3C" });

    expectPage(answer, 404, `Cannot GET ${mountPoint}/api/v1/&#39;&amp;%3C`);
  });

  test('HEAD is answered as GET is, without the page', async () => {
    const send = await connect(mirror());

    const { status, headers, text } = await send({ method: 'HEAD' });
    const page = await send({ method: 'GET' });

    expect({ status, text }).toEqual({ status: 404, text: '' });
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(Number(headers['content-length'])).toBe(page.text.length + 'HEAD'.length - 'GET'.length);
  });

  test('OPTIONS tells that POST is allowed, and needs no key', async () => {
    const send = await connect(mirror());

    const answer = await send({ method: 'OPTIONS', authorization: null });

    expect(answer).toMatchObject({ status: 200, text: 'POST' });
    expect(answer.headers).toMatchObject({
      allow: 'POST',
      'content-type': 'text/html; charset=utf-8',
      etag: 'W/"4-Yf+Bwwqjx254r+pisuO9HfpJ6FQ"',
    });
    expectPage(await send({ method: 'OPTIONS', path: '/api/other' }), 404, `Cannot OPTIONS ${mountPoint}/api/other`);
  });

  test('an answer comes as JSON with the headers of Express', async () => {
    const send = await connect(testHub().hub);

    const { status, headers, text } = await send({
      headers: { 'Content-Type': JSON_TYPE },
      body: '{"id":"mine — \\ud83d\\ude00"}',
    });

    const sizeBytes = Buffer.byteLength(text);
    const digest = createHash('sha1').update(text).digest('base64').slice(0, 27);
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ event: 'pong', id: 'mine — 😀' });
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(sizeBytes),
      etag: `W/"${sizeBytes.toString(16)}-${digest}"`,
      'x-powered-by': 'Express',
    });
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  test('the kind of an answer decides the status', async () => {
    const send = await connect(testHub({ accounts: { banned: { api_key: 'sk_banned', banned: true } } }).hub);

    const unsimulated = await send({
      path: '/api/v1/get_syncdoc_history',
      headers: { 'Content-Type': JSON_TYPE },
      body: '{"string_id":"x"}',
    });

    expect(await send({})).toMatchObject({ status: 200 });
    expectRejected(await send({ path: '/api/v1/nope' }), "unknown endpoint 'nope'");
    expectRejected(
      await send({ authorization: 'Bearer sk_banned' }),
      'User is BANNED.  If this is a mistake, please contact help@cocalc.com',
    );
    expect(unsimulated.status).toBe(501);
    expect(parsed(unsimulated)).toEqual({ error: expect.stringContaining('does not simulate') });
  });

  test('a refusal by the handler of a call is answered with status 200', async () => {
    const send = await connect(testHub().hub);
    const body = JSON.stringify({ id: 'x', project_id: PROJECT, path: 'notes.md' });

    const answer = await send({
      path: '/api/v1/read_text_file_from_project',
      headers: { 'Content-Type': JSON_TYPE },
      authorization: 'Bearer sk_other',
      body,
    });

    expect(answer.status).toBe(200);
    expect(parsed(answer)).toMatchObject({ event: 'error', id: 'x' });
  });

  test('the Authorization header shows a key as Basic or Bearer', async () => {
    const send = await connect(mirror());
    const keys = {
      [basic('sk_good')]: 'sk_good',
      [basic('sk_good:')]: 'sk_good',
      [basic('sk_good:secret:more')]: 'sk_good',
      [basic('ключ:')]: 'ключ',
      [basic(':')]: '',
      'Basic c2tf Z29vZA': 'sk_',
      'Basic c2tfZ2_v-A': Buffer.from('c2tfZ2_v-A', 'base64').toString(),
      'Basic c2tf=Z29v': 'sk_',
      'Basic c2.tf!Z': 'sk_',
      'Bearer sk_good': 'sk_good',
      'Bearer  sk_good more': 'sk_good',
    };

    for (const [authorization, key] of Object.entries(keys)) {
      expect(parsed(await send({ authorization })).credential, authorization).toEqual({ key });
    }
    expect(parsed(await send({ authorization: null })).credential).toBe('absent');
    expect(parsed(await send({ authorization: 'Bearer' })).credential).toBe('malformed');
  });

  test('an unknown type of authorization is refused, letter case included', async () => {
    const send = await connect(mirror());
    const types = { '': 'undefined', 'bearer sk_good': 'bearer', 'basic x': 'basic', 'Digest a b': 'Digest' };

    for (const [authorization, type] of Object.entries(types)) {
      expectRejected(await send({ authorization }), `Unknown authorization type '${type}'`);
    }
  });

  test('a request without authorization is refused', async () => {
    const send = await connect(testHub().hub);

    expectRejected(await send({ authorization: null }), 'You must provide authentication via an API key.');
  });

  test('a scheme without a key is a fault of the hub: Basic at once, Bearer only where the key is looked up', async () => {
    const send = await connect(testHub().hub);

    expectPage(await send({ path: '/api/v1/nope', authorization: 'Basic' }), 500, 'Internal Server Error');
    expectPage(await send({ authorization: 'Bearer' }), 500, 'Internal Server Error');
    expectRejected(await send({ path: '/api/v1/nope', authorization: 'Bearer' }), "unknown endpoint 'nope'");
  });

  test('body, path, authorization and event are looked at in this order', async () => {
    const send = await connect(testHub().hub);
    const broken: Sent = { headers: { 'Content-Type': JSON_TYPE }, body: '{' };

    expectPage(await send({ ...broken, path: '/api/nope', authorization: null }), 400, 'Bad Request');
    expectPage(await send({ ...broken, method: 'PUT' }), 400, 'Bad Request');
    expectPage(await send({ method: 'PUT', authorization: null }), 404, `Cannot PUT ${mountPoint}/api/v1/ping`);
    expectRejected(await send({ path: '/api/v1/nope', authorization: '' }), "Unknown authorization type 'undefined'");
  });

  test('a JSON body is an object or a list', async () => {
    const send = await connect(mirror());
    const types = [JSON_TYPE, 'Application/JSON ; charset="UTF-8"', `${JSON_TYPE}; a=b; charset=utf-8`];
    const bodies = ['', '{}', '[]', ' \n{"a":1}', '["a",{"b":null}]', '{"a":1,"a":2}', '{"__proto__":{"x":1}}'];

    for (const type of types) {
      for (const body of bodies) {
        const answer = await send({ headers: { 'Content-Type': type }, body });
        expect(JSON.stringify(parsed(answer).body), `${type} ${body}`).toBe(JSON.stringify(JSON.parse(body || '{}')));
      }
    }
  });

  test('what is not JSON, or neither object nor list, is a bad request', async () => {
    const send = await connect(mirror());
    const bodies = ['{', '{"a":1}}', ' ', '\n', '"a"', '1', 'null', 'true', "{'a':1}", '\v{}', '\0', 'a=1', '[1,]'];

    for (const body of bodies) {
      expectPage(await send({ headers: { 'Content-Type': JSON_TYPE }, body }), 400, 'Bad Request');
    }
  });

  test('JSON comes in UTF-8 or UTF-16, with a byte order mark or without', async () => {
    const send = await connect(mirror());
    const text = '{"a":"é😀"}';
    const little = Buffer.from(text, 'utf16le');
    const bodies = {
      'utf-8': Buffer.from(text),
      'UTF-8': Buffer.from(`\ufeff${text}`),
      '': Buffer.from(text),
      'utf-16': little,
      'utf-16le': Buffer.from(`\ufeff${text}`, 'utf16le'),
      'utf-16be': Buffer.from(little).swap16(),
    };

    for (const [charset, body] of Object.entries(bodies)) {
      const headers = { 'Content-Type': `${JSON_TYPE}; charset="${charset}"` };
      expect(parsed(await send({ headers, body: new Uint8Array(body) })).body, charset).toEqual({ a: 'é😀' });
    }
  });

  test('another charset is an unsupported media type', async () => {
    const send = await connect(mirror());
    const types = [
      ...['latin1', 'utf8', 'utf-9', 'utf-32'].map((charset) => `${JSON_TYPE}; charset=${charset}`),
      ...['latin1', 'utf8', 'utf-16'].map((charset) => `${FORM_TYPE}; charset=${charset}`),
    ];

    for (const type of types) {
      expectPage(await send({ headers: { 'Content-Type': type }, body: '[]' }), 415, 'Unsupported Media Type');
    }
  });

  test('a body of another type is passed over', async () => {
    const send = await connect(mirror());
    const types = [
      'text/plain',
      'multipart/form-data; boundary=x',
      'application/vnd.api+json',
      'application/json;',
      'application/json; charset',
      'application/json, application/json',
      'json',
      '*/*',
    ];

    for (const type of types) {
      const headers = { 'Content-Type': type, 'Content-Encoding': 'br' };
      expect(parsed(await send({ headers, body: '{"a":1}' })).body, type).toEqual({});
    }
  });

  test('a form holds texts, lists and objects', async () => {
    const send = await connect(mirror());
    const forms: Record<string, unknown> = {
      '': {},
      'limit=5': { limit: '5' },
      'a=true&b=false&c=null': { a: 'true', b: 'false', c: 'null' },
      'a=&b': { a: '', b: '' },
      'a=1&a=2': { a: ['1', '2'] },
      'a[]=1&a[]=2': { a: ['1', '2'] },
      'a=1&a[]=2': { a: ['1', '2'] },
      'a[]=1': { a: ['1'] },
      'a[x]=1': { a: { x: '1' } },
      'a[x][y][z][w][v][u][t]=1': { a: { x: { y: { z: { w: { v: { u: { t: '1' } } } } } } } },
      'a[1]=x&a[3]=y': { a: ['x', 'y'] },
      'a[100]=x': { a: ['x'] },
      'a[101]=x': { a: { 101: 'x' } },
      'query={"accounts":{}}': { query: '{"accounts":{}}' },
      'a+b=%C3%A9+c': { 'a b': 'é c' },
      'a.b=1': { 'a.b': '1' },
      'a=%zz': { a: '%zz' },
      'hasOwnProperty=1&constructor=2': { hasOwnProperty: '1', constructor: '2' },
      '__proto__=1&__proto__[x]=2': {},
      '%00=1': { '\0': '1' },
    };

    for (const [body, values] of Object.entries(forms)) {
      const answer = await send({ headers: { 'Content-Type': FORM_TYPE }, body });
      expect(parsed(answer), body).toMatchObject({ encoding: 'form', body: values });
    }
    expect(parsed(await send({ headers: { 'Content-Type': JSON_TYPE }, body: '{}' })).encoding).toBe('json');
  });

  test('a form has at most 1000 parameters', async () => {
    const send = await connect(mirror());
    const form = (count: number) => ({
      headers: { 'Content-Type': FORM_TYPE },
      body: Array(count).fill('a=1').join('&'),
    });

    expect(parsed(await send(form(1000))).body).toEqual({ a: Array(1000).fill('1') });
    expectPage(await send(form(1001)), 413, 'Payload Too Large');
  });

  test('a body has at most 3 MiB, compressed or not', async () => {
    const send = await connect(mirror());
    const body = (sizeBytes: number) => JSON.stringify({ a: 'x'.repeat(sizeBytes - '{"a":""}'.length) });
    const gzipped = (sizeBytes: number): Sent => ({
      headers: { 'Content-Type': JSON_TYPE, 'Content-Encoding': 'gzip' },
      body: new Uint8Array(gzipSync(body(sizeBytes), { level: 0 })),
    });

    expect((await send({ headers: { 'Content-Type': JSON_TYPE }, body: body(LIMIT) })).status).toBe(200);
    expect((await send(gzipped(LIMIT))).status).toBe(200);
    expectPage(await send({ headers: { 'Content-Type': JSON_TYPE }, body: body(LIMIT + 1) }), 413, 'Payload Too Large');
    expectPage(await send(gzipped(LIMIT + 1)), 413, 'Payload Too Large');
  });

  test('a small body that inflates to a huge one is refused', async () => {
    const send = await connect(mirror());
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(16 * LIMIT, ' ')));

    const answer = await send({ headers: { 'Content-Type': JSON_TYPE, 'Content-Encoding': 'gzip' }, body: bomb });

    expectPage(answer, 413, 'Payload Too Large');
  });

  test('a body may be compressed by gzip or deflate', async () => {
    const send = await connect(mirror());
    const encoded = (encoding: string, body: Uint8Array): Sent => ({
      headers: { 'Content-Type': JSON_TYPE, 'Content-Encoding': encoding },
      body: new Uint8Array(body),
    });

    expect(parsed(await send(encoded('gzip', gzipSync('{"a":1}')))).body).toEqual({ a: 1 });
    expect(parsed(await send(encoded('DEFLATE', deflateSync('{"a":1}')))).body).toEqual({ a: 1 });
    expect(parsed(await send(encoded('Identity', Buffer.from('{"a":1}')))).body).toEqual({ a: 1 });
    expectPage(await send(encoded('gzip', Buffer.from('{"a":1}'))), 400, 'Bad Request');
    expectPage(await send(encoded('gzip', gzipSync('{"a":1}').subarray(0, 12))), 400, 'Bad Request');
    expectPage(await send(encoded('deflate', deflateRawSync('{"a":1}'))), 400, 'Bad Request');
    expectPage(await send(encoded('br', Buffer.from('{}'))), 415, 'Unsupported Media Type');
    expectPage(await send(encoded('gzip, gzip', Buffer.from('{}'))), 415, 'Unsupported Media Type');
  });

  test('nesting of more than 1000 levels is refused in words of our own', async () => {
    const send = await connect(mirror());
    const list = (levels: number): Sent => ({
      headers: { 'Content-Type': JSON_TYPE },
      body: '['.repeat(levels) + ']'.repeat(levels),
    });
    const form = (levels: number): Sent => ({
      headers: { 'Content-Type': FORM_TYPE },
      body: `a${'[x]'.repeat(levels)}=1`,
    });

    expect((await send(list(1000))).status).toBe(200);
    expect((await send(form(1000))).status).toBe(200);
    for (const sent of [list(1001), list(100_000), form(1001), form(100_000)]) {
      const answer = await send(sent);
      expect(answer.status).toBe(501);
      expect(parsed(answer)).toEqual({
        error: expect.stringMatching(/^cocalc-mock-hub does not simulate bodies with/),
      });
    }
  });

  test('lone surrogates and NUL travel both ways', async () => {
    const send = await connect(testHub().hub);
    const body = '{"id":"\\ud800\\u0000"}';

    const answer = await send({ headers: { 'Content-Type': JSON_TYPE }, body });

    expect(parsed(answer).id).toBe('\ud800\0');
  });

  test('names that every object inherits are names like any other', async () => {
    const send = await connect(testHub().hub);

    const events = {
      constructor: "unknown message event type 'undefined'",
      toString: "unknown message event type 'undefined'",
      ['__proto__']: "invalid parameters 'TypeError: f is not a function'",
      hasOwnProperty: "invalid parameters 'TypeError: Cannot convert undefined or null to object'",
    };
    for (const [event, words] of Object.entries(events)) {
      expectRejected(await send({ path: `/api/v1/${event}` }), words);
      expectRejected(
        await send({ headers: { 'Content-Type': JSON_TYPE }, body: `{"${event}":1}` }),
        `invalid parameters 'Error: misc.defaults -- TypeError: got an unexpected argument '${event}' '`,
      );
    }
  });

  test('the client is whom the left-most proxy tells of', async () => {
    const send = await connect(mirror());
    const ipOf = async (forwarded: string) =>
      parsed(await send({ headers: { 'X-Forwarded-For': forwarded } })).ip as string;

    expect(await ipOf('1.2.3.4, 5.6.7.8')).toBe('1.2.3.4');
    expect(await ipOf(' , 5.6.7.8')).toBe('5.6.7.8');
    expect(await ipOf('anything')).toBe('anything');
    expect(await ipOf('')).toMatch(/^(::ffff:)?127\.0\.0\.1$|^::1$/);
  });
}

/** The body of an answer that came as JSON. */
export function parsed({ headers, text }: Received): Record<string, unknown> {
  expect(headers['content-type']).toBe('application/json; charset=utf-8');
  return JSON.parse(text);
}

function expectRejected(answer: Received, error: string): void {
  expect(parsed(answer)).toEqual({ error });
  expect(answer.status).toBe(400);
}

/** Expects an HTML page as Express's final handler writes it in production. */
export function expectPage({ status, headers, text }: Received, expected: number, shown: string): void {
  expect(text).toBe(
    `<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Error</title>\n</head>\n<body>\n<pre>${shown}</pre>\n</body>\n</html>\n`,
  );
  expect(status).toBe(expected);
  expect(headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'",
    'x-content-type-options': 'nosniff',
    'x-powered-by': 'Express',
  });
  expect(headers).not.toHaveProperty('etag');
}

function basic(text: string): string {
  return `Basic ${Buffer.from(text).toString('base64')}`;
}
