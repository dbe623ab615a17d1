/** The standalone server: a hub behind a port of its own. */
import type { AddressInfo } from 'node:net';
import { createNodeServer, nodeHandler, type ServerLimits } from '../adapters/node.ts';
import { createHub, type HubOptions } from '../hub/create.ts';
import type { Hub } from '../hub/hub.ts';
import { type Cast, castOf } from './cast.ts';
import { type GateOptions, gated } from './gate.ts';
import { listen } from './listen.ts';
import { type LoadedWorld, loadWorld } from './worlds.ts';

export { type Cast, type CastAccount, type CastProject, protagonist } from './cast.ts';
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
}

/**
 * Starts a server: `const { url, close } = await startServer({ world: 'classroom' })`.
 *
 * A world is a name, a file, a folder (see `loadWorld`), or a world itself.
 *
 * It answers to names of its own alone, and to no page of another origin: see `allowHost` and `allowOrigin`.
 *
 * @throws SetupError when the world cannot be used, the port cannot be had, or an option is none.
 */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const { port = 0, host = '127.0.0.1', bodyLimit, limits, world = 'classroom', ...others } = options;
  const { allFiles, allowHost, allowOrigin, ...hubOptions } = others;
  const loaded =
    typeof world === 'string'
      ? await loadWorld(world, options.seed, { allFiles })
      : { name: 'custom', world, notes: [] };
  const hub = createHub({ ...hubOptions, world: loaded.world });
  const handler = nodeHandler(hub, bodyLimit === undefined ? {} : { bodyLimit });
  const server = createNodeServer(gated(handler, host, { allowHost, allowOrigin }), limits);
  const close = await listen(server, host, port);
  return {
    url: baseUrl(host, (server.address() as AddressInfo).port),
    hub,
    world: loaded,
    cast: castOf(loaded.world, hub.state),
    async close() {
      await close();
      hub.close();
    },
  };
}

/** Where this computer finds a server that listens at `host`. */
function baseUrl(host: string, port: number): string {
  const reached = { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host;
  return `http://${reached.includes(':') ? `[${reached}]` : reached}:${port}`;
}
