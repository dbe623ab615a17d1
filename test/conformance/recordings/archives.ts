/** Exchanges with a mock as programs write them into archives, each in its own way. */
import { fetchHandler } from '../../../src/adapters/fetch.ts';
import type { Hub } from '../../../src/hub/hub.ts';

export const KEY = 'sk_00000000000000000teacher';
const HOST = 'https://hub.example';
const STARTED = Date.parse('2026-01-01T12:00:00Z');

interface Talk {
  readonly path: string;
  readonly type: string;
  readonly body: string;
  readonly status: number;
  readonly answerType: string;
  readonly answer: string;
}

/** A project that is made, a file that is written and read; one call is a form. */
export async function talksWith(hub: Hub): Promise<Talk[]> {
  const handle = fetchHandler(hub);
  const talks: Talk[] = [];
  const call = async (path: string, body: string, type = 'application/json') => {
    const headers = { authorization: `Basic ${btoa(`${KEY}:`)}`, 'content-type': type };
    const response = await handle(new Request(HOST + path, { method: 'POST', headers, body }));
    const [answer, answerType] = [await response.text(), response.headers.get('content-type') ?? ''];
    talks.push({ path, type, body, status: response.status, answerType, answer });
    return JSON.parse(answer);
  };
  const { project_id } = await call('/api/v1/create_project', JSON.stringify({ title: 'Mine' }));
  const file = { project_id, path: 'a.txt' };
  await call('/api/v1/write_text_file_to_project', JSON.stringify({ ...file, content: 'hello' }));
  await call(
    '/api/v1/read_text_file_from_project',
    String(new URLSearchParams(file)),
    'application/x-www-form-urlencoded',
  );
  await call('/api/conat/hub', JSON.stringify({ name: 'projects.start', args: [{ project_id }] }));
  return talks;
}

interface Program {
  readonly entry: (talk: Talk, at: number) => object;
  /** Entries that no replay can send. */
  readonly others: readonly { readonly response: object; readonly [member: string]: unknown }[];
  /** Why, in their order. */
  readonly leftOut: readonly string[];
}

type Headers = Readonly<Record<string, string>>;

const listed = (headers: Headers) => Object.entries(headers).map(([name, value]) => ({ name, value }));

