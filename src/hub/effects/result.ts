/** What a run of the shell comes to. */
import type { BashExecResult } from 'just-bash';
import { asUtf8 } from '../../core/files/project-files.ts';
import type { Command, CommandResult } from '../../core/projects/command.ts';
import { fromText, hasBytes } from './files/encoding.ts';
import { REAL_WAY } from './real-way.ts';
import type { Run } from './run.ts';
import type { Unsimulated } from './unsimulated.ts';

/** The line that the shell prints when it gives up, and what it exits with then. */
const GAVE_UP = /^bash: .*(?:increase executionLimits\.\w+|limit exceeded \(.*\)|execution deadline.*)\n?/gm;
const EXIT_CODES = [124, 126];

/** The same of those of its commands that have loops of their own. */
const COMMAND_GAVE_UP =
  /^(?:awk|sed|jq): .*(?:maximum iterations|too many iterations|limit exceeded)(?: \(\d+(?: bytes)?\))?\n?/gm;

/** Those of them that tell of steps, each of which takes time. */
const STEPS = /^bash: .*(?:too many (?:commands|iterations)|maximum iterations)/;

/** What comes of a command: a result, or why the simulation cannot know it. */
export type CommandEnd = { readonly result: CommandResult } | { readonly unsimulated: Unsimulated };

/** A command that was killed took all of its time, whatever it did with it. */
export function timedEnd(result: CommandResult, { timeoutMs }: Command): CommandEnd {
  return { result: { ...result, elapsedMs: result.failure === 'timeout' ? timeoutMs : (result.elapsedMs ?? 0) } };
}

const LONGEST_REASON = 300;

/** Scripts make the shell fail in many ways: none is a fault of whoever called. */
export function shellFails(fault: unknown): Unsimulated {
  return { what: 'this command', why: `its shell fails: ${String(fault).slice(0, LONGEST_REASON)}` };
}

/** @param inWords puts messages of bash itself in the words of a real one, and has the run note what it does not know. */
export function commandEndOf(result: BashExecResult, run: Run, inWords: (text: string) => string): CommandEnd {
  if (run.refusal !== undefined) return { unsimulated: run.refusal };
  const patterns = EXIT_CODES.includes(result.exitCode) ? [GAVE_UP, COMMAND_GAVE_UP] : [COMMAND_GAVE_UP];
  const lines = patterns.flatMap((pattern) => result.stderr.match(pattern) ?? []);
  const rest = patterns.reduce((text, pattern) => text.replace(pattern, ''), result.stderr);

  const isOver = run.timedOut || (run.isTimeOfSteps && lines.some((line) => STEPS.test(line)));
  const [tooMuch] = lines;
  if (tooMuch !== undefined && !isOver && !run.died) return { unsimulated: beyond(tooMuch) };
  const unknown = unknownSyntax(rest, run) ?? unknownComplaint(rest, run);
  if (unknown !== undefined) return { unsimulated: unknown };

  const { elapsedMs } = run.clock;
  const printed = {
    stdout: readable(inWords(result.stdout)),
    stderr: readable(inWords(rest)),
    exit_code: result.exitCode,
    elapsedMs,
  };
  if (run.refusal !== undefined) return { unsimulated: run.refusal };
  if (run.died) return { result: { ...printed, failure: 'signal' } };
  return { result: isOver ? { ...printed, failure: 'timeout' } : printed };
}

/** The output as UTF-8 that may be broken, as a hub reads it. */
function readable(text: string): string {
  return hasBytes(text) ? asUtf8(fromText(text)) : text;
}

function beyond(line: string) {
  const limit = line.trim().replace(/^bash: |, increase .*$/g, '');
  return {
    what: 'a command that large',
    why: `its shell gave up (${limit}); see the option \`commands\`, or ${REAL_WAY}`,
  };
}

/** Where a real bash goes on behind these, and in which words it says them, differs. */
const OF_ARITHMETIC =
  /^.*(?:\(error token is |\bvalue too great for base|arithmetic expression: |\bdivision by 0|\bexponent less than 0|syntax error: operand expected|\bbad substitution|\bbad array subscript|cannot convert \w+ to \w+ array).*$/m;
/** It calls a parameter as the script does: `$1`, or `1` of `${1}`. */
const OF_PARAMETERS = /^.*: \d+: unbound variable$/m;
/** Which line a command without a name is on is not known. */
const OF_NOTHING = /^bash: : command not found$/m;
/** Behind these it goes on with the next line. */
const OF_VARIABLES = /^.*: (?:unbound|readonly) variable$/m;

function unknownComplaint(stderr: string, run: Run): Unsimulated | undefined {
  const [line] =
    OF_ARITHMETIC.exec(stderr) ??
    OF_PARAMETERS.exec(stderr) ??
    (run.isPlain ? [] : (OF_VARIABLES.exec(stderr) ?? (run.isOneLine ? [] : (OF_NOTHING.exec(stderr) ?? []))));
  if (line === undefined) return undefined;
  return {
    what: `what bash does behind "${line.replace(/^bash: /, '')}"`,
    why: `its shell goes another way; ${REAL_WAY}`,
  };
}

export function unknownLine(message: string): Unsimulated {
  return { what: `the line of "${message}"`, why: `its shell does not tell it; ${REAL_WAY}` };
}

const PARSE_ERROR = /^bash: syntax error: Parse error at (\d+):\d+: (.*)$/m;

/** Complaints of the shell's parser that a real one has, too. */
const KNOWN_COMPLAINTS =
  /^(?:syntax error near unexpected token `(?:\)|\(|;;|;|&&|\|\||\||&|\}|fi|done|do|then|else|elif|esac|newline)'|Expected (?:FI|DONE|ESAC|THEN|DO|RBRACE|RPAREN|\}|\)), got (?:EOF|FI|DONE|ESAC|THEN|DO|ELSE|RPAREN)|unexpected EOF while looking for matching .*)$/;

/** What the shell's parser does not take, and a real one might. */
function unknownSyntax(stderr: string, run: Run): Unsimulated | undefined {
  const [, line = '', words = ''] = PARSE_ERROR.exec(stderr) ?? [];
  if (words === '') return undefined;
  // A real one does what stands on earlier lines first.
  if (line === '1' && run.isPlain && KNOWN_COMPLAINTS.test(words)) return undefined;
  return { what: 'that syntax', why: `its shell does not take it (${words} in line ${line}); ${REAL_WAY}` };
}
