/** `exec < file`: the shell leaves nothing of it behind the first command that reads. What stands behind becomes a group with that input. */
import type { ScriptNode, StatementNode, WordNode } from 'just-bash';
import {
  contains,
  fixedText,
  groupOf,
  literal,
  type Redirection,
  type SyntaxNode,
  simpleCommand,
  statement,
} from './nodes.ts';

export function withInputOfRest(script: ScriptNode): ScriptNode {
  return { ...script, statements: grouped(script.statements) };
}

function grouped(statements: readonly StatementNode[]): StatementNode[] {
  const at = statements.findIndex((one) => inputOf(one) !== undefined);
  const input = at === -1 ? undefined : inputOf(statements[at]);
  const [before, rest] = [statements.slice(0, at), statements.slice(at + 1)];
  if (input === undefined || rest.length === 0) return [...statements];
  const group = statement({ ...groupOf(...grouped(rest)), redirections: [input] });
  if (input.operator !== '<' || contains(input.target, 'ProcessSubstitution')) return [...before, group];
  // Without the file it goes on with the input that it has.
  const opened = { ...(statements[at]?.pipelines[0]?.commands[0] as object), name: literal(':') };
  const clauses = [{ condition: [statement(opened)], body: [group] }];
  const elseBody = [statement(simpleCommand(literal('false'), [])), ...rest];
  return [...before, statement({ type: 'If', clauses, elseBody, redirections: [] })];
}

/** The redirection, if the statement is `exec` with that and nothing else. */
function inputOf(one: StatementNode | undefined): Redirection | undefined {
  const [pipeline, ...others] = one?.pipelines ?? [];
  const [command, ...more] = (pipeline?.commands ?? []) as unknown as readonly SyntaxNode[];
  if (one?.background !== false || others.length + more.length > 0 || pipeline?.negated !== false) return undefined;
  if (command?.type !== 'SimpleCommand' || fixedText(command.name as WordNode | null) !== 'exec') return undefined;
  const [input, ...outputs] = command.redirections as readonly Redirection[];
  const isPlain = outputs.length === 0 && (command.args as readonly unknown[]).length === 0;
  const isInput = isPlain && /^<{1,3}-?$/.test(input?.operator ?? '') && (input?.fd ?? 0) === 0;
  return isInput && !contains(input?.target, 'CommandSubstitution') ? input : undefined;
}
