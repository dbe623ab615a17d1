/** Running commands in processes. Browsers, which have none, have `run-in-shell.browser.ts` in place of this. */
import { resolvePackage } from '../programs.ts';
import { notThere, reasonOf } from './command-faults.ts';
import type { Assigned } from './command-host.ts';
import type { CommandSettings } from './command-options.ts';
import { leaveProcesses, runInProcess } from './command-process/pool.ts';
import type { CommandEnd } from './result.ts';

/** @throws Refusal `unsimulated` when the package of the shell is not there. @throws Error when no process can be started. */
export async function runInShell(settings: CommandSettings, assigned: Assigned): Promise<CommandEnd> {
  const { package: shell, maxMemoryBytes, maxBusyMs } = settings;
  if (typeof shell !== 'string') {
    throw notThere(`a package is handed over in browsers only; give \`commands.package\` its name or folder`);
  }
  return runInProcess(settings, { shell, readable: [folderOf(shell)], maxMemoryBytes, maxBusyMs }, assigned);
}

export const leaveShell = (settings: CommandSettings): void => leaveProcesses(settings);

/** Those that have been found. */
const folders = new Map<string, string>();

/** The folder that has all that the package needs: the outermost one of packages, where it is in one. */
function folderOf(name: string): string {
  const known = folders.get(name) ?? foundFolderOf(name);
  folders.set(name, known);
  return known;
}

function foundFolderOf(name: string): string {
  const { dirname, sep } = process.getBuiltinModule('node:path');
  const packages = `${sep}node_modules${sep}`;
  try {
    const path = resolvePackage(name);
    const at = path.indexOf(packages);
    return at === -1 ? dirname(path) : path.slice(0, at + packages.length - 1);
  } catch (fault) {
    throw notThere(`the optional package that runs them cannot be loaded; ${INSTALL} (${reasonOf(fault)})`);
  }
}

/** Without scripts, which would compile parts of the package that are not used here. */
const INSTALL =
  'npm install --save-dev --ignore-scripts just-bash, or npx --ignore-scripts -p cocalc-mock-hub -p just-bash cocalc-mock-hub';
