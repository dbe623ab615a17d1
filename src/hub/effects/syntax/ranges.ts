/** Ranges in braces. */
import { Uncertain } from './arithmetic.ts';
import { literal, outputOf, type SyntaxNode, simpleCommand } from './nodes.ts';

/** The most words that the shell makes of braces; beyond that it silently does something else. */
const WIDEST_RANGE = 10_000;

/** The word with a command in place of a range that is too wide for the shell. */
export function wideRange(node: SyntaxNode): SyntaxNode {
  const parts = (node.parts ?? []) as readonly SyntaxNode[];
  const counts = parts.map((part) => (part.type === 'BraceExpansion' ? rangeOf(part) : undefined));
  const wide = counts.find((range) => range !== undefined && range.count > WIDEST_RANGE);
  if (wide === undefined) return node;
  if (parts.length > 1 || wide.isPadded) throw new Uncertain();
  const { start, step, end } = wide;
  const numbers = [start, step, end].map((number) => literal(String(number)));
  return { ...node, parts: [outputOf(simpleCommand(literal('/usr/bin/seq'), numbers))] };
}

function rangeOf(part: SyntaxNode) {
  const [item, ...others] = part.items as readonly {
    type: string;
    start: unknown;
    end: unknown;
    step?: number;
    startStr?: string;
    endStr?: string;
  }[];
  if (item?.type !== 'Range' || others.length > 0 || typeof item.start !== 'number' || typeof item.end !== 'number')
    return undefined;
  const size = Math.max(1, Math.abs(item.step ?? 1));
  const step = item.start <= item.end ? size : -size;
  const isPadded = [item.startStr, item.endStr].some((text) => /^-?0\d/.test(text ?? ''));
  return { start: item.start, end: item.end, step, isPadded, count: Math.abs(item.end - item.start) / size };
}
