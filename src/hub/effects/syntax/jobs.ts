/** Commands in the background. The shell runs them at once, which is the same only where they are waited for at once. */
import type { StatementNode, WordNode } from 'just-bash';
import { fixedText, type SyntaxNode, simpleCommand, statement, word } from './nodes.ts';

/** Thrown where what goes on beside it could be seen. */
export class UnknownOrderOfJobs extends Error {}

/** The statements, with each job that is waited for at once in the place of its `wait`. */
export function withJobsInTurn(statements: readonly StatementNode[]): StatementNode[] {
  const done: StatementNode[] = [];
  for (let at = 0; at < statements.length; at += 1) {
    const current = statements[at] as StatementNode;
    if (!current.background) {
      done.push(current);
      continue;
    }
    const wait = waiting(statements[at + 1]);
    if (wait === undefined && sleeps(current)) {
      done.push({ ...current, background: false });
      continue;
    }
    if (wait === undefined) throw new UnknownOrderOfJobs();
    const job = { type: 'Subshell', body: [{ ...current, background: false }], redirections: [] };
    const silent = { type: 'Redirection', fd: 0, operator: '<', target: word('/dev/null') };
    done.push(statement({ ...job, redirections: [silent] }));
    // Without a job to wait for, the exit code tells nothing of it.
    if (wait === 'all') done.push(statement(simpleCommand(word(':'), [])));
    at += 1;
  }
  return done;
}

/** Whether nobody sees anything of the job but that time passes. */
function sleeps({ pipelines }: StatementNode): boolean {
  const [command, ...more] = pipelines[0]?.commands ?? [];
  return pipelines.length === 1 && more.length === 0 && isSleep(command);
}

function isSleep(command: StatementNode['pipelines'][number]['commands'][number] | undefined): boolean {
  if (command?.type !== 'SimpleCommand') return false;
  const [first] = command.args;
  const name = fixedText(command.name);
  return name === 'sleep' || (name === 'setsid' && first !== undefined && fixedText(first) === 'sleep');
}

/** Whether the statement waits for the last job, or for all of them, and does nothing else. */
function waiting(next: StatementNode | undefined): 'last' | 'all' | undefined {
  const [pipeline, ...others] = next?.pipelines ?? [];
  const [command, ...more] = pipeline?.commands ?? [];
  if (next?.background !== false || others.length + more.length > 0 || command?.type !== 'SimpleCommand')
    return undefined;
  const { name, args, redirections } = command as unknown as {
    name: WordNode;
    args: WordNode[];
    redirections: unknown[];
  };
  if (pipeline?.negated === true || fixedText(name) !== 'wait' || redirections.length > 0 || args.length > 1)
    return undefined;
  if (args.length === 0) return 'all';
  const parts = (args[0]?.parts ?? []) as unknown as readonly SyntaxNode[];
  const [part = { type: '' }] = parts[0]?.type === 'DoubleQuoted' ? (parts[0].parts as readonly SyntaxNode[]) : parts;
  return parts.length === 1 && part.type === 'ParameterExpansion' && part.parameter === '!' ? 'last' : undefined;
}
