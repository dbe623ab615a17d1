/** `python3` as a program: an interpreter in a process of its own runs it, which the hub starts. */
import type { ExecResult } from 'just-bash';
import { bytesOf } from '../files/encoding.ts';
import { bytesFromText, inputOf, printedBytes, textFromBytes } from '../programs/program.ts';
import type { Run } from '../run.ts';
import { type CommandContext, supply } from './command.ts';

async function python(
  program: string,
  args: readonly string[],
  context: CommandContext,
  run: Run,
): Promise<ExecResult> {
  if (run.python === undefined) {
    return run.refuse(context, { what: `the program \`${program}\``, why: 'a page has no processes, which it needs' });
  }
  const { cwd, exportedEnv, stdin } = context;
  const input = bytesOf(inputOf(context));
  const env = { ...exportedEnv, PWD: cwd, _: `/usr/bin/${program}` };
  const ended = await run.python({
    args: [program, ...args].map(bytesFromText),
    env: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, bytesFromText(value)])),
    cwd: bytesFromText(cwd),
    input,
    timeMs: run.clock.remainingMs,
    elapsedMs: run.clock.elapsedMs,
    draw: run.number(),
  });
  if ('unsimulated' in ended) return run.refuse(context, ended.unsimulated);
  const taken = ended.readBytes >= input.length ? 'all' : ended.readBytes === 0 ? 'nothing' : 'part';
  run.inputs.take(stdin as unknown as string, taken, run.isInside);
  // At a limit the shell waits for nobody: who goes on beyond it loses what was printed.
  if (ended.exitCode === null) run.clock.sleep(ended.sleptMs);
  else if (ended.sleptMs > 0) await run.sleep(ended.sleptMs);
  const result = resultOf(ended.printed, ended.exitCode ?? KILLED, run);
  if (ended.exitCode === null && !run.timedOut) run.keepKilled(result);
  return result;
}

/** As a shell has it of a program that was killed. */
const KILLED = 137;

function resultOf(
  printed: readonly (readonly [stream: string, bytes: string])[],
  exitCode: number,
  run: Run,
): ExecResult {
  const of = (wanted?: string) =>
    printed
      .filter(([stream]) => wanted === undefined || stream === wanted)
      .map(([, bytes]) => bytes)
      .join('');
  const result = printedBytes(of('stdout'), textFromBytes(of('stderr')), exitCode);
  const { stdout, stderr } = result;
  if (stdout !== '' && stderr !== '') run.keepOrder({ stdout, stderr, both: textFromBytes(of()) });
  if (stderr.includes('bash: ')) run.keepMessages(stderr);
  return result;
}

export const pythonCommands = ['python', 'python3'].map((name) =>
  supply(name, (args, context, run) => python(name, args, context, run)),
);
