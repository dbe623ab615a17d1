/** Expansions, patterns and forms that the shell takes in another way than bash, and that nothing can be done about before it runs. */
import type { WordNode } from 'just-bash';
import { fixedText, type SyntaxNode, textOf, walk } from './nodes.ts';
import { variablesOf } from './uncertain-variables.ts';

/** The first of them, in words. */
export function otherWay(script: SyntaxNode): string | undefined {
  const names = namesIn(script);
  let found: string | undefined;
  walk(script, (node) => {
    found ??= otherWayOf(node, names);
  });
  return found;
}

interface Names {
  /** All that the script sets. */
  readonly all: ReadonlySet<string>;
  readonly keyed: ReadonlySet<string>;
  /** Set to one value, and to elements, but never to an array. */
  readonly mixed: ReadonlySet<string>;
  /** Whether any variable is set to a text with `&`. */
  readonly hasAmpersand: boolean;
}

function namesIn(script: SyntaxNode): Names {
  const { all, keyed } = variablesOf(script);
  const [single, element, array] = [new Set<string>(), new Set<string>(), new Set<string>()];
  let hasAmpersand = false;
  walk(script, ({ type, name, args, value, array: values }) => {
    if (type === 'SimpleCommand' && /^(?:declare|typeset|local|read|mapfile|readarray)$/.test(nameOf(name))) {
      for (const word of args as readonly WordNode[]) array.add(plainName(textOf(word)));
    }
    if (type !== 'Assignment') return;
    const variable = plainName(String(name));
    if (values !== null) array.add(variable);
    else (String(name).includes('[') ? element : single).add(variable);
    if (value === null) return;
    hasAmpersand ||= JSON.stringify(value).includes('&');
  });
  const mixed = new Set([...single].filter((one) => element.has(one) && !array.has(one) && !keyed.has(one)));
  return { all, keyed, mixed, hasAmpersand };
}

const nameOf = (name: unknown) => fixedText((name ?? null) as WordNode | null) ?? '';
const plainName = (name: string) => name.replace(/[^\w].*$/s, '');

function otherWayOf(node: SyntaxNode, names: Names): string | undefined {
  switch (node.type) {
    case 'ParameterExpansion':
      return ofExpansion(node, names);
    case 'Assignment':
      if (names.mixed.has(plainName(String(node.name))))
        return `\`${plainName(String(node.name))}\` as a value and as an array`;
      return ofSubscript(String(node.name), names) ?? ofKey(String(node.name), names) ?? ofElements(node, names);
    case 'Word':
      // A choice in braces is called so, too.
      return node.parts === undefined ? undefined : ofWord(node as unknown as WordNode);
    case 'HereDoc':
      return hasQuotedWord(node.content) ? 'quotes inside of an expansion in a here-document' : undefined;
    case 'Range': {
      const ends = [String(node.start), String(node.end)];
      const isMixed = ends.every((end) => /^[a-z]$/i.test(end)) && ends.filter((end) => /[a-z]/.test(end)).length === 1;
      return isMixed ? `the range \`{${node.start}..${node.end}}\`` : undefined;
    }
    default:
      return undefined;
  }
}

