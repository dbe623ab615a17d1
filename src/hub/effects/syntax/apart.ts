/** Parts of a script that run in shells of their own, where the shell leaves too much of them, or too little. */
import type { ScriptNode, WordNode } from 'just-bash';
import { SILENT } from './commands.ts';
import { fixedText, literal, mapped, type SyntaxNode, simpleCommand, statement, valueOf, walk } from './nodes.ts';

/** What the parts of a pipe do to their shell is forgotten; the shell keeps the directory they go to, and more. */
export function inShellsOfTheirOwn(pipeline: SyntaxNode, functions: ReadonlySet<string>): SyntaxNode {
  const commands = pipeline.commands as readonly SyntaxNode[];
  if (commands.length < 2) return pipeline;
  const apart = commands.map((command) => {
    const name = command.type === 'SimpleCommand' ? fixedText(command.name as WordNode | null) : undefined;
    const isProgram = name !== undefined && !functions.has(name) && !CHANGING.test(name);
    if (isProgram || command.type === 'Subshell') return command;
    return { type: 'Subshell', body: [statement(command)], redirections: [] };
  });
  return { ...pipeline, commands: apart };
}

/** What the shell has built in that changes more than variables. */
const CHANGING = /^(?:cd|pushd|popd|eval|source|\.|readonly|declare|typeset|shopt|set)$/;

/** Of several commands as files, the shell keeps what the last one complains of; so none of them may. */
export function withSilentFiles(node: SyntaxNode, number: () => number): SyntaxNode {
  let count = 0;
  walk(node.args, ({ type }) => {
    count += type === 'ProcessSubstitution' ? 1 : 0;
  });
  return count < 2 ? node : silentFiles(node, number);
}

export function silentFiles(node: SyntaxNode, number: () => number): SyntaxNode {
  return mapped(node, (part) => (part.type === 'ProcessSubstitution' ? silent(part, number()) : part));
}

/** The substitution such that the run is refused when a command in it complains. */
export function silent(substitution: SyntaxNode, number: number): SyntaxNode {
  const { statements } = substitution.body as ScriptNode;
  const complaints = literal(`/tmp/.complaints-${number}`);
  const redirections = [{ type: 'Redirection', fd: 2, operator: '>', target: complaints }];
  const kept = { type: 'Subshell', body: statements, redirections };
  const look = simpleCommand(literal(`/usr/bin/${SILENT}`), [complaints, valueOf('?')]);
  return { ...substitution, body: { type: 'Script', statements: [statement(kept), statement(look)] } };
}
