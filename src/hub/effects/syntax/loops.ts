/** Loops and choices: what their words are worked out to, and how they end. */
import type { WordNode } from 'just-bash';
import { throughDescriptors } from './descriptors.ts';
import { keeping, STATUS } from './error-exit.ts';
import { matchedFolders } from './folder-patterns.ts';
import {
  assigned,
  assignedWords,
  contains,
  fixedText,
  group,
  isAnywhere,
  literal,
  type SyntaxNode,
  simpleCommand,
  statement,
  valueOf,
} from './nodes.ts';

/** What the commands in the words complain of, the shell loses there, but not where an array is set. */
export function withWordsBefore(loop: SyntaxNode): SyntaxNode {
  const words = loop.words as readonly WordNode[];
  const whole = (one: SyntaxNode) => matchedFolders(left(throughDescriptors(one)));
  if (!contains(words, 'CommandSubstitution') || contains(words, 'Glob')) return whole(loop);
  const bare = whole({ ...loop, words: [valueOf(`${WORDS}[@]`)], redirections: [] });
  return throughDescriptors({ ...group(keeping(assignedWords(WORDS, words)), bare), redirections: loop.redirections });
}

/** The same. */
export function withWordBefore(choice: SyntaxNode): SyntaxNode {
  if (!contains(choice.word, 'CommandSubstitution')) return throughDescriptors(choice);
  const bare = { ...choice, word: valueOf(WORDS), redirections: [] };
  return throughDescriptors({
    ...group(keeping(assigned(WORDS, choice.word as WordNode)), bare),
    redirections: choice.redirections,
  });
}

const WORDS = '__words';

/** Without words, it goes through the parameters as they are. */
export function forEach(node: SyntaxNode): SyntaxNode {
  return node.words === null ? { ...node, words: [valueOf('@')] } : node;
}

/** Whether the loop was left, or its round, by `break` or `continue`. */
const LEFT = '__left';

/** The loop such that its exit code is 0 when it has been left; the shell keeps that of the round before. */
export function left(loop: SyntaxNode): SyntaxNode {
  const leaves = ({ type, name }: SyntaxNode) =>
    type === 'SimpleCommand' && /^(?:break|continue)$/.test(fixedText(name as WordNode | null) ?? '');
  if (!isAnywhere(loop.body, leaves)) return loop;
  const body = [statement(keeping(assigned(LEFT, literal('')))), ...(loop.body as readonly unknown[])];
  const status = simpleCommand(literal(`/usr/bin/${STATUS}`), [valueOf(LEFT), valueOf('?')]);
  return group(keeping(assigned(LEFT, literal(''))), { ...loop, body }, status);
}

/** `break` or `continue`, which are noted. */
export function leaving(node: SyntaxNode): SyntaxNode {
  return group(keeping(assigned(LEFT, literal('1'))), node);
}
