/** What a run of the shell comes to. */
import type { BashExecResult } from 'just-bash';
import { asUtf8 } from '../../core/files/project-files.ts';
import type { CommandResult } from '../../core/projects/command.ts';
import type { Run, Unsimulated } from './run.ts';

/** The line that the shell prints when it gives up, and what it exits with then. */
const GAVE_UP = /^bash: .*(?:increase executionLimits\.\w+|limit exceeded \(.*\)|execution deadline.*)\n?/gm;
const EXIT_CODES = [124, 126];

/** The same of those of its commands that have loops of their own. */
const COMMAND_GAVE_UP =
  /^(?:awk|sed|jq): .*(?:maximum iterations|too many iterations|limit exceeded) \(\d+(?: bytes)?\)\n?/gm;

/** Those of them that tell of a command without an end; on a real machine, one that calls itself for ever dies too late. */
const ENDLESS = /too many (?:commands|iterations)|maximum (?:iterations|recursion depth)|execution deadline/;

/** What comes of a command: a result, or why the simulation cannot know it. */
export type CommandEnd = { readonly result: CommandResult } | { readonly unsimulated: Unsimulated };

/** @param inWords puts what bash itself prints in the words of a real one. */
export function commandEndOf(result: BashExecResult, run: Run, inWords: (text: string) => string): CommandEnd {
  if (run.refusal !== undefined) return { unsimulated: run.refusal };
  const patterns = EXIT_CODES.includes(result.exitCode) ? [GAVE_UP, COMMAND_GAVE_UP] : [COMMAND_GAVE_UP];
  const lines = patterns.flatMap((pattern) => result.stderr.match(pattern) ?? []);
  const rest = patterns.reduce((text, pattern) => text.replace(pattern, ''), result.stderr);

  const tooLarge = lines.find((line) => !ENDLESS.test(line));
  if (tooLarge !== undefined && !run.timedOut && !run.died) return { unsimulated: beyond(tooLarge) };

  const stdout = run.bytes.reduce(withBytesRead, inWords(result.stdout));
  const { elapsedMs } = run.clock;
  const printed = { stdout, stderr: inWords(rest), exit_code: result.exitCode, elapsedMs };
  if (run.died) return { result: { ...printed, failure: 'signal' } };
  const isOver = run.timedOut || lines.length > 0;
  return { result: isOver ? { ...printed, failure: 'timeout' } : printed };
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
