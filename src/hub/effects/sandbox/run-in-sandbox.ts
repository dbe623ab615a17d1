/** Runs one command in a sandbox, and ends it when it takes too long or too much. */
import { uptime } from 'node:os';
import { type Refusal, refuse } from '../../../core/errors.ts';
import type { Command, CommandResult } from '../../../core/projects/command.ts';
import { spawned } from '../../../core/projects/exec.ts';
import { environmentOf } from '../machine.ts';
import { everyTick } from '../process/real-time.ts';
import { ended } from './launcher.ts';
import type { SandboxLimits } from './options.ts';
import { type Sandbox, unavailable } from './runtime.ts';

/** The command has not begun, since there was no sandbox after all. */
export interface NotStarted {
  /** What was printed instead. */
  readonly complaint: string;
}

interface Watched {
  readonly limits: SandboxLimits;
  /** Is called with each tick, and says why the command cannot go on, if so. */
  readonly check: () => Refusal | undefined;
  /** Is given what ends the command when it is called. */
  readonly onEnd: (end: (why: Refusal) => void) => void;
}

/** @throws Refusal by name for what is beyond the limits, or cannot be started. */
export function runInSandbox(
  sandbox: Sandbox,
  command: Command,
  { limits, check, onEnd }: Watched,
): Promise<CommandResult | NotStarted> {
  const { program, args } = spawned(command);
  const child = sandbox.launch({ cwd: command.cwd, env: environmentOf(command), program: [program, ...args] });
  const printed = { stdout: '', stderr: '' };
  const start = uptime();
  let printedLength = 0;
  let refusal: Refusal | undefined;
  let isOver = false;

  const refuseWith = (why: Refusal) => {
    refusal ??= why;
    sandbox.end();
  };
  onEnd(refuseWith);

  for (const name of ['stdout', 'stderr'] as const) {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    const take = (text: string) => {
      if (refusal !== undefined) return;
      printedLength += JSON.stringify(text).length - '""'.length;
      if (printedLength > limits.maxOutputBytes) refuseWith(tooMuchPrinted(limits));
      else printed[name] += text;
    };
    child[name]?.on('data', (bytes: Uint8Array) => take(decoder.decode(bytes, { stream: true })));
    child[name]?.on('end', () => take(decoder.decode()));
  }

  const stop = everyTick(() => {
    const ranMs = (uptime() - start) * 1000;
    if (ranMs >= command.timeoutMs) {
      isOver = true;
      sandbox.end();
    } else if (ranMs >= limits.maxRunMs) refuseWith(tooLong(limits));
    else if (sandbox.residentBytes() > limits.maxMemoryBytes) refuseWith(tooMuchMemory(limits));
    else {
      const why = check();
      if (why !== undefined) refuseWith(why);
    }
  });

  return new Promise<CommandResult | NotStarted>((resolve, reject) => {
    child.on('error', (fault) => reject(unavailable(String(fault))));
    child.on('close', () => {
      const elapsedMs = Math.round((uptime() - start) * 1000);
      if (refusal !== undefined) reject(refusal);
      else if (isOver) resolve({ ...printed, exit_code: 1, failure: 'timeout', elapsedMs: command.timeoutMs });
      else if (sandbox.told() === '') resolve({ complaint: printed.stderr });
      else resolve({ ...printed, ...ended(sandbox.told()), elapsedMs });
    });
  }).finally(stop);
}

function tooMuchPrinted({ maxOutputBytes }: SandboxLimits): Refusal {
  const why = `at most ${maxOutputBytes} bytes as JSON has them, by \`maxOutputBytes\` of its sandbox`;
  return refuse('unsimulated', { what: 'a command that prints more', why });
}

function tooMuchMemory({ maxMemoryBytes }: SandboxLimits): Refusal {
  const why = `its processes take more than ${maxMemoryBytes} bytes, by \`maxMemoryBytes\` of its sandbox`;
  return refuse('unsimulated', { what: 'a command that needs that much memory', why });
}

function tooLong({ maxRunMs }: SandboxLimits): Refusal {
  return refuse('unsimulated', {
    what: 'a command that runs longer',
    why: `at most ${maxRunMs} ms, by \`maxRunMs\` of its sandbox`,
  });
}
