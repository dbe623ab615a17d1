/** The programs `head` and `tail`. */
import type { ReadingFault } from '../commands/unreadable.ts';
import { type Invocation, lastValue } from './forms.ts';
import { eachFile, linesOf, type OwnProgram, type ProgramWorld, printedBytes } from './program.ts';

const UNITS: Readonly<Record<string, number>> = { '': 1, b: 512, k: 1024, K: 1024, M: 1024 ** 2 };
const COUNT = /^[+-]?\d{1,9}[kKM]?$/;

/** How many there are to be, and whether a sign stood before it. */
function countOf(text: string): { readonly sign: string; readonly count: number } {
  const [, sign = '', digits = '', unit = ''] = /^([+-]?)(\d+)(\D?)$/.exec(text) ?? [];
  return { sign, count: Number(digits) * (UNITS[unit] ?? 1) };
}

type Cut = (content: string, asked: Invocation) => string;

const beginning: Cut = (content, asked) => {
  const inBytes = asked.options.findLast(([letter]) => letter === 'c' || letter === 'n')?.[0] === 'c';
  const { sign, count } = countOf(lastValue(asked, inBytes ? 'c' : 'n') ?? '10');
  const parts = inBytes ? content : linesOf(content);
  const until = sign === '-' ? Math.max(0, parts.length - count) : count;
  return joined(parts.slice(0, until));
};

const end: Cut = (content, asked) => {
  const inBytes = asked.options.findLast(([letter]) => letter === 'c' || letter === 'n')?.[0] === 'c';
  const { sign, count } = countOf(lastValue(asked, inBytes ? 'c' : 'n') ?? '10');
  const parts = inBytes ? content : linesOf(content);
  const from = sign === '+' ? Math.max(0, count - 1) : Math.max(0, parts.length - count);
  return joined(parts.slice(from));
};

function joined(parts: string | readonly string[]): string {
  return typeof parts === 'string' ? parts : parts.join('');
}

function program(name: string, cut: Cut): OwnProgram {
  return {
    name,
    forms: {
      flags: 'qv',
      valued: { n: COUNT, c: COUNT },
      ...(name === 'head' ? { numeric: 'n' } : { prepare: inNewForm }),
      long: { '--lines': 'n', '--bytes': 'c', '--quiet': 'q', '--verbose': 'v' },
    },
    perform: (asked, world) => performed(name, cut, asked, world),
  };
}

/** `tail -5 FILE`, for one file only. */
function inNewForm(args: readonly string[]): readonly string[] {
  const [, count] = /^-(\d+)$/.exec(args[0] ?? '') ?? [];
  return count !== undefined && args.length <= 2 ? ['-n', count, ...args.slice(1)] : args;
}

function performed(name: string, cut: Cut, asked: Invocation, world: ProgramWorld) {
  const { flags, operands } = asked;
  const device = operands.length === 1 && name === 'head' ? endless(asked, world) : undefined;
  if (device !== undefined) return printedBytes(device);
  const isNamed = flags.has('v') || (operands.length > 1 && !flags.has('q'));
  let told = 0;
  const heading = (file: string) => {
    told += 1;
    return isNamed ? `${told === 1 ? '' : '\n'}==> ${file === '-' ? 'standard input' : file} <==\n` : '';
  };
  const read = (content: string, file: string) => heading(file) + cut(content, asked);
  // A directory can be opened, and only then not be read.
  const headingFor = ({ file, isDirectory }: ReadingFault) => (isDirectory ? heading(file) : '');
  return eachFile(operands, world, read, complaintOf(name), headingFor);
}

/** The beginning of one of the machine's files without an end. */
function endless(asked: Invocation, { run }: ProgramWorld): string | undefined {
  const [, device] = /^\/dev\/(zero|u?random)$/.exec(asked.operands[0] ?? '') ?? [];
  const { sign, count } = countOf(lastValue(asked, 'c') ?? '-0');
  if (device === undefined || sign === '-') return undefined;
  if (device === 'zero') return '\0'.repeat(count);
  return Array.from({ length: count }, () => String.fromCharCode(run.random() & 0xff)).join('');
}

function complaintOf(name: string) {
  return ({ file, words, isDirectory }: ReadingFault) =>
    isDirectory ? `${name}: error reading '${file}': ${words}` : `${name}: cannot open '${file}' for reading: ${words}`;
}

export const endPrograms: readonly OwnProgram[] = [program('head', beginning), program('tail', end)];
