/** Which addresses lead to this computer alone. */
import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');
// IPv4 as sockets of IPv6 see it.
loopback.addSubnet('::ffff:127.0.0.0', 104, 'ipv6');

/** @param host an address, or a name. */
export function isLoopback(host: string): boolean {
  const version = isIP(host);
  return version === 0 ? host === 'localhost' : loopback.check(host, version === 4 ? 'ipv4' : 'ipv6');
}

/** Whether a request comes from this computer. A proxy before the server would be here for everybody. */
export function isFromHere({ socket, headers }: IncomingMessage): boolean {
  const isForwarded = headers.forwarded !== undefined || headers['x-forwarded-for'] !== undefined;
  return isLoopback(socket.remoteAddress ?? '') && !isForwarded;
}
