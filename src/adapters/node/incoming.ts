import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { WireRequest } from '../wire/request.ts';
import type { Bytes } from '../wire/unread-body.ts';
import { TakeableMessage } from './message.ts';

/** What Express and its body parsers add to a request. */
interface Mounted {
  readonly originalUrl?: string;
  readonly body?: unknown;
}

/** A request of `node:http`, read as it arrives. */
export class Incoming implements WireRequest {
  readonly message: IncomingMessage & Mounted;
  /** Asked of the message once: it is made for whoever asks, and looked for each time. */
  readonly #headers: IncomingHttpHeaders;
  /** More of the body came, or was announced, than was wanted. */
  overflowed = false;
  #isRead = false;

  constructor(message: IncomingMessage) {
    this.message = message;
    this.#headers = message.headers;
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
    const { message } = this;
    const { body } = message;
    return typeof body === 'object' && body !== null && message.readableDidRead ? body : undefined;
  }

  get hasBody(): boolean {
    const headers = this.#headers;
    return headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
  }

  /** Whether some of the body is still to come, or has come and was not taken. */
  get isUnread(): boolean {
    return this.hasBody && !this.#isRead && !this.message.complete;
  }

  header(name: string): string | undefined {
    return this.#headers[name] as string | undefined;
  }

  /** Calls back with the body; never, when the connection breaks before its end: nobody waits for an answer then. */
  read(limitBytes: number, next: (bytes: Bytes) => void): void {
    const { message } = this;
    const announcedBytes = Number(this.#headers['content-length']);
    if (announcedBytes > limitBytes) {
      this.overflowed = true;
      next(undefined);
      return;
    }
    let chunks: Buffer<ArrayBuffer>[] | undefined = [];
    let sizeBytes = 0;
    const end = () => {
      const whole = chunks;
      chunks = undefined;
      this.#isRead = true;
      if (whole !== undefined) next(whole.length === 1 ? whole[0] : Buffer.concat(whole));
    };
    const takeChunk = (chunk: Buffer<ArrayBuffer>) => {
      if (chunks === undefined) return;
      sizeBytes += chunk.length;
      if (sizeBytes > limitBytes) {
        this.overflowed = true;
        chunks = undefined;
        if (message instanceof TakeableMessage) message.leaveBody();
        next(undefined);
        return;
      }
      chunks.push(chunk);
      // The end itself is told later.
      if (sizeBytes === announcedBytes) end();
    };
    if (message instanceof TakeableMessage && message.isUntouched) {
      message.takeBody((chunk) => (chunk === null ? end() : takeChunk(chunk)));
      return;
    }
    message.on('data', takeChunk);
    message.on('end', end);
    // A stream that has been asked to read hands on what comes in the same tick.
    message.read(0);
  }
}
