/** A hub as an Express app: for supertest, and for mounting in another app. */
import express, { type Express } from 'express';
import type { Hub } from '../hub/hub.ts';
import { nodeHandler } from './node.ts';
import type { WireOptions } from './wire.ts';

/**
 * Answers all below `/api/` and hands on what is not: `request(hubApp(hub)).post('/api/v1/ping')`,
 * `app.use('/hub', hubApp(hub))`.
 */
export function hubApp(hub: Hub, options: WireOptions = {}): Express {
  const handle = nodeHandler(hub, options);
  const prefix = `${options.basePath ?? ''}/api/`.toLowerCase();
  const app = express();
  app.disable('x-powered-by');
  app.use((request, response, next) => {
    if (request.path.toLowerCase().startsWith(prefix)) handle(request, response);
    else next();
  });
  return app;
}
