/** What the shell's own programs print otherwise because of what is in their files, so that it is looked at before. */
import type { CommandContext } from '../commands/command.ts';
import { type Invocation, lastValue } from './forms.ts';
import { bytesFromText, contentOf, linesOf } from './program.ts';

interface InputRule {
  /** What is refused, in words. */
  readonly what: string;
  /** Whether a file is like that. @param at which one of the files it is */
  readonly isMet: (lines: readonly string[], asked: Invocation, at: number) => boolean;
}

const inputRules: Readonly<Record<string, InputRule>> = {
  comm: { what: 'a file that is not in order', isMet: (lines) => !areInOrder(lines) },
  join: {
    what: 'a file that is not in order',
    isMet: (lines, asked, at) => !areInOrder(lines.map((line) => cellsOf(line, asked, 't')[fieldOf(asked, at)] ?? '')),
  },
  column: {
    what: 'lines of unequal numbers of cells, or with empty ones',
    isMet: (lines, asked) => {
      const rows = lines.filter((line) => line.trim() !== '').map((line) => cellsOf(line, asked, 's'));
      return rows.some((row) => row.length !== rows[0]?.length || row.includes(''));
    },
  },
};

/** What in the program's files the shell would take in another way. */
export async function unknownInput(
  name: string,
  asked: Invocation,
  context: CommandContext,
): Promise<string | undefined> {
  const rule = Object.hasOwn(inputRules, name) ? inputRules[name] : undefined;
  if (rule === undefined) return undefined;
  const files = asked.operands.length === 0 ? ['-'] : asked.operands;
  for (const [at, file] of files.entries()) {
    const content = await contentOf(file, context);
    if (typeof content !== 'string') continue;
    const lines = linesOf(content).map((line) => line.replace(/\n$/, ''));
    if (rule.isMet(lines, asked, at)) return rule.what;
  }
  return undefined;
}

function areInOrder(keys: readonly string[]): boolean {
  return keys.every((key, at) => at === 0 || key >= (keys[at - 1] ?? ''));
}

function fieldOf(asked: Invocation, at: number): number {
  return Number(lastValue(asked, String(at + 1)) ?? 1) - 1;
}

/** @param option the one that says what is between cells, which else are blanks */
function cellsOf(line: string, asked: Invocation, option: string): string[] {
  const separator = lastValue(asked, option);
  return separator === undefined ? line.trim().split(/[ \t]+/) : line.split(bytesFromText(separator));
}
