/** What becomes of a project's files that were changed in two places. */
import { type Directory, isDirectory, type Node, withChanges } from '../../../core/files/tree.ts';

/**
 * `theirs`, with what has changed from `before` to `ours`. Where both have changed the same thing, ours stays, as what was
 * written last.
 */
export function mergedTree(before: Directory, ours: Directory, theirs: Directory): Directory {
  if (theirs === before) return ours;
  if (ours === before) return theirs;
  const changes: [string, Node | undefined][] = [];
  for (const name of new Set([...before.entries.keys(), ...ours.entries.keys()])) {
    const [was, own, other] = [before, ours, theirs].map(({ entries }) => entries.get(name));
    if (own === was) continue;
    const areAllFolders = isDirectory(was) && isDirectory(own) && isDirectory(other);
    changes.push([name, areAllFolders ? mergedTree(was, own, other) : own]);
  }
  const { mode, modified } = ours;
  const marks = mode === before.mode && modified === before.modified ? {} : { mode, modified };
  return { ...withChanges(theirs, changes), ...marks };
}
