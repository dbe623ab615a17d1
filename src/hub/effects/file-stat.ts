/** What a file system tells of a file. */
import type { IFileSystem } from 'just-bash';
import { isDirectory, isFile, isSymlink, type Node } from '../../core/files/tree.ts';
import type { Instant } from '../../core/instant.ts';
import { encodeText } from './encoding.ts';
import { MachineDate } from './machine-date.ts';

export type FileStat = Awaited<ReturnType<IFileSystem['stat']>>;

const LINK_MODE = 0o777;

export function kindOf(node: Node) {
  return { isFile: isFile(node), isDirectory: isDirectory(node), isSymbolicLink: isSymlink(node) };
}

export function statOf({ names, node }: { names: readonly string[]; node: Node }, now: Instant): FileStat {
  return {
    ...kindOf(node),
    mode: isSymlink(node) ? LINK_MODE : node.mode,
    size: sizeOf(node),
    mtime: new MachineDate(node.modified, now),
    identity: names.join('/'),
  };
}

function sizeOf(node: Node): number {
  if (isFile(node)) return node.content.length;
  // What ext4 shows for a small directory.
  return isSymlink(node) ? encodeText(node.target).length : 4096;
}
