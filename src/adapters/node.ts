/** A hub on `node:http`. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Eventually } from '../hub/eventually.ts';
import type { Hub } from '../hub/hub.ts';
import { plainResponses } from './node/head.ts';
import { Incoming } from './node/incoming.ts';
import { TakeableMessage } from './node/message.ts';
import { sendFault, writeResponse } from './node/outgoing.ts';
import type { WireResponse } from './wire/responses.ts';
import { type Readable, UnreadBody } from './wire/unread-body.ts';
import { checkedWireOptions, type WireOptions, wire } from './wire.ts';

export type NodeHandler = (request: IncomingMessage, response: ServerResponse) => void;

/** A listener: `createServer(nodeHandler(hub))`. */
export function nodeHandler(hub: Hub, given: WireOptions = {}): NodeHandler {
  const options = checkedWireOptions(given);
  return (message, response) => {
    const incoming = new Incoming(message);
    let answered: Readable<WireResponse>;
    try {
      answered = wire(hub, incoming, options);
    } catch (thrown) {
      sendFault(response, thrown);
      return;
    }
    if (answered instanceof UnreadBody) {
      const body = answered;
      incoming.read(body.limitBytes, (bytes) => {
        let answer: Eventually<WireResponse>;
        try {
          answer = body.read(bytes);
        } catch (thrown) {
          sendFault(response, thrown);
          return;
        }
        write(incoming, response, answer);
      });
    } else {
      write(incoming, response, answered);
    }
  };
}

function write(incoming: Incoming, response: ServerResponse, answer: Eventually<WireResponse>): void {
  if (answer instanceof Promise) {
    answer.then(
      (later) => writeResponse(incoming, response, later),
      (fault) => sendFault(response, fault),
    );
  } else {
    writeResponse(incoming, response, answer);
  }
}

/** What a server grants its clients, so that none can hold it up for the others. */
export interface ServerLimits {
  /** The largest head of a request; 16 KiB by default. More is answered with 431. */
  readonly headerBytes?: number;
  /** How long the head of a request may take; 10 s by default. Then the client gets 408, and loses its connection. */
  readonly headersTimeoutMs?: number;
  /** How long a whole request may take to arrive; 60 s by default. Then as above. */
  readonly requestTimeoutMs?: number;
  /** How long an idle connection stays open; 60 s by default. */
  readonly keepAliveTimeoutMs?: number;
  /** How many connections are open at once; 1000 by default. More are closed as they come. */
  readonly connections?: number;
}

/** A server that cuts off slow clients, and has yet to listen. */
export function createNodeServer(handler: NodeHandler, limits: ServerLimits = {}): Server {
  const { headersTimeoutMs = 10_000, requestTimeoutMs = 60_000 } = limits;
  const server = createServer(
    {
      IncomingMessage: TakeableMessage as typeof IncomingMessage,
      ServerResponse: plainResponses(),
      maxHeaderSize: limits.headerBytes ?? 16 * 1024,
      headersTimeout: Math.min(headersTimeoutMs, requestTimeoutMs),
      requestTimeout: requestTimeoutMs,
      keepAliveTimeout: limits.keepAliveTimeoutMs ?? 60_000,
      // How often the two above are looked after.
      connectionsCheckingInterval: Math.min(1000, headersTimeoutMs, requestTimeoutMs),
    },
    handler,
  );
  server.maxConnections = limits.connections ?? 1000;
  return server;
}
