/** How the command says that it cannot go on. */
import { type Command, CommanderError } from 'commander';
import { DescriptionError } from '../contracts/description.ts';
import { Redactor } from '../core/redact.ts';
import { SetupError } from '../server/setup-error.ts';
import { UnreadableFile } from '../server/text-file.ts';

/** What shells expect of a command that was called wrongly. */
const CALLED_WRONGLY = 2;

/**
 * Says on standard error what was thrown while `command` ran, or before it did.
 *
 * @param called the name of the command that was called, as far as there is one of that name.
 * @returns the exit code for it.
 */
export function exitCodeFor(thrown: unknown, command: Command | undefined, called: string | undefined): number {
  if (thrown instanceof UnreadableFile || thrown instanceof DescriptionError) complain(thrown.message);
  else if (thrown instanceof SetupError) complain(`${spelled(command, thrown.option)}: ${thrown.message}`);
  else if (!(thrown instanceof CommanderError)) throw thrown;
  // Help and version, which are printed by now.
  else if (thrown.exitCode === 0) return 0;
  else complain(`${spoken(thrown.message)}\nTry: ${['cocalc-mock-hub', called, '--help'].filter(Boolean).join(' ')}`);
  return CALLED_WRONGLY;
}

/** On one line, and without what was given to an option that there is not: it may be a key. */
function spoken(message: string): string {
  const line = message.replace(/^error: /, '').replaceAll('\n', ' ');
  const [, option = ''] = /unknown option '(--[\w-]+)=[^']*' \(Did you mean \1\?\)/.exec(line) ?? [];
  if (option !== '') return `option '${option}' takes no value: give it, or leave it out`;
  return line.replace(/(?<=unknown option '--[\w-]+)=[^']*/, '');
}

/** One line on standard error. What was given in a wrong place, a key as the name of a file, is still a secret. */
export function complain(words: string): void {
  process.stderr.write(`cocalc-mock-hub: ${new Redactor().text(words)}\n`);
}

function spelled(command: Command | undefined, option: string): string {
  const isVariable = command?.getOptionValueSource(option) === 'env';
  return isVariable ? `variable COCALC_MOCK_${option.toUpperCase()}` : `option --${option}`;
}
