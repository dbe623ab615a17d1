/** How much memory a note keeps, roughly. */
import type { Directory } from '../../core/files/tree.ts';
import { isDirectory, isFile } from '../../core/files/tree.ts';

/** What a call keeps of states besides bodies and contents of files. */
export const BYTES_OF_A_NOTE = 1600;

const BYTES_OF_A_MEMBER = 16;

/** The bytes that a body keeps. */
export function sizeOf(value: unknown): number {
  if (typeof value === 'string') return BYTES_OF_A_MEMBER + 2 * value.length;
  if (typeof value !== 'object' || value === null) return BYTES_OF_A_MEMBER;
  let bytes = BYTES_OF_A_MEMBER;
  for (const name in value) bytes += BYTES_OF_A_MEMBER + sizeOf((value as Record<string, unknown>)[name]);
  return bytes;
}

const MOST_ENTRIES = 1000;

/** The bytes of the files in `after` that `before` does not hold. Large folders are not walked; there the difference of their sizes counts. */
export function newBytes(before: Directory | undefined, after: Directory | undefined): number {
  let left = MOST_ENTRIES;
  const added = (one: Directory | undefined, other: Directory): number => {
    if (one?.entries === other.entries) return 0;
    left -= other.entries.size;
    if (left < 0) return Math.abs(other.below.bytes - (one?.below.bytes ?? 0));
    let bytes = 0;
    for (const [name, node] of other.entries) {
      const known = one?.entries.get(name);
      if (known === node) continue;
      if (isFile(node)) bytes += isFile(known) && known.content === node.content ? 0 : node.content.length;
      else if (isDirectory(node)) bytes += added(isDirectory(known) ? known : undefined, node);
    }
    return bytes;
  };
  return after === undefined || before === after ? 0 : added(before, after);
}
