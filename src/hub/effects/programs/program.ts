/** What the programs of the simulation's own have in common: they work on bytes, which texts have a character for each of. */
import type { ExecResult } from 'just-bash';
import type { CommandContext } from '../commands/command.ts';
import { faultOf, type ReadingFault } from '../commands/unreadable.ts';
import { bytesOf, bytewise, fromText, toText } from '../files/encoding.ts';
import { quoteWord } from '../quoting.ts';
import type { Run } from '../run.ts';
import type { Forms, Invocation } from './forms.ts';

export interface OwnProgram {
  readonly name: string;
  readonly forms: Forms;
  readonly perform: (asked: Invocation, world: ProgramWorld) => ExecResult | Promise<ExecResult>;
}

/** What a program has around it. */
export interface ProgramWorld {
  readonly name: string;
  readonly context: CommandContext;
  readonly run: Run;
}

/** A result of bytes. */
export function printedBytes(stdout: string, stderr = '', exitCode = 0): ExecResult {
  return { stdout: textFromBytes(stdout), stderr, exitCode };
}

/** The text that the bytes are. */
export function textFromBytes(bytes: string): string {
  return toText(bytesOf(bytes));
}

/** The bytes of the text. */
export function bytesFromText(text: string): string {
  return bytewise(fromText(text));
}

/** How the shell passes on bytes that are no text: see `encoding.ts`. */
const WRITTEN_OUT = /\xef[\x9e\x9f][\x80-\xbf]/g;

/** Standard input, byte by byte. */
export function inputOf({ stdin }: CommandContext): string {
  return (stdin as unknown as string).replace(WRITTEN_OUT, (written) => {
    const character = 0xf000 | ((written.charCodeAt(1) & 0x3f) << 6) | (written.charCodeAt(2) & 0x3f);
    return String.fromCharCode(character - 0xf700);
  });
}

/** Standard input where some of it is no text. */
export function rawInput(context: CommandContext): string | undefined {
  const { stdin } = context;
  return (stdin as unknown as string).search(WRITTEN_OUT) === -1 ? undefined : inputOf(context);
}

/** The file's content, byte by byte, or why it cannot be read; `-` is standard input. */
export async function contentOf(file: string, context: CommandContext): Promise<string | ReadingFault> {
  if (file === '-' || file === '/dev/stdin') return inputOf(context);
  const fault = await faultOf(context, file);
  if (fault !== undefined) return fault;
  return bytewise(await context.fs.readFileBuffer(context.fs.resolvePath(context.cwd, file)));
}

/** The lines, each with its end, which the last one may lack. */
export function linesOf(content: string, end = '\n'): string[] {
  const lines = content.split(end);
  const last = lines.pop() ?? '';
  return [...lines.map((line) => line + end), ...(last === '' ? [] : [last])];
}

/** Goes through the files, or standard input where there are none. */
export async function eachFile(
  files: readonly string[],
  { context }: ProgramWorld,
  read: (content: string, file: string) => string,
  complain: (fault: ReadingFault) => string,
  printFor: (fault: ReadingFault) => string = () => '',
): Promise<ExecResult> {
  let stdout = '';
  let stderr = '';
  for (const file of files.length === 0 ? ['-'] : files) {
    const content = await contentOf(file, context);
    if (typeof content === 'string') {
      stdout += read(content, file);
      continue;
    }
    stdout += printFor(content);
    stderr += `${complain(content)}\n`;
  }
  return printedBytes(stdout, stderr, stderr === '' ? 0 : 1);
}

/** What the shell sets itself. */
const KEPT = new Set(['PWD', 'OLDPWD', 'SHLVL', '_']);

/** Runs a program, never what the shell has built in; `undefined` where there is none of that name. */
export async function startProgram(
  name: string,
  args: readonly string[],
  { fs, cwd, env, exec, exportedEnv = {} }: CommandContext,
  { input = '', variables = {} }: { input?: string; variables?: Record<string, string> } = {},
): Promise<ExecResult | undefined> {
  if (name === '') return undefined;
  const folders = name.includes('/') ? [''] : (env.get('PATH') ?? '').split(':');
  for (const folder of folders) {
    const path = fs.resolvePath(cwd, folder === '' ? name : `${folder}/${name}`);
    if (!(await fs.exists(path))) continue;
    // Only what is set right before a command is in its environment.
    const set = Object.entries({ ...exportedEnv, ...variables }).filter(([variable]) => !KEPT.has(variable));
    const line = [...set.map(([variable, value]) => `${variable}=${quoteWord(value)}`), quoteWord(path)].join(' ');
    return exec?.(line, { cwd, args: [...args], stdin: input, stdinKind: 'bytes' });
  }
  return undefined;
}
