/** Servers on this computer that end with the test. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { createNodeServer, nodeHandler, type ServerLimits } from '../../src/adapters/node.ts';
import type { WireOptions } from '../../src/adapters/wire.ts';
import type { Hub } from '../../src/hub/hub.ts';
import { type Send, sender } from './exchange.ts';

/** @returns the port that `server` listens at. */
export async function listening(server: Server): Promise<number> {
  await new Promise<void>((listens) => server.listen(0, '127.0.0.1', listens));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
}

/** @returns the port of a server for `hub`. */
export function serving(hub: Hub, limits: ServerLimits = {}, options: WireOptions = {}): Promise<number> {
  return listening(createNodeServer(nodeHandler(hub, options), limits));
}

export async function connectNode(hub: Hub): Promise<Send> {
  return sender(await serving(hub));
}
