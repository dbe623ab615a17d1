/** All commands that are not the shell's own. */
import type { CustomCommand } from 'just-bash';
import { byteCommands } from './commands/bytes.ts';
import { chanceCommands } from './commands/chance.ts';
import { fileCommands } from './commands/files.ts';
import { processCommands } from './commands/processes.ts';
import { shellCommands } from './commands/shells.ts';
import { systemCommands } from './commands/system.ts';
import { timeCommands } from './commands/time.ts';
import { UNSIMULATED, unsimulatedCommands, unsimulatedPrograms } from './commands/unsimulated.ts';
import type { Run } from './run.ts';

const supplied = [
  ...unsimulatedCommands,
  ...fileCommands,
  ...systemCommands,
  ...timeCommands,
  ...shellCommands,
  ...chanceCommands,
  ...processCommands,
  ...byteCommands,
];

export const suppliedNames: readonly string[] = supplied.map(({ name }) => name);

/** Programs that are scripts: those that the shell has only built in, and those that nothing simulates. */
export const suppliedScripts: readonly (readonly [name: string, text: string])[] = [
  ['[', '[ "$@"'],
  ['test', 'test "$@"'],
  ...unsimulatedPrograms.map((name) => [name, `/usr/bin/${UNSIMULATED} ${name}`] as const),
];

/** The commands for the shell of one run. */
export function suppliedCommands(run: Run): CustomCommand[] {
  return supplied.map(({ name, execute }) => ({
    name,
    execute: async (args, context) => execute(args, context, run),
  }));
}
