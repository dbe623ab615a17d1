/** Answers of the server itself, not of a hub, in JSON. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Incoming } from '../adapters/node/incoming.ts';
import { writeResponse } from '../adapters/node/outgoing.ts';
import { plainJsonResponse, type WireResponse } from '../adapters/wire/responses.ts';
import type { Json } from '../core/json.ts';
import type { Denial } from './denial.ts';

/** Says no to a request whose body nobody has read. */
export function sendDenial(request: IncomingMessage, response: ServerResponse, { status, body }: Denial): void {
  sendUnread(request, response, { ...plainJsonResponse({ ...body }), status });
}

/** Answers a request whose body nobody reads: a connection with one is of no more use. */
export function sendUnread(request: IncomingMessage, response: ServerResponse, answer: WireResponse): void {
  const incoming = new Incoming(request);
  incoming.overflowed = incoming.hasBody && !request.complete;
  writeResponse(incoming, response, request.method === 'HEAD' ? { ...answer, body: '' } : answer);
}

/** Nothing here is for caches, and nothing is what a browser may take for something else. */
export function jsonAnswer(status: number, value: Json): WireResponse {
  const answer = plainJsonResponse(value);
  const headers = [...answer.headers, 'Cache-Control', 'no-store', 'X-Content-Type-Options', 'nosniff'];
  return { ...answer, status, headers };
}
