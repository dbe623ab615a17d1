/**
 * Messages between this process and one of its own: a header in JSON and bytes, each with its length before it.
 *
 * Who reads says how long both may be, since the other side may have been taken over by what it runs.
 */
import type { Writable } from 'node:stream';

export interface Frame {
  readonly header: unknown;
  readonly bytes: Uint8Array;
}

export interface FrameLimits {
  readonly headerBytes: number;
  readonly bodyBytes: number;
}

const NO_BYTES = new Uint8Array();

/** Two numbers of 32 bits. */
const LENGTHS_BYTES = 8;

/** Writes the bytes; what is written before the next tick goes in one write of the system. */
export function writeTogether(stream: Writable, bytes: Uint8Array): void {
  stream.cork();
  stream.write(bytes);
  process.nextTick(() => stream.uncork());
}

export function encodeFrame(header: object, bytes: Uint8Array = NO_BYTES): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const frame = new Uint8Array(LENGTHS_BYTES + text.length + bytes.length);
  const lengths = new DataView(frame.buffer);
  lengths.setUint32(0, text.length);
  lengths.setUint32(4, bytes.length);
  frame.set(text, LENGTHS_BYTES);
  frame.set(bytes, LENGTHS_BYTES + text.length);
  return frame;
}

export class FrameReader {
  readonly #limits: FrameLimits;
  #parts: Uint8Array[] = [];
  #available = 0;
  /** Of the frame whose lengths have been read, and whose rest has not come yet. */
  #headerBytes: number | undefined;
  #bodyBytes = 0;

  constructor(limits: FrameLimits) {
    this.#limits = limits;
  }

  /** The frames that are complete with `chunk`. @throws Error for what is no frame, or too long a one. */
  add(chunk: Uint8Array): Frame[] {
    this.#parts.push(chunk);
    this.#available += chunk.length;
    const frames: Frame[] = [];
    for (let frame = this.#next(); frame !== undefined; frame = this.#next()) frames.push(frame);
    return frames;
  }

  #next(): Frame | undefined {
    if (this.#headerBytes === undefined && !this.#readLengths()) return undefined;
    const headerBytes = this.#headerBytes as number;
    const whole = this.#take(headerBytes + this.#bodyBytes);
    if (whole === undefined) return undefined;
    this.#headerBytes = undefined;
    const header: unknown = JSON.parse(new TextDecoder().decode(whole.subarray(0, headerBytes)));
    return { header, bytes: whole.subarray(headerBytes) };
  }

  #readLengths(): boolean {
    const lengths = this.#take(LENGTHS_BYTES);
    if (lengths === undefined) return false;
    const view = new DataView(lengths.buffer, lengths.byteOffset);
    this.#headerBytes = view.getUint32(0);
    this.#bodyBytes = view.getUint32(4);
    const { headerBytes, bodyBytes } = this.#limits;
    if (this.#headerBytes > headerBytes || this.#bodyBytes > bodyBytes) throw new Error('a frame is too long');
    return true;
  }

  #take(count: number): Uint8Array | undefined {
    if (this.#available < count) return undefined;
    const joined = (this.#parts[0]?.length ?? 0) >= count ? (this.#parts.shift() ?? NO_BYTES) : this.#join();
    this.#available -= count;
    if (joined.length > count) this.#parts.unshift(joined.subarray(count));
    return joined.subarray(0, count);
  }

  #join(): Uint8Array {
    const joined = new Uint8Array(this.#available);
    let at = 0;
    for (const part of this.#parts) {
      joined.set(part, at);
      at += part.length;
    }
    this.#parts = [];
    return joined;
  }
}
