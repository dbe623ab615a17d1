/** Programs that count: `wc` and `uniq`. */
import type { ExecResult } from 'just-bash';
import { plainComplaint } from '../commands/unreadable.ts';
import { shownName } from '../quoting.ts';
import { type Invocation, lastValue } from './forms.ts';
import { contentOf, linesOf, type OwnProgram, type ProgramWorld, printedBytes, textFromBytes } from './program.ts';

/** In the order in which they are printed. */
const COUNTS: readonly (readonly [letter: string, count: (content: string) => number])[] = [
  ['l', (content) => content.split('\n').length - 1],
  ['w', wordsIn],
  ['m', (content) => [...textFromBytes(content).replace(/[\uf780-\uf7ff]/g, '')].length],
  ['c', (content) => content.length],
  ['L', (content) => Math.max(0, ...content.split('\n').map((line) => line.length))],
];

/** What has a printed character between blanks. */
function wordsIn(content: string): number {
  const words = textFromBytes(content).split(/[ \t-\r\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]+/);
  return words.filter((word) => /[^\p{C}]/u.test(word)).length;
}

interface Row {
  readonly counts: readonly number[];
  readonly label: string;
}

const complain = plainComplaint('wc');

const wc: OwnProgram = {
  name: 'wc',
  forms: {
    flags: 'lwmcL',
    long: { '--lines': 'l', '--words': 'w', '--chars': 'm', '--bytes': 'c', '--max-line-length': 'L' },
  },
  perform: async ({ flags, operands }, { context }) => {
    const counted = COUNTS.filter(([letter]) => (flags.size === 0 ? 'lwc'.includes(letter) : flags.has(letter)));
    const files = operands.length === 0 ? ['-'] : operands;
    const rows: Row[] = [];
    let stderr = '';
    let isOfInput = false;
    let bytes = 0;
    for (const file of files) {
      const content = await contentOf(file, context);
      isOfInput ||= file === '-';
      if (typeof content === 'string') {
        bytes += content.length;
        rows.push({ counts: counted.map(([, count]) => count(content)), label: operands.length === 0 ? '' : file });
        continue;
      }
      stderr += `${complain(content)}\n`;
      if (!content.isDirectory) continue;
      isOfInput = true;
      rows.push({ counts: counted.map(() => 0), label: file });
    }
    if (files.length > 1) rows.push({ counts: totals(rows, counted), label: 'total' });
    const width = widthFor(files.length, counted.length, isOfInput, bytes);
    const lines = rows.map(({ counts, label }) => {
      const columns = counts.map((count) => String(count).padStart(width)).join(' ');
      return `${columns}${label === '' ? '' : ` ${label}`}\n`;
    });
    return { stdout: lines.join(''), stderr, exitCode: stderr === '' ? 0 : 1 };
  },
};

function totals(rows: readonly Row[], counted: typeof COUNTS): number[] {
  return counted.map(([letter], column) => {
    const all = rows.map(({ counts }) => counts[column] ?? 0);
    return letter === 'L' ? Math.max(0, ...all) : all.reduce((sum, count) => sum + count, 0);
  });
}

/** As wide as all bytes together, which the real one asks for before it reads; of what is no file it cannot know. */
function widthFor(files: number, counts: number, isOfInput: boolean, bytes: number): number {
  if (files === 1 && counts === 1) return 1;
  return isOfInput ? 7 : String(bytes).length;
}

const uniq: OwnProgram = {
  name: 'uniq',
  forms: {
    flags: 'cdui',
    valued: { f: /^\d{1,6}$/, s: /^\d{1,6}$/, w: /^\d{1,6}$/ },
    long: {
      '--count': 'c',
      '--repeated': 'd',
      '--unique': 'u',
      '--ignore-case': 'i',
      '--skip-fields': 'f',
      '--skip-chars': 's',
      '--check-chars': 'w',
    },
    operands: [0, 2],
  },
  perform: async (asked, world) => {
    const [file = '-', target] = asked.operands;
    const content = await contentOf(file, world.context);
    if (typeof content !== 'string') {
      const words = content.isDirectory ? `error reading '${file}'` : `${shownName(file)}: ${content.words}`;
      return { stdout: '', stderr: `uniq: ${words}\n`, exitCode: 1 };
    }
    return handedOn(grouped(content, asked), target, world);
  },
};

function grouped(content: string, asked: Invocation): string {
  const { flags } = asked;
  const groups: { line: string; key: string; count: number }[] = [];
  for (const line of linesOf(content)) {
    const key = keyOf(line.replace(/\n$/, ''), asked);
    const last = groups.at(-1);
    if (last?.key === key) last.count += 1;
    else groups.push({ line: line.endsWith('\n') ? line : `${line}\n`, key, count: 1 });
  }
  return groups
    .filter(({ count }) => (count > 1 ? !flags.has('u') : !flags.has('d')))
    .map(({ line, count }) => (flags.has('c') ? `${String(count).padStart(7)} ${line}` : line))
    .join('');
}

/** What of a line is compared. */
function keyOf(line: string, asked: Invocation): string {
  const fields = Number(lastValue(asked, 'f') ?? 0);
  const withoutFields = line.replace(new RegExp(`^(?:[ \\t]*[^ \\t]+){0,${fields}}`), '');
  const rest = withoutFields.slice(Number(lastValue(asked, 's') ?? 0));
  const compared = lastValue(asked, 'w') === undefined ? rest : rest.slice(0, Number(lastValue(asked, 'w')));
  return asked.flags.has('i') ? compared.replace(/[a-z]/g, (letter) => letter.toUpperCase()) : compared;
}

async function handedOn(bytes: string, target: string | undefined, { context }: ProgramWorld): Promise<ExecResult> {
  if (target === undefined || target === '-') return printedBytes(bytes);
  await context.fs.writeFile(context.fs.resolvePath(context.cwd, target), textFromBytes(bytes));
  return printedBytes('');
}

export const countingPrograms: readonly OwnProgram[] = [wc, uniq];
