/** Taking a port, and giving it back. */
import type { Server } from 'node:http';
import { after } from '../hub/effects/process/real-time.ts';
import { SetupError } from './setup-error.ts';

/** How long calls in progress may go on while the server ends. */
const GRACE_MS = 300;

/**
 * Makes the server listen.
 *
 * @returns what ends it again: connections that wait for a next call at once, others when they are done or out of time.
 * @throws SetupError when it cannot listen there.
 */
export async function listen(server: Server, host: string, port: number): Promise<() => Promise<void>> {
  await new Promise<void>((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => reject(setupError(error, host, port));
    server.once('error', fail).listen(port, host, () => {
      server.off('error', fail);
      resolve();
    });
  });
  return () => close(server);
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const callOff = after(GRACE_MS, () => server.closeAllConnections());
    server.close(() => {
      callOff();
      resolve();
    });
    server.closeIdleConnections();
  });
}

function setupError({ code, message }: NodeJS.ErrnoException, host: string, port: number): SetupError {
  switch (code) {
    case 'EADDRINUSE':
      return new SetupError('port', `port ${port} of ${host} is taken; give another, or 0 for any that is free`);
    case 'EACCES':
      return new SetupError(
        'port',
        `port ${port} is not for everybody; give one above 1023, or 0 for any that is free`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new SetupError('host', `host ${host} is no address of this computer; give ${SOME_HOSTS}`);
    default:
      return new SetupError('host', `cannot listen at port ${port} of ${host}: ${message}`);
  }
}

const SOME_HOSTS = '127.0.0.1, ::1, or 0.0.0.0 for all of its addresses';
