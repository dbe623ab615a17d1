/** A proxy that shows what passes through it. Whatever comes from client or hub, it goes on. */
import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pipeline } from 'node:stream';
import type { Headers } from '../conformance/recordings/har.ts';
import type { SeenBody, SeenExchange } from '../conformance/recordings/recorder.ts';
import { codeOf } from '../server/text-file.ts';
import { complain } from './report.ts';

export interface ProxyOptions {
  readonly target: string;
  /** The largest body that is kept, in bytes; larger ones pass through all the same. */
  readonly bodyLimit: number;
  /** Never throws. */
  readonly seen: (exchange: SeenExchange) => void;
}

/** Headers that are between two neighbours, and not between client and hub. */
const HOP_BY_HOP = /^(connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|host|accept-encoding)$/i;

/** Longer than any call of a hub takes. */
const ANSWER_MS = 600_000;

export function recordingProxy(options: ProxyOptions): Server {
  const { origin } = new URL(options.target);
  return createServer((incoming, outgoing) => {
    try {
      pass(incoming, outgoing, options);
    } catch (thrown) {
      // Node refuses to send on what it took, such as a header with strange characters.
      badGateway(outgoing, `cannot pass on ${incoming.method} to ${origin}: ${codeOf(thrown)}`);
    }
  });
}

function pass(incoming: IncomingMessage, outgoing: ServerResponse, options: ProxyOptions): void {
  const base = new URL(options.target);
  const started = Date.now();
  const since = performance.now();
  const path = pathOf(incoming);
  const headers = pairs(incoming.rawHeaders);
  const asked = collected(incoming, options.bodyLimit);
  const send = base.protocol === 'https:' ? httpsRequest : httpRequest;
  const hostname = base.hostname.replace(/^\[|\]$/g, '');
  const upstream = send({ hostname, port: base.port, method: incoming.method, path });
  for (const [name, value] of forwarded(headers)) upstream.appendHeader(name, value);
  // Of a body without a length, Node says so by itself for some methods only.
  if (incoming.headers['transfer-encoding'] !== undefined) upstream.setHeader('Transfer-Encoding', 'chunked');
  upstream.setTimeout(ANSWER_MS, () => upstream.destroy(new Error(`no answer for ${ANSWER_MS / 1000} s`)));
  upstream.on('error', (error) => badGateway(outgoing, `${base.origin} does not answer: ${codeOf(error)}`));
  upstream.on('upgrade', (_answer, socket) => {
    socket.destroy();
    badGateway(outgoing, `${base.origin} changes to another protocol, which cannot be recorded`);
  });
  upstream.on('response', (answer) => {
    const status = answer.statusCode ?? 0;
    const told = collected(answer, options.bodyLimit);
    answer.once('end', () => {
      const request = { method: incoming.method as string, url: urlOf(base.origin, path), headers, body: asked() };
      const response = { status, headers: pairs(answer.rawHeaders), body: told() };
      options.seen({ started, durationMs: performance.now() - since, request, answer: response });
    });
    answer.once('error', (error) =>
      complain(`${base.origin} broke off an answer, which is not recorded: ${codeOf(error)}`),
    );
    try {
      outgoing.writeHead(status, forwarded(pairs(answer.rawHeaders)).flat());
    } catch (thrown) {
      badGateway(
        outgoing,
        `${base.origin} answers with status ${status}, which cannot be passed on: ${codeOf(thrown)}`,
      );
      answer.resume();
      return;
    }
    pipeline(answer, outgoing, () => {});
  });
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) upstream.destroy();
  });
  incoming.pipe(upstream);
}

/** The target of a request that came to a proxy may be a whole URL, or `*`. */
function pathOf({ url = '/' }: IncomingMessage): string {
  const path = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '');
  return path === '' || path.startsWith('?') ? `/${path}` : path;
}

/** As a recording has it. */
function urlOf(origin: string, path: string): string {
  return new URL(path.startsWith('/') ? origin + path : `${origin}/${path}`).href;
}

function pairs(raw: readonly string[]): Headers {
  return raw.flatMap((name, at) => (at % 2 === 0 ? [[name, raw[at + 1] as string] as const] : []));
}

function forwarded(headers: Headers): [string, string][] {
  return headers.filter(([name]) => !HOP_BY_HOP.test(name)).map(([name, value]) => [name, value]);
}

/** Listens to a stream that somebody else reads. @returns what gives all of it at its end. */
function collected(stream: IncomingMessage, bodyLimit: number): () => SeenBody {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  stream.on('data', (chunk: Buffer) => {
    sizeBytes += chunk.length;
    if (sizeBytes <= bodyLimit) chunks.push(chunk);
    else chunks.length = 0;
  });
  return () => ({ sizeBytes, bytes: sizeBytes <= bodyLimit ? Buffer.concat(chunks) : undefined });
}

/** Tells client and user; to a client that has an answer by half, only that it ends. */
function badGateway(outgoing: ServerResponse, words: string): void {
  complain(words);
  if (outgoing.headersSent) {
    outgoing.destroy();
    return;
  }
  outgoing.writeHead(502, { 'Content-Type': 'application/json' });
  outgoing.end(JSON.stringify({ error: `cocalc-mock-hub record: ${words}` }));
}
