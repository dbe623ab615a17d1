/** The commands of ours that scripts are changed to call: see `rewriting.ts`. */
import { type CommandContext, failed, output, printed, type Supplied, supply } from '../commands/command.ts';
import { inputOf, rawInput, startProgram } from '../programs/program.ts';
import { REAL_WAY } from '../real-way.ts';
import type { Run } from '../run.ts';
import { ARITHMETIC, arithmeticValue, Uncertain } from './arithmetic.ts';
import { STATUS } from './error-exit.ts';
import { FOLDERS } from './folder-patterns.ts';
import { followed, looks } from './looks.ts';
import { matchingPaths } from './matching.ts';
import { NUMBER } from './mended.ts';
import type { SyntaxNode } from './nodes.ts';
import { readingTextCommands } from './read-texts.ts';
import { BEGIN_INPUT, END_INPUT, KEEP_INPUT, NOTE_INPUT } from './shared-input.ts';
import { MERGING } from './streams.ts';
import { evaluateTest } from './testing.ts';

export const TEST = '.test';
export const EVALUATED = '.evaluated';
export const SOURCED = '.sourced';
export const SILENT = '.silent';

const test = supply(TEST, ([name = '', ...args], context, run) => evaluateTest(name, args, context, run));

/** The exit code of a loop, by whether it was left. */
const status = supply(STATUS, ([isLeft = '', code = '']) => ({
  ...printed(),
  exitCode: isLeft === '' ? Number(code) : 0,
}));

/** Goes on with the exit code, unless the file of complaints has any. */
const silent = supply(SILENT, async ([file = '', code = ''], context, run) => {
  const complaints = await context.fs.readFile(file);
  await context.fs.rm(file);
  if (complaints === '') return { ...printed(), exitCode: Number(code) };
  return run.refuse(context, {
    what: `"${complaints.trim()}" from inside of a word there`,
    why: `its shell loses it, or its place; ${REAL_WAY}`,
  });
});

/** The text as a script that the shell can run. */
const evaluated = supply(EVALUATED, (args, context, run) => {
  return { ...printed(), stdout: inWordsOfShell(args.join(' '), context, run) };
});

function inWordsOfShell(source: string, context: CommandContext, run: Run): string {
  const text = run.rewrite(source);
  return typeof text === 'string' ? text : run.refuse(context, text);
}

/** The file, or one with the same script as the shell can run it. */
const sourced = supply(SOURCED, async ([file = ''], context, run) => {
  const { fs, cwd, env } = context;
  const folders = file.includes('/') ? [''] : [...(env.get('PATH') ?? '').split(':'), cwd];
  for (const folder of folders) {
    const path = fs.resolvePath(cwd, folder === '' ? file : `${folder}/${file}`);
    if (!(await fs.exists(path)) || (await fs.stat(path)).isDirectory) continue;
    const source = await fs.readFile(path);
    const text = inWordsOfShell(source, context, run);
    if (text === source) return { ...printed(), stdout: path };
    const copy = `/tmp/.sourced-${run.number()}`;
    await fs.writeFile(copy, text);
    return { ...printed(), stdout: copy };
  }
  return { ...printed(), stdout: file };
});

const arithmetic = supply(ARITHMETIC, ([tree = '', ...words], context, run) => {
  try {
    return printed(String(arithmeticValue(JSON.parse(tree) as SyntaxNode, words)));
  } catch (thrown) {
    if (!(thrown instanceof Uncertain)) throw thrown;
    return run.refuse(context, { what: 'that arithmetic', why: `its shell does not have all of it; ${REAL_WAY}` });
  }
});

const beginInput = supply(BEGIN_INPUT, ([number = ''], { stdin }, run) => {
  run.inputs.begin(Number(number), stdin as unknown as string);
  return printed();
});

/** Fails where the rest of the input has to be read away. */
const endInput = supply(END_INPUT, ([number = '', place = ''], context, run) => {
  const taken = run.inputs.end(Number(number));
  if (taken === 'part' || (taken === 'all' && place === 'apart')) return refuseRest(context, run);
  return { ...printed(), exitCode: taken === 'nothing' ? 0 : 1 };
});

/** Before something that is built in reads what others read again. */
const keepInput = supply(KEEP_INPUT, (_args, context, run) => {
  if ((context.stdin as unknown as string) === '') return printed();
  return refuseRest(context, run);
});

/** Before something that is built in reads what a shell outside has, too. */
const noteInput = supply(NOTE_INPUT, (_args, { stdin }, run) => {
  run.inputs.take(stdin as unknown as string, 'part', true);
  return printed();
});

function refuseRest(context: CommandContext, run: Run): never {
  const why = `how much of it is left for those behind it is not known; ${REAL_WAY}`;
  return run.refuse(context, { what: 'a command there that reads an input which others read, too', why });
}

/** A number of `[[ ]]`, where a real bash takes any text for an expression. */
const number = supply(NUMBER, ([text = ''], context, run) => {
  const word = followed(text.trim(), (name) => (context.env.get(name) ?? '').trim());
  if (word === '') return printed('0');
  if (/^[-+]?(?:0|[1-9]\d{0,14})$/.test(word)) return printed(word);
  if (/^0[0-7]{1,14}$/.test(word)) return printed(String(Number.parseInt(word, 8)));
  if (/^0x[\da-f]{1,12}$/i.test(word)) return printed(String(Number.parseInt(word, 16)));
  return run.refuse(context, { what: `\`${text}\` as a number of \`[[ ]]\``, why: REAL_WAY });
});

/** Programs that print all their complaints before anything else. */
const COMPLAINS_FIRST = new Set(['ls', 'sort']);

const merging = supply(MERGING, async ([name = '', ...args], context, run) => {
  const input = rawInput(context) ?? inputOf(context);
  const result = await startProgram(name, args, context, { input });
  if (result === undefined) return failed(127, `bash: ${name}: command not found`);
  const { stdout, stderr } = result;
  if (stdout === '' || stderr === '') return result;
  const both = run.orderOf(stdout, stderr);
  if (both !== undefined) return output(result, { stdout: both, stderr: '' });
  if (COMPLAINS_FIRST.has(name)) return output(result, { stdout: stderr + stdout, stderr: '' });
  const why = `in which order they come is not known; ${REAL_WAY}`;
  return run.refuse(context, { what: `both outputs of \`${name}\` in one place`, why });
});

/** Prints the directories that a pattern meets; each part of it begins with `*` if it is one, else with `=`. */
const folders: Supplied = supply(FOLDERS, async (parts, context) => {
  const pattern = parts
    .map((part) => (part.startsWith('*') ? part.slice(1) : part.slice(1).replace(/[*?[\]\\]/g, '\\$&')))
    .join('');
  const found = await matchingPaths(pattern, context, true);
  return printed(...(found.length > 0 ? found : [parts.map((part) => part.slice(1)).join('')]));
});

export const syntaxCommands: readonly Supplied[] = [
  test,
  status,
  silent,
  evaluated,
  sourced,
  arithmetic,
  merging,
  folders,
  number,
  beginInput,
  endInput,
  keepInput,
  noteInput,
  ...looks,
  ...readingTextCommands,
];
