/**
 * Where both outputs of commands go to one place, in the order in which they were printed.
 *
 * The shell keeps the outputs apart, and puts one behind the other in the end. So the redirection is handed on to the commands
 * inside, one by one; each of them, as far as it is known, prints to one of its outputs or in an order that is known.
 */
import type { WordNode } from 'just-bash';
import { builtInForms } from './built-in-forms.ts';
import {
  fixedText,
  mapped,
  type Redirection,
  type SyntaxNode,
  simpleCommand,
  textOf,
  walk,
  word,
  wordOf,
} from './nodes.ts';

/** The command that runs a program whose outputs go to one place. */
export const MERGING = '.merging';

/** Thrown where the order is not known. */
export class UnknownOrder extends Error {}

/** What the shell has built in, and prints to one output at a time. */
const ONE_OUTPUT = new Set(
  ': [ break cd continue declare echo eval exit export false getopts hash let local mapfile printf pwd read readarray readonly return set shift shopt test true type typeset unset wait'.split(
    ' ',
  ),
);

const MERGE: Redirection = { type: 'Redirection', fd: 2, operator: '>&', target: word('1') };

/** The tree with each merging redirection handed on as far as it goes. @param functions names of the script's own */
export function inOrder(node: SyntaxNode, functions: ReadonlySet<string>): SyntaxNode {
  return ordered(node, functions) as SyntaxNode;
}

function ordered(part: unknown, functions: ReadonlySet<string>): unknown {
  if (Array.isArray(part)) return part.map((one) => ordered(one, functions));
  if (typeof part !== 'object' || part === null) return part;
  const node = part as SyntaxNode;
  if (node.type === 'Pipeline') return pipeline(node, functions);
  const merged =
    'redirections' in node && merges(node.redirections as readonly Redirection[]) ? merge(node, functions) : node;
  return inside(merged, functions);
}

function inside(node: SyntaxNode, functions: ReadonlySet<string>): SyntaxNode {
  const members = Object.entries(node).map(([name, member]) => [name, ordered(member, functions)]);
  return Object.fromEntries(members) as SyntaxNode;
}

/** `|&` is `2>&1 |`. */
function pipeline(node: SyntaxNode, functions: ReadonlySet<string>): SyntaxNode {
  const { pipeStderr = [], ...rest } = node as unknown as {
    pipeStderr?: readonly boolean[];
    commands: readonly SyntaxNode[];
  };
  const commands = rest.commands.map((command, at) => {
    if (pipeStderr[at] !== true && pipeStderr[at + 1] !== true) return command;
    return isBoth(rest.commands, pipeStderr, at) ? withMerge(command) : command;
  });
  return { ...rest, commands: commands.map((command) => ordered(command, functions)) } as unknown as SyntaxNode;
}

/** The parser notes it at the command behind the bar. */
function isBoth(commands: readonly SyntaxNode[], pipeStderr: readonly boolean[], at: number): boolean {
  return commands.length === pipeStderr.length ? pipeStderr[at + 1] === true : pipeStderr[at] === true;
}

function withMerge(command: SyntaxNode): SyntaxNode {
  return { ...command, redirections: [...((command.redirections ?? []) as Redirection[]), MERGE] };
}

/** Whether both outputs go to the same place in the end. */
function merges(redirections: readonly Redirection[]): boolean {
  let [one, two] = ['out', 'err'];
  redirections.forEach(({ fd, operator, target }, at) => {
    const to = target.type === 'Word' ? textOf(target as WordNode) : '';
    const place = `file ${at}`;
    if (operator === '>&' && fd !== null && (to === '1' || to === '2')) {
      if (fd === 2) two = to === '1' ? one : two;
      if (fd === 1) one = to === '2' ? two : one;
    } else if (operator.startsWith('&>') || (operator === '>&' && fd === null && !/^\d+$|^-$/.test(to))) {
      [one, two] = to === '/dev/null' ? ['', ' '] : [place, place];
    } else if (operator.startsWith('>') && (fd ?? 1) === 1) one = to === '/dev/null' ? '' : place;
    else if (operator.startsWith('>') && fd === 2) two = to === '/dev/null' ? ' ' : place;
    if (operator === '>&' && fd === null && to === '2') one = two;
    if (one === '' && two === '') two = ' ';
  });
  return one === two;
}

