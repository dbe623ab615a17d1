/** Shells inside the shell, and what they are to their surroundings. */
import type { ExecResult } from 'just-bash';
import { inWordsOfBash } from '../messages.ts';
import { inputOf, startProgram, textFromBytes } from '../programs/program.ts';
import { quoteWord } from '../quoting.ts';
import { REAL_WAY } from '../real-way.ts';
import { unknownLine } from '../result.ts';
import type { Run } from '../run.ts';
import { type CommandContext, failed, original, printed, supply } from './command.ts';
import { unsimulatedProgram } from './unsimulated.ts';

const bash = supply('bash', (args, context, run) => inner('bash', args, context, run));
const sh = supply('sh', (args, context, run) => inner('sh', args, context, run));

/** Runs a text, a file or standard input, and tells whose words a message is while that is known. */
async function inner(name: string, args: readonly string[], context: CommandContext, run: Run): Promise<ExecResult> {
  const { options, set, rest } = optionsOf(args, context, run);
  const begin = set.map((option) => `set ${option}\n`).join('');
  if (options.has('c')) {
    const [text = '', given = name, ...others] = rest;
    const parameters = [given, ...others];
    const result = await run.inside(() => original(['-c', begin + text, ...parameters], context));
    run.keepMessages(result.stderr);
    return result;
  }
  const [file, ...parameters] = rest;
  if (file === undefined || options.has('s')) {
    run.inputs.take(context.stdin as unknown as string, 'part', run.isInside);
    // What is left to read belongs to the commands of the script.
    return run.inside(() =>
      original(['-c', begin + textFromBytes(inputOf(context)), name, ...(options.has('s') ? rest : [])], context),
    );
  }
  const path = context.fs.resolvePath(context.cwd, file);
  if (!(await context.fs.exists(path))) {
    const missing =
      name === 'sh'
        ? failed(2, `sh: 0: cannot open ${file}: No such file`)
        : failed(127, `bash: ${file}: No such file or directory`);
    run.keepMessages(missing.stderr);
    return missing;
  }
  if ((await context.fs.stat(path)).isDirectory) {
    const folder = failed(126, `${file}: ${file}: Is a directory`);
    run.keepMessages(folder.stderr);
    return folder;
  }
  const source = await context.fs.readFile(path);
  const result = await run.inside(() => original(['-c', begin + source, file, ...parameters], context));
  const unsure = (message: string) => run.refuse(context, unknownLine(message));
  return {
    ...result,
    stderr: inWordsOfBash(result.stderr, { file, source }, { kept: [], unopened: new Map(), unsure }),
  };
}

/** What stands before the text or the file. */
function optionsOf(args: readonly string[], context: CommandContext, run: Run) {
  const options = new Set<string>();
  const set: string[] = [];
  let at = 0;
  for (; /^-./.test(args[at] ?? ''); at += 1) {
    const arg = args[at] ?? '';
    if (arg === '--') {
      at += 1;
      break;
    }
    const letters = arg.slice(1).replace(/o$/, '');
    if (letters !== arg.slice(1)) {
      if (args[at + 1] !== 'pipefail') return refuseOption(args, context, run);
      set.push('-o pipefail');
      at += 1;
    }
    if (/[^ceilsu]/.test(letters)) return refuseOption(args, context, run);
    for (const letter of letters) options.add(letter);
    const lasting = letters.replace(/[cils]/g, '');
    if (lasting !== '') set.push(`-${lasting}`);
  }
  return { options, set, rest: args.slice(at) };
}

function refuseOption(args: readonly string[], context: CommandContext, run: Run): never {
  const why = `it knows only the options -c -e -u -s and -o pipefail; ${REAL_WAY}`;
  return run.refuse(context, { what: `\`bash ${args.join(' ')}\``, why });
}

/** The command that stands in for one that is the path of a file: `./run.sh`. */
export const RUN_FILE = '.run-file';

