/** Answers of the server itself, not of a hub, in JSON. */
import type { ServerResponse } from 'node:http';
import type { Incoming } from '../adapters/node/incoming.ts';
import { writeResponse } from '../adapters/node/outgoing.ts';
import { plainJsonResponse, type WireResponse } from '../adapters/wire/responses.ts';
import type { Json } from '../core/json.ts';
import type { Denial } from './denial.ts';

/** Says no to a request, whether its body was read or not. */
export function sendDenial(incoming: Incoming, response: ServerResponse, { status, body }: Denial): void {
  sendAnswer(incoming, response, { ...plainJsonResponse({ ...body }), status });
}

/** Answers a request. A connection with a body that nobody has read is of no more use. */
export function sendAnswer(incoming: Incoming, response: ServerResponse, answer: WireResponse): void {
  incoming.overflowed ||= incoming.isUnread;
  writeResponse(incoming, response, incoming.method === 'HEAD' ? { ...answer, body: '' } : answer);
}

/** Nothing here is for caches, and nothing is what a browser may take for something else. */
export function jsonAnswer(status: number, value: Json): WireResponse {
  const answer = plainJsonResponse(value);
  const headers = [...answer.headers, 'Cache-Control', 'no-store', 'X-Content-Type-Options', 'nosniff'];
  return { ...answer, status, headers };
}
