/** Patterns that end in a slash: they meet directories only, and the shell takes them for others. */
import type { WordNode } from 'just-bash';
import { group, literal, type SyntaxNode, simpleCommand, statement, word, wordOf } from './nodes.ts';

/** The command that prints what the patterns meet, one a line. */
export const FOLDERS = '.folders';

/** The command with what the patterns among its words meet, which is looked up right before. */
export function matchedFolders(node: SyntaxNode): SyntaxNode {
  if (node.type === 'Group') return inLoop(node);
  const member = node.type === 'For' ? 'words' : 'args';
  const words = node[member] as readonly WordNode[] | undefined;
  if (!words?.some(isFolderPattern)) return node;
  const lookUps: SyntaxNode[] = [];
  const changed = words.map((one) => {
    if (!isFolderPattern(one)) return one;
    const variable = newVariable();
    lookUps.push(lookUp(variable, one));
    const all = { type: 'ParameterExpansion', parameter: `${variable}[@]`, operation: null };
    return wordOf({ type: 'DoubleQuoted', parts: [all] });
  });
  return group(...lookUps, { ...node, [member]: changed });
}

/** A loop that has been put among others: see `rewriting.ts`. */
function inLoop(node: SyntaxNode): SyntaxNode {
  const body = node.body as readonly { pipelines: readonly { commands: readonly SyntaxNode[] }[] }[];
  const loop = body[1]?.pipelines[0]?.commands[0];
  const matched = loop?.type === 'For' ? matchedFolders(loop) : loop;
  if (matched === undefined || matched === loop) return node;
  const statements = matched.body as readonly unknown[];
  return { ...node, body: [body[0], ...statements, ...body.slice(2)] };
}

let variables = 0;

/** Loops may be inside of each other. */
function newVariable(): string {
  variables = (variables + 1) % 1_000_000;
  return `__folders_${variables}`;
}

function isFolderPattern({ parts }: WordNode): boolean {
  const last = parts.at(-1);
  return parts.some(({ type }) => type === 'Glob') && last?.type === 'Literal' && last.value.endsWith('/');
}

function lookUp(variable: string, { parts }: WordNode): SyntaxNode {
  const args = (parts as readonly unknown[] as readonly SyntaxNode[]).map((part) => {
    const isPattern = part.type === 'Glob' || part.type === 'ParameterExpansion';
    const inner = part.type === 'DoubleQuoted' ? (part.parts as readonly unknown[]) : [plain(part)];
    return wordOf({ type: 'DoubleQuoted', parts: [{ type: 'Literal', value: isPattern ? '*' : '=' }, ...inner] });
  });
  const body = { type: 'Script', statements: [statement(simpleCommand(literal(`/usr/bin/${FOLDERS}`), args))] };
  const input = {
    type: 'Redirection',
    fd: null,
    operator: '<',
    target: wordOf({ type: 'ProcessSubstitution', body, direction: 'input' }),
  };
  const mapfile = simpleCommand(literal('mapfile'), [word('-t'), word(variable)], {
    redirections: [input],
  });
  return mapfile as unknown as SyntaxNode;
}

function plain(part: SyntaxNode): SyntaxNode {
  if (part.type === 'Glob') return { type: 'Literal', value: part.pattern };
  return part.type === 'Escaped' || part.type === 'SingleQuoted' ? { type: 'Literal', value: part.value } : part;
}
