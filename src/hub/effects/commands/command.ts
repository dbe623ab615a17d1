/** What the supplied commands have in common. */
import type { ExecResult, ResolvedCommandContext } from 'just-bash';
import type { Run } from '../run.ts';

export type CommandContext = ResolvedCommandContext;

/** A command that the shell lacks, or that takes the place of its own. */
export interface Supplied {
  readonly name: string;
  readonly execute: (args: readonly string[], context: CommandContext, run: Run) => ExecResult | Promise<ExecResult>;
}

export function supply(name: string, execute: Supplied['execute']): Supplied {
  return { name, execute };
}

export function printed(...lines: readonly string[]): ExecResult {
  return { stdout: lines.map((line) => `${line}\n`).join(''), stderr: '', exitCode: 0 };
}

export function failed(exitCode: number, message: string): ExecResult {
  return { stdout: '', stderr: `${message}\n`, exitCode };
}

/** A result in other words: the shell has counted the old ones. */
export function output(result: ExecResult, words: Partial<ExecResult>): ExecResult {
  const { internalOutputAccounting: _counted, ...rest } = result;
  return { ...rest, ...words };
}

/** What the shell's own command of the same name does. */
export async function original(args: readonly string[], { origCommand }: CommandContext): Promise<ExecResult> {
  if (origCommand === undefined) throw new Error('the shell has no command of that name');
  return origCommand([...args]);
}

/** The one-letter options of a command that knows only `known`; any other ends the run. */
export function flagsOf(
  name: string,
  known: string,
  args: readonly string[],
  context: CommandContext,
  run: Run,
): Set<string> {
  const flags = args.flatMap((arg) => (/^-[^-]/.test(arg) ? [...arg.slice(1)] : [arg]));
  const unknown = flags.find((flag) => flag.length > 1 || !known.includes(flag));
  if (unknown === undefined) return new Set(flags);
  const options = [...known].map((flag) => ` -${flag}`).join('');
  return run.refuse(context, {
    what: `\`${[name, ...args].join(' ')}\``,
    why: options === '' ? `it knows only \`${name}\`` : `it knows only the options${options}`,
  });
}
