/** Commands whose output may be no text: the shell shows it with a character for each byte, a real hub reads UTF-8. */
import type { ExecResult } from 'just-bash';
import { original, type Supplied, supply } from './command.ts';

const FROM_FILES = ['cat', 'tail', 'base64', 'gunzip', 'zcat', 'gzip'];

function keepingBytes(name: string): Supplied {
  return supply(name, async (args, context, run) => {
    const result = await original(args, context);
    if (isBytes(result)) run.keepBytes(result.stdout);
    return result;
  });
}

const head = supply('head', async (args, context, run) => {
  const result = zeros(args) ?? (await original(args, context));
  if (isBytes(result)) run.keepBytes(result.stdout);
  return result;
});

/** The first bytes of the machine's one file without an end. */
function zeros([option, count = '', file, ...others]: readonly string[]): ExecResult | undefined {
  const asked = option === '-c' && file === '/dev/zero' && others.length === 0 && /^\d{1,7}$/.test(count);
  return asked ? { stdout: '\0'.repeat(Number(count)), stderr: '', exitCode: 0, stdoutKind: 'bytes' } : undefined;
}

const printf = supply('printf', async (args, context, run) => {
  const result = await original(args, context);
  // Bytes that make UTF-8 have become characters already, which are fewer.
  const asked = args.join(' ').match(/\\(x[89a-f][\da-f]|0?[23]\d\d)/gi)?.length ?? 0;
  if (asked > 0 && asked === result.stdout.match(/[\x80-\xff]/g)?.length) run.keepBytes(result.stdout);
  return result;
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

export const byteCommands = [...FROM_FILES.map(keepingBytes), head, printf, tr];
