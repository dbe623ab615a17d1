/** What is changed in every script before the shell runs it: where the shell and a real bash part ways. */
import type { ScriptNode, WordNode } from 'just-bash';
import { RANDOM, SECONDS } from './commands/chance.ts';
import { RUN_FILE } from './commands/shells.ts';

/** As the shell takes it for a change of its own. */
interface Rewriting {
  readonly name: string;
  transform(context: { readonly ast: ScriptNode }): { ast: ScriptNode };
}

/**
 * Three things are put in other words that mean the same:
 *
 * - a file that is named as a command is run by a command of ours, since the shell takes any file for a script of bash;
 * - a variable that chance or the host's clock is behind becomes the output of a command of ours;
 * - an output goes to a file by way of a descriptor of its own, `210>file >&210`, since the shell throws where it
 *   cannot write to the file itself, and ends the script.
 */
export const rewriting: Rewriting = {
  name: 'simulation',
  transform: ({ ast }) => ({ ast: rewritten(ast) }),
};

/** Any node of a script; which members it has depends on its type. */
interface Node {
  readonly type: string;
  readonly [member: string]: unknown;
}

function rewritten<Part>(part: Part): Part {
  if (Array.isArray(part)) return part.map(rewritten) as Part;
  if (typeof part !== 'object' || part === null) return part;
  const members = Object.entries(part).map(([name, member]) => [name, rewritten(member)]);
  return replaced(Object.fromEntries(members)) as Part;
}

function replaced(node: Node): Node {
  switch (node.type) {
    case 'ParameterExpansion':
      return node.operation === null ? output(node, node.parameter) : node;
    case 'ArithVariable':
      return output(node, node.name);
    default:
      return throughDescriptors(node.type === 'SimpleCommand' ? runningFile(node) : node);
  }
}

function output(node: Node, variable: unknown): Node {
  const command = VARIABLES.get(variable);
  if (command === undefined) return node;
  return node.type === 'ArithVariable'
    ? { type: 'ArithCommandSubst', command }
    : { type: 'CommandSubstitution', body: script(command), legacy: false };
}

const VARIABLES = new Map<unknown, string>([
  ['RANDOM', `/usr/bin/${RANDOM}`],
  ['SECONDS', `/usr/bin/${SECONDS}`],
]);

/** A script without lines, so that the one around it keeps its place. */
function script(command: string): Node {
  const simple = { type: 'SimpleCommand', name: word(command), args: [], assignments: [], redirections: [] };
  const pipeline = { type: 'Pipeline', commands: [simple], negated: false };
  const statement = { type: 'Statement', pipelines: [pipeline], operators: [], background: false };
  return { type: 'Script', statements: [statement] };
}

function runningFile(command: Node): Node {
  const name = command.name as WordNode | null;
  if (name === null || !isPathOfFile(textOf(name))) return command;
  return { ...command, name: word(`/usr/bin/${RUN_FILE}`), args: [name, ...(command.args as WordNode[])] };
}

/** Whether the text has a slash, and is not the path of one of the machine's programs. */
function isPathOfFile(text: string): boolean {
  return text.includes('/') && !/^(\/usr)?\/bin\//.test(text);
}

interface Redirection {
  readonly fd: number | null;
  readonly fdVariable?: string;
  readonly operator: string;
  readonly target: WordNode | { readonly type: 'HereDoc' };
}

const FIRST_DESCRIPTOR = 210;

function throughDescriptors(node: Node): Node {
  const redirections = node.redirections as readonly Redirection[] | undefined;
  if (redirections === undefined || redirections.length === 0) return node;
  return { ...node, redirections: redirections.flatMap((one, at) => throughDescriptor(one, FIRST_DESCRIPTOR + at)) };
}

function throughDescriptor(redirection: Redirection, own: number): readonly object[] {
  const { fd, fdVariable, operator, target } = redirection;
  const isToFile = target.type === 'Word' && !textOf(target).startsWith('/dev/');
  if (!isToFile || fdVariable !== undefined || (fd !== null && fd > 2)) return [redirection];

  const to = (number: number) => ({ ...redirection, fd: number, operator: '>&', target: word(String(own)) });
  const open = { ...redirection, fd: own };
  switch (operator) {
    case '>':
    case '>|':
    case '>>':
      return [open, to(fd ?? 1)];
    case '&>':
    case '&>>':
      return [{ ...open, operator: operator.slice(1) }, to(1), to(2)];
    default:
      return [redirection];
  }
}

function word(text: string): WordNode {
  return { type: 'Word', parts: [{ type: 'Literal', value: text }] };
}

/** What of the word is written out. */
function textOf({ parts }: WordNode): string {
  return parts.map((part) => ('value' in part ? part.value : '')).join('');
}
