/** A change that stops half way: only the first files, or the first bytes of them, are written. */

import type { Copy } from '../../core/copies/records.ts';
import { withFiles } from '../../core/files/project-files.ts';
import { type Directory, isDirectory, isFile, type Node, nodeAt, withNode } from '../../core/files/tree.ts';
import type { Json } from '../../core/json.ts';
import { findProject } from '../../core/projects/projects.ts';
import { settle } from '../../core/settle.ts';
import { differingRows, type HubState, put } from '../../core/state.ts';
import { asText } from '../../core/values.ts';

/** The state `after` with no more than so much of what it has written since `before`; copies that ended meanwhile have failed with the words. */
export function halfWay(
  before: HubState,
  after: HubState,
  most: { readonly files?: number; readonly bytes?: number },
  words: Json,
): HubState {
  // A copy that nobody waits for is due at once, and made by the next call otherwise.
  const settled = settle(after, after.now, after.call);
  let { files = Number.POSITIVE_INFINITY, bytes = Number.POSITIVE_INFINITY } = most;
  return differingRows(before, settled).reduce((state, [table, key]) => {
    if (table === 'copies') {
      const copy = state.copies.get(String(key)) as Copy | undefined;
      return copy?.finished == null ? state : put(state, 'copies', { ...copy, error: asText(words) });
    }
    if (table !== 'projects') return state;
    const [one, other] = [before, settled].map((of) => findProject(of, String(key))?.files);
    if (one === undefined || other === undefined || one === other) return state;
    let tree: Directory = one;
    for (const { path, node } of written(one, other)) {
      if (files <= 0 || bytes <= 0) break;
      const content = node.content.slice(0, Math.min(bytes, node.content.length));
      bytes -= content.length;
      files -= 1;
      tree = withNode(tree, path, content.length === node.content.length ? node : { ...node, content }, node.modified);
    }
    return withFiles(state, String(key), tree);
  }, settled);
}

/** The files that are new or have other contents, in the order in which they are in their directories. */
function written(before: Directory, after: Directory): { path: string[]; node: Extract<Node, { kind: 'file' }> }[] {
  const found: { path: string[]; node: Extract<Node, { kind: 'file' }> }[] = [];
  const look = (folder: Directory, path: string[]): void => {
    for (const [name, node] of folder.entries) {
      const here = [...path, name];
      const known = nodeAt(before, here);
      if (known === node) continue;
      if (isDirectory(node)) look(node, here);
      else if (isFile(node) && !(isFile(known) && known.content === node.content)) found.push({ path: here, node });
    }
  };
  look(after, []);
  return found;
}
