/** Sending what a fault has spoiled. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { after } from '../../hub/effects/process/real-time.ts';
import { type Delivery, headersOf, type WireResponse } from '../wire/responses.ts';
import { firstHalfOf, piecesOf } from '../wire/spoiled.ts';
import { withoutCookies } from './cookies.ts';

const LEAVING_MS = 5;

export async function deliver(
  message: IncomingMessage,
  response: ServerResponse,
  answer: WireResponse,
  delivery: Delivery,
): Promise<void> {
  const { status, body, sizeBytes } = answer;
  if (delivery.kind === 'reset') {
    message.socket.resetAndDestroy();
    return;
  }
  response.writeHead(status, [...withoutCookies(response, headersOf(answer)), 'Content-Length', String(sizeBytes)]);
  if (delivery.kind === 'cut') {
    // What was written has to leave first: a reset takes away what still waits.
    response.flushHeaders();
    await new Promise((resolve) => response.write(firstHalfOf(body), resolve));
    after(LEAVING_MS, () => message.socket.resetAndDestroy());
    return;
  }
  const pieces = piecesOf(body);
  for (const piece of pieces) {
    await delivery.pause(delivery.ms / pieces.length);
    if (response.destroyed) return;
    response.write(piece);
  }
  response.end();
}