function merge(node: SyntaxNode, functions: ReadonlySet<string>): SyntaxNode {
  if (node.type === 'SimpleCommand') return simple(node, functions);
  if (node.type === 'FunctionDef') throw new UnknownOrder();
  if (!merges(node.redirections as readonly Redirection[])) return node;
  const { redirections, ...body } = node as unknown as { redirections: readonly Redirection[] };
  return { ...handedOn(body as unknown as SyntaxNode, functions), redirections: [...redirections] };
}

/** Each command inside with the redirection. */
function handedOn(part: SyntaxNode, functions: ReadonlySet<string>): SyntaxNode {
  const hand = (member: unknown): unknown => {
    if (Array.isArray(member)) return member.map(hand);
    if (typeof member !== 'object' || member === null) return member;
    const node = member as SyntaxNode;
    if (node.type === 'Pipeline') return handedToPipeline(node, functions);
    if (node.type === 'Word' || node.type === 'Redirection' || node.type === 'ArithmeticExpression') return node;
    return Object.fromEntries(Object.entries(node).map(([name, one]) => [name, hand(one)]));
  };
  return hand(part) as SyntaxNode;
}

function handedToPipeline(node: SyntaxNode, functions: ReadonlySet<string>): SyntaxNode {
  const commands = node.commands as readonly SyntaxNode[];
  const last = commands.length - 1;
  return {
    ...node,
    commands: commands.map((command, at) => {
      if (at === last) return merge(withFirstMerge(command), functions);
      if (!isSilent(command, functions)) throw new UnknownOrder();
      return command;
    }),
  };
}

function withFirstMerge(command: SyntaxNode): SyntaxNode {
  const others = (command.redirections ?? []) as Redirection[];
  return { ...command, redirections: [MERGE, ...others] };
}

/** Whether it prints nothing to standard error that anybody sees. */
function isSilent(command: SyntaxNode, functions: ReadonlySet<string>): boolean {
  const name = command.type === 'SimpleCommand' ? fixedText(command.name as WordNode | null) : undefined;
  const redirections = (command.redirections ?? []) as readonly Redirection[];
  const isElsewhere = redirections.some(({ fd, operator }) => fd === 2 && operator.startsWith('>'));
  return isElsewhere || (name !== undefined && !functions.has(name) && /^(?:echo|printf|seq|true|:)$/.test(name));
}

/** What commands in the words complain of, the shell does not put there. */
function withSilentOutputs(node: SyntaxNode): SyntaxNode {
  let isThere = false;
  const [args, assignments] = mapped([node.args, node.assignments], (part) => {
    if (part.type !== 'CommandSubstitution' || part.isSilent === true) return part;
    isThere = true;
    return { ...part, isSilent: true };
  });
  return isThere ? { ...node, args, assignments } : node;
}

function hasOwnFile({ args }: SyntaxNode): boolean {
  let isThere = false;
  walk(args, ({ type }) => {
    isThere ||= type === 'ProcessSubstitution';
  });
  return isThere;
}

function simple(node: SyntaxNode, functions: ReadonlySet<string>): SyntaxNode {
  const redirections = node.redirections as readonly Redirection[];
  const known = merges(redirections) ? withSilentOutputs(node) : node;
  if (known !== node) return simple(known, functions);
  // With a redirection the shell leaves out how the assignment went; and nothing is printed there any more.
  if (node.name === null) return { ...node, redirections: redirections.filter((one) => one !== MERGE) };
  if (node.name === undefined && !merges(redirections)) return node;
  const name = fixedText(node.name as WordNode);
  if (name === 'exec' || name === undefined || functions.has(name)) throw new UnknownOrder();
  if (ONE_OUTPUT.has(name) || !merges(redirections)) return node;
  // What the shell has built in is no program, and a program of ours has no files of the shell's making.
  if (Object.hasOwn(builtInForms, name) || hasOwnFile(node)) throw new UnknownOrder();
  const args = [node.name as WordNode, ...(node.args as readonly WordNode[])];
  return {
    ...simpleCommand(wordOf({ type: 'Literal', value: `/usr/bin/${MERGING}` }), args),
    assignments: node.assignments,
    redirections,
  } as unknown as SyntaxNode;
}
