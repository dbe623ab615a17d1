/** The file that a recording is written to while it is made. */
import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { harFrame } from '../conformance/recordings/recorder.ts';

/** How much is kept in memory that could not be written. */
const MOST_WAITING_BYTES = 256 * 2 ** 20;

/** A HAR that is whole after each entry: the new one is written over the end of the file, together with a new end. */
export class HarFile {
  /** Entries in the file. */
  count = 0;
  /** Entries that there was no room left for in memory either. */
  dropped = 0;
  readonly #file: number;
  readonly #tail: Buffer;
  readonly #waiting: Buffer[] = [];
  #waitingBytes = 0;
  /** Where the next entry goes, in bytes. */
  #end = 0;

  /** @throws what the file system says. */
  constructor(path: string, version: string) {
    const { head, tail } = harFrame(version);
    // Nobody else needs to read it; and what is there is never written over.
    this.#file = openSync(path, 'wx', 0o600);
    this.#tail = Buffer.from(tail);
    try {
      this.#write(Buffer.from(head));
    } catch (thrown) {
      closeSync(this.#file);
      throw thrown;
    }
  }

  /** Entries that are in memory alone. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /**
   * Writes the entry, and those that could not be written before.
   *
   * @throws what the file system says; what could not be written is kept for the next time.
   */
  add(entry: string): void {
    const bytes = Buffer.from(entry);
    if (this.#waitingBytes + bytes.length > MOST_WAITING_BYTES) this.dropped += 1;
    else {
      this.#waiting.push(bytes);
      this.#waitingBytes += bytes.length;
    }
    this.flush();
  }

  /** @throws as `add` does. */
  flush(): void {
    for (let [next] = this.#waiting; next !== undefined; [next] = this.#waiting) {
      this.#write(Buffer.concat([Buffer.from(this.count === 0 ? '' : ',\n'), next]));
      this.count += 1;
      this.#waiting.shift();
      this.#waitingBytes -= next.length;
    }
  }

  close(): void {
    closeSync(this.#file);
  }

  #write(bytes: Buffer): void {
    try {
      this.#writeAt(this.#end, Buffer.concat([bytes, this.#tail]));
    } catch (thrown) {
      // What was there of the file's end takes no more room than before.
      if (this.#end > 0) {
        this.#writeAt(this.#end, this.#tail);
        ftruncateSync(this.#file, this.#end + this.#tail.length);
      }
      throw thrown;
    }
    this.#end += bytes.length;
    ftruncateSync(this.#file, this.#end + this.#tail.length);
  }

  /** A disk that is nearly full takes a part, and says so only by how much. */
  #writeAt(place: number, bytes: Buffer): void {
    for (let written = 0; written < bytes.length; ) {
      written += writeSync(this.#file, bytes, written, bytes.length - written, place + written);
    }
  }
}
