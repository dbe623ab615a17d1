/** Shells inside the shell, and what they are to their surroundings. */
import type { ExecResult } from 'just-bash';
import { inWordsOfBash } from '../messages.ts';
import { quoteWord } from '../quoting.ts';
import type { Run } from '../run.ts';
import { type CommandContext, failed, original, printed, type Supplied, supply } from './command.ts';
import { unsimulatedProgram } from './unsimulated.ts';

const bash = supply('bash', inner);
const sh = supply('sh', inner);

/** Runs a text or a file, and tells whose words a message is while that is known. */
async function inner(args: readonly string[], context: CommandContext, run: Run): Promise<ExecResult> {
  const [first = '', ...rest] = args;
  const options = /^-[a-z]/.test(first) ? first.slice(1) : '';
  if (/[^ceilsuvx]/.test(options)) return refuseOption(args, context, run);

  const set = options.replace(/[cils]/g, '');
  const begin = set === '' ? '' : `set -${set}; `;
  if (options.includes('c')) {
    const [text = '', ...parameters] = rest;
    const result = await run.inside(() => original(['-c', begin + text, ...parameters], context));
    run.keepMessages(result.stderr);
    return result;
  }
  const [file, ...parameters] = options === '' ? args : rest;
  if (file === undefined) return original([], context);
  const path = context.fs.resolvePath(context.cwd, file);
  if (!(await context.fs.exists(path))) {
    const missing = failed(127, `bash: ${file}: No such file or directory`);
    run.keepMessages(missing.stderr);
    return missing;
  }
  const source = await context.fs.readFile(path);
  const result = await run.inside(() => original(['-c', begin + source, file, ...parameters], context));
  return { ...result, stderr: inWordsOfBash(result.stderr, { file, source }) };
}

function refuseOption(args: readonly string[], context: CommandContext, run: Run): never {
  return run.refuse(context, { what: `\`bash ${args.join(' ')}\``, why: 'it knows only the options -c -e -u -x -v' });
}

/** The command that stands in for one that is the path of a file: `./run.sh`. */
export const RUN_FILE = '.run-file';

const runFile = supply(RUN_FILE, async ([file = '', ...parameters], context, run) => {
  const { fs, cwd } = context;
  const path = fs.resolvePath(cwd, file);
  if (!(await fs.exists(path))) return failed(127, `bash: ${file}: No such file or directory`);
  const { isDirectory, mode } = await fs.stat(path);
  if (isDirectory) return failed(126, `bash: ${file}: Is a directory`);
  if ((mode & 0o100) === 0) return failed(126, `bash: ${file}: Permission denied`);

  const interpreter = interpreterOf(await fs.readFile(path));
  if (!/^(ba|da)?sh$/.test(interpreter)) return run.refuse(context, unsimulatedProgram(interpreter));
  const result = await context.execWithInheritedStdin?.(quoteWord('bash'), { cwd, args: [file, ...parameters] });
  return result ?? failed(126, `bash: ${file}: cannot execute`);
});

/** The program that is to read the file, by its first line. */
function interpreterOf(content: string): string {
  const [, line] = /^#!\s*(\S.*)/.exec(content) ?? [];
  const [program = 'sh', argument = ''] = line?.split(/\s+/) ?? [];
  const name = program.slice(program.lastIndexOf('/') + 1);
  return name === 'env' ? argument : name;
}

const ulimit = supply('ulimit', (args, context, run) => {
  const [flag, limit] = args;
  if (flag !== '-t') {
    return run.refuse(context, { what: `\`${['ulimit', ...args].join(' ')}\``, why: 'it knows only the option -t' });
  }
  if (limit === undefined) return printed(run.cpuLimit);
  if (!/^(\d+|unlimited)$/.test(limit)) return failed(1, `bash: ulimit: ${limit}: invalid number`);
  run.cpuLimit = limit;
  return printed();
});

/** The shell's own shows all of its variables, exported or not. */
function environment(name: string): Supplied {
  return supply(name, (args, context) => {
    if (args.length > 0) return original(args, context);
    return printed(...Object.entries(context.exportedEnv ?? {}).map(([variable, value]) => `${variable}=${value}`));
  });
}

export const shellCommands = [bash, sh, runFile, ulimit, environment('env'), environment('printenv')];
