/** Which line of a script a message of bash is about: the shell does not tell, so it is known where only one line can be meant. */
import { literalPattern } from '../../core/regexp.ts';

/** The line that a hub puts before a script. */
export const OF_HUB = /^ulimit .*\n/;

/** @returns its number, if no other line may have said that. */
export function lineOfMessage(message: string, source: string): number | undefined {
  const lines = source.replace(/\n+$/, '').split('\n');
  const first = OF_HUB.test(source) && lines.length > 1 && !message.startsWith('ulimit: ') ? 1 : 0;
  if (definesInsideOfWord(source)) return undefined;
  if (lines.length === first + 1) return lines.length;
  const says = sayerOf(message);
  const [found, ...others] = [...lines.keys()].filter((at) => at >= first && says(lines[at] ?? ''));
  if (found === undefined || others.length > 0) return undefined;
  const isWhole =
    !isInsideOfWord(lines.slice(0, found).join('\n')) && !isTorn(lines[found - 1] ?? '', lines[found] ?? '');
  return isWhole ? found + 1 : undefined;
}

/** Where a command may begin. */
const START = String.raw`(?:^|[;&|{\`!)]|(?<![(=])\(|\$\(|\b(?:if|then|else|elif|do|while|until|exec|command)\s)\s*(?:\w+=\S*\s+)*`;

/** A command whose name is worked out. */
const WORKED_OUT = new RegExp(String.raw`${START}(?:["']?\$|eval\b)`);

/** What stands for words that are worked out. */
const EXPANDED = /[$*?~`[{]/;

/** Why a file cannot be opened, or run. */
const OF_FILE =
  /: (?:No such file or directory|Is a directory|Not a directory|Permission denied|File name too long|ambiguous redirect)$/;

/** Whether a line may say that. */
function sayerOf(message: string): (line: string) => boolean {
  const subjects = message.split(': ').slice(0, -1);
  const [first = '', ...others] = subjects.map((subject) => subject.replace(/^`(.*)'$/, '$1'));
  const called = new RegExp(String.raw`${START}["']?${literalPattern(first)}(?![\w./-])`);
  if (/: command not found$/.test(message)) return (line) => called.test(line) || WORKED_OUT.test(line);
  if (others.length === 0 && OF_FILE.test(message)) {
    const sourced = new RegExp(String.raw`(?:${START}(?:source|\.)\s+)`);
    return (line) =>
      called.test(line) || WORKED_OUT.test(line) || opens(line, first) || (sourced.test(line) && mayName(line, first));
  }
  if (others.length === 0) return (line) => line.includes(first);
  return (line) => called.test(line) && others.every((other) => mayName(line, other));
}

function mayName(line: string, text: string): boolean {
  return line.includes(text) || EXPANDED.test(line);
}

/** Whether a redirection of the line may be one of that file. */
function opens(line: string, file: string): boolean {
  const targets = line.matchAll(/(?<!<)(?:<(?![<(&])|&?>{1,2}(?!\())[|&]?\s*((?:"[^"]*"?|'[^']*'?|[^\s;|&<>()'"])+)/g);
  return [...targets].some(([, target = '']) => EXPANDED.test(target) || target.replace(/["'\\]/g, '') === file);
}

/** Whether a command in a word goes on there, whose lines a real bash numbers in another way. */
function isInsideOfWord(before: string): boolean {
  return /\$\((?!\()(?:[^()]|\([^()]*\))*$/.test(before);
}

/** Whether a command in a word defines a function, whose lines a real bash counts from elsewhere. */
function definesInsideOfWord(source: string): boolean {
  return /\$\((?!\()(?:[^()]|\((?!\))[^()]*\))*?(?:[\w-]\s*\(\)|\bfunction\s)/.test(source);
}

/** Whether the command may have several lines, of which a real bash names another one for each kind of mistake. */
function isTorn(before: string, line: string): boolean {
  const plain = line.replace(/\\.|'[^']*'|"(?:[^"\\]|\\.)*"/g, '');
  return before.endsWith('\\') || line.endsWith('\\') || /['"]/.test(plain.replace(/(?<=^|\s)#.*$/, ''));
}
