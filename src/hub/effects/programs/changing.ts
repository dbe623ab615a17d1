/** Programs that change what files there are: `cp`, `mv`, `rm` and `ln`. */
import type { ExecResult } from 'just-bash';
import { FileError, type FileErrorCode } from '../../../core/files/file-error.ts';
import { baseName } from '../../../core/files/paths.ts';
import type { CommandContext } from '../commands/command.ts';
import { type Invocation, lastValue } from './forms.ts';
import type { OwnProgram, ProgramWorld } from './program.ts';

type Stat = Awaited<ReturnType<CommandContext['fs']['lstat']>>;

/** What a program says, and whether it could do all. */
class Report {
  stdout = '';
  stderr = '';

  say(line: string): void {
    this.stdout += `${line}\n`;
  }

  complain(line: string): void {
    this.stderr += `${line}\n`;
  }

  get result(): ExecResult {
    return { stdout: this.stdout, stderr: this.stderr, exitCode: this.stderr === '' ? 0 : 1 };
  }
}

class Files {
  readonly #context: CommandContext;

  constructor(context: CommandContext) {
    this.#context = context;
  }

  get fs(): CommandContext['fs'] {
    return this.#context.fs;
  }

  place(path: string): string {
    return this.fs.resolvePath(this.#context.cwd, path);
  }

  /** What is there itself; a path that ends in a slash is that of a directory. */
  async look(path: string): Promise<Stat | undefined> {
    if (path === '') return undefined;
    if (path.endsWith('/')) return this.follow(path);
    return this.fs.lstat(this.place(path)).catch(() => undefined);
  }

  async follow(path: string): Promise<Stat | undefined> {
    const stat = await this.fs.stat(this.place(path)).catch(() => undefined);
    return path.endsWith('/') && stat?.isDirectory === false ? undefined : stat;
  }

  async isDirectory(path: string): Promise<boolean> {
    return (await this.follow(path))?.isDirectory === true;
  }

  /** Why the path cannot be looked at. */
  async whyNot(path: string): Promise<string> {
    if (path === '') return new FileError('ENOENT').text;
    try {
      const stat = await this.fs.stat(this.place(path));
      return path.endsWith('/') && !stat.isDirectory ? new FileError('ENOTDIR').text : '';
    } catch (fault) {
      return wordsOf(fault);
    }
  }
}

/** In an operating system's words. */
function wordsOf(fault: unknown): string {
  const [code = 'ENOENT'] = /E[A-Z]+/.exec(String(fault)) ?? [];
  return new FileError(code as FileErrorCode).text;
}

interface Pair {
  readonly source: string;
  readonly target: string;
}

/** From where to where, or what is wrong with that. */
async function pairsOf(name: string, asked: Invocation, files: Files): Promise<readonly Pair[] | string> {
  const folder = lastValue(asked, 't');
  const sources = folder === undefined ? asked.operands.slice(0, -1) : asked.operands;
  const target = folder ?? asked.operands.at(-1) ?? '';
  if (sources.length === 0) {
    const missing =
      asked.operands.length === 0 ? 'missing file operand' : `missing destination file operand after '${target}'`;
    return `${name}: ${missing}\nTry '${name} --help' for more information.`;
  }
  const isInto = folder !== undefined || (!asked.flags.has('T') && (await files.isDirectory(target)));
  if (isInto && folder !== undefined && !(await files.isDirectory(target))) {
    return `${name}: target directory '${target}': ${(await files.whyNot(target)) || new FileError('ENOTDIR').text}`;
  }
  if (!isInto && sources.length > 1) {
    return `${name}: target '${target}': ${(await files.whyNot(target)) || new FileError('ENOTDIR').text}`;
  }
  const base = target.endsWith('/') ? target : `${target}/`;
  return sources.map((source) => ({
    source,
    target: isInto && !/(?:^|\/)\.\/*$/.test(source) ? base + baseName(source.replace(/\/+$/, '')) : target,
  }));
}

/** The real ones warn of it. */
function twice(operands: readonly string[]): string | undefined {
  const sources = operands.slice(0, -1);
  return new Set(sources).size < sources.length ? 'the same file twice' : undefined;
}

const cp: OwnProgram = {
  name: 'cp',
  forms: {
    flags: 'rRapvnfTLPd',
    valued: { t: /^[^-]/ },
    long: {
      '--recursive': 'r',
      '--archive': 'a',
      '--verbose': 'v',
      '--no-clobber': 'n',
      '--force': 'f',
      '--target-directory': 't',
    },
    apart: ['nf', 'LP', 'Ld', 'La', 'Lr', 'LR', 'tT'],
    unknown: ({ operands }) =>
      operands.some((operand) => /(?:^|\/)\.\.\/*$/.test(operand))
        ? 'an operand that ends in `..` or `/.`'
        : twice(operands),
  },
  perform: async (asked, world) => {
    const files = new Files(world.context);
    const report = new Report();
    const pairs = await pairsOf('cp', asked, files);
    if (typeof pairs === 'string') report.complain(pairs);
    else for (const pair of pairs) await copy(pair, asked, files, report, world, true);
    return report.result;
  },
};

async function copy(
  { source, target }: Pair,
  asked: Invocation,
  files: Files,
  report: Report,
  world: ProgramWorld,
  isTop: boolean,
) {
  const { flags } = asked;
  const isDeep = flags.has('r') || flags.has('R') || flags.has('a');
  const keepsLinks = flags.has('P') || flags.has('d') || (isDeep && !flags.has('L'));
  const stat = keepsLinks || !isTop ? await files.look(source) : await files.follow(source);
  if (stat === undefined) return report.complain(`cp: cannot stat '${source}': ${await files.whyNot(source)}`);
  if (stat.isDirectory && !isDeep) return report.complain(`cp: -r not specified; omitting directory '${source}'`);
  const there = await files.follow(target);
  if (there !== undefined && flags.has('n') && !(stat.isDirectory && there.isDirectory)) return;
  if (await isSame(source, target, files)) return report.complain(`cp: '${source}' and '${target}' are the same file`);
  if (there?.isDirectory === true && !stat.isDirectory) {
    return report.complain(
      `cp: cannot overwrite directory '${target}' with non-directory${isTop ? '' : ` '${source}'`}`,
    );
  }
  if (there?.isDirectory === false && stat.isDirectory) {
    return report.complain(`cp: cannot overwrite non-directory '${target}' with directory '${source}'`);
  }
  try {
    if (stat.isDirectory) await copyDirectory({ source, target }, stat, asked, files, report, world);
    else {
      if (flags.has('v')) report.say(`'${source}' -> '${target}'`);
      await copyFile({ source, target }, stat, files);
    }
  } catch (fault) {
    const kind = stat.isDirectory ? 'directory' : stat.isSymbolicLink ? 'symbolic link' : 'regular file';
    const words = target.endsWith('/') ? new FileError('ENOTDIR').text : wordsOf(fault);
    if (stat.isDirectory || there === undefined)
      return report.complain(`cp: cannot create ${kind} '${target}': ${words}`);
    return report.complain(
      `cp: cannot open '${isReadable(stat) ? target : source}' for ${isReadable(stat) ? 'writing' : 'reading'}: ${words}`,
    );
  }
  await keepWhatIsAsked(target, stat, flags, files);
}

function isReadable({ mode }: Stat): boolean {
  return (mode & 0o400) !== 0;
}

async function keepWhatIsAsked(
  target: string,
  { mode, mtime, isSymbolicLink }: Stat,
  flags: ReadonlySet<string>,
  files: Files,
) {
  if (isSymbolicLink || !(flags.has('p') || flags.has('a'))) return;
  await files.fs.chmod(files.place(target), mode);
  await files.fs.utimes(files.place(target), new Date(mtime.getTime()), new Date(mtime.getTime()));
}

async function copyDirectory(
  { source, target }: Pair,
  stat: Stat,
  asked: Invocation,
  files: Files,
  report: Report,
  world: ProgramWorld,
) {
  const [from, to] = await Promise.all([files.fs.realpath(files.place(source)), resolved(target, files)]);
  if (`${to}/`.startsWith(`${from}/`)) {
    world.run.refuse(world.context, {
      what: `copying '${source}' into itself`,
      why: 'how far the real one gets is not known',
    });
  }
  if (asked.flags.has('v') && !(await files.isDirectory(target))) report.say(`'${source}' -> '${target}'`);
  const isPlain = !['p', 'a', 'v', 'n', 'L'].some((flag) => asked.flags.has(flag));
  if (isPlain && (await files.look(target)) === undefined) {
    await files.fs.cp(files.place(source), files.place(target), { recursive: true });
    return;
  }
  if (!(await files.isDirectory(target))) {
    await files.fs.mkdir(files.place(target));
    await files.fs.chmod(files.place(target), stat.mode & 0o777);
  }
  for (const name of await files.fs.readdir(files.place(source))) {
    const inside = (path: string) => (path.endsWith('/') ? path + name : `${path}/${name}`);
    await copy({ source: inside(source), target: inside(target) }, asked, files, report, world, false);
  }
}

async function copyFile({ source, target }: Pair, stat: Stat, files: Files): Promise<void> {
  if (target.endsWith('/')) throw new Error('ENOTDIR');
  const place = files.place(target);
  const there = await files.look(target);
  if (stat.isSymbolicLink) {
    if (there !== undefined) await files.fs.rm(place);
    await files.fs.symlink(await files.fs.readlink(files.place(source)), place);
    return;
  }
  const own = await files.look(source);
  if (there === undefined && own?.isSymbolicLink === false) {
    await files.fs.cp(files.place(source), place);
    await files.fs.chmod(place, stat.mode & 0o755);
    return;
  }
  const content = await files.fs.readFileBuffer(files.place(source));
  if (there?.isSymbolicLink === true && (await files.follow(target)) === undefined) throw new Error('EACCES');
  await files.fs.writeFile(place, content);
  if (there === undefined) await files.fs.chmod(place, stat.mode & 0o755);
}

async function resolved(path: string, files: Files): Promise<string> {
  const place = files.place(path);
  return files.fs.realpath(place).catch(async () => {
    const at = place.lastIndexOf('/');
    const parent = await files.fs.realpath(place.slice(0, at) || '/').catch(() => place.slice(0, at));
    return `${parent}/${place.slice(at + 1)}`;
  });
}

async function isSame(source: string, target: string, files: Files): Promise<boolean> {
  const [one, other] = await Promise.all([files.look(source), files.look(target)]);
  if (one === undefined || other === undefined) return false;
  return (await resolved(source, files)) === (await resolved(target, files));
}

const mv: OwnProgram = {
  name: 'mv',
  forms: {
    flags: 'fnvT',
    valued: { t: /^[^-]/ },
    long: { '--force': 'f', '--no-clobber': 'n', '--verbose': 'v', '--target-directory': 't' },
    apart: ['fn', 'tT'],
    unknown: ({ operands }) =>
      operands.slice(0, -1).some((operand) => /(?:^|\/)\.\.?\/*$/.test(operand))
        ? 'an operand that ends in `.`'
        : twice(operands),
  },
  perform: async (asked, { context }) => {
    const files = new Files(context);
    const report = new Report();
    const pairs = await pairsOf('mv', asked, files);
    if (typeof pairs === 'string') report.complain(pairs);
    else for (const pair of pairs) await move(pair, asked, files, report);
    return report.result;
  },
};

async function move({ source, target }: Pair, { flags }: Invocation, files: Files, report: Report): Promise<void> {
  const stat = await files.look(source.replace(/\/+$/, ''));
  if (stat === undefined || (source.endsWith('/') && !stat.isDirectory)) {
    return report.complain(`mv: cannot stat '${source}': ${await files.whyNot(source)}`);
  }
  const there = await files.look(target.replace(/(?<=[^/])\/+$/, ''));
  if (there !== undefined && flags.has('n')) return;
  const place = files.place(target);
  if (place === files.place(source)) return report.complain(`mv: '${source}' and '${target}' are the same file`);
  if (`${place}/`.startsWith(`${files.place(source)}/`)) {
    return report.complain(`mv: cannot move '${source}' to a subdirectory of itself, '${target}'`);
  }
  if (there?.isDirectory === true && !stat.isDirectory) {
    return report.complain(`mv: cannot overwrite directory '${target}' with non-directory`);
  }
  if (there?.isDirectory === false && stat.isDirectory) {
    return report.complain(`mv: cannot overwrite non-directory '${target}' with directory '${source}'`);
  }
  try {
    if (there === undefined && target.endsWith('/') && !stat.isDirectory) throw new Error('ENOTDIR');
    await files.fs.mv(files.place(source), place);
    if (flags.has('v')) report.say(`renamed '${source}' -> '${target}'`);
  } catch (fault) {
    report.complain(`mv: cannot move '${source}' to '${target}': ${wordsOf(fault)}`);
  }
}

const rm: OwnProgram = {
  name: 'rm',
  forms: {
    flags: 'rRfvd',
    long: { '--recursive': 'r', '--force': 'f', '--verbose': 'v', '--dir': 'd' },
    unknown: ({ operands }) => (operands.some((operand) => /^\/+$/.test(operand)) ? 'the directory of all' : undefined),
  },
  perform: async (asked, { context }) => {
    const files = new Files(context);
    const report = new Report();
    if (asked.operands.length === 0 && !asked.flags.has('f')) {
      report.complain("rm: missing operand\nTry 'rm --help' for more information.");
    }
    for (const path of asked.operands) await remove(path, asked, files, report);
    return report.result;
  },
};

async function remove(path: string, asked: Invocation, files: Files, report: Report): Promise<void> {
  const { flags } = asked;
  const isDeep = flags.has('r') || flags.has('R');
  if (/(?:^|\/)\.\.?\/*$/.test(path) && (isDeep || flags.has('d'))) {
    return report.complain(`rm: refusing to remove '.' or '..' directory: skipping '${path}'`);
  }
  const stat = await files.look(path);
  if (stat === undefined) {
    const words = await files.whyNot(path);
    if (flags.has('f') && (words === new FileError('ENOENT').text || words === new FileError('ENOTDIR').text)) return;
    return report.complain(`rm: cannot remove '${path}': ${words}`);
  }
  if (stat.isDirectory && !isDeep && !flags.has('d'))
    return report.complain(`rm: cannot remove '${path}': Is a directory`);
  try {
    if (stat.isDirectory && isDeep) {
      for (const name of await files.fs.readdir(files.place(path))) {
        await remove(path.endsWith('/') ? path + name : `${path}/${name}`, asked, files, report);
      }
    }
    await files.fs.rm(files.place(path));
    if (flags.has('v')) report.say(stat.isDirectory ? `removed directory '${path}'` : `removed '${path}'`);
  } catch (fault) {
    // What could not be removed inside was told.
    if (/ENOTEMPTY/.test(String(fault)) && isDeep) return;
    report.complain(`rm: cannot remove '${path}': ${wordsOf(fault)}`);
  }
}

const ln: OwnProgram = {
  name: 'ln',
  forms: {
    flags: 'sfnvT',
    long: { '--symbolic': 's', '--force': 'f', '--no-dereference': 'n', '--verbose': 'v' },
    operands: [1, Number.POSITIVE_INFINITY],
    unknown: ({ flags }) => (flags.has('s') ? undefined : 'a link without `-s`: two names of one file are not kept'),
  },
  perform: async (asked, { context }) => {
    const files = new Files(context);
    const report = new Report();
    const { flags, operands } = asked;
    const last = operands.at(-1) ?? '';
    const there = await files.look(last);
    const keeps = flags.has('T') || (flags.has('n') && there?.isSymbolicLink === true);
    const isInto = operands.length === 1 || (!keeps && (await files.isDirectory(last)));
    if (!isInto && operands.length > 2) {
      report.complain(`ln: target '${last}': ${(await files.whyNot(last)) || new FileError('ENOTDIR').text}`);
      return report.result;
    }
    const folder = operands.length === 1 ? '.' : last;
    for (const target of operands.length === 1 ? operands : operands.slice(0, -1)) {
      const inside = folder === '.' && operands.length === 1 ? './' : folder.endsWith('/') ? folder : `${folder}/`;
      await link(target, isInto ? inside + baseName(target.replace(/\/+$/, '')) : last, asked, files, report);
    }
    return report.result;
  },
};

async function link(target: string, path: string, { flags }: Invocation, files: Files, report: Report): Promise<void> {
  const place = files.place(path);
  const there = await files.look(path);
  try {
    if (there !== undefined && flags.has('f') && !there.isDirectory) await files.fs.rm(place);
    await files.fs.symlink(target, place);
    if (flags.has('v')) report.say(`'${path}' -> '${target}'`);
  } catch (fault) {
    report.complain(`ln: failed to create symbolic link '${path}': ${wordsOf(fault)}`);
  }
}

export const changingPrograms: readonly OwnProgram[] = [cp, mv, rm, ln];
