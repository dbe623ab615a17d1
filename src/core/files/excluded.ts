/** Names that copies leave out, on both sides: not copied, and not deleted. [smc_pyutil/smc_compute.py copy_path] */

const NAMES = new Set(['.trash', '.Trash', '.sagemathcloud', '.smc', '.node-gyp', '.cache', '.forever', '.snapshots']);

/** Left out only directly below a directory of that name. */
const IN_SAGE = ['cache', 'temp'];
const SAGE = '.sage';

/** Whether every copy leaves out what is called `name`, in a directory called `parent`; `''` for what is copied as a whole. */
export function isExcluded(name: string, parent: string): boolean {
  return isExcludedAnywhere(name) || (parent === SAGE && IN_SAGE.includes(name));
}

/** Whether every copy leaves out what is called `name`, wherever it is. */
export function isExcludedAnywhere(name: string): boolean {
  return NAMES.has(name) || name.endsWith('.sage-backup');
}

/** Whether copies without history leave out what is called `name`. */
export function isHistory(name: string): boolean {
  return name.endsWith('.sage-history');
}

/** How many of a directory's entries are left out only because of what the directory is called. */
export function countExcludedIn(directory: string, entries: { has(name: string): boolean }): number {
  return directory === SAGE ? IN_SAGE.filter((name) => entries.has(name)).length : 0;
}
