/** Answers of the server itself, not of a hub, in JSON. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Incoming } from '../adapters/node/incoming.ts';
import { writeResponse } from '../adapters/node/outgoing.ts';
import { plainJsonResponse, type WireResponse } from '../adapters/wire/responses.ts';
import type { Denial } from './denial.ts';

/** Says no to a request whose body nobody has read. */
export function sendDenial(request: IncomingMessage, response: ServerResponse, { status, body }: Denial): void {
  sendUnread(request, response, { ...plainJsonResponse({ ...body }), status });
}

/** Answers a request whose body nobody reads: a connection with one is of no more use. */
export function sendUnread(request: IncomingMessage, response: ServerResponse, answer: WireResponse): void {
  const incoming = new Incoming(request);
  incoming.overflowed = incoming.hasBody && !request.readableDidRead;
  writeResponse(incoming, response, request.method === 'HEAD' ? { ...answer, body: '' } : answer);
}
