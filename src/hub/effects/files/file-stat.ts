/** What a file system tells of a file. */
import type { IFileSystem } from 'just-bash';
import type { Node } from '../../../core/files/tree.ts';
import type { Instant } from '../../../core/instant.ts';
import { encodeText } from './encoding.ts';
import { MachineDate } from './machine-date.ts';

export type FileStat = Awaited<ReturnType<IFileSystem['stat']>>;

/** A file as the hub shows it; what its kind does not have is `null`. */
export interface Seen {
  readonly kind: Node['kind'];
  readonly mode: number | null;
  readonly size: number | null;
  readonly target: string | null;
  readonly modified: Instant;
  /** When it was looked at. */
  readonly now: Instant;
  readonly identity: string;
}

const LINK_MODE = 0o777;

/** What ext4 shows for a small directory. */
const DIRECTORY_SIZE = 4096;

export function fileKindOf(kind: Node['kind']) {
  return { isFile: kind === 'file', isDirectory: kind === 'directory', isSymbolicLink: kind === 'symlink' };
}

export function statOf({ kind, mode, size, target, modified, now, identity }: Seen): FileStat {
  return {
    ...fileKindOf(kind),
    mode: mode ?? LINK_MODE,
    size: size ?? (target === null ? DIRECTORY_SIZE : encodeText(target).length),
    mtime: new MachineDate(modified, now),
    identity,
  };
}
