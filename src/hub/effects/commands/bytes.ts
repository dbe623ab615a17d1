/** Commands whose output may be no text: the shell shows it with a character for each byte, a real hub reads UTF-8. */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { ExecResult } from 'just-bash';
import type { Run } from '../run.ts';
import { type CommandContext, original, output, type Supplied, supply } from './command.ts';
import { reworded } from './unreadable.ts';

const FROM_FILES = ['cat', 'tail', 'base64', 'gunzip', 'zcat', 'gzip'];

function keepingBytes(name: string): Supplied {
  return supply(name, async (args, context, run) => {
    const result = await reworded(name, await original(args, context), context, run);
    if (isBytes(result)) run.keepBytes(result.stdout);
    return result;
  });
}

const head = supply('head', async (args, context, run) => {
  const result = endless(args, run) ?? (await reworded('head', await original(args, context), context, run));
  if (isBytes(result)) run.keepBytes(result.stdout);
  return result;
});

/** The first bytes of one of the machine's files without an end. */
function endless(args: readonly string[], run: Run): ExecResult | undefined {
  const [, bytes, device] = /^(?:-c ?|--bytes[= ])(\d{1,9}) \/dev\/(zero|u?random)$/.exec(args.join(' ')) ?? [];
  if (bytes === undefined) return undefined;
  const count = Number(bytes);
  return bytesOf(device === 'zero' ? '\0'.repeat(count) : randomBytes(count, run));
}

function randomBytes(count: number, run: Run): string {
  let bytes = '';
  for (let drawn = 0; drawn < count; drawn += 1) bytes += String.fromCharCode(run.random() & 0xff);
  return bytes;
}

/** Output with a character for each byte. */
function bytesOf(stdout: string): ExecResult {
  return { stdout, stderr: '', exitCode: 0, stdoutKind: 'bytes', stdoutEncoding: 'binary' };
}

/** Bytes that are asked for by their numbers, as `\\xff` and `\\377`, which alone need be no UTF-8. */
const HIGH_BYTE = /\\(\\|x[89a-f][\da-f]|0?[23][0-7][0-7])/gi;

/** In the private area, by which they go through the shell's own command. */
const FIRST_PLACEHOLDER = 0xf700;
const PLACEHOLDER = /[\uf780-\uf7ff]/;

function withPlaceholders(text: string): string {
  return text.replace(HIGH_BYTE, (whole, number: string) => {
    if (number === '\\') return whole;
    const byte = /^x/i.test(number) ? Number.parseInt(number.slice(1), 16) : Number.parseInt(number, 8);
    return String.fromCharCode(FIRST_PLACEHOLDER + byte);
  });
}

/** The text as bytes, placeholders as those that they stand for. */
function withBytes(text: string): string {
  const encode = (part: string) => (PLACEHOLDER.test(part) ? fromPlaceholder(part) : inUtf8(part));
  return text
    .split(/([\uf780-\uf7ff])/)
    .map(encode)
    .join('');
}

function fromPlaceholder(character: string): string {
  return String.fromCharCode(character.charCodeAt(0) - FIRST_PLACEHOLDER);
}

function inUtf8(text: string): string {
  return Array.from(utf8ToBytes(text), (byte) => String.fromCharCode(byte)).join('');
}

/** Has the shell's own print `args`, of which those that `reads` says have escapes. */
async function printing(args: readonly string[], context: CommandContext, run: Run, reads: (at: number) => boolean) {
  const marked = args.map((arg, at) => (reads(at) ? withPlaceholders(arg) : arg));
  const isAsIs = args.some((arg) => PLACEHOLDER.test(arg)) || !marked.some((arg) => PLACEHOLDER.test(arg));
  if (isAsIs) return original(args, context);
  const result = await original(marked, context);
  const bytes = withBytes(result.stdout);
  run.keepBytes(bytes);
  return output(result, { ...bytesOf(bytes), stderr: result.stderr, exitCode: result.exitCode });
}

const printf = supply('printf', (args, context, run) => {
  // What goes into a variable is text.
  if (args[0] === '-v') return original(args, context);
  const at = args[0] === '--' ? 1 : 0;
  const format = args[at] ?? '';
  return printing(args, context, run, (index) => index === at || (index > at && /%-?\d*b/.test(format)));
});

const echo = supply('echo', (args, context, run) => {
  const [first = ''] = args;
  const isReading = /^-[ne]*e[ne]*$/.test(first) || (first === '-n' && args[1] === '-e');
  return isReading ? printing(args, context, run, () => true) : original(args, context);
});

const tr = supply('tr', async (args, context, run) => {
  // The shell's own does not know characters by their octal numbers.
  const result = await original(args.map(withCharacters), context);
  if (isBytes(result)) run.keepBytes(result.stdout);
  return result;
});

function withCharacters(set: string): string {
  return set.replaceAll(/\\([0-3]?[0-7]{1,2})/g, (_, octal) => String.fromCharCode(Number.parseInt(octal, 8)));
}

function isBytes({ stdoutKind, stdoutEncoding }: ExecResult): boolean {
  return stdoutKind === 'bytes' || stdoutEncoding === 'binary';
}

export const byteCommands = [...FROM_FILES.map(keepingBytes), head, printf, echo, tr];
