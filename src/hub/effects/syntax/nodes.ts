/** The nodes of a script's tree, as the shell's parser makes them. */
import type { SimpleCommandNode, StatementNode, WordNode } from 'just-bash';

/** Any node; which members it has depends on its type. */
export interface SyntaxNode {
  readonly type: string;
  readonly [member: string]: unknown;
}

export interface Redirection {
  readonly type: 'Redirection';
  readonly fd: number | null;
  readonly fdVariable?: string;
  readonly operator: string;
  readonly target: WordNode | { readonly type: 'HereDoc' };
}

/** A word that is written out. */
export function word(text: string): WordNode {
  return { type: 'Word', parts: [{ type: 'SingleQuoted', value: text }] };
}

/** A word without quotes. */
export function literal(text: string): WordNode {
  return wordOf({ type: 'Literal', value: text });
}

export function wordOf(...parts: readonly unknown[]): WordNode {
  return { type: 'Word', parts: parts as WordNode['parts'] };
}

export function simpleCommand(name: WordNode, args: readonly WordNode[], others: object = {}): SimpleCommandNode {
  return { type: 'SimpleCommand', name, args: [...args], assignments: [], redirections: [], ...others };
}

export function statement(...commands: readonly unknown[]): StatementNode {
  return joinedBy([], { type: 'Pipeline', commands, negated: false });
}

/** Commands and pipelines with `&&` and `||` between them. */
export function joinedBy(operators: readonly ('&&' | '||')[], ...parts: readonly unknown[]): StatementNode {
  const pipelines = parts.map(asPipeline);
  return { type: 'Statement', pipelines, operators, background: false } as unknown as StatementNode;
}

export function asPipeline(command: unknown): SyntaxNode {
  const isOne = (command as SyntaxNode).type === 'Pipeline';
  return isOne ? (command as SyntaxNode) : { type: 'Pipeline', commands: [command], negated: false };
}

/** Commands that are one: the exit code is that of the last. */
export function group(...commands: readonly unknown[]): SyntaxNode {
  return groupOf(...commands.map((command) => statement(command)));
}

export function groupOf(...statements: readonly unknown[]): SyntaxNode {
  return { type: 'Group', body: statements, redirections: [] };
}

/** Sets a variable; the exit code stays that of the command before, unless a command in the value has another. */
export function assigned(name: string, value: WordNode): SyntaxNode {
  return assignment({ type: 'Assignment', name, value, append: false, array: null });
}

/** Sets an array to what the words are. */
export function assignedWords(name: string, words: readonly WordNode[]): SyntaxNode {
  return assignment({ type: 'Assignment', name, value: null, append: false, array: words });
}

function assignment(only: object): SyntaxNode {
  return { type: 'SimpleCommand', name: null, args: [], assignments: [only], redirections: [] };
}

/**
 * Assignments whose exit code is 0 where no command in their values says otherwise. The shell keeps the exit code of the
 * command before, unless something is redirected.
 */
export function succeeding(assignments: SyntaxNode): SyntaxNode {
  if (contains(assignments, 'CommandSubstitution') || (assignments.redirections as readonly unknown[]).length > 0)
    return assignments;
  return { ...assignments, redirections: [{ type: 'Redirection', fd: 2, operator: '>&', target: literal('2') }] };
}

/** Whether a node of that type is anywhere in it. */
export function contains(part: unknown, type: string): boolean {
  return isAnywhere(part, (node) => node.type === type);
}

/** Whether it is true of the part or of any node below it. @param without members that do not count */
export function isAnywhere(part: unknown, sees: (node: SyntaxNode) => boolean, without?: RegExp): boolean {
  if (typeof part !== 'object' || part === null) return false;
  if ('type' in part && sees(part as SyntaxNode)) return true;
  return Object.entries(part).some(
    ([name, member]) => without?.test(name) !== true && isAnywhere(member, sees, without),
  );
}

/** What a command prints, as a part of a word. */
export function outputOf(command: unknown): SyntaxNode {
  return { type: 'CommandSubstitution', body: { type: 'Script', statements: [statement(command)] }, legacy: false };
}

/** The value of a variable or parameter, as one word. */
export function valueOf(parameter: string): WordNode {
  return wordOf({ type: 'DoubleQuoted', parts: [{ type: 'ParameterExpansion', parameter, operation: null }] });
}

/** What of the word is written out. */
export function textOf(word: WordNode): string {
  return word.parts.map((part) => ('value' in part ? part.value : '')).join('');
}

/** The word, if nothing in it is expanded. */
export function fixedText(word: WordNode | null): string | undefined {
  if (word === null) return '';
  let text = '';
  for (const part of word.parts) {
    if (part.type === 'Literal' || part.type === 'SingleQuoted' || part.type === 'Escaped') text += part.value;
    else if (part.type === 'Glob' && part.pattern === '[') text += '[';
    else if (part.type === 'DoubleQuoted') {
      const inner = fixedText({ type: 'Word', parts: part.parts });
      if (inner === undefined) return undefined;
      text += inner;
    } else return undefined;
  }
  return text;
}

/** Goes through the node and all below it. */
export function walk(part: unknown, see: (node: SyntaxNode) => void): void {
  if (Array.isArray(part)) {
    for (const one of part) walk(one, see);
    return;
  }
  if (typeof part !== 'object' || part === null) return;
  if ('type' in part) see(part as SyntaxNode);
  for (const member of Object.values(part)) walk(member, see);
}

/** The same with each node replaced, the inner ones first. */
export function mapped<Part>(part: Part, replace: (node: SyntaxNode) => unknown): Part {
  if (Array.isArray(part)) return part.map((one) => mapped(one, replace)) as Part;
  if (typeof part !== 'object' || part === null) return part;
  const members = Object.entries(part).map(([name, member]) => [name, mapped(member, replace)]);
  const node = Object.fromEntries(members);
  return ('type' in part ? replace(node as SyntaxNode) : node) as Part;
}
