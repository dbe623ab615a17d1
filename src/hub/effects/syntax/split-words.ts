/**
 * Words of several parts, some of which are split: `a$x"b"`. The shell joins what begins with a blank with the part before, and
 * takes quoted characters such as `*` for patterns where others are not quoted.
 */
import type { WordNode } from 'just-bash';
import { keeping } from './error-exit.ts';
import {
  assigned,
  contains,
  fixedText,
  isAnywhere,
  literal,
  outputOf,
  type SyntaxNode,
  simpleCommand,
  statement,
  valueOf,
  walk,
  word,
  wordOf,
} from './nodes.ts';
import type { Variables } from './uncertain-variables.ts';

/** Looks at the parts of a word, and prints nothing: see `commands.ts`. */
export const PARTS = '.parts';
/** Prints what it is given, unless it cannot be a part. */
export const PASSING = '.passing';

/** Thrown with the kind of a word of which nobody knows what it comes to. */
export class UnknownWord extends Error {}

const OF_COMMANDS = 'a word of quoted and other parts that are commands';

export interface Splitting {
  readonly variables: Variables;
  /** Whether words may be split at other characters than blanks. */
  readonly hasOtherSeparators: boolean;
  /** Whether a pattern that nothing meets may be no word. */
  readonly hasOptions: boolean;
}

/** What the script says of how words are split. */
export function splittingOf(script: unknown, variables: Variables): Splitting {
  let [hasOtherSeparators, hasOptions] = [false, false];
  walk(script, ({ type, name, args, assignments }) => {
    if (type !== 'SimpleCommand') return;
    const command = name === null ? undefined : fixedText(name as WordNode);
    const values = (assignments as readonly { name: string; value: WordNode | null }[]).filter(
      ({ name: variable }) => variable === 'IFS' && name === null,
    );
    hasOtherSeparators ||= values.some(({ value }) => !/^\s*$/.test(fixedText(value) ?? '?'));
    const words = (args as readonly WordNode[]).map(({ parts: [first] }) =>
      first?.type === 'Literal' ? first.value : '',
    );
    hasOtherSeparators ||=
      /^(?:local|declare|typeset|export)$/.test(command ?? '') && words.some((one) => /^IFS\b/.test(one));
    hasOptions ||= command === 'shopt';
  });
  return { variables, hasOtherSeparators, hasOptions };
}

/** The words such that each comes out as in a real bash, or is looked at before. @throws UnknownWord */
export function splitAlike(words: readonly WordNode[], splitting: Splitting): WordNode[] {
  return words.flatMap((one) => {
    const parts = one.parts as unknown as readonly SyntaxNode[];
    const chosen = parts.flatMap((part) =>
      part.type === 'BraceExpansion' ? expandedIn(part, splitting.variables) : [],
    );
    if (chosen.length > 0)
      return [
        lookedAt(
          chosen,
          chosen.map(() => 'whole'),
        ),
        one,
      ];
    if (parts.length < 2 || !parts.some(isExpanded) || isElement(parts)) return [one];
    const kinds = parts.map((part) => kindOf(part, parts, splitting.variables));
    const hasPattern = parts.some((part) => PATTERN.test(quotedText(part)));
    const isTouching = kinds.some((kind, at) => kind === 'split' && /^(?:split|plain)$/.test(kinds[at + 1] ?? ''));
    const isSplit = kinds.includes('split') || kinds.includes('whole');
    const needsLook =
      hasPattern ||
      parts.some(canBeEmpty) ||
      (isSplit &&
        (isTouching || kinds.includes('whole') || splitting.hasOtherSeparators || isPatternBeforeSlash(parts)));
    if (needsLook) {
      if (hasPattern && splitting.hasOptions) throw new UnknownWord(OF_COMMANDS);
      return [lookedAt(parts, kinds), wordOf(...parts.map((part, at) => passed(part, kinds[at] ?? '', hasPattern)))];
    }
    return kinds.indexOf('split', 1) === -1 || parts.some(hasQuotedChoice) ? [one] : [withBoundaries(parts)];
  });
}

