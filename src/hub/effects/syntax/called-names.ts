/**
 * Commands whose name is known only when they run: `$cmd`, `"$@"`, `./$x`. The shell does not make words of such a name, and what
 * depends on a name cannot be done before it runs. So the words are worked out first, and a command of ours looks at them.
 */
import type { WordNode } from 'just-bash';
import { keeping } from './error-exit.ts';
import {
  assigned,
  assignedWords,
  group,
  groupOf,
  joinedBy,
  literal,
  type SyntaxNode,
  simpleCommand,
  statement,
  succeeding,
  valueOf,
  word,
  wordOf,
} from './nodes.ts';

/** Whether a command of ours runs the words: see `commands.ts`. */
export const IS_OURS = '.is-ours';
/** Runs them then. */
export const RUN_OURS = '.run-ours';
/** Refuses words that cannot be left to the shell, and ends with the exit code that the command finds. */
export const LOOKED_AT = '.looked-at';

const WORDS = '__called';
const BEFORE = '__before';
const AFTER = '__after';
const ALL = valueOf(`${WORDS}[@]`);

/** @param functions names of the script's own, which may be those of what bash has built in. */
export function calledByWords(
  node: SyntaxNode,
  words: readonly WordNode[],
  functions: ReadonlySet<string>,
): SyntaxNode {
  const ours = (name: string, args: readonly WordNode[]) => simpleCommand(literal(`/usr/bin/${name}`), [...args, ALL]);
  const call = { ...node, name: NOTHING, args: [ALL] };
  const found = ours(LOOKED_AT, [valueOf(BEFORE), valueOf(AFTER), word([...functions].join(' '))]);
  const clause = (condition: unknown, body: unknown) => ({
    condition: [statement(condition)],
    body: [statement(body)],
  });
  const choice = {
    type: 'If',
    // A condition does not end a shell with `set -e`, and either way the command finds the right exit code.
    clauses: [clause(ours(IS_OURS, []), { ...node, ...ours(RUN_OURS, []), ...outside(node) }), clause(found, call)],
    elseBody: [statement(call)],
    redirections: [],
  };
  return group(keeping(assigned(BEFORE, valueOf('?'))), worked(words), choice);
}

/** Whether the text has a slash, and is not the path of one of the machine's programs. */
export function isPathOfFile(text: string): boolean {
  return text.includes('/') && !/^(\/usr)?\/bin\//.test(text);
}

/** Expands to nothing, so that the shell takes the first of the other words for the name. */
const NOTHING = wordOf({
  type: 'ParameterExpansion',
  parameter: '__nothing',
  operation: { type: 'DefaultValue', word: word(''), checkEmpty: false },
});

const outside = ({ assignments, redirections }: SyntaxNode) => ({ assignments, redirections });

/** Sets the words, and keeps the exit code of the last command in them. */
function worked(words: readonly WordNode[]): SyntaxNode {
  const steps = [succeeding(assignedWords(WORDS, words)), assigned(AFTER, word('0')), assigned(AFTER, valueOf('?'))];
  return groupOf(joinedBy(['&&', '||'], ...steps));
}
