/** Commands on files that the shell has in other words than a real machine. */
import { original, supply } from './command.ts';

const ls = supply('ls', async (args, context) => {
  const result = await original(args, context);
  const stderr = result.stderr.replace(
    /^ls: (.*): No such file or directory$/gm,
    "ls: cannot access '$1': No such file or directory",
  );
  return { ...result, stderr };
});

export const fileCommands = [ls];
