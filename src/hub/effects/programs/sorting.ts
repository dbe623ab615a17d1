/** The program `sort`, in the order of the locale C.UTF-8. */
import type { ReadingFault } from '../commands/unreadable.ts';
import { shownName } from '../quoting.ts';
import { type Invocation, lastValue } from './forms.ts';
import { contentOf, linesOf, type OwnProgram, printedBytes, textFromBytes } from './program.ts';

const KEY = /^(\d+)(?:\.(\d+))?([bfnrhV]*)(?:,(\d+)(?:\.(\d+))?([bfnrhV]*))?$/;

interface Key {
  readonly from: readonly [field: number, character: number];
  readonly to: readonly [field: number, character: number] | undefined;
  readonly modifiers: string;
}

type Compare = (one: string, other: string) => number;

const sort: OwnProgram = {
  name: 'sort',
  forms: {
    flags: 'runfbsVhcz',
    valued: { t: /^[ -~]$|^\t$/, k: KEY, o: /^[^-]/ },
    long: {
      '--reverse': 'r',
      '--unique': 'u',
      '--numeric-sort': 'n',
      '--ignore-case': 'f',
      '--stable': 's',
      '--check': 'c',
      '--zero-terminated': 'z',
      '--field-separator': 't',
      '--key': 'k',
      '--output': 'o',
      '--human-numeric-sort': 'h',
      '--version-sort': 'V',
    },
    apart: ['nVh', 'co'],
    unknown: ({ options }) => {
      const isMixed = options.some(
        ([letter, value = '']) => letter === 'k' && /[nhV].*[nhV]/.test(value.replace(/(.),\d+\1/, '')),
      );
      return isMixed || options.some(([letter, value = '']) => letter === 'k' && /^0|,0|\.0/.test(value))
        ? 'such a key'
        : undefined;
    },
  },
  perform: async (asked, { context }) => {
    const end = asked.flags.has('z') ? '\0' : '\n';
    const lines: string[] = [];
    for (const file of asked.operands.length === 0 ? ['-'] : asked.operands) {
      const content = await contentOf(file, context);
      if (typeof content !== 'string') return { stdout: '', stderr: `${complaint(content, asked)}\n`, exitCode: 2 };
      lines.push(...linesOf(content, end).map((line) => (line.endsWith(end) ? line.slice(0, -1) : line)));
    }
    const compare = comparison(asked);
    if (asked.flags.has('c')) return checked(lines, asked, compare);
    const isLastResort = !asked.flags.has('s') && !asked.flags.has('u');
    const sorted = [...lines].sort(
      (one, other) => compare(one, other) || (isLastResort ? lastResort(one, other, asked) : 0),
    );
    const kept = asked.flags.has('u')
      ? sorted.filter((line, at) => at === 0 || compare(sorted[at - 1] ?? '', line) !== 0)
      : sorted;
    const bytes = kept.map((line) => line + end).join('');
    const target = lastValue(asked, 'o');
    if (target === undefined) return printedBytes(bytes);
    await context.fs.writeFile(context.fs.resolvePath(context.cwd, target), textFromBytes(bytes));
    return printedBytes('');
  },
};

function complaint({ file, words, isDirectory }: ReadingFault, { flags }: Invocation): string {
  const cannot = flags.has('c') ? 'open failed' : 'cannot read';
  return `sort: ${isDirectory ? 'read failed' : cannot}: ${shownName(file)}: ${words}`;
}

function checked(lines: readonly string[], asked: Invocation, compare: Compare) {
  const at = lines.findIndex((line, index) => {
    if (index === 0) return false;
    const order =
      compare(lines[index - 1] ?? '', line) ||
      (asked.flags.has('s') || asked.flags.has('u') ? 0 : lastResort(lines[index - 1] ?? '', line, asked));
    return asked.flags.has('u') ? order >= 0 : order > 0;
  });
  if (at === -1) return printedBytes('');
  return {
    stdout: '',
    stderr: `sort: ${asked.operands[0] ?? '-'}:${at + 1}: disorder: ${textFromBytes(lines[at] ?? '')}\n`,
    exitCode: 1,
  };
}

function lastResort(one: string, other: string, { flags }: Invocation): number {
  return flags.has('r') ? bytewise(other, one) : bytewise(one, other);
}

