/**
 * The processes that run commands: of all hubs of this process, since each takes some time to start and some memory.
 * None is there before the first command, and none stays that nobody has used for a while.
 */
import type { Assigned } from '../command-host.ts';
import { after } from '../process/real-time.ts';
import type { CommandEnd } from '../result.ts';
import { CommandProcess, type ProcessOptions } from './command-process.ts';

/** At most; each takes some 70 MB. */
const MOST_PROCESSES = 8;

/** One that nobody used between two looks is ended. */
const LOOK_MS = 60_000;

const all = new Set<CommandProcess>();
/** The last one is the one that was used last. */
let idle: readonly CommandProcess[] = [];
/** Those that nobody has used since the last look. */
let unused: ReadonlySet<CommandProcess> = new Set();
let isLooking = false;
const waiting: (() => void)[] = [];
/** Those who have run commands, until they say that they will not any more. */
const users = new Set<object>();

/** Runs a command in a process of its own, once one is free. @throws Error when no process can be started. */
export async function runInProcess(user: object, options: ProcessOptions, assigned: Assigned): Promise<CommandEnd> {
  users.add(user);
  const process = await take(options);
  const { hub, assignment, host, others } = assigned;
  process.hold(true);
  const stay = hub.onEnd(() => process.end());
  try {
    return await others.during(process.ready, (programs) => process.run(assignment, host(programs)));
  } finally {
    stay();
    release(process);
  }
}

/** Ends the processes that nobody uses just now, and the others after their command, if no other hub uses any. */
export function leaveProcesses(user: object): void {
  if (!users.delete(user) || users.size > 0) return;
  for (const process of idle) process.end();
}

async function take(options: ProcessOptions): Promise<CommandProcess> {
  for (;;) {
    const alike = idle.findLast((process) => isAlike(process.options, options));
    if (alike !== undefined) {
      idle = idle.filter((process) => process !== alike);
      return alike;
    }
    if (all.size < MOST_PROCESSES) return started(options);
    // Those for others make room.
    const [other] = idle;
    if (other !== undefined) other.end();
    else
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
      });
  }
}

function started(options: ProcessOptions): CommandProcess {
  const process: CommandProcess = new CommandProcess(options, () => {
    all.delete(process);
    idle = idle.filter((other) => other !== process);
    waiting.shift()?.();
  });
  // Told to whoever waits for it.
  process.ready.catch(() => {});
  all.add(process);
  return process;
}

function release(process: CommandProcess): void {
  process.hold(false);
  if (process.isWorn || users.size === 0) {
    process.end();
    return;
  }
  idle = [...idle, process];
  unused = new Set([...unused].filter((other) => other !== process));
  waiting.shift()?.();
  if (!isLooking) look();
}

function look(): void {
  isLooking = true;
  after(LOOK_MS, () => {
    for (const process of idle) if (unused.has(process)) process.end();
    unused = new Set(idle);
    isLooking = false;
    if (idle.length > 0) look();
  });
}

function isAlike(one: ProcessOptions, other: ProcessOptions): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
