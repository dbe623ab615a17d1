/** Talking to a server byte by byte. */
import { connect, type Socket } from 'node:net';

/** A connection that keeps all it is told in `heard()`. Errors of it are no failure: servers may hang up. */
export async function connected(port: number): Promise<{ socket: Socket; heard: () => string; closed: Promise<void> }> {
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', () => undefined);
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
  await new Promise((resolve) => socket.once('connect', resolve).once('close', resolve));
  return { socket, heard: () => Buffer.concat(chunks).toString(), closed };
}

/** Says `text` and nothing more; what the server says until it closes the connection. */
export async function converse(port: number, text: string): Promise<string> {
  const { socket, heard, closed } = await connected(port);
  socket.write(text);
  await closed;
  return heard();
}
