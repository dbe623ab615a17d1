/** The program `xargs`. */
import type { ExecResult } from 'just-bash';
import { type Invocation, lastValue } from './forms.ts';
import { inputOf, type OwnProgram, type ProgramWorld, startProgram, textFromBytes } from './program.ts';

const COUNT = /^[1-9]\d{0,5}$/;

const xargs: OwnProgram = {
  name: 'xargs',
  forms: {
    flags: '0rt',
    valued: { n: COUNT, L: COUNT, I: /./s, d: /^(?:[^\\]|\\[nt0])$/s, P: /^1$/ },
    long: {
      '--null': '0',
      '--no-run-if-empty': 'r',
      '--verbose': 't',
      '--max-args': 'n',
      '--max-lines': 'L',
      '--delimiter': 'd',
      '--max-procs': 'P',
    },
    isOrdered: true,
    apart: ['nIL', '0d'],
  },
  perform: async (asked, world) => {
    const { operands } = asked;
    const command = operands.length === 0 ? ['echo'] : operands;
    const items = itemsOf(textFromBytes(inputOf(world.context)), asked);
    if (typeof items === 'string') {
      // What was read before the quote may have been run already.
      const why = 'what is run before it is noticed depends on how much was read';
      return world.run.refuse(world.context, { what: `xargs with ${items}`, why });
    }
    return performAll(callsOf(command, items, asked), asked, world);
  },
};

function itemsOf(text: string, asked: Invocation): readonly (readonly string[])[] | string {
  const { flags } = asked;
  const delimiter = flags.has('0') ? '\0' : delimiterIn(lastValue(asked, 'd'));
  if (delimiter !== undefined) {
    const items = text.split(delimiter);
    if (items.at(-1) === '') items.pop();
    return items.map((item) => [item]);
  }
  if (flags.has('I')) {
    // Quotes count here, too.
    if (/['"\\]/.test(text)) return 'quotes or backslashes in what `-I` reads';
    const lines = text.split('\n').map((line) => line.replace(/^[ \t]+/, ''));
    return lines.filter((line) => line !== '').map((line) => [line]);
  }
  const lines = text.split('\n').map(wordsOf);
  const fault = lines.find((words) => typeof words === 'string');
  if (typeof fault === 'string') return fault;
  // A blank at the end of a line joins it with the next.
  if (flags.has('L') && /[ \t]\n/.test(text)) return 'blanks at the end of lines, for `-L`';
  return (lines as string[][]).filter((words) => words.length > 0);
}

function delimiterIn(value: string | undefined): string | undefined {
  return value === '\\n' ? '\n' : value === '\\t' ? '\t' : value === '\\0' ? '\0' : value;
}

function wordsOf(line: string): string[] | string {
  const words: string[] = [];
  const rest = line.replace(/(?:[^\s'"\\]|'[^']*'|"[^"]*"|\\.)+/g, (word) => {
    words.push(word.replace(/'([^']*)'|"([^"]*)"|\\(.)/g, (_, one, two, three) => one ?? two ?? three));
    return '';
  });
  if (/[\v\f\r]/.test(line)) return 'unusual blanks';
  return rest.trim() === '' ? words : 'a quote that does not end';
}

function callsOf(command: readonly string[], items: readonly (readonly string[])[], asked: Invocation): string[][] {
  const { flags } = asked;
  const place = lastValue(asked, 'I');
  if (place !== undefined) {
    return items.map(([item = '']) => command.map((word) => word.replaceAll(place, () => item)));
  }
  const size = Number(lastValue(asked, 'n') ?? lastValue(asked, 'L') ?? Number.MAX_SAFE_INTEGER);
  const parts: readonly (readonly string[])[] = flags.has('L') ? items : items.flat().map((word) => [word]);
  const calls: string[][] = [];
  for (let at = 0; at < parts.length; at += size) calls.push([...command, ...parts.slice(at, at + size).flat()]);
  const runsAnyway = calls.length === 0 && !flags.has('r');
  return runsAnyway ? [[...command]] : calls;
}

async function performAll(
  calls: readonly (readonly string[])[],
  { flags }: Invocation,
  { context }: ProgramWorld,
): Promise<ExecResult> {
  let stdout = '';
  let stderr = '';
  let exitCode = 0;
  for (const [program = '', ...args] of calls) {
    if (flags.has('t')) stderr += `${[program, ...args].join(' ')}\n`;
    const result = await startProgram(program, args, context);
    if (result === undefined) {
      stderr += `xargs: ${program}: No such file or directory\n`;
      return { stdout, stderr, exitCode: 127 };
    }
    stdout += result.stdout;
    stderr += result.stderr;
    if (result.exitCode !== 0) exitCode = 123;
    if (result.exitCode === 255) {
      stderr += `xargs: ${program}: exited with status 255; aborting\n`;
      return { stdout, stderr, exitCode: 124 };
    }
  }
  return { stdout, stderr, exitCode };
}

export const argumentPrograms: readonly OwnProgram[] = [xargs];