/** What each of them writes. */
export const PROGRAMS = {
  /** Of HTTP/2, with the pseudo headers among the others. @see chromium, devtools/front_end/models/har/Log.ts */
  Chrome: {
    entry: (talk: Talk, at: number) => ({
      _resourceType: 'fetch',
      startedDateTime: new Date(STARTED + at * 500).toISOString(),
      time: 12.345000000204891,
      request: {
        method: 'POST',
        url: HOST + talk.path,
        httpVersion: 'http/2.0',
        headers: listed({
          ...{ ':authority': 'hub.example', ':method': 'POST', ':path': talk.path, ':scheme': 'https' },
          ...{ accept: '*/*', 'accept-encoding': 'gzip, deflate, br, zstd', priority: 'u=1, i' },
          ...{ authorization: `Basic ${btoa(`${KEY}:`)}`, 'content-type': talk.type, cookie: 'session=s3cretCookie1' },
          'content-length': String(talk.body.length),
        }),
        postData: { mimeType: talk.type, text: talk.body },
      },
      response: {
        ...{ status: talk.status, statusText: '', httpVersion: 'http/2.0' },
        headers: listed({ 'content-type': talk.answerType, 'content-encoding': 'br' }),
        content: {
          size: talk.answer.length,
          mimeType: 'application/json',
          text: btoa(talk.answer),
          encoding: 'base64',
        },
        _error: null,
      },
    }),
    others: [
      {
        _resourceType: 'websocket',
        request: { method: 'GET', url: 'wss://hub.example/api/v1/ping', headers: [] },
        response: { status: 101 },
      },
      {
        _resourceType: 'preflight',
        request: {
          method: 'OPTIONS',
          url: `${HOST}/api/v1/ping`,
          headers: listed({ 'access-control-request-method': 'POST' }),
        },
        response: { status: 204 },
      },
      { request: { method: 'GET', url: 'data:text/plain,hello', headers: [] }, response: { status: 200 } },
      {
        request: { method: 'POST', url: `${HOST}/api/v1/ping`, headers: [] },
        response: { status: 0, _error: 'net::ERR_ABORTED' },
      },
    ],
    leftOut: ['sockets', 'questions of a browser before a call', 'neither http nor https', 'never answered'],
  },
  /** Times are of a zone, forms have their parameters besides, bodies over a limit are left out. @see firefox, devtools/client/netmonitor/src/har/har-builder.js */
  Firefox: {
    entry: (talk: Talk, at: number) => ({
      startedDateTime: new Date(STARTED + at * 500 + 3_600_000).toISOString().replace('Z', '+01:00'),
      time: 12,
      request: {
        method: 'POST',
        url: HOST + talk.path,
        httpVersion: 'HTTP/2',
        headers: listed({
          ...{
            Host: 'hub.example',
            'User-Agent': 'Mozilla/5.0',
            'Accept-Encoding': 'gzip',
            TE: 'trailers',
            Connection: 'keep-alive',
          },
          ...{ Authorization: `Basic ${btoa(`${KEY}:`)}`, 'Content-Type': talk.type },
        }),
        postData: { mimeType: talk.type, params: [], text: talk.body },
      },
      response: {
        ...{ status: talk.status, statusText: 'OK', httpVersion: 'HTTP/2' },
        headers: listed({ 'content-type': talk.answerType }),
        content: { mimeType: talk.answerType, size: talk.answer.length, text: talk.answer },
      },
      cache: {},
    }),
    others: [
      {
        request: { method: 'GET', url: `${HOST}/static/app.js`, headers: [] },
        response: { status: 200, content: { size: 3, text: 'app' } },
      },
      {
        request: { method: 'POST', url: `${HOST}/api/v1/ping`, headers: [] },
        response: { status: 200, content: { size: 4_000_000, comment: 'too long' } },
      },
      {
        request: { method: 'GET', url: 'https://cdn.example/api/v1/ping', headers: [] },
        response: { status: 200, content: { size: 2, text: 'no' } },
      },
      { time: -1, request: { method: 'GET', url: `${HOST}/api/v1/ping`, headers: [] }, response: { status: 0 } },
    ],
    leftOut: ['of no path of the API', 'recorded without the body of the answer', 'of other hosts', 'never answered'],
  },
  /** Microseconds, hop-by-hop headers as they came, each form both as text and as parameters. @see mitmproxy/addons/savehar.py */
  mitmproxy: {
    entry: (talk: Talk, at: number) => ({
      startedDateTime: new Date(STARTED + at * 500).toISOString().replace('Z', '123+00:00'),
      time: 12.3,
      request: {
        method: 'POST',
        url: HOST + talk.path,
        httpVersion: 'HTTP/1.1',
        headers: listed({
          ...{
            Host: 'hub.example',
            'Proxy-Connection': 'keep-alive',
            Connection: 'keep-alive, X-Hop',
            'X-Hop': '1',
            Trailer: 'Expires',
          },
          ...{ Authorization: `Bearer ${KEY}`, 'Content-Type': talk.type, 'Content-Length': String(talk.body.length) },
        }),
        postData: { mimeType: talk.type, text: talk.body, params: [] },
      },
      response: {
        ...{ status: talk.status, statusText: '', httpVersion: 'HTTP/1.1' },
        headers: listed({ 'Content-Type': talk.answerType, 'Transfer-Encoding': 'chunked' }),
        content: { size: talk.answer.length, compression: 0, mimeType: talk.answerType, text: talk.answer },
      },
    }),
    others: [
      {
        _resourceType: 'websocket',
        request: { method: 'GET', url: `${HOST}/conat`, headers: [] },
        response: { status: 101 },
        _webSocketMessages: [],
      },
      {
        request: { method: 'POST', url: `${HOST}/api/v1/ping`, headers: [] },
        response: { status: 0, _error: 'Client disconnected.' },
      },
      { request: { method: 'GET', url: 'http://telemetry.example/x', headers: [] }, response: { status: 204 } },
    ],
    leftOut: ['sockets', 'never answered', 'of other hosts'],
  },
} satisfies Record<string, Program>;

/** The archive as text, with what cannot be sent between the rest. */
export function archiveOf(talks: readonly Talk[], { entry, others }: Program): string {
  const aside = others.map((other, at) => ({
    startedDateTime: new Date(STARTED + at * 500 + 100).toISOString(),
    time: 1,
    ...other,
    response: { headers: [], content: {}, ...other.response },
  }));
  const entries = [...talks.map(entry), ...aside];
  return `\ufeff${JSON.stringify({ log: { version: '1.2', creator: { name: 'x', version: '1' }, pages: [], entries } })}`;
}
