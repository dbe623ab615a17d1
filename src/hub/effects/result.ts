/** What a run of the shell comes to. */
import type { BashExecResult } from 'just-bash';
import { refuse } from '../../core/errors.ts';
import { asUtf8 } from '../../core/files/project-files.ts';
import type { CommandResult } from '../../core/projects/command.ts';
import type { Run } from './run.ts';

/** The line that the shell prints when it gives up, and what it exits with then. */
const GAVE_UP = /^bash: .*(?:increase executionLimits\.\w+|limit exceeded \(.*\)|execution deadline.*)\n?/gm;
const EXIT_CODES = [124, 126];

/** The same of those of its commands that have loops of their own. */
const COMMAND_GAVE_UP = /^(?:awk|sed|jq): .*(?:maximum iterations|limit exceeded) \(\d+\)\n?/gm;

/** Those of them that tell of a command without an end; on a real machine, one that calls itself for ever dies too late. */
const ENDLESS = /too many (?:commands|iterations)|maximum (?:iterations|recursion depth)|execution deadline/;

/**
 * @param inWords puts what bash itself prints in the words of a real one.
 * @throws Refusal `unsimulated` when the command is too large for the simulation.
 */
export function resultOf(result: BashExecResult, run: Run, inWords: (text: string) => string): CommandResult {
  const patterns = EXIT_CODES.includes(result.exitCode) ? [GAVE_UP, COMMAND_GAVE_UP] : [COMMAND_GAVE_UP];
  const lines = patterns.flatMap((pattern) => result.stderr.match(pattern) ?? []);
  const rest = patterns.reduce((text, pattern) => text.replace(pattern, ''), result.stderr);

  const hasEnded = run.timedOut || run.died || run.refusal !== undefined;
  const tooLarge = lines.find((line) => !ENDLESS.test(line));
  if (tooLarge !== undefined && !hasEnded) throw refuse('unsimulated', beyond(tooLarge));

  const stdout = run.bytes.reduce(withBytesRead, inWords(result.stdout));
  return { stdout, stderr: inWords(rest), exit_code: result.exitCode, ...failureOf(run, lines) };
}

function failureOf(run: Run, lines: readonly string[]): Pick<CommandResult, 'failure'> {
  if (run.died) return { failure: 'signal' };
  return run.timedOut || lines.length > 0 ? { failure: 'timeout' } : {};
}

/** The text with `bytes`, which stand in it with a character for each, read as UTF-8. */
function withBytesRead(text: string, bytes: string): string {
  if (/[^\0-\xff]/.test(bytes)) return text;
  return text.replace(bytes, () => asUtf8(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0))));
}

function beyond(line: string) {
  const limit = line.trim().replace(/^bash: |, increase .*$/g, '');
  return { what: 'a command that large', why: `its shell gave up (${limit}); see the option \`commands\`` };
}