/** Of an array whose elements have numbers it is an expression, of which the shell does not mind what is wrong. */
const SUBSCRIPT =
  /^(?:[@*]|\s*[-+]?(?:0|[1-9]\d*|[A-Za-z_]\w*(?:\+\+|--)?|(?:\+\+|--)[A-Za-z_]\w*|\$\w+|\$\{[^}]*\}|\$#|\$\(.*\))(?:\s*[-+*/%]\s*(?:0|[1-9]\d*|[A-Za-z_]\w*|\$\w+|\$\{[^}]*\}|\$#|\$\(.*\)))*\s*)$/s;

function ofSubscript(parameter: string, { keyed }: Names): string | undefined {
  const [, name = '', subscript] = /^[#!]?(\w+)\[(.*)\]$/s.exec(parameter) ?? [];
  if (subscript === undefined || keyed.has(name) || SUBSCRIPT.test(subscript.replace(/["']/g, ''))) return undefined;
  return `the subscript \`[${subscript}]\``;
}

/** Of an array with keys nothing is no key, which the shell does not mind. */
function ofKey(assigned: string, { keyed, all }: Names): string | undefined {
  const [, name = '', variable] = /^(\w+)\[["']?\$\{?([A-Za-z_]\w*)\}?["']?\]$/.exec(assigned) ?? [];
  const isKnown = variable === undefined || !keyed.has(name) || all.has(variable) || /^[A-Z]/.test(variable);
  return isKnown ? undefined : `a key \`$${variable}\` that the script does not set`;
}

/** The shell does not work out which one is meant. */
function ofElements({ name, array }: SyntaxNode, { keyed }: Names): string | undefined {
  const isUnknown = ((array ?? []) as readonly WordNode[]).some(({ parts: [first, second] }) => {
    return first?.type === 'Glob' && first.pattern === '[' && second?.type === 'ParameterExpansion';
  });
  return isUnknown && !keyed.has(String(name)) ? `\`[$…]=\` among the elements of \`${name}\`` : undefined;
}

function ofExpansion({ parameter, operation }: SyntaxNode, names: Names): string | undefined {
  const { type, replacement } = (operation ?? {}) as { type?: string; replacement?: WordNode | null };
  if (type === 'PatternReplacement' && replacement != null) {
    const parts = replacement.parts as unknown as readonly SyntaxNode[];
    const isMeant = parts.some(({ type: kind, value }) => kind === 'Literal' && String(value).includes('&'));
    if (isMeant || (names.hasAmpersand && parts.some(({ type: kind }) => kind === 'ParameterExpansion')))
      return '`&` in what takes the place of a pattern';
  }
  if (type === 'CaseModification' && /^@$|\[@\]$/.test(String(parameter)))
    return `\`\${${parameter}}\` in other letters`;
  return ofSubscript(String(parameter), names);
}

function ofWord({ parts }: WordNode): string | undefined {
  const nodes = parts as unknown as readonly SyntaxNode[];
  const first = nodes[0];
  if (first?.type === 'Literal' && /^~[-+]/.test(String(first.value))) return `\`${first.value}\``;
  if (first?.type === 'TildeExpansion' && /^[-+]$/.test(String(first.user ?? ''))) return `\`~${first.user}\``;
  for (const [at, { type, parameter, operation }] of nodes.entries()) {
    if (type !== 'ParameterExpansion') continue;
    if (operation === null && lengthensNames(nodes[at + 1])) return `\`$${parameter}\` before braces`;
    const kind = (operation as { type?: string } | null)?.type ?? '';
    if (/\[[@*]\]$/.test(String(parameter)) && canEmpty(kind, operation)) {
      // Elements that are empty then are no words.
      return `\`\${${parameter}}\` without quotes, changed such that elements may be empty`;
    }
  }
  return undefined;
}

/** Braces are taken apart before the variable is read, which then may have a longer name. */
function lengthensNames(part: SyntaxNode | undefined): boolean {
  if (part?.type !== 'BraceExpansion') return false;
  return (part.items as readonly { type: string; word?: WordNode }[]).some(({ type, word }) => {
    const [first] = word?.parts ?? [];
    return type === 'Range' || (first?.type === 'Literal' && /^\w/.test(first.value));
  });
}

function canEmpty(kind: string, operation: unknown): boolean {
  if (kind === 'PatternRemoval') return true;
  const { replacement } = (operation ?? {}) as { replacement?: WordNode | null };
  return kind === 'PatternReplacement' && (replacement == null || replacement.parts.length === 0);
}

function hasQuotedWord(content: unknown): boolean {
  let isThere = false;
  walk(content, ({ type, operation }) => {
    if (type !== 'ParameterExpansion') return;
    walk((operation as { word?: unknown } | null)?.word, ({ type: inner }) => {
      isThere ||= inner === 'SingleQuoted';
    });
  });
  return isThere;
}
