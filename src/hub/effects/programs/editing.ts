/** The program `sed`. */
import type { ExecResult } from 'just-bash';
import { faultOf } from '../commands/unreadable.ts';
import { hasBytes } from '../files/encoding.ts';
import { type Invocation, lastValue } from './forms.ts';
import { inputOf, linesOf, type OwnProgram, type ProgramWorld, textFromBytes } from './program.ts';
import { type SedCommand, sedScript } from './sed-script.ts';
import { SedStream } from './sed-stream.ts';

const ANY = /^/;

const sed: OwnProgram = {
  name: 'sed',
  forms: {
    flags: 'nErsz',
    valued: { e: ANY, f: /^[^-]/ },
    attached: 'i',
    long: {
      '--quiet': 'n',
      '--silent': 'n',
      '--regexp-extended': 'E',
      '--separate': 's',
      '--null-data': 'z',
      '--expression': 'e',
      '--file': 'f',
      '--in-place': 'i',
    },
  },
  perform: async (asked, world) => {
    const { context, run } = world;
    const given = await scriptOf(asked, world);
    if (!('script' in given)) return given;
    const { script, files } = given;
    const isExtended = asked.flags.has('E') || asked.flags.has('r');
    const parse = () => sedScript(script, isExtended);
    if (parse() === undefined) {
      const why = 'it is not certain what the real one makes of it';
      return run.refuse(context, { what: `the script \`${script}\` of \`sed\``, why });
    }
    return edited(files, parse as () => SedCommand[], asked, world);
  },
};

interface Script {
  readonly script: string;
  readonly files: readonly string[];
}

async function scriptOf(asked: Invocation, { context }: ProgramWorld): Promise<Script | ExecResult> {
  const parts: string[] = [];
  for (const [letter, value = ''] of asked.options) {
    if (letter === 'e') parts.push(value);
    if (letter !== 'f') continue;
    const fault = await faultOf(context, value);
    if (fault !== undefined) {
      return { stdout: '', stderr: `sed: couldn't open file ${value}: ${fault.words}\n`, exitCode: 1 };
    }
    parts.push((await context.fs.readFile(context.fs.resolvePath(context.cwd, value))).replace(/\n$/, ''));
  }
  if (parts.length > 0) return { script: parts.join('\n'), files: asked.operands };
  const [script, ...files] = asked.operands;
  if (script !== undefined) return { script, files };
  return { stdout: '', stderr: USAGE, exitCode: 1 };
}

function refuse(what: string, { context, run }: ProgramWorld): never {
  return run.refuse(context, { what, why: 'what becomes of it is not known' });
}

const USAGE = 'Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...\n';

interface Input {
  readonly file: string;
  readonly lines: readonly string[];
}

async function edited(
  files: readonly string[],
  parse: () => SedCommand[],
  asked: Invocation,
  world: ProgramWorld,
): Promise<ExecResult> {
  const { context, run } = world;
  const isInPlace = asked.flags.has('i');
  if (isInPlace && files.length === 0) return { stdout: '', stderr: 'sed: no input files\n', exitCode: 1 };
  const inputs: Input[] = [];
  let stderr = '';
  let hasEnded = false;
  for (const file of files.length === 0 ? ['-'] : files) {
    const fault = file === '-' ? undefined : await faultOf(context, file);
    if (fault?.isDirectory === true) {
      if (isInPlace) refuse('`sed -i` of a directory', world);
      stderr += `sed: read error on ${file}: ${fault.words}\n`;
      hasEnded = true;
      break;
    }
    if (fault !== undefined) stderr += `sed: can't read ${file}: ${fault.words}\n`;
    else {
      const text = await textOf(file, world);
      if (hasBytes(text)) run.refuse(context, { what: `\`sed\` of \`${file}\``, why: 'it is no text' });
      inputs.push({ file, lines: linesOf(text, asked.flags.has('z') ? '\0' : '\n') });
    }
  }
  const isApart = isInPlace || asked.flags.has('s');
  const groups = isApart ? inputs.map((input) => [input]) : [inputs];
  let stdout = '';
  let exitCode = hasEnded ? 4 : stderr === '' ? 0 : 2;
  for (const group of groups) {
    const stream = new SedStream(parse(), group, {
      isQuiet: asked.flags.has('n'),
      end: asked.flags.has('z') ? '\0' : '\n',
    });
    const outcome = await stream.run((file) => textIfAny(file, world));
    for (const [file, text] of outcome.written)
      await context.fs.writeFile(context.fs.resolvePath(context.cwd, file), text);
    if (isInPlace) await replace(group[0]?.file ?? '', outcome.output, asked, world);
    else stdout += outcome.output;
    if (outcome.quit === undefined) continue;
    if (isApart && groups.length > 1)
      run.refuse(context, { what: '`q` of `sed` in several files', why: 'what becomes of the others is not known' });
    exitCode = outcome.quit === 0 ? exitCode : outcome.quit;
  }
  return { stdout, stderr, exitCode };
}

async function textOf(file: string, { context }: ProgramWorld): Promise<string> {
  if (file === '-') return textFromBytes(inputOf(context));
  return context.fs.readFile(context.fs.resolvePath(context.cwd, file));
}

/** A file that cannot be read is an empty one for `r`. */
async function textIfAny(file: string, world: ProgramWorld): Promise<string> {
  return (await faultOf(world.context, file)) === undefined ? textOf(file, world) : '';
}

async function replace(file: string, text: string, asked: Invocation, { context, run }: ProgramWorld): Promise<void> {
  const { fs, cwd } = context;
  const path = fs.resolvePath(cwd, file);
  const suffix = lastValue(asked, 'i') ?? '';
  if ((await fs.lstat(path)).isSymbolicLink) {
    run.refuse(context, { what: `\`sed -i\` of the link '${file}'`, why: 'the real one puts a file in its place' });
  }
  const backup = suffix.includes('*') ? suffix.replaceAll('*', file) : file + suffix;
  if (suffix !== '') {
    const { mode } = await fs.stat(path);
    await fs.writeFile(fs.resolvePath(cwd, backup), await fs.readFileBuffer(path));
    await fs.chmod(fs.resolvePath(cwd, backup), mode);
  }
  await fs.writeFile(path, text);
}

export const editingPrograms: readonly OwnProgram[] = [sed];
