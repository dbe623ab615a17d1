/** A client of the control plane, for Node and for pages that the server itself has sent: `controlClient('http://127.0.0.1:5050')`. */
import type { ControlOperations } from './operations.ts';
import { type ControlRoute, type ControlRouteName, controlRoutes } from './routes.ts';
import { type EventsOptions, eventsFrom } from './stream.ts';

export interface ControlClientOptions {
  /** What `--admin-token` says, where the server was given one. */
  readonly token?: string | undefined;
  /** The world that operations are about; the default one unless it is given here, or as `/w/<name>` in the URL. */
  readonly world?: string | undefined;
  /** In place of the global one. */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/** What the server refused, or that it could not be reached as what it is. */
export class ControlError extends Error {
  override readonly name = 'ControlError';
  readonly status: number;
  /** For programs, such as `unknown_world`. */
  readonly code: string;
  /** What would help. */
  readonly hint: string;

  constructor(status: number, { error, code, hint }: { error: string; code: string; hint: string }) {
    super(hint === '' ? error : `${error}; ${hint}`);
    this.status = status;
    this.code = code;
    this.hint = hint;
  }
}

/** What an operation takes: parameters and members of the body, all in one object. */
export type ControlInput<Name extends keyof ControlOperations> = ControlOperations[Name]['input'];
export type ControlAnswer<Name extends keyof ControlOperations> = ControlOperations[Name]['answer'];

type Operation<Name extends keyof ControlOperations> =
  object extends ControlInput<Name>
    ? (input?: ControlInput<Name>) => Promise<ControlAnswer<Name>>
    : (input: ControlInput<Name>) => Promise<ControlAnswer<Name>>;

export type ControlClient = {
  readonly [Name in Exclude<keyof ControlOperations, 'getEvents'>]: Operation<Name>;
} & {
  /** The address to give to clients of the API: that of the world, if it is about one. */
  readonly url: string;
  /** The same for another world. */
  world(name: string): ControlClient;
  /** What happens in the world from now on, or after the event `lastEventId`. It connects again by itself until `signal` ends it. */
  events(options?: EventsOptions): AsyncGenerator<ControlAnswer<'getEvents'>, void, void>;
};

export function controlClient(url: string, options: ControlClientOptions = {}): ControlClient {
  const [, host = url, inUrl] = /^(.*?)(?:\/w\/([^/]+))?\/*$/s.exec(url) ?? [];
  const world = options.world ?? inUrl;
  const address = world === undefined ? host : `${host}/w/${encodeURIComponent(world)}`;
  const send = sender(options);
  const operations = Object.entries<ControlRoute>(controlRoutes)
    .filter(([, { answer }]) => answer !== 'events')
    .map(([name, route]) => {
      const base = `${route.of === 'world' ? address : host}/__admin`;
      return [name, async (input = {}) => answerOf(await send(requestFor(name as ControlRouteName, base, input)))];
    });
  return {
    ...Object.fromEntries(operations),
    url: address,
    world: (name: string) => controlClient(host, { ...options, world: name }),
    events: (given: EventsOptions = {}) =>
      eventsFrom(
        async (init) => okay(await send({ target: `${address}/__admin${controlRoutes.getEvents.path}`, init })),
        given,
      ),
  } as ControlClient;
}

interface Sent {
  readonly target: string;
  readonly init: RequestInit;
}

type Send = (sent: Sent) => Promise<Response>;

function sender({ token, fetch = globalThis.fetch }: ControlClientOptions): Send {
  return ({ target, init }) => {
    const headers = new Headers(init.headers);
    if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
    return fetch(target, { ...init, headers });
  };
}

/** Members that the path and the query have no place for go into the body. */
function requestFor(name: ControlRouteName, base: string, input: Readonly<Record<string, unknown>>): Sent {
  const { method, path, query, body }: ControlRoute = controlRoutes[name];
  const rest = { ...input };
  const take = (member: string) => {
    const value = rest[member];
    delete rest[member];
    return value;
  };
  const inPath = path.replace(/\{(\w+)\}/g, (_part, member) => encodeURIComponent(String(take(member))));
  const asked = Object.keys(query?.properties ?? {})
    .map((member) => [member, take(member)] as const)
    .filter(([, value]) => value !== undefined)
    .map(([member, value]) => [member, String(value)]);
  const search = asked.length === 0 ? '' : `?${new URLSearchParams(asked)}`;
  const sent =
    body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(rest) };
  return { target: `${base}${inPath}${search}`, init: { method, ...sent } };
}

async function answerOf(response: Response): Promise<unknown> {
  const answered = await okay(response);
  return isJson(answered) ? answered.json() : answered.text();
}

/** @throws ControlError for what was refused. */
async function okay(response: Response): Promise<Response> {
  if (response.ok) return response;
  if (isJson(response)) throw new ControlError(response.status, withHint(await response.json()));
  await response.body?.cancel();
  throw new ControlError(response.status, {
    error: `no control plane answers at ${response.url}`,
    code: 'no_control_plane',
    hint: 'the address should be that of `cocalc-mock-hub serve`, started without --no-admin',
  });
}

/** What stands before the server refuses with an error alone. */
function withHint({
  error = 'refused',
  code = 'refused',
  hint = '',
}: {
  error?: string;
  code?: string;
  hint?: string;
}) {
  return { error, code, hint };
}

function isJson({ headers }: Response): boolean {
  return /\bapplication\/json\b/.test(headers.get('content-type') ?? '');
}
