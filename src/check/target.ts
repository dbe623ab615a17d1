/** What can be checked: a fresh mock, a hub in this process, or one at a URL. */
import { fetchHandler } from '../adapters/fetch.ts';
import type { ExampleStage } from '../conformance/suites/examples.ts';
import type { CheckRun } from '../conformance/verdict/check.ts';
import { IN_PROCESS } from '../conformance/verdict/report.ts';
import type { Profile } from '../core/settings.ts';
import { faultAt } from '../core/shape.ts';
import type { Hub } from '../hub/hub.ts';
import { namedWorld } from '../hub/named-worlds.ts';
import type { World } from '../hub/world/shape.ts';
import { type Cast, castIn, protagonist, startServer } from '../server/index.ts';
import { startExampleStage } from './example-stage.ts';
import { type CheckOptions, sendsCalls } from './options.ts';

/** `mock` for a fresh one, the URL of a hub, or a hub in this process. */
export type Checkable = string | URL | Hub;

/** What a check is about. */
export type CheckTarget = Pick<CheckRun, 'url' | 'mock' | 'keys' | 'fetch'> & { readonly stage?: ExampleStage };

/**
 * Has the target up while the work is done.
 *
 * @throws ShapeError where it is none, or there is no key for it.
 */
export async function withTarget<Value>(
  target: Checkable,
  { profile, keys = {}, fetch, ...may }: CheckOptions,
  work: (target: CheckTarget) => Promise<Value>,
): Promise<Value> {
  if (target === 'mock') return withMock(profile ?? 'documented', work);
  if (profile !== undefined) throw faultAt('options.profile', 'is of the mock; a hub has its own');
  if (isHub(target)) return work(inProcess(target, keys));
  const url = hubUrl(target);
  if (sendsCalls(may) && keys.self === undefined)
    throw faultAt('options.keys.self', 'is missing: the key to call the hub with');
  return work({ url, mock: false, keys, ...(fetch && { fetch }) });
}

/** Has a fresh mock up while the work is done, and another one for the printed examples. */
async function withMock<Value>(profile: Profile, work: (mock: CheckTarget) => Promise<Value>): Promise<Value> {
  const server = await startServer({ world: mockWorld(), port: 0, profile });
  const stage = await startExampleStage(profile);
  try {
    return await work({ url: server.url, mock: true, keys: keysOf(server.cast), stage });
  } finally {
    await Promise.all([server.close(), stage.close()]);
  }
}

/** A world in which everything can be run: the teacher of the classroom pays, as some calls need. */
function mockWorld(): World {
  const { accounts = {}, ...classroom } = namedWorld('classroom');
  return { ...classroom, accounts: { ...accounts, teacher: { ...accounts.teacher, subscriptions: [] } } };
}

/** Those that cases ask for: `self`, whom most calls can be tried with, somebody else, and a site admin. */
function keysOf(cast: Cast): Record<string, string> {
  const { account: self } = protagonist(cast);
  const callers = cast.accounts.filter(({ api_key }) => api_key !== null);
  const other = callers.find(({ account_id, admin }) => account_id !== self?.account_id && !admin);
  const named = { self, other, admin: callers.find(({ admin }) => admin) };
  return Object.fromEntries(
    Object.entries(named).flatMap(([name, one]) => (one?.api_key ? [[name, one.api_key]] : [])),
  );
}

/** By what it can do: `import` and `require` have classes of their own. */
function isHub(target: Checkable): target is Hub {
  const { fork, serve } = (typeof target === 'object' && target !== null ? target : {}) as Partial<Hub>;
  return typeof fork === 'function' && typeof serve === 'function';
}

/** A fork of the hub, which stays as it is. */
function inProcess(hub: Hub, keys: Readonly<Record<string, string>>): CheckTarget {
  const handle = fetchHandler(hub.fork());
  return {
    url: IN_PROCESS,
    mock: true,
    keys: { ...keysOf(castIn(hub.state)), ...keys },
    fetch: (url, init) => Promise.race([handle(new Request(url, init)), aborted(init.signal)]),
  };
}

/** Rejects once the signal is there: a hub whose clock stands still may never answer. */
function aborted(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason), { once: true }));
}

/** Without a slash at its end. @throws ShapeError; it never repeats what it was given, which may hold a password. */
export function hubUrl(target: unknown): string {
  const url = URL.canParse(String(target)) ? new URL(String(target)) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw faultAt('the target', 'should be mock, or the URL of a hub such as https://hub.example');
  }
  if (url.username !== '' || url.password !== '') {
    throw faultAt('the target', 'should be a URL without user and password; the key is given apart from it');
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}
