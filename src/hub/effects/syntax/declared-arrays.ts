/**
 * `local a=($x *.txt)`: the shell takes what is in the parentheses for one word, and loses commands in it. So the array is
 * declared first, and set by an assignment of its own, which is read anew from the text of the statement.
 */
import type { ScriptNode, WordNode } from 'just-bash';
import {
  fixedText,
  groupOf,
  joinedBy,
  literal,
  mapped,
  type SyntaxNode,
  simpleCommand,
  statement,
  textOf,
} from './nodes.ts';
import { UnknownWord } from './split-words.ts';

type Parse = (source: string) => ScriptNode;

/** @throws UnknownWord where it cannot be told which text belongs to the array */
export function withDeclaredArrays(script: ScriptNode, parse: Parse): ScriptNode {
  return mapped(script, (node) => {
    if (node.type !== 'Statement' || typeof node.sourceText !== 'string') return node;
    const source = node.sourceText;
    const pipelines = (node.pipelines as readonly SyntaxNode[]).map((pipeline) => ({
      ...pipeline,
      commands: (pipeline.commands as readonly SyntaxNode[]).map((command) => declared(command, source, parse)),
    }));
    return { ...node, pipelines };
  });
}

const ARRAY = /^([A-Za-z_]\w*)(\+?)=\(/;

function declared(command: SyntaxNode, source: string, parse: Parse): SyntaxNode {
  const name = command.type === 'SimpleCommand' ? (fixedText(command.name as WordNode | null) ?? '') : '';
  if (!/^(?:local|declare|typeset|readonly|export)$/.test(name)) return command;
  const args = command.args as readonly WordNode[];
  const isKeyed = args.some((arg) => /^-\w*A/.test(textOf(arg)));
  const hasCommand = (arg: WordNode) => ARRAY.test(textOf(arg)) && /\$\((?!\()|`/.test(arrayText(textOf(arg), source));
  if (isKeyed && args.some(hasCommand))
    throw new UnknownWord('an array with keys that is declared with what commands print');
  if (isKeyed) return command;
  const arrays = args.filter((arg) => ARRAY.test(textOf(arg)) && /[$`*?~{]/.test(arrayText(textOf(arg), source)));
  if (arrays.length === 0) return command;
  if (args.some((arg) => /^-\w*[rinx]/.test(textOf(arg))))
    throw new UnknownWord('an array of such a kind with its words');
  const sets = arrays.map((arg) => {
    const [only] = parse(arrayText(textOf(arg), source)).statements;
    return joinedBy(['||'], only?.pipelines[0], simpleCommand(literal(':'), []));
  });
  const names = args.map((arg) => (arrays.includes(arg) ? literal(ARRAY.exec(textOf(arg))?.[1] ?? '') : arg));
  const hasKind = args.some((arg) => /^-\w*a/.test(textOf(arg)));
  const isLate = /^(?:readonly|export)$/.test(name);
  const declaring = statement({ ...command, args: hasKind || isLate ? names : [literal('-a'), ...names] });
  return groupOf(...(isLate ? [...sets, declaring] : [declaring, ...sets]));
}

/** The assignment as it is written. */
function arrayText(word: string, source: string): string {
  const [begin = '', name = '', plus = ''] = ARRAY.exec(word) ?? [];
  const places = [...source.matchAll(new RegExp(`(?<![\\w$])${name}${plus === '' ? '' : '\\+'}=\\(`, 'g'))];
  const [place, ...others] = places;
  if (place === undefined || others.length > 0) throw new UnknownWord(`\`${begin}…)\`, which is declared so`);
  const end = closing(source, place.index + begin.length);
  return source.slice(place.index, end);
}

/** The end of what is in parentheses from there on. */
function closing(source: string, from: number): number {
  const token = /\\[\s\S]|'[^']*'|"(?:\\[\s\S]|\$\([^()]*\)|[^"\\])*"|[()]/g;
  token.lastIndex = from;
  let depth = 1;
  for (let found = token.exec(source); found !== null; found = token.exec(source)) {
    if (found[0] === '(') depth += 1;
    if (found[0] === ')') depth -= 1;
    if (depth === 0) return found.index + 1;
  }
  return source.length;
}
