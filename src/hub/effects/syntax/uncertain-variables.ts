/**
 * Variables of which a script alone does not tell that they are whole numbers. A real bash takes the text of any other for an
 * expression, or complains of it in words of its own; the shell does neither as it should.
 */
import type { WordNode } from 'just-bash';
import { fixedText, isAnywhere, type SyntaxNode, textOf, walk } from './nodes.ts';

export interface Variables {
  /** Those that may be anything. */
  readonly uncertain: ReadonlySet<string>;
  /** All that the script sets. */
  readonly all: ReadonlySet<string>;
  /** Arrays whose keys are texts. */
  readonly keyed: ReadonlySet<string>;
}

export function variablesOf(script: unknown): Variables {
  const uncertain = new Set<string>();
  const all = new Set<string>();
  const keyed = new Set<string>();
  const copies: (readonly [to: string, from: string])[] = [];
  const set = (name: string, value: WordNode | null) => {
    all.add(name);
    const from = value === null ? '' : sourceOf(value);
    if (from === undefined) uncertain.add(name);
    else if (from !== '') copies.push([name, from]);
  };
  walk(script, (node) => {
    switch (node.type) {
      case 'Assignment':
        set(plainName(String(node.name)), node.value as WordNode | null);
        for (const value of (node.array ?? []) as readonly WordNode[]) set(plainName(String(node.name)), value);
        break;
      case 'For':
        for (const value of (node.words ?? [UNKNOWN]) as readonly WordNode[]) set(String(node.variable), value);
        break;
      case 'SimpleCommand':
        for (const name of namesSetBy(node)) uncertain.add(name);
        for (const name of keyedBy(node)) keyed.add(name);
        break;
      default:
    }
  });
  for (let size = -1; size !== uncertain.size; ) {
    size = uncertain.size;
    for (const [to, from] of copies) if (uncertain.has(from) || /^\d+$/.test(from)) uncertain.add(to);
  }
  return { uncertain, all: new Set([...all, ...uncertain]), keyed };
}

/** Whether one of them stands in the expression. What says which element of an array is meant does not count. */
export function hasUncertain(expression: unknown, variables: Variables): boolean {
  const { uncertain } = variables;
  return isInExpression(expression, ({ type, name, array, content, hasDollarPrefix }) => {
    if (type === 'ArithVariable')
      return uncertain.has(String(name)) || (hasDollarPrefix === true && isUnset(String(name), variables));
    if (type === 'ArithArrayElement') return uncertain.has(String(array));
    return type === 'ArithBracedExpansion' && uncertain.has(plainName(String(content)));
  });
}

/** Whether text stands in the expression that is none, since the script never sets its variable. */
export function hasUnset(expression: unknown, variables: Variables): boolean {
  return isInExpression(
    expression,
    ({ type, name, hasDollarPrefix }) =>
      type === 'ArithVariable' && hasDollarPrefix === true && isUnset(String(name), variables),
  );
}

function isUnset(name: string, { all }: Variables): boolean {
  return /^\w+$/.test(name) && !all.has(name);
}

/** What says which element of an array is meant is an expression of its own. */
function isInExpression(expression: unknown, sees: (node: SyntaxNode) => boolean): boolean {
  return isAnywhere(expression, sees, /^(?:index|subscript)$/);
}

/** The arrays that a command declares to have texts for keys. */
function keyedBy({ name, args }: SyntaxNode): string[] {
  if (!/^(?:declare|typeset|local)$/.test(fixedText(name as WordNode | null) ?? '')) return [];
  const words = (args as readonly WordNode[]).map(textOf);
  return words.some((one) => /^-[a-z]*A/.test(one)) ? words.map((one) => /^\w*/.exec(one)?.[0] ?? '') : [];
}

const UNKNOWN: WordNode = { type: 'Word', parts: [] };

/** The variable that the value is copied from, nothing for one that is a whole number, `undefined` for any other. */
function sourceOf(value: WordNode): string | undefined {
  const text = fixedText(value);
  if (text !== undefined) return /^-?(?:0|[1-9]\d{0,15})$/.test(text) ? '' : undefined;
  const [only, ...others] = value.parts as unknown as readonly SyntaxNode[];
  if (only === undefined || others.length > 0) return undefined;
  if (only.type === 'DoubleQuoted') return sourceOf({ type: 'Word', parts: only.parts as WordNode['parts'] });
  if (only.type === 'ArithmeticExpansion') return '';
  if (only.type === 'BraceExpansion') return isRangeOfNumbers(only) ? '' : undefined;
  if (only.type !== 'ParameterExpansion') return undefined;
  const { parameter, operation } = only as unknown as { parameter: string; operation: { type: string } | null };
  if (operation?.type === 'Length' || (operation === null && /^[#?]$/.test(parameter))) return '';
  return operation === null ? plainName(parameter) : undefined;
}

function isRangeOfNumbers({ items }: SyntaxNode): boolean {
  const all = items as readonly { type: string; start?: unknown; startStr?: string; endStr?: string }[];
  return all.every(
    ({ type, start, startStr, endStr }) =>
      type === 'Range' && typeof start === 'number' && !/^-?0\d/.test(startStr ?? '') && !/^-?0\d/.test(endStr ?? ''),
  );
}

function plainName(name: string): string {
  return name.replace(/^[#!]?(\w+).*$/s, '$1');
}

/** What has built in, and sets variables to what it reads. */
function namesSetBy({ name, args }: SyntaxNode): string[] {
  const texts = (args as readonly WordNode[]).map((arg) => fixedText(arg) ?? beginOf(arg));
  switch (fixedText(name as WordNode | null)) {
    case 'read':
    case 'mapfile':
    case 'readarray':
    case 'getopts':
      return [...texts.filter((text) => /^[A-Za-z_]\w*$/.test(text)), 'REPLY', 'MAPFILE', 'OPTARG'];
    case 'printf':
      return texts[0] === '-v' ? [plainName(texts[1] ?? '')] : [];
    case 'declare':
    case 'typeset':
    case 'local':
    case 'export':
    case 'readonly':
      return texts
        .map((text) => /^(\w+)(?:\+?=(.*))?$/s.exec(text) ?? [])
        .filter(([, set, value]) => set !== undefined && value !== undefined && !/^-?(?:0|[1-9]\d{0,15})$/.test(value))
        .map(([, set = '']) => set);
    default:
      return [];
  }
}

/** The part before what is expanded, which then is no number. */
function beginOf({ parts: [first] }: WordNode): string {
  return first?.type === 'Literal' ? first.value : '';
}
