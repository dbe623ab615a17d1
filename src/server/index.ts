/** The standalone server: a hub behind a port of its own. */
import type { AddressInfo } from 'node:net';
import { createNodeServer, nodeHandler, type ServerLimits } from '../adapters/node.ts';
import { Refusal } from '../core/errors.ts';
import { boolean, callback, list, optionalMember, record, text, wholeNumberTo } from '../core/shape.ts';
import { createHub } from '../hub/create.ts';
import type { AnswerListener, Hub } from '../hub/hub.ts';
import { definedOptions, type HubOptions, optionalAmount, optionMembers } from '../hub/options.ts';
import { type Cast, castOf } from './cast.ts';
import { withFront } from './front.ts';
import { type GateOptions, gated } from './gate.ts';
import { listen } from './listen.ts';
import { logLine } from './log.ts';
import { SetupError } from './setup-error.ts';
import { type LoadedWorld, loadWorld } from './worlds.ts';

export { type Cast, type CastAccount, type CastProject, castIn, castOf, protagonist } from './cast.ts';
export type { GateOptions } from './gate.ts';
export { type InProcessHub, startInProcess } from './in-process.ts';
export { SetupError } from './setup-error.ts';
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
  /** Ends the server. Calls in progress get 300 ms to come to their end. */
  close(): Promise<void>;
  /** As `close`: `await using server = await startServer()`. */
  [Symbol.asyncDispose](): Promise<void>;
}

const PORTS = 65_535;

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
    definedOptions(given, ['commands', 'notebooks', 'journal', 'limits']),
    'options',
  ) as ServerOptions;
  const { port = 0, host = '127.0.0.1', bodyLimit, limits, world = 'classroom', ...others } = options;
  const { allFiles, allowHost, allowOrigin, log, ...hubOptions } = others;
  const loaded =
    typeof world === 'string'
      ? await loadWorld(world, options.seed, { allFiles })
      : { name: 'custom', world, notes: [] };
  await checkCommands(hubOptions.commands);
  const names = new Map<string, string>();
  const onAnswer: AnswerListener = (call, answer, ms) => {
    log?.(logLine({ call, answer, ms }, { state: hub.state, world: loaded.name, names }));
    hubOptions.onAnswer?.(call, answer, ms);
  };
  const hub = createHub({ ...hubOptions, world: loaded.world, ...(log !== undefined && { onAnswer }) });
  const cast = castOf(loaded.world, hub.state);
  for (const { account_id, name } of cast.accounts) names.set(account_id, name);
  const url = () => baseUrl(host, (server.address() as AddressInfo).port);
  const calls = nodeHandler(hub, bodyLimit === undefined ? {} : { bodyLimit });
  const handler = withFront(calls, { hub, world: loaded.name, cast, url });
  const server = createNodeServer(gated(handler, host, { allowHost, allowOrigin }), limits);
  const stopListening = await listen(server, host, port);
  const close = async () => {
    await stopListening();
    hub.close();
  };
  return {
    url: url(),
    hub,
    world: loaded,
    cast,
    close,
    [Symbol.asyncDispose]: close,
  };
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
