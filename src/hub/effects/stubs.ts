/** Canned replies to commands, which come before the shell. */
import { copied } from '../../core/copied.ts';
import { isObject } from '../../core/json.ts';
import { type Command, type CommandResult, SPAWN_FAILURES } from '../../core/projects/command.ts';
import {
  either,
  misshapen,
  number,
  type Of,
  oneOf,
  optionalMember,
  record,
  type Shape,
  scalar,
  text,
} from '../../core/shape.ts';

/** The whole command line, a pattern somewhere in it, or any condition. */
export type CommandPattern = string | RegExp | ((command: Command) => boolean);

/** What a stubbed command comes to; a text is what it prints. What is left out is empty, and the exit code 0. */
export type StubReply = string | Partial<CommandResult>;

export interface Stub {
  readonly pattern: CommandPattern;
  readonly reply: StubReply | ((command: Command) => StubReply | Promise<StubReply>);
}

const resultMembers = {
  stdout: optionalMember(text),
  stderr: optionalMember(text),
  exit_code: optionalMember(number),
  failure: optionalMember(oneOf('timeout', 'signal', ...SPAWN_FAILURES)),
  elapsedMs: optionalMember(number),
};

const replyShape = either(text, record(resultMembers));

const expression = scalar<string>('a regular expression', (value) => typeof value === 'string' && isExpression(value));

const byCommand = record({
  /** The whole command line. */
  command: text,
  ...resultMembers,
});

const byPattern = record({
  /** A regular expression that is met somewhere in the command line. */
  pattern: expression,
  ...resultMembers,
});

/** A stub in JSON: what it answers, and what with. */
export const writtenStub: Shape<Of<typeof byCommand> | Of<typeof byPattern>> = (value, place) =>
  isObject(value) && Object.hasOwn(value, 'pattern') ? byPattern(value, place) : byCommand(value, place);
export type WrittenStub = Of<typeof writtenStub>;

export function stubOf(written: WrittenStub): Stub {
  if ('pattern' in written) {
    const { pattern, ...reply } = written;
    return commandStub(new RegExp(pattern), reply);
  }
  const { command, ...reply } = written;
  return commandStub(command, reply);
}

function isExpression(source: string): boolean {
  try {
    new RegExp(source);
    return true;
  } catch {
    return false;
  }
}

/** @throws ShapeError that names what is no pattern, or no reply. */
export function commandStub(pattern: CommandPattern, reply: Stub['reply']): Stub {
  const isPattern = typeof pattern === 'string' || typeof pattern === 'function' || pattern instanceof RegExp;
  if (!isPattern) throw misshapen('pattern', 'a text, a regular expression or a function', pattern);
  if (typeof reply !== 'function') checkedReply(reply);
  return { pattern, reply };
}

function checkedReply(reply: StubReply): StubReply {
  return replyShape(copied(reply), 'reply') as StubReply;
}

/** The result of the last of the stubs that meets the command; `undefined` if none does. */
export async function stubbedResult(stubs: readonly Stub[], command: Command): Promise<CommandResult | undefined> {
  const stub = stubs.findLast(({ pattern }) => meets(pattern, command));
  if (stub === undefined) return undefined;
  const reply = checkedReply(typeof stub.reply === 'function' ? await stub.reply(copied(command)) : stub.reply);
  const parts = typeof reply === 'string' ? { stdout: reply } : reply;
  const elapsedMs = parts.failure === 'timeout' ? command.timeoutMs : 0;
  return { stdout: '', stderr: '', exit_code: 0, elapsedMs, ...parts };
}

function meets(pattern: CommandPattern, command: Command): boolean {
  if (typeof pattern === 'string') return pattern === command.text;
  // Unlike `test`, `search` does not depend on where a sticky or global pattern stopped last.
  return typeof pattern === 'function' ? pattern(copied(command)) : command.text.search(pattern) !== -1;
}
