/** One command of a project: from the hub to where the shell is, and back. */
import { refuse } from '../../core/errors.ts';
import type { Command, CommandResult } from '../../core/projects/command.ts';
import type { HubCell } from '../cell.ts';
import { HERE } from '../programs.ts';
import { CommandHost } from './command-host.ts';
import type { CommandSettings } from './command-options.ts';
import type { ProcessOptions } from './command-process/command-process.ts';
import { runInProcess } from './command-process/pool.ts';
import type { CommandAssignment, Programs } from './execution.ts';
import { machineFiles } from './files/machine-files.ts';
import { hasProcesses } from './process/child.ts';
import { runInPage } from './shell-page.ts';
import { Sleepers } from './sleepers.ts';

const LEAST_BUSY_MS = 1000;

/** @throws Refusal `unsimulated` */
export async function runCommand(hub: HubCell, command: Command, settings: CommandSettings): Promise<CommandResult> {
  const assignment = assignmentOf(command, settings);
  const others = sleepersOf(hub);
  const host = (programs: Programs) =>
    new CommandHost(hub, command, filesOf(programs)(command.project_id), others, settings);
  const assigned = { assignment, host, others };
  const ending = hasProcesses()
    ? runInProcess(settings, processOptions(settings), assigned)
    : runInPage(settings.package, assigned);
  const end = await ending.catch((fault) => {
    throw notThere(`their shell cannot be started: ${reasonOf(fault)}`);
  });
  if ('result' in end) return end.result;
  throw refuse('unsimulated', end.unsimulated);
}

/** Hubs that have run commands, and the commands of each. */
const sleepers = new WeakMap<HubCell, Sleepers>();

function sleepersOf(hub: HubCell): Sleepers {
  const known = sleepers.get(hub) ?? new Sleepers();
  sleepers.set(hub, known);
  return known;
}

function assignmentOf(command: Command, { maxSteps, maxBusyMs, maxOutputBytes }: CommandSettings): CommandAssignment {
  // JSON has no infinity; and what is no number is no limit.
  const timeoutMs = Number.isNaN(command.timeoutMs) ? Number.MAX_SAFE_INTEGER : finite(command.timeoutMs);
  const busyMs = Math.min(Math.max(timeoutMs, LEAST_BUSY_MS), maxBusyMs);
  return { command: { ...command, timeoutMs }, maxSteps, maxBusyMs: busyMs, maxOutputBytes };
}

function finite(ms: number): number {
  return Math.min(Math.max(ms, 0), Number.MAX_SAFE_INTEGER);
}

/** The machine's files, by project: the same for all shells with the same programs. */
function filesOf(programs: Programs): ReturnType<typeof machineFiles> {
  const names = programs.names.join(' ');
  if (machine?.names !== names) machine = { names, files: machineFiles(programs) };
  return machine.files;
}

let machine: { readonly names: string; readonly files: ReturnType<typeof machineFiles> } | undefined;

function processOptions({ package: shell, maxMemoryBytes, maxBusyMs }: CommandSettings): ProcessOptions {
  // The second one is what the program itself imports.
  const readable = new Set([folderOf(shell), folderOf('@noble/hashes/utils.js')]);
  return { shell, readable: [...readable], maxMemoryBytes, maxBusyMs };
}

/**
 * The folder that has all that the package needs: the outermost one of packages, where it is in one.
 *
 * @throws Refusal `unsimulated` when the package is not there.
 */
function folderOf(name: string): string {
  const { createRequire } = process.getBuiltinModule('node:module');
  const { dirname, sep } = process.getBuiltinModule('node:path');
  const packages = `${sep}node_modules${sep}`;
  try {
    const path = createRequire(HERE).resolve(name);
    const at = path.indexOf(packages);
    return at === -1 ? dirname(path) : path.slice(0, at + packages.length - 1);
  } catch (fault) {
    throw notThere(`the optional package that runs them cannot be loaded; ${INSTALL} (${reasonOf(fault)})`);
  }
}

/** Without scripts, which would compile parts of the package that are not used here. */
const INSTALL =
  'npm install --save-dev --ignore-scripts just-bash, or npx --ignore-scripts -p cocalc-mock-hub -p just-bash cocalc-mock-hub';

function reasonOf(fault: unknown): string {
  return String(fault).split('\n')[0] ?? '';
}

function notThere(why: string) {
  return refuse('unsimulated', { what: 'commands', why });
}
