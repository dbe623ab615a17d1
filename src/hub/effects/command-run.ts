/** One command of a project: from the hub to where the shell is, and back. */
import { Refusal, refuse } from '../../core/errors.ts';
import type { Command, CommandResult } from '../../core/projects/command.ts';
import type { HubCell } from '../cell.ts';
import { notThere, reasonOf } from './command-faults.ts';
import { CommandHost } from './command-host.ts';
import type { CommandSettings } from './command-options.ts';
import type { CommandAssignment, Programs } from './execution.ts';
import { machineFiles } from './files/machine-files.ts';
import type { PythonRunner } from './notebook/program-call.ts';
import { runInShell } from './run-in-shell.ts';
import { Sleepers } from './sleepers.ts';

/** @throws Refusal `unsimulated` */
export async function runCommand(
  hub: HubCell,
  command: Command,
  settings: CommandSettings,
  python?: PythonRunner,
): Promise<CommandResult> {
  const assignment = assignmentOf(command, settings);
  const others = sleepersOf(hub);
  let made: CommandHost | undefined;
  const host = (programs: Programs) => {
    made = new CommandHost(hub, assignment.command, filesOf(programs)(command), others, { ...settings, python });
    return made;
  };
  const end = await runInShell(settings, { hub, assignment, host, others }).catch((fault) => {
    if (fault instanceof Refusal) throw fault;
    throw notThere(`their shell cannot be started: ${reasonOf(fault)}`);
  });
  made?.end();
  if (made?.refused !== undefined) throw made.refused;
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

/** The most that the parts of a command hold at once, which is memory, unless more may be printed. */
const MOST_HELD_BYTES = 64 * 2 ** 20;

function assignmentOf(command: Command, settings: CommandSettings): CommandAssignment {
  const { maxSteps, maxBusyMs, maxOutputBytes, maxDiskBytes } = settings;
  // JSON has no infinity; and what is no number is no limit.
  const timeoutMs = Number.isNaN(command.timeoutMs) ? Number.MAX_SAFE_INTEGER : finite(command.timeoutMs);
  const maxHeldBytes = Math.max(maxOutputBytes, Math.min(maxDiskBytes, MOST_HELD_BYTES));
  return { command: { ...command, timeoutMs }, maxSteps, maxBusyMs, maxOutputBytes, maxHeldBytes };
}

function finite(ms: number): number {
  return Math.min(Math.max(ms, 0), Number.MAX_SAFE_INTEGER);
}

/** The machine's files, by project: the same for all commands of a shell. */
function filesOf(programs: Programs): ReturnType<typeof machineFiles> {
  const files = machines.get(programs) ?? machineFiles(programs);
  machines.set(programs, files);
  return files;
}

const machines = new WeakMap<Programs, ReturnType<typeof machineFiles>>();