function bytewise(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function comparison(asked: Invocation): Compare {
  const globals = [...'bfnrhV'].filter((letter) => asked.flags.has(letter)).join('');
  const keys = asked.options.filter(([letter]) => letter === 'k').map(([, value = '']) => keyOf(value, globals));
  const delimiter = lastValue(asked, 't');
  if (keys.length === 0) {
    const compare = comparing(globals);
    return (one, other) => compare(trimmed(one, globals), trimmed(other, globals));
  }
  const compares = keys.map(({ modifiers }) => comparing(modifiers));
  return (one, other) => {
    for (const [at, key] of keys.entries()) {
      const order = compares[at]?.(partOf(one, key, delimiter), partOf(other, key, delimiter)) ?? 0;
      if (order !== 0) return order;
    }
    return 0;
  };
}

function trimmed(line: string, modifiers: string): string {
  return modifiers.includes('b') ? line.replace(/^[ \t]+/, '') : line;
}

function keyOf(text: string, globals: string): Key {
  const [, field = '1', character = '1', start = '', toField, toCharacter = '0', end = ''] = KEY.exec(text) ?? [];
  const own = start + end;
  return {
    from: [Number(field) - 1, Number(character) - 1],
    to: toField === undefined ? undefined : [Number(toField) - 1, Number(toCharacter)],
    // A key without modifiers has those of the whole.
    modifiers: own === '' ? globals : own,
  };
}

/** Where fields begin, and end, in the line: without a delimiter they have the blanks before them. */
function fieldsOf(line: string, delimiter: string | undefined): (readonly [from: number, to: number])[] {
  const fields: (readonly [number, number])[] = [];
  if (delimiter === undefined) {
    for (const match of line.matchAll(/[ \t]*[^ \t]+|[ \t]+$/g))
      fields.push([match.index, match.index + match[0].length]);
    return fields;
  }
  let from = 0;
  for (const part of line.split(delimiter)) {
    fields.push([from, from + part.length]);
    from += part.length + 1;
  }
  return fields;
}

function partOf(line: string, { from, to, modifiers }: Key, delimiter: string | undefined): string {
  const fields = fieldsOf(line, delimiter);
  const skipsBlanks = modifiers.includes('b');
  const startOf = (field: number) => {
    const [begin] = fields[field] ?? [line.length];
    return skipsBlanks ? begin + (/^[ \t]*/.exec(line.slice(begin))?.[0].length ?? 0) : begin;
  };
  const begin = Math.min(line.length, startOf(from[0]) + from[1]);
  if (to === undefined) return line.slice(begin);
  const end = to[1] === 0 ? (fields[to[0]]?.[1] ?? line.length) : startOf(to[0]) + to[1];
  return line.slice(begin, Math.max(begin, end));
}

function comparing(modifiers: string): Compare {
  const compare = compareBy(modifiers);
  return modifiers.includes('r') ? (one, other) => compare(other, one) : compare;
}

function compareBy(modifiers: string): Compare {
  if (modifiers.includes('n')) return (one, other) => numberIn(one) - numberIn(other);
  if (modifiers.includes('h')) return (one, other) => sizeIn(one) - sizeIn(other);
  if (modifiers.includes('V')) return (one, other) => versionOrder(one, other);
  if (modifiers.includes('f')) return (one, other) => bytewise(upper(one), upper(other));
  return bytewise;
}

function upper(text: string): string {
  return text.replace(/[a-z]/g, (letter) => letter.toUpperCase());
}

function numberIn(text: string): number {
  return Number(/^[ \t]*(-?\d*\.?\d*)/.exec(text)?.[1] || 0) || 0;
}

const SIZES = ' KMGTPEZY';

/** By the unit first, whatever the number. */
function sizeIn(text: string): number {
  const [, number = '0', unit = ' '] = /^[ \t]*(-?\d*\.?\d*)([KkMGTPEZY]?)/.exec(text) ?? [];
  const value = Number(number) || 0;
  const power = Math.max(0, SIZES.indexOf(unit.toUpperCase() || ' '));
  return value === 0 ? 0 : Math.sign(value) * (power * 1e12 + Math.abs(value));
}

/** Numbers in the text count as such; what is no letter comes behind letters. [gnulib filevercmp] */
function versionOrder(one: string, other: string): number {
  const parts = (text: string) => text.match(/\d+|\D+/g) ?? [];
  const [left, right] = [parts(one), parts(other)];
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const [a, b] = [left[at], right[at]];
    if (a === undefined) return -1;
    if (b === undefined) return 1;
    const areNumbers = /^\d/.test(a) && /^\d/.test(b);
    const order = areNumbers ? Number(a) - Number(b) : bytewise(a, b);
    if (order !== 0) return order;
  }
  return 0;
}

export const sortingPrograms: readonly OwnProgram[] = [sort];
