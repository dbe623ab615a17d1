/** Commands on files that the shell has in other words than a real machine, or knows less of. */
import { original, supply } from './command.ts';

const ls = supply('ls', async (args, context) => {
  const result = await original(args, context);
  const stderr = result.stderr.replace(
    /^ls: (.*): No such file or directory$/gm,
    "ls: cannot access '$1': No such file or directory",
  );
  return { ...result, stderr };
});

const find = supply('find', (args, context) =>
  original(
    args.flatMap((arg, at) => {
      const next = args[at + 1];
      if (arg === '-printf' && next !== undefined && TYPE.test(next)) return printedByType(next);
      return args[at - 1] === '-printf' && TYPE.test(arg) ? [] : [arg];
    }),
    context,
  ),
);

/** What `-printf` prints of a file's type, which the shell does not know. */
const TYPE = /(?<=(?:^|[^%])(?:%%)*)%y/;

/** The same with the types one by one. What is neither directory nor file is a link, which the shell has no letter for. */
function printedByType(format: string): string[] {
  const as = (type: string) => format.replace(new RegExp(TYPE, 'g'), type);
  return ['(', '-type', 'd', '-printf', as('d'), '-o', '-type', 'f', '-printf', as('f'), '-o', '-printf', as('l'), ')'];
}

export const fileCommands = [ls, find];
