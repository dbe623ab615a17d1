/** Commands by their names: those that the shell has in another way than bash go through commands of ours. */
import type { WordNode } from 'just-bash';
import { RUN_FILE } from '../commands/shells.ts';
import { calledByWords, isPathOfFile } from './called-names.ts';
import { EVALUATED, SOURCED, TEST } from './commands.ts';
import { leaving } from './loops.ts';
import {
  fixedText,
  groupOf,
  isAnywhere,
  joinedBy,
  literal,
  outputOf,
  type SyntaxNode,
  simpleCommand,
  succeeding,
  word,
  wordOf,
} from './nodes.ts';
import { readingTexts } from './read-texts.ts';
import { type Splitting, splitAlike } from './split-words.ts';

/** The command such that the shell does what bash does for that name. */
export function calledAlike(node: SyntaxNode, functions: ReadonlySet<string>, splitting: Splitting): SyntaxNode {
  const name = node.name as WordNode | null;
  if (name === null) return (node.assignments as readonly unknown[]).length > 0 ? succeeding(node) : node;
  const text = fixedText(name);
  const args = node.args as readonly WordNode[];
  if (text === undefined) return calledByWords(node, [...splitAlike([name], splitting), ...args], functions);
  if (functions.has(text)) return node;
  switch (text) {
    case '[':
    case 'test':
      return tested(node, text, args);
    case 'eval':
      return { ...node, args: [quotedOutput(EVALUATED, args)] };
    case '.':
    case 'source':
      return { ...node, args: [quotedOutput(SOURCED, args.slice(0, 1)), ...args.slice(1)] };
    case 'break':
    case 'continue':
      return leaving(node);
    case 'read':
    case 'mapfile':
    case 'readarray':
      return readingTexts(node);
    case 'shift':
      // Where there are too few a real one says nothing.
      return { ...node, redirections: [...(node.redirections as readonly unknown[]), SILENT_ERRORS] };
    case 'echo':
    case 'printf':
      // Nobody has to look for what bash has built in.
      return { ...node, name: literal(`/usr/bin/${text}`) };
    default:
      return isPathOfFile(text) ? { ...node, name: literal(`/usr/bin/${RUN_FILE}`), args: [name, ...args] } : node;
  }
}

const SILENT_ERRORS = { type: 'Redirection', fd: 2, operator: '>', target: literal('/dev/null') };

/** The tests that the shell's own does fast, and right where they are true. */
const FAST_TEST = /^(?:=|==|!=|-(?:eq|ne|lt|le|gt|ge|z|n)|!)$/;

/** A test by a command of ours, which knows what bash complains of: always, or only where the shell's own is not true. */
function tested(node: SyntaxNode, name: string, args: readonly WordNode[]): SyntaxNode {
  const thorough = { ...node, name: literal(`/usr/bin/${TEST}`), args: [word(name), ...args] };
  const isChanging = ({ type, operation }: SyntaxNode) =>
    /^(?:CommandSubstitution|ArithmeticExpansion|ProcessSubstitution)$/.test(type) ||
    /^(?:AssignDefault|ErrorIfUnset)$/.test((operation as { type?: string } | null | undefined)?.type ?? '');
  const isTwice =
    (node.redirections as readonly unknown[]).length === 0 &&
    (node.assignments as readonly unknown[]).length === 0 &&
    !isAnywhere(args, isChanging);
  const operators = args.map(fixedText).filter((text) => text !== undefined && /^(?:-[a-zA-Z]+|[=!<>]+)$/.test(text));
  if (!isTwice || operators.length !== 1 || !FAST_TEST.test(operators[0] ?? '')) return thorough;
  return groupOf(joinedBy(['||'], { ...node, redirections: [SILENT_ERRORS] }, thorough));
}

function quotedOutput(name: string, args: readonly WordNode[]): WordNode {
  return wordOf({ type: 'DoubleQuoted', parts: [outputOf(simpleCommand(literal(`/usr/bin/${name}`), args))] });
}

/** Whether what the command ends in is the end of other commands. */
export function endsInOthers({ name }: SyntaxNode, functions: ReadonlySet<string>): boolean {
  const text = fixedText(name as WordNode | null);
  return text === undefined || functions.has(text) || /^(?:eval|source|\.)$/.test(text);
}
