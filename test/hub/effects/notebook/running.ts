/** Which kernels run, as the operating system has it: on Linux. */
import { readdirSync, readFileSync } from 'node:fs';

/** Processes of kernels that `parent` has started; a shell stands beside each. */
export function kernelsOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => isKernel(pid) && parentOf(pid) === parent);
}

/** Whether the process or one that it has started runs a kernel's program. */
export function isRunning(pid: number): boolean {
  return isKernel(pid) || kernelsOf(pid).length > 0;
}

function isKernel(pid: number): boolean {
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