/** What is expanded in braces without quotes. @throws UnknownWord where quotes stand among them that the shell does not mind */
function expandedIn({ items }: SyntaxNode, variables: Variables): SyntaxNode[] {
  return (items as readonly { readonly word?: WordNode }[]).flatMap(({ word: choice }) => {
    const parts = (choice?.parts ?? []) as unknown as readonly SyntaxNode[];
    const isTorn = parts.some(
      (part) =>
        (part.type === 'Literal' && /['"]/.test(String(part.value))) ||
        (parts.length > 1 && /Quoted$/.test(part.type) && fixedText(wordOf(part)) === ''),
    );
    if (isTorn) throw new UnknownWord('quotes in braces');
    return parts.flatMap((part) => {
      if (part.type === 'BraceExpansion') return expandedIn(part, variables);
      return isSplit(part, variables) ? [part] : [];
    });
  });
}

/** What the shell splits and takes for patterns, with the whole word. */
function isExpanded({ type }: SyntaxNode): boolean {
  return type === 'ParameterExpansion' || type === 'CommandSubstitution';
}

type Kind = 'split' | 'whole' | 'quoted' | 'text' | 'plain';

function kindOf(part: SyntaxNode, parts: readonly SyntaxNode[], variables: Variables): Kind {
  if (isSplit(part, variables)) return parts.some(({ type }) => type === 'BraceExpansion') ? 'whole' : 'split';
  if (part.type === 'Literal') return 'text';
  return /Quoted$|^Escaped$/.test(part.type) ? 'quoted' : 'plain';
}

/** `${x:-"a b"}`, of which the shell knows the parts where it stands. */
function hasQuotedChoice({ type, operation }: SyntaxNode): boolean {
  const chosen = type === 'ParameterExpansion' ? (operation as { word?: unknown } | null)?.word : undefined;
  return contains(chosen, 'SingleQuoted') || contains(chosen, 'DoubleQuoted');
}

const PATTERN = /[*?[\\]/;

function isSplit({ type, parameter, operation, ...part }: SyntaxNode, { all, uncertain }: Variables): boolean {
  if (type === 'CommandSubstitution') return !isOfOurs({ type, ...part });
  if (type !== 'ParameterExpansion') return false;
  if ((operation as { type?: string } | null)?.type === 'Length') return false;
  const name = String(parameter);
  return operation !== null || !(/^[#?$!]$/.test(name) || (all.has(name) && !uncertain.has(name)));
}

/** A command of ours that stands for a number. */
function isOfOurs({ body }: SyntaxNode): boolean {
  const [first] = (body as { statements: readonly { pipelines: readonly { commands: readonly SyntaxNode[] }[] }[] })
    .statements;
  const name = first?.pipelines[0]?.commands[0]?.name;
  return (fixedText((name ?? null) as WordNode | null) ?? '').startsWith('/usr/bin/.');
}

/** `[key]=value` of an array, which is not split. */
function isElement([first, ...others]: readonly SyntaxNode[]): boolean {
  return (
    first?.type === 'Glob' &&
    String(first.pattern).startsWith('[') &&
    others.some(({ type, value }) => type === 'Literal' && String(value).includes(']='))
  );
}

/** Whether the slash is quoted or not: `folder-patterns.ts` has those whose slash is not. */
function isPatternBeforeSlash(parts: readonly SyntaxNode[]): boolean {
  return parts.some(({ type }) => type === 'Glob') && String(parts.at(-1)?.value ?? '').endsWith('/');
}

function quotedText({ type, value, parts }: SyntaxNode): string {
  if (type === 'SingleQuoted' || type === 'Escaped') return String(value);
  return type === 'DoubleQuoted' ? (parts as readonly SyntaxNode[]).map(({ value: text }) => text ?? '').join('') : '';
}

/** Whether a part in quotes may be nothing, or may have characters of patterns, when the command runs. */
function canBeEmpty(part: SyntaxNode): boolean {
  const isFixed = part.type === 'DoubleQuoted' && fixedText(wordOf(part)) !== undefined;
  return (part.type === 'DoubleQuoted' && !isFixed) || (/Quoted$/.test(part.type) && quotedText(part) === '');
}

/** The same word in a place where the shell minds blanks at the beginning: what stands in for a variable that is not set. */
function withBoundaries(parts: readonly SyntaxNode[]): WordNode {
  const quoted = parts.map((part) =>
    part.type === 'Literal' || part.type === 'Escaped' ? { type: 'SingleQuoted', value: part.value } : part,
  );
  const hasQuotes = quoted.some(({ type }) => /Quoted$/.test(type));
  const whole = wordOf(...quoted, ...(hasQuotes ? [] : [{ type: 'SingleQuoted', value: '' }]));
  const operation = { type: 'DefaultValue', word: whole, checkEmpty: false };
  return wordOf({ type: 'ParameterExpansion', parameter: '__nothing', operation });
}

/** A word that is nothing, and has a command of ours look at the parts. */
function lookedAt(parts: readonly SyntaxNode[], kinds: readonly Kind[]): WordNode {
  if (kinds.includes('whole') && parts.some(isChanging)) throw new UnknownWord(OF_COMMANDS);
  const args = parts.flatMap((part, at) => {
    if (/"parameter":"(?:[@*]|\w+\[[@*]\])"/.test(JSON.stringify(part))) throw new UnknownWord(OF_COMMANDS);
    if (isChanging(part)) return [word('unseen'), word('')];
    return [word(kinds[at] ?? ''), wordOf({ type: 'DoubleQuoted', parts: inQuotes(part) })];
  });
  return wordOf(outputOf(simpleCommand(literal(`/usr/bin/${PARTS}`), [valueOf('?'), ...args])));
}

/** The part, which is looked at when it is worked out if that may be done only once. */
function passed(part: SyntaxNode, kind: string, hasPattern: boolean): SyntaxNode {
  if (!isChanging(part)) return part;
  if (hasPattern || part.type === 'ParameterExpansion') throw new UnknownWord(OF_COMMANDS);
  if (part.type === 'DoubleQuoted') {
    const inner = part.parts as readonly SyntaxNode[];
    return { ...part, parts: inner.map((one) => passed(one, kind, hasPattern)) };
  }
  if (part.type !== 'CommandSubstitution') return part;
  const { statements } = part.body as { statements: readonly unknown[] };
  const set = assigned(VALUE, wordOf({ ...part, body: { type: 'Script', statements } }));
  const look = simpleCommand(literal(`/usr/bin/${PASSING}`), [word(kind), valueOf('?'), valueOf(VALUE)]);
  return { ...part, body: { type: 'Script', statements: [statement(keeping(set)), statement(look)] } };
}

const VALUE = '__passing';

/** Whether it may not be worked out twice. */
function isChanging(part: SyntaxNode): boolean {
  return isAnywhere(
    part,
    (node) =>
      (node.type === 'CommandSubstitution' && !isOfOurs(node)) ||
      (node.type === 'ArithmeticExpansion' && /=|\+\+|--/.test(JSON.stringify(node))),
  );
}

function inQuotes(part: SyntaxNode): readonly unknown[] {
  switch (part.type) {
    case 'DoubleQuoted':
      return part.parts as readonly unknown[];
    case 'Glob':
      return [{ type: 'Literal', value: part.pattern }];
    case 'Literal':
    case 'Escaped':
    case 'SingleQuoted':
      return [{ type: 'Literal', value: part.value }];
    case 'BraceExpansion':
      return [];
    default:
      return [part];
  }
}
