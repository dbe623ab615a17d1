/**
 * Starting a command: from its script or program to what the shell is given to run. The hub does this, since each of these
 * questions would be a message from the process that has the shell, and one back.
 */
import { baseName, LONGEST_NAME, parentOf } from '../../core/files/paths.ts';
import type { Command, CommandResult, Program, SpawnFailure } from '../../core/projects/command.ts';
import { RUN_FILE } from './commands/shells.ts';
import type { CommandFiles } from './files/command-files.ts';
import { environmentOf } from './machine.ts';
import type { ScriptFile } from './messages.ts';
import { quoteWord } from './quoting.ts';

/** What the shell is given to run, and the script whose messages it then speaks. */
export interface Start {
  readonly line: string;
  readonly args: readonly string[];
  readonly env: Record<string, string>;
  readonly file?: ScriptFile;
  /** The working directory, without links. */
  readonly cwd: string;
}

type Started = Omit<Start, 'cwd'>;

/** What to run, or the way in which an operating system fails to. */
export async function start(fs: CommandFiles, command: Command): Promise<Start | NotStarted> {
  if (command.timeoutMs < SHORTEST_RUN_MS) return notStarted('timeout');
  const closed = await closedDirectory(fs, command.cwd);
  if (closed !== undefined) return notStarted(closed);
  const started = await (command.run.kind === 'script' ? script(fs, command.run) : program(fs, command, command.run));
  return 'failure' in started ? started : { ...started, cwd: await fs.realpath(command.cwd) };
}

/** What even the shortest of all programs takes. */
const SHORTEST_RUN_MS = 2;

async function script(fs: CommandFiles, { source, file }: ScriptFile): Promise<Started> {
  // They are done in turn all the same.
  await Promise.all([fs.mkdir(parentOf(file), { recursive: true }), fs.writeFile(file, source)]);
  await fs.chmod(file, 0o700);
  return { line: source, args: [], env: { 0: file }, file: { source, file } };
}

async function program(
  fs: CommandFiles,
  command: Command,
  { program: name, args }: Program,
): Promise<Started | NotStarted> {
  if (args.some((arg) => encodedLength(arg) >= LONGEST_ARGUMENT)) return notStarted('E2BIG');
  const found = await findProgram(fs, command, name);
  if ('failure' in found) return found;
  const { path } = found;
  // Nobody writes to the input of a command, and nobody closes it.
  if (args.length === 0 && READS_INPUT.has(baseName(path))) return notStarted('timeout');
  // By its path, since by name alone the shell would prefer what it has built in.
  if (await isPartOfMachine(fs, path)) return { line: quoteWord(path), args, env: {} };
  return { line: `/usr/bin/${RUN_FILE}`, args: [name.includes('/') ? name : path, ...args], env: {} };
}

/** Programs that without arguments read what is typed. */
const READS_INPUT = new Set(
  'base64 bash cat head md5sum nl python python3 rev sh sha1sum sha256sum sort tac tail tee uniq wc xargs'.split(' '),
);

/** In bytes, with the NUL at its end. [binfmts.h MAX_ARG_STRLEN] */
const LONGEST_ARGUMENT = 131_072;

async function isPartOfMachine(fs: CommandFiles, path: string): Promise<boolean> {
  return (await fs.realpath(path)).startsWith('/usr/bin/');
}

/** The file that an operating system starts for the name. [execvp] */
async function findProgram(fs: CommandFiles, command: Command, name: string) {
  const { cwd } = command;
  if (encodedLength(name) > LONGEST_NAME && !name.includes('/')) return notStarted('ENAMETOOLONG');
  const folders = name.includes('/') ? [''] : (environmentOf(command).PATH?.split(':') ?? []);
  const paths = folders.map((folder) => fs.resolvePath(cwd, folder === '' ? name : `${folder}/${name}`));
  let failure: SpawnFailure = 'ENOENT';
  for (const path of paths) {
    if (!(await fs.exists(path))) continue;
    const { isFile, mode } = await fs.stat(path);
    if (isFile && (mode & MAY_EXECUTE) !== 0) return { path };
    failure = 'EACCES';
  }
  return notStarted(failure);
}

/** The owner's permission to run a file, and to enter a directory. [stat.h S_IXUSR] */
const MAY_EXECUTE = 0o100;

/** Why the working directory cannot be entered, if so. */
async function closedDirectory(fs: CommandFiles, path: string): Promise<SpawnFailure | undefined> {
  const found = await fs.stat(path).catch(() => undefined);
  if (found === undefined) return 'ENOENT';
  if (!found.isDirectory) return 'ENOTDIR';
  return (found.mode & MAY_EXECUTE) === 0 ? 'EACCES' : undefined;
}

type NotStarted = CommandResult & { readonly failure: SpawnFailure | 'timeout' };

function notStarted(failure: SpawnFailure | 'timeout'): NotStarted {
  return { stdout: '', stderr: '', exit_code: 1, failure };
}

/** In bytes. */
function encodedLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
