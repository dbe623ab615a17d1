/** The standalone server: a hub behind a port of its own. */
import type { AddressInfo } from 'node:net';
import { createNodeServer, type ServerLimits } from '../adapters/node.ts';
import { Refusal } from '../core/errors.ts';
import {
  boolean,
  callback,
  faultAt,
  list,
  oneOf,
  optionalMember,
  record,
  type Shape,
  text,
  wholeNumberTo,
} from '../core/shape.ts';
import { systemClock } from '../hub/clock.ts';
import { createHub } from '../hub/create.ts';
import type { AnswerListener, Hub } from '../hub/hub.ts';
import { definedOptions, type HubOptions, optionalAmount, optionMembers } from '../hub/options.ts';
import { EXPECTED_TOKEN, isToken } from './admin-token.ts';
import { hostCheck } from './allowed-hosts.ts';
import { type Cast, castOf } from './cast.ts';
import { asError } from './denial.ts';
import { type GateOptions, gated } from './gate.ts';
import { serverHandler } from './handler.ts';
import { listen } from './listen.ts';
import { logLine } from './log.ts';
import { SetupError } from './setup-error.ts';
import type { WorldLimits } from './worlds/limits.ts';
import { ASKED_NOTHING, FROM_SEED, WorldMaker } from './worlds/make.ts';
import { DEFAULT_WORLD } from './worlds/names.ts';
import { WorldRegistry, type WorldsMode } from './worlds/registry.ts';
import { WorldClock } from './worlds/world-clock.ts';
import { type LoadedWorld, loadWorld } from './worlds.ts';

export { type Cast, type CastAccount, type CastProject, castIn, castOf, protagonist } from './cast.ts';
export type { GateOptions } from './gate.ts';
export { type InProcessHub, startInProcess } from './in-process.ts';
export { SetupError } from './setup-error.ts';
export type { WorldLimits } from './worlds/limits.ts';
export type { WorldsMode } from './worlds/registry.ts';
export { type LoadedWorld, loadWorld } from './worlds.ts';

export interface ServerOptions extends HubOptions, GateOptions {
  /** `0`, the default, picks a free one. */
  readonly port?: number;
  /** The address to listen at; `127.0.0.1` by default. */
  readonly host?: string;
  /** Takes hidden files in too, and those that `.gitignore` names, where the world is a folder. */
  readonly allFiles?: boolean;
  /** The largest body of a request in bytes, decompressed; 3 MiB by default. */
  readonly bodyLimit?: number;
  readonly limits?: ServerLimits;
  /**
   * Whether worlds at `/w/<name>/` are made when they are first used, as `open`, the default, or only by `hubOf` and the
   * control plane, as `declared`.
   */
  readonly worlds?: WorldsMode;
  readonly worldLimits?: WorldLimits;
  /** Whether there is a control plane, below `/__admin`; there is unless it is `false`. */
  readonly admin?: boolean;
  /** What has to be shown to it; without one it answers only to this computer. */
  readonly adminToken?: string;
  /** Is given one line about each call: when, who, what, how it ended, how long it took, in which world. */
  readonly log?: (line: string) => void;
}

export interface RunningServer {
  /** Without a slash at its end: `http://127.0.0.1:5050`. */
  readonly url: string;
  readonly hub: Hub;
  readonly world: LoadedWorld;
  /** Who and what is in the world at its start, with the keys to call with. */
  readonly cast: Cast;
  /** Whether there is a control plane. */
  readonly admin: boolean;
  /** Whether worlds are made when they are first used. */
  readonly worlds: WorldsMode;
  /**
   * The hub of a world, which is made if it is not there yet: a fork of what the server began with. `default` is that of
   * requests that name no world.
   *
   * @throws Error for what is no name of a world, and for one that was dropped.
   */
  hubOf(world: string): Hub;
  /** The names of all worlds that there are, `default` first; of those that are no fork of what the server began with, none. */
  worldNames(): readonly string[];
  /** Ends the server. Calls in progress get 300 ms to come to their end. */
  close(): Promise<void>;
  /** As `close`: `await using server = await startServer()`. */
  [Symbol.asyncDispose](): Promise<void>;
}

const PORTS = 65_535;

/** It is a secret, so what was given is not told. */
const token: Shape<string> = (value, place) => {
  if (typeof value === 'string' && isToken(value)) return value;
  throw faultAt(place, `should be ${EXPECTED_TOKEN}`);
};

