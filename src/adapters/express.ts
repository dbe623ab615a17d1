/** A hub for Express, and for what takes an Express app, such as supertest. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import express from 'express';
import type { Hub } from '../hub/hub.ts';
import { Incoming } from './node/incoming.ts';
import { nodeHandler } from './node.ts';
import { visitOf } from './wire/visits.ts';
import type { WireOptions } from './wire.ts';

/** An Express app, by what of it is needed to mount it or to listen with it: nobody has to have the types of Express. */
export interface HubApp {
  (request: IncomingMessage, response: ServerResponse, next?: (fault?: unknown) => void): void;
  listen(port?: number, onListening?: () => void): Server;
  listen(port: number, host: string, onListening?: () => void): Server;
}

/**
 * Answers all below `/api/`, `/auth/impersonate` and `/app?get_api_key=`, and hands on what is not: `request(hubApp(hub)).post('/api/v1/ping')`,
 * `app.use('/hub', hubApp(hub))`.
 */
export function hubApp(hub: Hub, options: WireOptions = {}): HubApp {
  const handle = nodeHandler(hub, options);
  const { basePath = '' } = options;
  const prefix = `${basePath}/api/`.toLowerCase();
  const app = express();
  app.disable('x-powered-by');
  app.use((request, response, next) => {
    if (request.path.toLowerCase().startsWith(prefix) || visitOf(new Incoming(request), basePath))
      handle(request, response);
    else next();
  });
  return app as HubApp;
}