export const runFile = supply(RUN_FILE, async ([file = '', ...parameters], context, run) => {
  const { fs, cwd } = context;
  const path = fs.resolvePath(cwd, file);
  if (!(await fs.exists(path))) return failed(127, `bash: ${file}: No such file or directory`);
  const { isDirectory, mode } = await fs.stat(path);
  if (isDirectory) return failed(126, `bash: ${file}: Is a directory`);
  if ((mode & 0o100) === 0) return failed(126, `bash: ${file}: Permission denied`);

  const content = await fs.readFile(path);
  if (/^#![^\n]*\r\n/.test(content)) return failed(127, `bash: ${file}: cannot execute: required file not found`);
  const python = /^#!\s*(?:\S*\/)?(?:env[ \t]+)?(python3?)(?:[ \t]+(\S.*?))?[ \t]*$/m.exec(
    content.split('\n', 1)[0] ?? '',
  );
  if (python !== null) {
    const [line, program = '', option] = python;
    if (option !== undefined && line.includes('env')) return run.refuse(context, unsimulatedProgram(line));
    const args = [...(option === undefined ? [] : [option]), file, ...parameters];
    const ended = await context.execWithInheritedStdin?.(quoteWord(`/usr/bin/${program}`), { cwd, args });
    return ended ?? failed(126, `bash: ${file}: cannot execute`);
  }
  const { program: interpreter, options } = interpreterOf(content);
  if (!/^(ba|da)?sh$/.test(interpreter)) return run.refuse(context, unsimulatedProgram(interpreter));
  const args = [...options, file, ...parameters];
  const result = await context.execWithInheritedStdin?.(quoteWord('bash'), { cwd, args });
  return result ?? failed(126, `bash: ${file}: cannot execute`);
});

/** The program that is to read the file, by its first line, and what stands before the file. */
function interpreterOf(content: string): { readonly program: string; readonly options: readonly string[] } {
  const [, line = 'sh'] = /^#!\s*(\S.*?)[ \t]*$/m.exec(content.split('\n', 1)[0] ?? '') ?? [];
  const [, path = '', option] = /^(\S+)(?:\s+(.*))?$/.exec(line) ?? [];
  const name = path.slice(path.lastIndexOf('/') + 1);
  // The system hands over all that is behind a program as one word.
  if (name === 'env') return { program: option ?? name, options: [] };
  return { program: name, options: option === undefined ? [] : [option] };
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

/** Shows the environment, or runs a program with another one. */
const env = supply('env', async (args, context, run) => {
  const isEmpty = args[0] === '-i';
  const rest = isEmpty ? args.slice(1) : args;
  const at = rest.findIndex((arg) => !/^[A-Za-z_]\w*=/.test(arg));
  const [program, ...parameters] = at === -1 ? [] : rest.slice(at);
  const given = (at === -1 ? rest : rest.slice(0, at)).map(
    (arg) => [arg.split('=')[0] ?? '', arg.slice(arg.indexOf('=') + 1)] as const,
  );
  const variables = { ...(isEmpty ? {} : (context.exportedEnv ?? {})), ...Object.fromEntries(given) };
  if (program === undefined)
    return printed(...Object.entries(variables).map(([variable, value]) => `${variable}=${value}`));
  if (program.startsWith('-'))
    return run.refuse(context, { what: `\`env ${args.join(' ')}\``, why: `it knows only the option -i; ${REAL_WAY}` });
  if (isEmpty)
    return run.refuse(context, {
      what: '`env -i` with a program',
      why: `its shell sets variables of its own; ${REAL_WAY}`,
    });
  const result = await startProgram(program, parameters, context, { input: inputOf(context), variables });
  return result ?? failed(127, `env: ‘${program}’: No such file or directory`);
});

const printenv = supply('printenv', ([name, ...others], context, run) => {
  const variables = context.exportedEnv ?? {};
  if (others.length > 0 || name?.startsWith('-'))
    return run.refuse(context, { what: '`printenv` with more than a name', why: REAL_WAY });
  if (name === undefined)
    return printed(...Object.entries(variables).map(([variable, value]) => `${variable}=${value}`));
  const value = variables[name];
  return value === undefined ? { ...printed(), exitCode: 1 } : printed(value);
});

export const shellCommands = [bash, sh, runFile, ulimit, env, printenv];
