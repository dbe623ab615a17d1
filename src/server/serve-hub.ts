/** One hub behind a port, without worlds and control plane. */
import type { AddressInfo } from 'node:net';
import { createNodeServer, nodeHandler } from '../adapters/node.ts';
import type { Hub } from '../hub/hub.ts';
import { gated } from './gate.ts';
import { listen } from './listen.ts';

export interface ServedHub {
  readonly url: string;
  close(): Promise<void>;
}

/** @throws SetupError when the port cannot be had. */
export async function serveHub(
  hub: Hub,
  { port, host = '127.0.0.1' }: { readonly port: number; readonly host?: string },
): Promise<ServedHub> {
  const server = createNodeServer(gated(nodeHandler(hub), host, {}));
  const end = await listen(server, host, port);
  const { port: taken } = server.address() as AddressInfo;
  const close = async () => {
    await end();
    hub.close();
  };
  return { url: `http://${host}:${taken}`, close };
}
