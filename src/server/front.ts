/** What a server says of itself to whoever opens its address: a page for people, JSON for programs, and its health. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendFault } from '../adapters/node/outgoing.ts';
import type { NodeHandler } from '../adapters/node.ts';
import type { JsonObject } from '../core/json.ts';
import { stateOf } from '../core/projects/lifecycle.ts';
import type { Hub } from '../hub/hub.ts';
import { packageVersion } from '../hub/programs.ts';
import type { Cast } from './cast.ts';
import { firstCall } from './first-call.ts';
import type { Front } from './front-page.ts';
import { isLoopback } from './loopback.ts';

export interface FrontOptions {
  readonly hub: Hub;
  readonly world: string;
  readonly cast: Cast;
  readonly url: () => string;
}

/** More make nobody wiser. */
const MOST_ROWS = 100;

/** Answers `GET /`, `/health` and `/openapi.json`, where a hub has something else or nothing, and hands on the rest. */
export function withFront(handler: NodeHandler, options: FrontOptions): NodeHandler {
  const pages: Readonly<Record<string, Maker>> = {
    '/': (request) => frontOf(request, told(options, isFromHere(request))),
    '/health': () => json({ status: 'ok', version: packageVersion(), world: options.world }),
    '/openapi.json': async () => json(await description(options.url())),
  };
  return (request, response) => {
    const [path = ''] = (request.url ?? '').split('?', 1);
    const page = Object.hasOwn(pages, path) && /^(?:GET|HEAD)$/.test(request.method ?? '') ? pages[path] : undefined;
    if (page === undefined) handler(request, response);
    else answer(request, response, page);
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, page: Maker): Promise<void> {
  try {
    send(request, response, await page(request));
  } catch (thrown) {
    sendFault(response, thrown);
  }
}

type Maker = (request: IncomingMessage) => Page | Promise<Page>;

interface Page {
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

async function frontOf({ headers: { accept = '' } }: IncomingMessage, front: Front): Promise<Page> {
  if (!/\btext\/html\b/i.test(accept)) return { ...json({ ...front }), headers: { Vary: 'Accept' } };
  const { frontPage, PAGE_POLICY } = await import('./front-page.ts');
  const headers = { Vary: 'Accept', 'Content-Security-Policy': PAGE_POLICY };
  return { type: 'text/html; charset=utf-8', body: frontPage(front), headers };
}

function told({ hub, world, cast, url }: FrontOptions, isHere: boolean): Front {
  const { state } = hub;
  const shown = isHere ? cast : { ...cast, accounts: cast.accounts.map((one) => ({ ...one, api_key: null })) };
  return {
    version: packageVersion(),
    url: url(),
    world,
    profile: state.profile,
    time: new Date(hub.clock.now()).toISOString(),
    accounts: shown.accounts.slice(0, MOST_ROWS),
    projects: [...take(state.projects.values(), MOST_ROWS)].map(({ project_id, title }) => ({
      project_id,
      title: title ?? '',
      state: stateOf(state, project_id),
    })),
    counts: { accounts: state.accounts.size, projects: state.projects.size },
    first_call: firstCall(url(), shown),
    keys_left_out: !isHere,
  };
}

function* take<Value>(values: Iterable<Value>, most: number): Generator<Value> {
  let count = 0;
  for (const value of values) {
    if (count >= most) return;
    count += 1;
    yield value;
  }
}

/** A proxy before the server would be here for everybody. */
function isFromHere({ socket, headers }: IncomingMessage): boolean {
  const isForwarded = headers.forwarded !== undefined || headers['x-forwarded-for'] !== undefined;
  return isLoopback(socket.remoteAddress ?? '') && !isForwarded;
}

/** What the server answers, for generators of clients; made when somebody asks for it. */
async function description(url: string): Promise<JsonObject> {
  const { CONTRACTS, readContracts } = await import('../contracts/folder.ts');
  const { openapiOf } = await import('../contracts/openapi.ts');
  return { ...openapiOf(readContracts(CONTRACTS), packageVersion()), servers: [{ url }] };
}

function json(value: object): Page {
  return { type: 'application/json; charset=utf-8', body: `${JSON.stringify(value)}\n` };
}

function send({ method }: IncomingMessage, response: ServerResponse, { type, body, headers = {} }: Page): void {
  for (const [name, value] of Object.entries(headers)) response.appendHeader(name, value);
  response.writeHead(200, {
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  });
  response.end(method === 'HEAD' ? '' : body);
}
