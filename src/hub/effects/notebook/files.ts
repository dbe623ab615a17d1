/** A project's files as the interpreter's machine takes and gives them. */
import { FileError } from '../../../core/files/file-error.ts';
import {
  type Directory,
  emptyDirectory,
  isDirectory,
  isFile,
  isSymlink,
  type Node,
  nodeAt,
  withNode,
  withoutNode,
} from '../../../core/files/tree.ts';
import type { Changes } from './call-reports.ts';
import type { FileEntry } from './reports.ts';

/** All entries, a directory before what is in it; the home directory itself has the path `''`. */
export function entriesOf(tree: Directory): FileEntry[] {
  const entries: FileEntry[] = [];
  const add = (path: string, node: Node) => {
    const { modified } = node;
    if (isSymlink(node)) entries.push({ path, modified, mode: 0o777, target: node.target });
    else if (isFile(node)) entries.push({ path, modified, mode: node.mode, content: compact(node.content) });
    else {
      entries.push({ path, modified, mode: node.mode });
      for (const [name, entry] of node.entries) add(path === '' ? name : `${path}/${name}`, entry);
    }
  };
  add('', tree);
  return entries;
}

/** The tree with what a cell has changed; a change for which there is no longer a place is lost. */
export function withEntries(tree: Directory, { changed, removed }: Changes): Directory {
  const deepestFirst = removed.map((path) => path.split('/')).sort((one, other) => other.length - one.length);
  const rest = deepestFirst.reduce((files, names) => kept(files, () => withoutNode(files, names)), tree);
  return changed.reduce((files, entry) => kept(files, () => withEntry(files, entry)), rest);
}

function withEntry(tree: Directory, { path, modified, mode, content, target }: FileEntry): Directory {
  const names = path.split('/');
  if (target !== undefined) return withNode(tree, names, { kind: 'symlink', target, modified }, modified);
  if (content !== undefined) return withNode(tree, names, { kind: 'file', content, modified, mode }, modified);
  const before = nodeAt(tree, names);
  const directory = isDirectory(before) ? { ...before, mode } : emptyDirectory(modified, mode);
  return withNode(tree, names, directory, modified);
}

function kept(tree: Directory, change: () => Directory): Directory {
  try {
    return change();
  } catch (thrown) {
    // Meanwhile another has put something in its way.
    if (thrown instanceof FileError) return tree;
    throw thrown;
  }
}

/** Bytes that are not part of a larger buffer, all of which would travel with them. */
function compact(content: Uint8Array): Uint8Array {
  return content.byteLength === content.buffer.byteLength ? content : content.slice();
}
