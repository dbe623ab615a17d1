/**
 * An output goes to a file by way of a descriptor of its own, `210>file >&210`, since the shell throws where it cannot write to the
 * file itself, and ends the script.
 */
import type { WordNode } from 'just-bash';
import { literal, type Redirection, type SyntaxNode, textOf } from './nodes.ts';

const FIRST_DESCRIPTOR = 210;

export function throughDescriptors(node: SyntaxNode): SyntaxNode {
  const redirections = node.redirections as readonly Redirection[] | undefined;
  if (redirections === undefined || redirections.length === 0) return node;
  return { ...node, redirections: redirections.flatMap((one, at) => throughDescriptor(one, FIRST_DESCRIPTOR + at)) };
}

function throughDescriptor(redirection: Redirection, own: number): readonly object[] {
  const { fd, fdVariable, operator, target } = redirection;
  const isToFile = target.type === 'Word' && textOf(target as WordNode) !== '/dev/null';
  if (!isToFile || fdVariable !== undefined || (fd !== null && fd > 2)) return [redirection];

  const to = (number: number) => ({ ...redirection, fd: number, operator: '>&', target: literal(String(own)) });
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
