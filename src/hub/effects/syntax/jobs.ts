/** Commands in the background. The shell runs them at once, which is the same only where they are waited for at once. */
import type { StatementNode, WordNode } from 'just-bash';
import { fixedText, groupOf, joinedBy, type SyntaxNode, simpleCommand, statement, word } from './nodes.ts';

/** Thrown where what goes on beside it could be seen. */
export class UnknownOrderOfJobs extends Error {}

/** The statements, with each job that is waited for at once in the place of its `wait`. @param uses of a variable */
export function withJobsInTurn(statements: readonly StatementNode[], uses: (name: string) => number): StatementNode[] {
  const done: StatementNode[] = [];
  for (let at = 0; at < statements.length; at += 1) {
    const current = statements[at] as StatementNode;
    if (!current.background) {
      done.push(current);
      continue;
    }
    const noted = notedAs(statements[at + 1]);
    const end = at + (noted === undefined ? 1 : 2);
    const wait = noted === undefined || uses(noted) <= 1 ? waiting(statements[end], noted) : undefined;
    if (wait === undefined && sleeps(current)) {
      done.push({ ...current, background: false });
      continue;
    }
    if (wait === undefined) throw new UnknownOrderOfJobs();
    const silent = { type: 'Redirection', fd: 0, operator: '<', target: word('/dev/null') };
    const job = { type: 'Subshell', body: [{ ...current, background: false }], redirections: [silent] };
    // Without a job to wait for, the exit code tells nothing of it.
    const waited = wait === 'last' ? job : groupOf(joinedBy(['||'], job, nothing()), statement(nothing()));
    const { pipelines: [, ...others] = [], operators = [] } = statements[end] ?? {};
    done.push(joinedBy(operators as ('&&' | '||')[], waited, ...others));
    at = end;
  }
  return done;
}

const nothing = () => simpleCommand(word(':'), []);

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

/** The variable that the statement sets to the number of the last job, if it does nothing else. */
function notedAs(next: StatementNode | undefined): string | undefined {
  const [command, ...more] = next?.pipelines[0]?.commands ?? [];
  if (next?.background !== false || next.pipelines.length > 1 || more.length > 0) return undefined;
  if (command?.type !== 'SimpleCommand' || command.name !== null || command.assignments.length !== 1) return undefined;
  const [{ name = '', value = null } = {}] = command.assignments;
  return value !== null && parameterOf(value) === '!' ? name : undefined;
}

/** The parameter, if the word is its value. */
function parameterOf({ parts }: WordNode): unknown {
  const nodes = parts as unknown as readonly SyntaxNode[];
  const [part = { type: '' }] = nodes[0]?.type === 'DoubleQuoted' ? (nodes[0].parts as readonly SyntaxNode[]) : nodes;
  return nodes.length === 1 && part.type === 'ParameterExpansion' && part.operation === null
    ? part.parameter
    : undefined;
}

/** Whether the statement waits for the last job, or for all of them, and does nothing else. @param noted has its number */
function waiting(next: StatementNode | undefined, noted: string | undefined): 'last' | 'all' | undefined {
  const [pipeline] = next?.pipelines ?? [];
  const [command, ...more] = pipeline?.commands ?? [];
  if (next?.background !== false || more.length > 0 || command?.type !== 'SimpleCommand') return undefined;
  const { name, args, redirections } = command as unknown as {
    name: WordNode;
    args: WordNode[];
    redirections: unknown[];
  };
  if (pipeline?.negated === true || fixedText(name) !== 'wait' || redirections.length > 0 || args.length > 1)
    return undefined;
  if (args.length === 0) return 'all';
  return parameterOf(args[0] as WordNode) === (noted ?? '!') ? 'last' : undefined;
}
