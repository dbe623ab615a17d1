/**
 * Numbers that a script says in words: subscripts, parts of a text, bounds of a loop. A real bash takes the value of a variable there
 * for an expression, and complains of one that it does not understand; the shell takes of it what looks like a number. So a command of
 * ours looks at the values that may be none.
 */
import type { WordNode } from 'just-bash';
import { keeping } from './error-exit.ts';
import { group, literal, outputOf, type SyntaxNode, simpleCommand, valueOf, walk, word, wordOf } from './nodes.ts';
import type { Variables } from './uncertain-variables.ts';

/** Refuses what is no plain expression, and prints nothing: see `looks.ts`. */
export const NUMBERS = '.numbers';

/** The node with a look at each number in it: behind it where it is part of a word, else before it. */
export function withNumbersLookedAt(node: SyntaxNode, numbers: Variables): SyntaxNode {
  switch (node.type) {
    case 'Word':
    case 'DoubleQuoted':
      // A choice in braces is called a word, too.
      return node.parts === undefined
        ? node
        : { ...node, parts: withLooks(node.parts as readonly SyntaxNode[], numbers) };
    case 'Assignment':
      return withElementLookedAt(node, numbers);
    case 'ArithmeticCommand':
      return behindLook(node, valuesIn(node.expression, numbers));
    case 'CStyleFor':
      return behindLook(node, boundsIn(node, numbers));
    default:
      return node;
  }
}

function withLooks(parts: readonly SyntaxNode[], numbers: Variables): readonly SyntaxNode[] {
  return parts.flatMap((part) => {
    // What is inside of other parts has a look of its own.
    const isOther = part.type === 'CommandSubstitution' || part.type === 'DoubleQuoted';
    const values = isOther ? [] : valuesIn(part, numbers);
    return values.length === 0 ? [part] : [part, outputOf(look(valueOf('?'), values))];
  });
}

function behindLook(command: SyntaxNode, values: readonly Value[]): SyntaxNode {
  return values.length === 0 ? command : group(keeping(look(valueOf('?'), values)), command);
}

function withElementLookedAt(assignment: SyntaxNode, numbers: Variables): SyntaxNode {
  const value = assignment.value as WordNode | null;
  const values = valuesOfSubscript(String(assignment.name), numbers);
  if (values.length === 0 || value === null) return assignment;
  const hasOwn = value.parts.some(({ type }) => type === 'CommandSubstitution');
  return { ...assignment, value: wordOf(...value.parts, outputOf(look(hasOwn ? valueOf('?') : word('0'), values))) };
}

/** Variables that a loop counts with, and to. */
function boundsIn({ init, condition, update }: SyntaxNode, numbers: Variables): Value[] {
  const parts = [init, condition, update];
  return [...valuesIn(parts, numbers), ...numbersIn(parts, numbers)];
}

type Value = readonly [kind: 'name' | 'text', variable: string];

function look(code: WordNode, values: readonly Value[]): unknown {
  const args = values.flatMap(([kind, variable]) => [word(kind), valueOf(variable)]);
  return simpleCommand(literal(`/usr/bin/${NUMBERS}`), [code, ...args]);
}

function valuesIn(part: unknown, numbers: Variables): Value[] {
  const found: Value[] = [];
  walk(part, (node) => {
    if (node.type === 'ParameterExpansion') {
      const { type, offset, length } = (node.operation ?? {}) as { type?: string; offset?: unknown; length?: unknown };
      found.push(...valuesOfSubscript(String(node.parameter), numbers));
      if (type === 'Substring') found.push(...numbersIn([offset, length], numbers));
    }
    if (node.type === 'ArithArrayElement' && !numbers.keyed.has(String(node.array)))
      found.push(...numbersIn(node.index, numbers));
  });
  return found;
}

function numbersIn(part: unknown, numbers: Variables): Value[] {
  const found: Value[] = [];
  walk(part, ({ type, name, hasDollarPrefix }) => {
    if (type === 'ArithVariable' && isUncertain(String(name), numbers))
      found.push([hasDollarPrefix === true ? 'text' : 'name', String(name)]);
  });
  return found;
}

function valuesOfSubscript(parameter: string, numbers: Variables): Value[] {
  const [, name = '', subscript = ''] = /^[#!]?(\w+)\[(.*)\]$/s.exec(parameter) ?? [];
  if (/^[@*]?$/.test(subscript) || numbers.keyed.has(name) || /\$\(/.test(subscript)) return [];
  const isAlone = /^["']?\$?\{?\w+\}?["']?$/.test(subscript);
  const names = subscript.matchAll(/(\$\{?)?\b([A-Za-z_]\w*|(?<=\$\{?)\d+)\b/g);
  return Array.from(
    names,
    ([, dollar, variable = '']): Value => [dollar === undefined || isAlone ? 'name' : 'text', variable],
  ).filter(([, variable]) => isUncertain(variable, numbers));
}

function isUncertain(variable: string, { uncertain }: Variables): boolean {
  return /^\d+$/.test(variable) || uncertain.has(variable);
}
