import type { IncomingMessage } from 'node:http';
import type { WireRequest } from '../wire/request.ts';
import type { Bytes } from '../wire/unread-body.ts';

/** What Express and its body parsers add to a request. */
interface Mounted {
  readonly originalUrl?: string;
  readonly body?: unknown;
}

/** A request of `node:http`, read as it arrives. */
export class Incoming implements WireRequest {
  readonly message: IncomingMessage & Mounted;
  /** More of the body came, or was announced, than was wanted. */
  overflowed = false;

  constructor(message: IncomingMessage) {
    this.message = message;
  }

  get method(): string {
    return this.message.method as string;
  }

  get target(): string {
    return this.message.url as string;
  }

  get originalTarget(): string | undefined {
    return this.message.originalUrl;
  }

  get ip(): string | undefined {
    return this.message.socket.remoteAddress;
  }

  get isEncrypted(): boolean {
    return 'encrypted' in this.message.socket;
  }

  /** What a body parser before us has made of the body: it left none to read. */
  get parsed(): object | undefined {
    const { body, readableDidRead } = this.message;
    return readableDidRead && typeof body === 'object' && body !== null ? body : undefined;
  }

  get hasBody(): boolean {
    const { headers } = this.message;
    return headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
  }

  header(name: string): string | undefined {
    return this.message.headers[name] as string | undefined;
  }

  /** Calls back with the body; never, when the connection breaks before its end: nobody waits for an answer then. */
  read(limitBytes: number, next: (bytes: Bytes) => void): void {
    const { message } = this;
    const chunks: Buffer<ArrayBuffer>[] = [];
    let sizeBytes = 0;
    const overflow = () => {
      if (this.overflowed) return;
      this.overflowed = true;
      chunks.length = 0;
      next(undefined);
    };
    if (Number(message.headers['content-length']) > limitBytes) {
      overflow();
      return;
    }
    message.on('data', (chunk: Buffer<ArrayBuffer>) => {
      sizeBytes += chunk.length;
      if (sizeBytes > limitBytes) overflow();
      else chunks.push(chunk);
    });
    message.on('end', () => {
      if (!this.overflowed) next(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
    });
  }
}
