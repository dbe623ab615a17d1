/**
 * What a hub and the process of a kernel say to each other: frames of a letter, the length of what follows in four bytes,
 * and that. What comes from the process is hostile: whoever broke out of the interpreter writes it.
 *
 * | to the process | | from the process | |
 * |---|---|---|---|
 * | `S` | start: options; then the snapshot | `R` | ready: the size of the snapshot that follows |
 * | `E` | an entry of the project; then its content | `e`, `r` | an entry that has changed, its path if it is gone |
 * | `I` | what a program will read; then that itself | `c` | a cell begins, or the program |
 * | `C` | the call | `i`, `m` | an item of output, a line that only IPython understands |
 * | | | `1`, `2` | what a program has printed to standard output, to standard error |
 * | | | `n` | what the call needs that is not simulated |
 * | | | `f`, `u` | more output, or more in files, than there may be |
 * | | | `d`, `x` | done, failed |
 * | | | `B` | bytes of the snapshot or of the entry before |
 */

const HEADER = 5;

export interface KernelFrame {
  readonly kind: string;
  readonly body: Uint8Array;
}

/** What no kernel says. */
export class Nonsense extends Error {}

/** @param body a text, or any value as JSON. */
export function frame(kind: string, body: unknown): Uint8Array {
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  const whole = new Uint8Array(HEADER + bytes.length);
  whole[0] = kind.charCodeAt(0);
  new DataView(whole.buffer).setUint32(1, bytes.length, true);
  whole.set(bytes, HEADER);
  return whole;
}

/** Cuts what comes in pieces into frames. */
export class KernelFrameReader {
  readonly #mostBytes: (kind: string) => number;
  #pieces: Uint8Array[] = [];
  #size = 0;
  /** Of the frame that has begun, with its header. */
  #wanted = HEADER;

  /** @param mostBytes how long a frame of the kind may be, 0 for one that there is not. */
  constructor(mostBytes: (kind: string) => number) {
    this.#mostBytes = mostBytes;
  }

  /** @returns the frames that are whole now. @throws Nonsense */
  take(piece: Uint8Array): KernelFrame[] {
    this.#pieces.push(piece);
    this.#size += piece.length;
    const frames: KernelFrame[] = [];
    while (this.#size >= this.#wanted) {
      const whole = this.#joined();
      const kind = String.fromCharCode(Number(whole[0]));
      const length = new DataView(whole.buffer, whole.byteOffset).getUint32(1, true);
      const most = this.#mostBytes(kind);
      if (most === 0) throw new Nonsense(`a frame of an unknown kind, ${JSON.stringify(kind)}`);
      if (length > most) throw new Nonsense(`${length} bytes in a frame, of at most ${most}`);
      this.#wanted = HEADER + length;
      if (this.#size < this.#wanted) break;
      frames.push({ kind, body: whole.subarray(HEADER, this.#wanted) });
      this.#pieces = [whole.subarray(this.#wanted)];
      this.#size -= this.#wanted;
      this.#wanted = HEADER;
    }
    return frames;
  }

  /** What is there so far, in one piece: copied only where a frame is whole, or its header. */
  #joined(): Uint8Array {
    const [first] = this.#pieces;
    if (first !== undefined && this.#pieces.length === 1) return first;
    const whole = new Uint8Array(this.#size);
    let at = 0;
    for (const piece of this.#pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    this.#pieces = [whole];
    return whole;
  }
}
