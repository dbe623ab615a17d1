/** Requests of a server of ours, whose bodies can be taken as they come. */
import { IncomingMessage } from 'node:http';

/** By what Node knows that it need not read the rest of a body itself. */
interface Consumed {
  _consumed?: boolean;
}

/** `null` at the end of the body. */
export type Taker = (chunk: Buffer<ArrayBuffer> | null) => void;

/**
 * A stream holds what it is given, and hands it on in turns and ticks to come, which takes a tenth of the time of a short
 * request. A body that somebody takes goes past it.
 */
export class TakeableMessage extends IncomingMessage {
  #take: Taker | undefined;

  /** Whether all of the body is still to come, and nobody else waits for it. */
  get isUntouched(): boolean {
    const isToCome = !this.complete && this.readableLength === 0;
    return isToCome && this.readableFlowing === null && this.listenerCount('end') === 0;
  }

  /** Has `take` called with all of the body that comes; the stream gets nothing of it. */
  takeBody(take: Taker): void {
    this.#take = take;
    (this as Consumed)._consumed = true;
  }

  /** Lets the stream have the rest, to be read or dropped. */
  leaveBody(): void {
    this.#take = undefined;
    (this as Consumed)._consumed = false;
  }

  override push(chunk: Buffer<ArrayBuffer> | null, encoding?: BufferEncoding): boolean {
    const take = this.#take;
    if (take === undefined) return super.push(chunk, encoding);
    if (chunk === null) this.#take = undefined;
    take(chunk);
    return true;
  }
}
