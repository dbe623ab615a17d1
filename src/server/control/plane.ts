/** The control plane: finds the route of a request, checks who asks and what was sent, and answers. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Incoming } from '../../adapters/node/incoming.ts';
import { sendFault } from '../../adapters/node/outgoing.ts';
import type { WireResponse } from '../../adapters/wire/responses.ts';
import { controlOpenapi } from '../../control/openapi.ts';
import { type ControlRoute, type ControlRouteName, controlRoutes } from '../../control/routes.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { packageVersion } from '../../hub/programs.ts';
import { Denial } from '../denial.ts';
import { jsonAnswer, sendAnswer } from '../json-answer.ts';
import type { WorldMaker } from '../worlds/make.ts';
import { DEFAULT_WORLD } from '../worlds/names.ts';
import type { WorldRegistry } from '../worlds/registry.ts';
import type { ServedWorld } from '../worlds/served-world.ts';
import { type AdmissionOptions, checkAdmission } from './admission.ts';
import { clockHandlers } from './clock.ts';
import { type ControlContext, type Handlers, Replied } from './context.ts';
import { streamEvents } from './events.ts';
import { faultHandlers } from './faults.ts';
import { controlInput } from './input.ts';
import { journalHandlers } from './journal.ts';
import { type ControlCounts, metricsText } from './metrics.ts';
import { foundRoute, routeLines } from './routing.ts';
import { snapshotHandlers } from './snapshots.ts';
import { stateHandlers } from './state.ts';
import { stubHandlers } from './stubs.ts';
import { worldHandlers } from './worlds.ts';

export interface ControlOptions extends AdmissionOptions {
  readonly registry: WorldRegistry;
  readonly maker: WorldMaker;
  readonly url: () => string;
}

const handlers: Handlers<Exclude<ControlRouteName, 'getEvents'>> = {
  ...worldHandlers,
  ...snapshotHandlers,
  ...clockHandlers,
  ...stateHandlers,
  ...stubHandlers,
  ...journalHandlers,
  ...faultHandlers,
  getHealth: ({ registry }) => ({
    status: 'ok',
    version: packageVersion(),
    worlds: registry.size,
    mode: registry.mode,
  }),
  getMetrics: ({ registry, counts }) => metricsText(registry, counts),
  getOpenapi: ({ url }) => controlOpenapi({ url, version: packageVersion() }),
};

/** @returns what answers a request below `/__admin`, of the world that the request names. */
export function controlPlane(options: ControlOptions) {
  const counts: ControlCounts = new Map();
  return async (request: IncomingMessage, response: ServerResponse, worldName: string | undefined): Promise<void> => {
    response.once('finish', () => counts.set(response.statusCode, (counts.get(response.statusCode) ?? 0) + 1));
    const incoming = new Incoming(request);
    try {
      checkAdmission(request, options);
      await answered(incoming, response, { ...options, counts, worldName });
    } catch (thrown) {
      if (!(thrown instanceof Denial)) return sendFault(response, thrown);
      for (const [name, value] of headersOf(thrown)) response.setHeader(name, value);
      sendAnswer(incoming, response, jsonAnswer(thrown.status, { ...thrown.body }));
    }
  };
}

interface Served extends ControlOptions {
  readonly counts: ControlCounts;
  readonly worldName: string | undefined;
}

async function answered(incoming: Incoming, response: ServerResponse, served: Served): Promise<void> {
  const { message: request } = incoming;
  const method = request.method === 'HEAD' ? 'GET' : (request.method as string);
  const [path = ''] = (request.url as string).replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').split('?', 1);
  const below = path.slice('/__admin'.length).replace(/\/$/, '');
  if (below === '' && method === 'GET') {
    const index = { version: packageVersion(), openapi: `${served.url()}/__admin/openapi.json`, routes: routeLines() };
    return sendAnswer(incoming, response, jsonAnswer(200, index));
  }
  const { name, parts } = foundRoute(method, below);
  const route: ControlRoute = controlRoutes[name];
  const input = await controlInput(incoming, route, parts);
  const world = worldOf(route, name, served);
  const { registry, maker, counts } = served;
  const context: ControlContext = { registry, maker, counts, world, url: served.url(), request, response };
  world.underWay += 1;
  response.once('close', () => {
    world.underWay -= 1;
  });
  if (name === 'getEvents')
    return streamEvents(response, world, request.headers['last-event-id'] as string | undefined);
  const handle = handlers[name] as (context: ControlContext, input: JsonObject) => unknown;
  send(incoming, response, route, await handle(context, input));
}

/** To listen, or to change something, makes a world where worlds are open; to look at it does not. */
function worldOf({ of, method }: ControlRoute, route: ControlRouteName, { registry, worldName }: Served): ServedWorld {
  if (worldName === undefined) return registry.default;
  if (of === 'server' && worldName !== DEFAULT_WORLD) {
    const hint = `ask without /w/${worldName}/ before it, and without the header x-mock-world`;
    throw new Denial(404, 'not_of_a_world', `${controlRoutes[route].path} is of the server, not of a world`, hint);
  }
  return method === 'GET' && route !== 'getEvents' ? registry.find(worldName) : registry.use(worldName);
}

function send(incoming: Incoming, response: ServerResponse, route: ControlRoute, result: unknown): void {
  // Nobody waits for it any more.
  if (response.destroyed) return;
  const { status, body } = result instanceof Replied ? result : { status: route.status ?? 200, body: result };
  sendAnswer(incoming, response, route.answer === 'text' ? textAnswer(String(body)) : jsonAnswer(status, body as Json));
}

function textAnswer(text: string): WireResponse {
  const headers = ['Content-Type', 'text/plain; version=0.0.4; charset=utf-8', 'Cache-Control', 'no-store'];
  return { status: 200, headers, body: text, sizeBytes: Buffer.byteLength(text) };
}

function headersOf({ status, body }: Denial): [string, string][] {
  if (status === 401) return [['WWW-Authenticate', 'Bearer']];
  return status === 405 ? [['Allow', body.hint.replace(/^.*takes /, '')]] : [];
}