const serverOptionsShape = record({
  ...optionMembers,
  port: optionalMember(wholeNumberTo(PORTS)),
  host: optionalMember(text),
  allFiles: optionalMember(boolean),
  allowHost: optionalMember(list(text)),
  allowOrigin: optionalMember(list(text)),
  bodyLimit: optionalAmount,
  limits: optionalMember(
    record({
      headerBytes: optionalAmount,
      headersTimeoutMs: optionalAmount,
      requestTimeoutMs: optionalAmount,
      keepAliveTimeoutMs: optionalAmount,
      connections: optionalAmount,
    }),
  ),
  log: optionalMember(callback),
  worlds: optionalMember(oneOf('open', 'declared')),
  admin: optionalMember(boolean),
  adminToken: optionalMember(token),
  worldLimits: optionalMember(
    record({
      count: optionalAmount,
      idleMs: optionalAmount,
      memoryBytes: optionalAmount,
      tombstones: optionalAmount,
    }),
  ),
});

/**
 * Starts a server: `const { url, close } = await startServer({ world: 'classroom' })`.
 *
 * A world is a name, a file, a folder (see `loadWorld`), or a world itself.
 *
 * It answers to names of its own alone, and to no page of another origin: see `allowHost` and `allowOrigin`.
 *
 * @throws SetupError when the world cannot be used, the port cannot be had, or real programs cannot be run; ShapeError that names an option which there is
 *   not, or which makes no sense.
 */
export async function startServer(given: ServerOptions = {}): Promise<RunningServer> {
  const options = serverOptionsShape(
    definedOptions(given, ['commands', 'notebooks', 'journal', 'limits', 'worldLimits']),
    'options',
  ) as ServerOptions;
  const { port = 0, host = '127.0.0.1', bodyLimit, limits, world = 'classroom', ...others } = options;
  const {
    allFiles,
    allowHost,
    allowOrigin,
    log,
    worlds = 'open',
    worldLimits,
    admin = true,
    adminToken,
    ...hubOptions
  } = others;
  const loaded =
    typeof world === 'string'
      ? await loadWorld(world, options.seed, { allFiles })
      : { name: 'custom', world, notes: [] };
  await checkCommands(hubOptions.commands);
  const names = new Map<string, string>();
  const onAnswer: AnswerListener = (call, answer, ms, at) => {
    log?.(logLine({ call, answer, ms }, { state: at.state, world: registry.titleOf(at), names }));
    hubOptions.onAnswer?.(call, answer, ms, at);
  };
  const hub = createHub({
    ...hubOptions,
    clock: new WorldClock(hubOptions.clock ?? systemClock),
    world: loaded.world,
    ...(log !== undefined && { onAnswer }),
  });
  const cast = castOf(loaded.world, hub.state);
  for (const { account_id, name } of cast.accounts) names.set(account_id, name);
  // What is made later begins as this one has begun, whatever becomes of this one meanwhile.
  const maker = new WorldMaker({ hub: hub.fork(), cast: () => cast }, bodyLimit === undefined ? {} : { bodyLimit }, {
    ...hubOptions,
    world: loaded.world,
  });
  const registry = new WorldRegistry({
    ...worldLimits,
    mode: worlds,
    default: maker.served(hub, {
      name: DEFAULT_WORLD,
      title: loaded.name,
      cast: () => cast,
      from: FROM_SEED,
      asked: ASKED_NOTHING,
    }),
    fresh: (name) => maker.fresh(name),
  });
  const url = () => baseUrl(host, (server.address() as AddressInfo).port);
  const control = admin
    ? { maker, token: adminToken, isListedHost: hostCheck(allowHost ?? [], { addresses: false }) }
    : undefined;
  const handler = serverHandler({ registry, url, control });
  const server = createNodeServer(gated(handler, host, { allowHost, allowOrigin }), limits);
  const stopListening = await listen(server, host, port);
  const close = async () => {
    await stopListening();
    registry.close();
    hub.close();
  };
  return {
    url: url(),
    hub,
    world: loaded,
    cast,
    admin,
    worlds,
    hubOf: (name) => declaredHub(registry, name),
    worldNames: () => [DEFAULT_WORLD, ...registry.all().flatMap(({ name, from }) => (from === FROM_SEED ? name : []))],
    close,
    [Symbol.asyncDispose]: close,
  };
}

function declaredHub(registry: WorldRegistry, name: string): Hub {
  try {
    return registry.declare(name).hub;
  } catch (thrown) {
    throw asError(thrown);
  }
}

/** Sees whether commands can be run, where that depends on what is installed. @throws SetupError */
async function checkCommands(commands: HubOptions['commands']): Promise<void> {
  if (typeof commands !== 'function') return;
  try {
    await commands.check?.();
  } catch (thrown) {
    throw thrown instanceof Refusal ? new SetupError('commands', String(thrown.words)) : thrown;
  }
}

/** Where this computer finds a server that listens at `host`. */
function baseUrl(host: string, port: number): string {
  const reached = { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host;
  return `http://${reached.includes(':') ? `[${reached}]` : reached}:${port}`;
}
