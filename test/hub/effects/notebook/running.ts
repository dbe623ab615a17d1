/** Which processes without permissions run, as the operating system has it: on Linux. */
import { readdirSync, readFileSync } from 'node:fs';

export function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent && isRunning(pid));
}

/** Those that `parent` has started, and the shells that stand beside them. */
export function startedBy(parent: number): number[] {
  return childrenOf(parent).flatMap((pid) => [pid, ...startedBy(pid)]);
}

export function isRunning(pid: number): boolean {
  return told(pid, 'cmdline').includes('guard.cjs');
}

function parentOf(pid: number): number {
  return Number(/^PPid:\s+(\d+)/m.exec(told(pid, 'status'))?.[1]);
}

/** Nothing of a process that has ended meanwhile. */
function told(pid: number, what: string): string {
  try {
    return readFileSync(`/proc/${pid}/${what}`, 'latin1');
  } catch {
    return '';
  }
}
