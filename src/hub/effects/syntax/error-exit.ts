/**
 * `set -e`: a command that fails ends a real bash, unless it is in a condition, which it knows of functions and groups, too. The shell
 * knows it of what stands behind `if` and `while` only, so a list such as `a && b` becomes an `if`; and a function that ends in
 * one is a command that fails like any other.
 */
import type { StatementNode, WordNode } from 'just-bash';
import {
  asPipeline,
  fixedText,
  group,
  groupOf,
  isAnywhere,
  joinedBy,
  literal,
  type SyntaxNode,
  simpleCommand,
  statement,
  valueOf,
  word,
} from './nodes.ts';

/** Ends with the exit code of a loop, or of the command before. */
export const STATUS = '.status';

/** Whether the script has a shell end at the first failure. */
export function setsErrorExit(script: unknown): boolean {
  return turnsOn(/^-[a-z]*e|^errexit$/, script);
}

/** Whether the script has variables that are not set be errors. */
export function setsNoUnset(script: unknown): boolean {
  return turnsOn(/^-[a-z]*u|^nounset$/, script);
}

/** Whether `set` turns the option on anywhere. */
function turnsOn(option: RegExp, script: unknown): boolean {
  return isAnywhere(
    script,
    ({ type, name, args }) =>
      type === 'SimpleCommand' &&
      fixedText(name as WordNode | null) === 'set' &&
      (args as readonly WordNode[]).some((arg) => option.test(fixedText(arg) ?? '')),
  );
}

type Pipeline = SyntaxNode & { readonly negated: boolean; readonly commands: readonly SyntaxNode[] };

/** The statement such that only what a real bash ends at ends the shell. */
export function withErrorExit(node: SyntaxNode): SyntaxNode {
  const { pipelines, operators } = node as unknown as StatementNode;
  const [first, ...others] = pipelines as unknown as readonly Pipeline[];
  if (first === undefined || (others.length === 0 && !first.negated)) return node;
  const last = others.at(-1) ?? first;
  if ([first, ...others].every((one) => isSimple(one) || (one === last && !one.negated))) return node;
  const whole = others.reduce<unknown>(
    (before, pipeline, at) =>
      joined(before, operators[at] === '&&', pipeline === last ? unlessNegated(last) : pipeline),
    first === last ? unlessNegated(first) : first,
  );
  return { ...node, pipelines: [asPipeline(whole)], operators: [] };
}

/** `before && after`, or `before || after`. */
function joined(before: unknown, isBoth: boolean, after: unknown): SyntaxNode {
  return isBoth
    ? choice(before, joinedBy([], after), failing(valueOf('?')))
    : choice(before, statement(nothing()), joinedBy([], after));
}

function unlessNegated(pipeline: Pipeline): unknown {
  if (!pipeline.negated) return pipeline;
  return choice({ ...pipeline, negated: false }, failing(word('1')), statement(nothing()));
}

function choice(condition: unknown, body: unknown, elseBody: unknown): SyntaxNode {
  const clauses = [{ condition: [joinedBy([], condition)], body: [body] }];
  return { type: 'If', clauses, elseBody: [elseBody], redirections: [] };
}

const nothing = () => simpleCommand(literal(':'), []);
const status = (code: WordNode) => simpleCommand(literal(`/usr/bin/${STATUS}`), [word(''), code]);

/** Has that exit code, and does not end the shell. */
function failing(code: WordNode): unknown {
  return joinedBy(['&&'], status(code), nothing());
}

/** The command that keeps the exit code of the one before, and does not end the shell. */
export function keeping(command: unknown): SyntaxNode {
  return groupOf(joinedBy(['&&'], command, nothing()));
}

/** The call of a function, or of a text, that ends the shell when it fails, whatever it ended in. */
export function failingAsOne(call: SyntaxNode): SyntaxNode {
  return group(call, status(valueOf('?')));
}

/** The loop that ends with the exit code of its last round, and by which a shell does not end that did not end there. */
export function endingAsItsRound(loop: SyntaxNode): SyntaxNode {
  const condition = loop.condition as readonly (StatementNode & { pipelines: readonly unknown[] })[];
  const last = condition.at(-1) as StatementNode;
  const end = loop.type === 'While' ? nothing() : status(valueOf('?'));
  const safe = {
    ...last,
    pipelines: [...last.pipelines, asPipeline(end)],
    operators: [...last.operators, loop.type === 'While' ? '&&' : '||'],
  };
  return { ...loop, condition: [...condition.slice(0, -1), safe] };
}

/** Commands in a word go on after a failure. */
export function goingOn(substitution: SyntaxNode): SyntaxNode {
  const { statements } = substitution.body as { statements: readonly unknown[] };
  if (isSimpleCommand(statements)) return substitution;
  const body = [statement(simpleCommand(literal('set'), [literal('+e')])), ...statements];
  const subshell = { type: 'Subshell', body, redirections: [] };
  return { ...substitution, body: { type: 'Script', statements: [statement(subshell)] } };
}

function isSimpleCommand(statements: readonly unknown[]): boolean {
  const [only, ...others] = statements as readonly { pipelines: readonly Pipeline[] }[];
  const [pipeline, ...more] = only?.pipelines ?? [];
  return others.length + more.length === 0 && pipeline !== undefined && isSimple(pipeline);
}

function isSimple({ commands: [first, ...others] }: Pipeline): boolean {
  return first?.type === 'SimpleCommand' && others.length === 0;
}
