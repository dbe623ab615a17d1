/** A hub as a function from `Request` to `Response`, for browsers and everything else that speaks fetch. */
import type { Hub } from '../hub/hub.ts';
import { readAtMost } from './wire/bytes.ts';
import type { WireRequest } from './wire/request.ts';
import { type Delivery, headersOf, type WireResponse } from './wire/responses.ts';
import { BrokenConnection, firstHalfOf, piecesOf } from './wire/spoiled.ts';
import { type Bytes, UnreadBody } from './wire/unread-body.ts';
import { checkedWireOptions, type WireOptions, wire } from './wire.ts';

/** `await fetchHandler(hub)(new Request('https://hub.example/api/v1/ping', { method: 'POST' }))` */
export function fetchHandler(hub: Hub, given: WireOptions = {}): (request: Request) => Promise<Response> {
  const options = checkedWireOptions(given);
  return async (request) => {
    const wired = wire(hub, wireRequest(request), options);
    const response = await (wired instanceof UnreadBody ? wired.read(await read(request, wired.limitBytes)) : wired);
    const headers = fetchHeaders(response);
    const answer = new Response(bodyOf(response), { status: response.status, headers });
    // `Response` gives a text a type of its own, which a hub does not.
    if (!headers.has('Content-Type')) answer.headers.delete('Content-Type');
    return answer;
  };
}

/** @throws BrokenConnection where a fault breaks it before there is an answer. */
function bodyOf({ body, delivery }: WireResponse): BodyInit | null {
  if (delivery === undefined) return body || null;
  if (delivery.kind === 'reset') throw new BrokenConnection();
  return streamed(body, delivery);
}

function streamed(body: string, delivery: Exclude<Delivery, { readonly kind: 'reset' }>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const pieces = delivery.kind === 'cut' ? [firstHalfOf(body)] : piecesOf(body);
  let at = 0;
  return new ReadableStream({
    async pull(controller) {
      const piece = pieces[at];
      at += 1;
      if (piece === undefined) {
        if (delivery.kind === 'cut') controller.error(new BrokenConnection());
        else controller.close();
        return;
      }
      if (delivery.kind === 'slow') await delivery.pause(delivery.ms / pieces.length);
      controller.enqueue(encoder.encode(piece));
    },
  });
}

function fetchHeaders(response: WireResponse): Headers {
  const headers = headersOf(response);
  const collected = new Headers({ 'Content-Length': String(response.sizeBytes) });
  for (let at = 0; at < headers.length; at += 2) collected.append(headers[at] as string, headers[at + 1] as string);
  return collected;
}

function wireRequest(request: Request): WireRequest {
  return {
    method: request.method,
    target: request.url,
    hasBody: request.body !== null,
    header: (name) => request.headers.get(name) ?? undefined,
  };
}

async function read(request: Request, limitBytes: number): Promise<Bytes> {
  // Browsers that cannot upload streams have no `body`; what they have is in memory already.
  if (request.body !== undefined && request.body !== null) return readAtMost(request.body, limitBytes);
  const bytes = new Uint8Array(await request.arrayBuffer());
  return bytes.length > limitBytes ? undefined : bytes;
}
