/** Files that somebody named on a command line. */
import { readFileSync, statSync } from 'node:fs';

/** Larger than any recording; a text of Node's can be a little longer. */
const LARGEST_BYTES = 500_000_000;

/** A file that cannot be used. */
export class UnreadableFile extends Error {
  override readonly name = 'FileError';
  readonly reason: string;

  constructor(file: string, reason: string) {
    super(`${file}: ${reason}`);
    this.reason = reason;
  }
}

/**
 * The text of a file, never of what could go on for ever, as a pipe or a device.
 *
 * @throws FileError
 */
export function loadTextFile(file: string): string {
  try {
    const stats = statSync(file);
    if (!stats.isFile())
      throw new UnreadableFile(file, stats.isDirectory() ? 'is a folder' : 'is no file, but a pipe or a device');
    if (stats.size > LARGEST_BYTES) throw new UnreadableFile(file, `is larger than ${LARGEST_BYTES} bytes`);
    return readFileSync(file, 'utf8');
  } catch (thrown) {
    throw thrown instanceof UnreadableFile ? thrown : new UnreadableFile(file, `cannot be read (${codeOf(thrown)})`);
  }
}

/** What the system calls the reason, as in `ENOENT`. */
export function codeOf(thrown: unknown): string {
  return (thrown as NodeJS.ErrnoException).code ?? String(thrown);
}
