/** Parts of a script in other words, for which the shell does what bash does for the ones that were written. */
import type { ScriptNode, WordNode } from 'just-bash';
import { fixedText, literal, outputOf, type SyntaxNode, simpleCommand, walk, wordOf } from './nodes.ts';
import { isDefaulted } from './unseen.ts';

/** The command that prints what a word is as a number. */
export const NUMBER = '.number';

/** What is compared in `[[ ]]` as numbers, each of them worked out by a command of ours unless it is one. */
export function comparedNumbers(node: SyntaxNode): SyntaxNode {
  if (!/^-(?:eq|ne|lt|le|gt|ge)$/.test(String(node.operator))) return node;
  return { ...node, left: asNumber(node.left as WordNode), right: asNumber(node.right as WordNode) };
}

function asNumber(word: WordNode): WordNode {
  const text = fixedText(word);
  if (text !== undefined && /^[-+]?(?:0|[1-9]\d{0,14})$|^(?:0|[1-9]\d{0,5})(?:[-+*](?:0|[1-9]\d{0,5}))+$/.test(text))
    return word;
  if (isCount(word)) return word;
  const quoted = wordOf({ type: 'DoubleQuoted', parts: unquoted(word) });
  return wordOf({
    type: 'DoubleQuoted',
    parts: [outputOf(simpleCommand(literal(`/usr/bin/${NUMBER}`), [quoted]))],
  });
}

function unquoted({ parts }: WordNode): readonly unknown[] {
  return (parts as unknown as readonly SyntaxNode[]).flatMap((part) =>
    part.type === 'DoubleQuoted' ? (part.parts as readonly unknown[]) : [part],
  );
}

/** Whether the word is how many or how long something is, or an exit code. */
function isCount(word: WordNode): boolean {
  const [only, ...others] = unquoted(word) as readonly SyntaxNode[];
  if (only?.type !== 'ParameterExpansion' || others.length > 0) return false;
  const { type } = (only.operation ?? {}) as { type?: string };
  return type === 'Length' || (only.operation === null && /^[#?]$/.test(String(only.parameter)));
}

/** A part of a text counted from its end: nothing where it begins before the text, and a fault where it ends before it begins. */
export function withinText(node: SyntaxNode, parse: (source: string) => ScriptNode): SyntaxNode {
  const { type, offset, length } = (node.operation ?? {}) as {
    type?: string;
    offset?: { originalText?: string };
    length?: { originalText?: string } | null;
  };
  const name = String(node.parameter);
  if (type !== 'Substring' || !/^[A-Za-z_]\w*$/.test(name)) return node;
  const [begin, count] = [offset?.originalText?.trim() ?? '', length?.originalText?.trim() ?? ''];
  if (!/^-?\d{1,9}$/.test(begin)) return node;
  const size = `\${#${name}}`;
  const from = begin.startsWith('-') ? `(${size} < ${begin.slice(1)} ? ${size} : ${size} - ${begin.slice(1)})` : begin;
  // Dividing by zero is a complaint behind which nobody knows what comes next, as this is.
  const to = /^-\d{1,9}$/.test(count) ? `(${size} ${count} < ${from} ? 1/0 : ${count})` : count;
  if (from === begin && to === count) return node;
  const [statement] = parse(`: "\${${name}:${from}${to === '' ? '' : `:${to}`}}"`).statements;
  const [command] = (statement?.pipelines[0]?.commands ?? []) as unknown as readonly { args: WordNode[] }[];
  const [quoted] = (command?.args[0]?.parts ?? []) as unknown as readonly { parts: readonly SyntaxNode[] }[];
  return quoted?.parts[0] ?? node;
}

/** `(( ))` with an operator such as `>=` without blanks, which the shell's parser takes apart. */
export function withWholeOperators(command: SyntaxNode, parse: (source: string) => ScriptNode): SyntaxNode {
  const { expression, originalText = '' } = command.expression as { expression: SyntaxNode; originalText?: string };
  if (expression.type !== 'ArithSyntaxError') return command;
  const whole = originalText.replace(/(<<|>>|[<>&|^]) =(?!=)/g, '$1=');
  if (whole === originalText) return command;
  let found: unknown;
  walk(parse(`: $((${whole}))`), ({ type, expression: parsed }) => {
    if (type === 'ArithmeticExpansion') found = parsed;
  });
  return { ...command, expression: found ?? command.expression };
}

/** `"${x:-y}"`, of which the shell says with `set -u` that it is not set, but not where anything stands beside it. */
export function withDefaultBesideNothing(quoted: SyntaxNode): SyntaxNode {
  const [only, ...others] = quoted.parts as readonly SyntaxNode[];
  const isMeant =
    only?.type === 'ParameterExpansion' && /^\w+$/.test(String(only.parameter)) && isDefaulted(only.operation);
  return isMeant && others.length === 0 ? { ...quoted, parts: [only, { type: 'Literal', value: '' }] } : quoted;
}

/** A pattern of `case`, in which the shell knows `[^a]` only. */
export function withKnownSets(pattern: SyntaxNode): SyntaxNode {
  const parts = (pattern.parts as readonly SyntaxNode[]).map((part) =>
    part.type === 'Glob' ? { ...part, pattern: String(part.pattern).replace(/\[!/g, '[^') } : part,
  );
  return { ...pattern, parts };
}
