/** Brings a project's folder from one tree to another, by what is different. */
import { type Directory, emptyDirectory, isDirectory, isFile, isSymlink, type Node } from '../../../core/files/tree.ts';
import type { Steps } from '../files/stepwise.ts';
import type { Held } from './fold.ts';
import { OpenFolder, type Owner, STEP_ENTRIES } from './open-folder.ts';
import { Stamps } from './stamps.ts';

/**
 * Changes the folder, which holds `before`, such that it holds `after`, but for what a command changes in it meanwhile.
 *
 * @param owner whom all that is made belongs to, where that is not this process.
 */
export function* laidOut(path: string, before: Held, after: Directory, owner: Owner | undefined): Steps<void> {
  if (before.tree === after) return;
  const folder = OpenFolder.at(path);
  try {
    yield* directory(folder, before, after, owner);
  } finally {
    folder.close();
  }
}

function* directory(
  folder: OpenFolder,
  { tree, stamps }: Held,
  after: Directory,
  owner: Owner | undefined,
): Steps<void> {
  let steps = 0;
  for (const name of tree.entries.keys()) {
    if (after.entries.has(name)) continue;
    if (++steps % STEP_ENTRIES === 0) yield;
    yield* folder.remove(name);
  }
  for (const [name, node] of after.entries) {
    const known = tree.entries.get(name);
    if (node === known) continue;
    if (++steps % STEP_ENTRIES === 0) yield;
    yield* entry(folder, name, { known, node, stamps }, owner);
  }
  folder.mark(after);
}

interface Change {
  readonly known: Node | undefined;
  readonly node: Node;
  readonly stamps: Stamps;
}

function* entry(
  folder: OpenFolder,
  name: string,
  { known, node, stamps }: Change,
  owner: Owner | undefined,
): Steps<void> {
  stamps.forget(name);
  if (isFile(node) && isFile(known) && node.content === known.content) {
    folder.markFile(name, node);
    return;
  }
  const isThere = isDirectory(node) && isDirectory(known);
  if (!isThere) yield* folder.remove(name);
  if (isFile(node)) yield* folder.write(name, node.content, node, owner);
  else if (isSymlink(node)) folder.makeLink(name, node.target, node, owner);
  else yield* inside(folder, name, isThere ? { tree: known, stamps: stamps.folder(name) } : undefined, node, owner);
}

function* inside(
  folder: OpenFolder,
  name: string,
  before: Held | undefined,
  after: Directory,
  owner: Owner | undefined,
): Steps<void> {
  if (before === undefined) folder.makeFolder(name, owner);
  const opened = folder.folder(name);
  // A command has removed it, which shows when that is taken in.
  if (opened === undefined) return;
  try {
    yield* directory(opened, before ?? { tree: emptyDirectory(0), stamps: new Stamps() }, after, owner);
  } finally {
    opened.close();
  }
}
