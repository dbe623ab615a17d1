/** Programs that show bytes as numbers: `od` and `xxd`; and `factor`. */
import { bytesToHex } from '@noble/hashes/utils.js';
import { plainComplaint, type ReadingFault } from '../commands/unreadable.ts';
import { bytesOf } from '../files/encoding.ts';
import { type Invocation, lastValue } from './forms.ts';
import { contentOf, type OwnProgram, type ProgramWorld, printedBytes } from './program.ts';

async function contentsOf(
  files: readonly string[],
  { context }: ProgramWorld,
  complain: (fault: ReadingFault) => string,
): Promise<string | { fault: string }> {
  let all = '';
  for (const file of files.length === 0 ? ['-'] : files) {
    const content = await contentOf(file, context);
    if (typeof content !== 'string') return { fault: `${complain(content)}\n` };
    all += content;
  }
  return all;
}

function rowsOf(bytes: string, width: number): string[] {
  return Array.from({ length: Math.ceil(bytes.length / width) }, (_, at) => bytes.slice(at * width, (at + 1) * width));
}

const ESCAPES: Readonly<Record<number, string>> = {
  0: '\\0',
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
};

/** How each byte is shown. */
const SHOWN: Readonly<Record<string, (byte: number) => string>> = {
  c: (byte) =>
    (
      ESCAPES[byte] ?? (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : byte.toString(8).padStart(3, '0'))
    ).padStart(4),
  x1: (byte) => ` ${byte.toString(16).padStart(2, '0')}`,
  o1: (byte) => ` ${byte.toString(8).padStart(3, '0')}`,
  u1: (byte) => ` ${String(byte).padStart(3)}`,
};

const od: OwnProgram = {
  name: 'od',
  forms: {
    flags: 'cv',
    valued: { A: /^[nodx]$/, t: /^(?:x1|c|o1|u1)$/, N: /^\d{1,7}$/, j: /^\d{1,7}$/ },
    apart: ['ct'],
    unknown: ({ flags }) => (flags.has('c') || flags.has('t') ? undefined : 'without `-c` or `-t`'),
  },
  perform: async (asked, world) => {
    const content = await contentsOf(asked.operands, world, plainComplaint('od'));
    if (typeof content !== 'string') return { stdout: '', stderr: content.fault, exitCode: 1 };
    const skipped = Number(lastValue(asked, 'j') ?? 0);
    const bytes = content.slice(skipped, skipped + Number(lastValue(asked, 'N') ?? content.length));
    const show = SHOWN[asked.flags.has('c') ? 'c' : (lastValue(asked, 't') ?? '')];
    const lines: string[] = [];
    let before: string | undefined;
    let isRepeated = false;
    rowsOf(bytes, 16).forEach((row, at) => {
      const isSame = row === before && row.length === 16 && !asked.flags.has('v');
      if (isSame && !isRepeated) lines.push('*');
      isRepeated = isSame;
      before = row;
      if (!isSame)
        lines.push(addressOf(skipped + at * 16, asked) + Array.from(bytesOf(row), (byte) => show?.(byte)).join(''));
    });
    const end = addressOf(skipped + bytes.length, asked);
    return printedBytes([...lines, ...(end === '' ? [] : [end])].map((line) => `${line}\n`).join(''));
  },
};

function addressOf(at: number, asked: Invocation): string {
  const radix = lastValue(asked, 'A') ?? 'o';
  if (radix === 'n') return '';
  return radix === 'x'
    ? at.toString(16).padStart(6, '0')
    : radix === 'd'
      ? String(at).padStart(7, '0')
      : at.toString(8).padStart(7, '0');
}

const hex = (bytes: string) => bytesToHex(bytesOf(bytes));

function complaintOfXxd({ file, words, isDirectory }: ReadingFault): string {
  return isDirectory ? `xxd: ${words}` : `xxd: ${file}: ${words}`;
}

const xxd: OwnProgram = {
  name: 'xxd',
  forms: {
    flags: 'pr',
    valued: { l: /^\d{1,7}$/ },
    operands: [0, 1],
    apart: ['rl'],
    unknown: ({ flags }) => (flags.has('r') && !flags.has('p') ? '`-r` without `-p`' : undefined),
  },
  perform: async (asked, world) => {
    const content = await contentsOf(asked.operands, world, complaintOfXxd);
    if (typeof content !== 'string') return { stdout: '', stderr: content.fault, exitCode: 2 };
    if (asked.flags.has('r')) {
      const digits = content.replace(/\s/g, '');
      if (/[^\da-f]/i.test(digits))
        world.run.refuse(world.context, {
          what: '`xxd -r` of other than digits',
          why: 'what becomes of it is not known',
        });
      return printedBytes(
        digits.replace(/..?/g, (pair) => (pair.length === 2 ? String.fromCharCode(Number.parseInt(pair, 16)) : '')),
      );
    }
    const bytes = content.slice(0, Number(lastValue(asked, 'l') ?? content.length));
    if (asked.flags.has('p'))
      return printedBytes(
        rowsOf(bytes, 30)
          .map((row) => `${hex(row)}\n`)
          .join(''),
      );
    const lines = rowsOf(bytes, 16).map((row, at) => {
      const pairs = hex(row).replace(/(.{4})(?=.)/g, '$1 ');
      const shown = row.replace(/[^ -~]/g, '.');
      return `${(at * 16).toString(16).padStart(8, '0')}: ${pairs.padEnd(39)}  ${shown}\n`;
    });
    return printedBytes(lines.join(''));
  },
};

const factor: OwnProgram = {
  name: 'factor',
  forms: { operand: /^\d{1,12}$/, operands: [1, 1000] },
  perform: ({ operands }) =>
    printedBytes(
      operands
        .map(
          (number) =>
            `${Number(number)}:${factorsOf(Number(number))
              .map((one) => ` ${one}`)
              .join('')}\n`,
        )
        .join(''),
    ),
};

function factorsOf(number: number): number[] {
  const factors: number[] = [];
  let rest = number;
  for (let prime = 2; prime * prime <= rest; prime += prime === 2 ? 1 : 2) {
    while (rest % prime === 0) {
      factors.push(prime);
      rest /= prime;
    }
  }
  return rest > 1 ? [...factors, rest] : factors;
}

export const dumpingPrograms: readonly OwnProgram[] = [od, xxd, factor];
