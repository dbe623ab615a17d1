/** All commands that are not the shell's own. */
import type { CustomCommand } from 'just-bash';
import { byteCommands } from './commands/bytes.ts';
import { chanceCommands } from './commands/chance.ts';
import { original, supply } from './commands/command.ts';
import { fileCommands } from './commands/files.ts';
import { processCommands } from './commands/processes.ts';
import { shellCommands } from './commands/shells.ts';
import { systemCommands } from './commands/system.ts';
import { timeCommands } from './commands/time.ts';
import { readingCommands } from './commands/unreadable.ts';
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
  ...readingCommands,
];

export const suppliedNames: readonly string[] = supplied.map(({ name }) => name);

/** Programs that are scripts: those that the shell has only built in, and those that nothing simulates. */
export const suppliedScripts: readonly (readonly [name: string, text: string])[] = [
  ['[', '[ "$@"'],
  ['test', 'test "$@"'],
  ...unsimulatedPrograms.map((name) => [name, `/usr/bin/${UNSIMULATED} ${name}`] as const),
];

/** The commands for the shell of one run. @param names of the shell's own */
export function suppliedCommands(run: Run, names: readonly string[]): CustomCommand[] {
  const own = names.filter((name) => !suppliedNames.includes(name)).map((name) => supply(name, original));
  return [...own, ...supplied].map(({ name, execute }) => ({
    name,
    execute: async (args, context) => {
      const result = await execute(args, context, run);
      const [, option] = new RegExp(`^${name}: ${UNKNOWN_OPTION.source}`, 'm').exec(result.stderr) ?? [];
      return option === undefined ? result : run.refuse(context, optionNotSimulated(name, option));
    },
  }));
}

/** What the shell's own commands say of an option that they do not know; real ones know most. */
const UNKNOWN_OPTION = /(?:invalid option -- |unrecognized option |unknown predicate )'(.*)'$/;

function optionNotSimulated(name: string, option: string) {
  return {
    what: `the option \`${option}\` of \`${name}\``,
    why: 'its shell does not know it; say what the whole command comes to by `hub.stubCommand`',
  };
}
