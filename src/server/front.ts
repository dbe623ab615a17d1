/** What a server says of itself to whoever opens its address: a page for people, JSON for programs, and its health. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendFault } from '../adapters/node/outgoing.ts';
import type { JsonObject } from '../core/json.ts';
import { stateOf } from '../core/projects/lifecycle.ts';
import { packageVersion } from '../hub/programs.ts';
import { firstCall } from './first-call.ts';
import type { Front } from './front-page.ts';
import { isFromHere } from './loopback.ts';
import type { ServedWorld } from './worlds/served-world.ts';

/** A world as its front shows it. */
export type FrontWorld = Pick<ServedWorld, 'title' | 'hub' | 'cast'> & {
  /** Where it is found, and where the server is. */
  readonly url: string;
  readonly serverUrl: string;
  readonly hasControl: boolean;
};

/** More make nobody wiser. */
const MOST_ROWS = 100;

/** Nearly all requests are calls, which should not have to pay for more than this. */
export function mayBeForFront({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD';
}

/**
 * Answers `GET /`, `/health` and `/openapi.json`, where a hub has something else or nothing; `false`: it is for the hub.
 *
 * @param request one that `mayBeForFront`.
 */
export function answersAsFront(request: IncomingMessage, response: ServerResponse, world: () => FrontWorld): boolean {
  const [path = ''] = (request.url ?? '').split('?', 1);
  const page = Object.hasOwn(PAGES, path) ? PAGES[path] : undefined;
  if (page === undefined) return false;
  answer(request, response, () => page(request, world()));
  return true;
}

const PAGES: Readonly<Record<string, (request: IncomingMessage, world: FrontWorld) => Page | Promise<Page>>> = {
  '/': (request, world) => frontOf(request, told(world, isFromHere(request))),
  '/health': (_request, { title }) => json({ status: 'ok', version: packageVersion(), world: title }),
  '/openapi.json': async (_request, { url }) => json(await description(url)),
};

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  page: () => Page | Promise<Page>,
): Promise<void> {
  try {
    send(request, response, await page());
  } catch (thrown) {
    sendFault(response, thrown);
  }
}

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

function told({ hub, title, cast: castOfStart, url, serverUrl, hasControl }: FrontWorld, isHere: boolean): Front {
  const { state } = hub;
  const cast = castOfStart();
  const shown = isHere ? cast : { ...cast, accounts: cast.accounts.map((one) => ({ ...one, api_key: null })) };
  return {
    version: packageVersion(),
    url,
    world: title,
    profile: state.profile,
    time: new Date(hub.clock.now()).toISOString(),
    accounts: shown.accounts.slice(0, MOST_ROWS),
    projects: [...take(state.projects.values(), MOST_ROWS)].map(({ project_id, title }) => ({
      project_id,
      title: title ?? '',
      state: stateOf(state, project_id),
    })),
    counts: { accounts: state.accounts.size, projects: state.projects.size },
    worlds: `${serverUrl}/w/NAME`,
    control: hasControl ? `${url}/__admin` : null,
    first_call: firstCall(url, shown),
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
