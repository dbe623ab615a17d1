/** Writing answers to `node:http`. */
import { type IncomingMessage, ServerResponse } from 'node:http';
import { gzip } from 'node:zlib';
import { after } from '../../hub/effects/process/real-time.ts';
import { headersOf, type WireResponse } from '../wire/responses.ts';
import { withoutCookies } from './cookies.ts';
import { isPlainResponse } from './head.ts';
import type { Incoming } from './incoming.ts';
import { deliver } from './spoiled.ts';

/** Below this size compressing is not worth it. [npm compression@1.7.4] */
const GZIP_BYTES = 1024;

export function writeResponse({ message, overflowed }: Incoming, response: ServerResponse, answer: WireResponse): void {
  const { status, body, sizeBytes } = answer;
  if (answer.delivery !== undefined) {
    deliver(message, response, answer, answer.delivery).catch((fault) => sendFault(response, fault));
  } else if (overflowed) {
    sendAndClose(message, response, answer);
  } else if (body.length < GZIP_BYTES || !acceptsGzip(message.headers['accept-encoding'])) {
    if (body !== '' && isPlainResponse(response)) {
      response.writeKnownHead(answer, () => framed(response, answer, sizeBytes));
    } else {
      response.writeHead(status, framed(response, answer, sizeBytes));
    }
    send(response, body, sizeBytes);
  } else {
    gzip(body, (_error, packed) => {
      response.writeHead(status, [...framed(response, answer, packed.length), 'Content-Encoding', 'gzip']).end(packed);
    });
  }
}

const { end, write } = ServerResponse.prototype;

/**
 * Ends the response with a body, in one piece with the head that Node has made: as two pieces they take it a fifth longer
 * than all the rest. That is for bodies in ASCII, as Node writes heads, and where nobody has put anything in between.
 */
function send(response: ServerResponse, body: string, sizeBytes: number): void {
  const unsent = response as ServerResponse & { _header?: unknown };
  const isAscii = body.length === sizeBytes;
  if (isAscii && typeof unsent._header === 'string' && response.end === end && response.write === write) {
    unsent._header += body;
    response.end();
  } else {
    response.end(body);
  }
}

/** To a request that met a fault of ours. Its log has more than the client is told. */
export function sendFault(response: ServerResponse, fault: unknown): void {
  console.error(fault);
  response.writeHead(500, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end('A fault of cocalc-mock-hub, not of this request; its log has the details. Please report them.\n');
}

/** What whoever stands before us has said that the answer varies with, as CORS does, stays said. */
function framed(response: ServerResponse, answer: WireResponse, sizeBytes: number): string[] {
  const before = response.getHeader('Vary');
  const vary = before === undefined ? 'Accept-Encoding' : `${before}, Accept-Encoding`;
  return [...withoutCookies(response, headersOf(answer)), 'Content-Length', String(sizeBytes), 'Vary', vary];
}

function acceptsGzip(header = ''): boolean {
  const codings = header.split(',').map((coding) => coding.split(';').map((part) => part.trim()));
  const coding = codings.find(([name]) => name === 'gzip') ?? codings.find(([name]) => name === '*');
  if (coding === undefined) return false;
  const [, quality = 'q=1'] = coding;
  return Number(quality.slice('q='.length)) > 0;
}

const LINGER_MS = 2000;

/**
 * Answers at once, drops what still comes for a while, then closes the connection.
 *
 * Closing it at once would take the answer away from a client that is still writing.
 */
function sendAndClose(message: IncomingMessage, response: ServerResponse, answer: WireResponse): void {
  const headers = [...framed(response, answer, answer.sizeBytes), 'Connection', 'close'];
  response.writeHead(answer.status, headers).write(answer.body);
  const close = () => {
    callOff();
    response.end();
  };
  const callOff = after(LINGER_MS, close);
  message.once('end', close).once('close', close).resume();
}
