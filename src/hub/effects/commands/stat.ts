/** The program `stat` with a format, of which the shell knows few directives and prints all others as they stand. */

import { USER } from '../machine.ts';
import { REAL_WAY } from '../real-way.ts';
import type { Run } from '../run.ts';
import type { CommandContext } from './command.ts';
import { original, output, printed, type Supplied, supply } from './command.ts';
import { faultOf, reworded } from './unreadable.ts';

type Stat = Awaited<ReturnType<CommandContext['fs']['lstat']>>;

interface Looked {
  readonly file: string;
  readonly stat: Stat;
  /** Where a link leads. */
  readonly target: string;
  readonly links: number;
}

/** What each directive prints. [coreutils stat.c] */
const DIRECTIVES: Readonly<Record<string, (looked: Looked) => string | number>> = {
  a: ({ stat }) => (stat.mode & 0o7777).toString(8),
  A: ({ stat }) => permissions(stat),
  F: ({ stat }) => kindOf(stat),
  g: () => USER.gid,
  h: ({ links }) => links,
  G: () => USER.name,
  n: ({ file }) => file,
  N: ({ file, target }) => `'${file}'${target === '' ? '' : ` -> '${target}'`}`,
  s: ({ stat }) => stat.size,
  u: () => USER.uid,
  U: () => USER.name,
  ...timeDirectives('x', 'X'),
  ...timeDirectives('y', 'Y'),
  ...timeDirectives('z', 'Z'),
};

/** All times are that of the last change, the only one that is kept. */
function timeDirectives(shown: string, seconds: string): typeof DIRECTIVES {
  return {
    [shown]: ({ stat }) => `${stat.mtime.toISOString().replace('T', ' ').replace('Z', '')}000000 +0000`,
    [seconds]: ({ stat }) => Math.floor(stat.mtime.getTime() / 1000),
  };
}

/** How many names it has: a directory its own, its `.`, and the `..` of each directory in it. */
export async function linksOf({ isDirectory }: Stat, path: string, { fs }: CommandContext): Promise<number> {
  if (!isDirectory) return 1;
  const entries = await fs.readdirWithFileTypes?.(path);
  return 2 + (entries?.filter((entry) => entry.isDirectory).length ?? 0);
}

function kindOf({ isSymbolicLink, isDirectory, size }: Stat): string {
  if (isSymbolicLink) return 'symbolic link';
  if (isDirectory) return 'directory';
  return size === 0 ? 'regular empty file' : 'regular file';
}

export function permissions({ mode, isSymbolicLink, isDirectory }: Stat): string {
  const bits = [...'rwxrwxrwx'].map((letter, at) => ((mode & (0o400 >> at)) === 0 ? '-' : letter)).join('');
  if (isSymbolicLink) return `l${bits}`;
  return `${isDirectory ? 'd' : '-'}${bits}`;
}

/** The format and the files, where that is all that is asked for. */
function formatIn(args: readonly string[]): { readonly format: string; readonly files: readonly string[] } | undefined {
  const [first = '', second = '', ...rest] = args;
  if (first === '-c' || first === '--format') return { format: `${second}\n`, files: rest };
  const [, name, value = ''] = /^(-c|--format=)([\s\S]+)$/.exec(first) ?? [];
  return name === undefined ? undefined : { format: `${value}\n`, files: args.slice(1) };
}

export const stat: Supplied = supply('stat', async (args, context, run) => {
  const asked = formatIn(args);
  if (asked === undefined || asked.files.length === 0 || asked.files.some((file) => file.startsWith('-'))) {
    const missing = args.length === 1 && !args[0]?.startsWith('-') ? await faultOf(context, args[0] ?? '') : undefined;
    if (missing !== undefined && !missing.isDirectory)
      return reworded('stat', await original(args, context), context, run);
    return run.refuse(context, {
      what: '`stat` without a format',
      why: `it knows \`stat -c FORMAT FILE\`; ${REAL_WAY}`,
    });
  }
  const { fs, cwd } = context;
  const told = asked.files.map(async (file) => {
    const path = fs.resolvePath(cwd, file);
    const found = await fs.lstat(path).catch(() => undefined);
    if (found === undefined) return reworded('stat', await original([file], context), context, run);
    const target = found.isSymbolicLink ? await fs.readlink(path) : '';
    return {
      ...printed(),
      stdout: inFormat(
        asked.format,
        { file, stat: found, target, links: await linksOf(found, path, context) },
        context,
        run,
      ),
    };
  });
  const results = await Promise.all(told);
  return output(printed(), {
    stdout: results.map(({ stdout }) => stdout).join(''),
    stderr: results.map(({ stderr }) => stderr).join(''),
    exitCode: Math.max(0, ...results.map(({ exitCode }) => exitCode)),
  });
});

function inFormat(format: string, looked: Looked, context: CommandContext, run: Run): string {
  return format.replace(/%([^a-zA-Z%]*)(.?)/g, (whole, width: string, directive: string) => {
    if (directive === '%' && width === '') return '%';
    const value = width === '' ? DIRECTIVES[directive]?.(looked) : undefined;
    if (value !== undefined) return String(value);
    return run.refuse(context, { what: `\`${whole}\` in a format of \`stat\``, why: 'its shell does not know it' });
  });
}
