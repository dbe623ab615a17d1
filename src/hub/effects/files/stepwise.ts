/** Work on files of any size, in steps: each `yield` is a moment at which others may go first, and change what they like. */
import { type Directory, emptyDirectory, isDirectory, type Node, withChanges } from '../../../core/files/tree.ts';
import type { Instant } from '../../../core/instant.ts';
import { nextTurn } from '../process/real-time.ts';

export type Steps<Result> = Generator<undefined, Result>;

/** Does all of it, with turns for others between the steps. */
export async function inTurns<Result>(steps: Steps<Result>): Promise<Result> {
  let step = steps.next();
  for (; !step.done; step = steps.next()) await nextTurn();
  return step.value;
}

/** Bytes that a step copies, and entries that it looks at. */
const STEP_BYTES = 2 ** 20;
const STEP_ENTRIES = 500;

export function* joined(one: Uint8Array, other: Uint8Array): Steps<Uint8Array> {
  const both = new Uint8Array(one.length + other.length);
  for (let at = 0; at < one.length; at += STEP_BYTES) {
    if (at > 0) yield;
    both.set(one.subarray(at, at + STEP_BYTES), at);
  }
  both.set(other, one.length);
  return both;
}

/** A copy made at `now`, merged into the directory that may be there already. */
export function* copiedInSteps(node: Node, there: Node | undefined, now: Instant): Steps<Node> {
  if (!isDirectory(node)) return { ...node, modified: now };
  let copy: Directory = { ...(isDirectory(there) ? there : emptyDirectory(now, node.mode)), modified: now };
  let copies: [string, Node][] = [];
  for (const [name, entry] of node.entries) {
    copies.push([name, yield* copiedInSteps(entry, copy.entries.get(name), now)]);
    if (copies.length < STEP_ENTRIES) continue;
    copy = withChanges(copy, copies);
    copies = [];
    yield;
  }
  return withChanges(copy, copies);
}
