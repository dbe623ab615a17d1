/** Where the home directories of projects can be. */

/** What stands at the root of every project's machine, beside what leads to the homes. */
const MACHINE = ['bin', 'dev', 'etc', 'lib', 'lib64', 'proc', 'root', 'run', 'sbin', 'sys', 'tmp', 'usr'];

const MOST_OF_HOMES = 1000;

/** Whether a folder of that path can hold the homes of projects. */
export function isFolderOfHomes(path: unknown): path is string {
  if (typeof path !== 'string' || path.length > MOST_OF_HOMES) return false;
  if (!/^(\/\w[\w.-]*)+$/.test(path)) return false;
  return !MACHINE.includes(path.split('/')[1] as string);
}

export const EXPECTED_HOMES = `an absolute path such as /elsewhere/projects, of letters, digits, ".", "_" and "-", and not in /${MACHINE.join(', /')}`;
