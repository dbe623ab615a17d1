/** What patterns of paths meet. */
import { byCodePoint } from '../../../core/code-points.ts';
import type { CommandContext } from '../commands/command.ts';

/** The paths that a pattern meets, each directory with a slash behind it. @param isFolder whether only directories are meant */
export async function matchingPaths(pattern: string, context: CommandContext, isFolder = false): Promise<string[]> {
  const names = pattern.split('/').filter((name) => name !== '');
  return pathsAt(pattern.startsWith('/') ? '/' : '', names, context, isFolder);
}

async function pathsAt(
  base: string,
  [first, ...rest]: readonly string[],
  context: CommandContext,
  isFolder: boolean,
): Promise<string[]> {
  if (first === undefined) return [base];
  const { fs, cwd } = context;
  const names = /[*?[]/.test(first.replace(/\\./g, ''))
    ? await matching(first, base, context)
    : [first.replace(/\\(.)/g, '$1')];
  const found: string[] = [];
  for (const name of names) {
    const stat = await fs.stat(fs.resolvePath(cwd, base + name)).catch(() => undefined);
    if (stat?.isDirectory === true) found.push(...(await pathsAt(`${base}${name}/`, rest, context, isFolder)));
    else if (stat !== undefined && !isFolder && rest.length === 0) found.push(base + name);
  }
  return found;
}

async function matching(pattern: string, base: string, { fs, cwd }: CommandContext): Promise<string[]> {
  const source = pattern.replace(
    /\\(.)|[*?]|\[([!^]?)([^\]]+)\]|./g,
    (whole, escaped?: string, not?: string, set?: string) => {
      if (escaped !== undefined) return quoted(escaped);
      if (whole === '*') return '.*';
      if (whole === '?') return '.';
      return set === undefined ? quoted(whole) : `[${not === '' ? '' : '^'}${set.replace(/[\\^]/g, '\\$&')}]`;
    },
  );
  const meets = new RegExp(`^${source}$`, 'su');
  const names = await fs.readdir(fs.resolvePath(cwd, base === '' ? '.' : base)).catch(() => []);
  return names
    .filter((name) => (pattern.startsWith('.') || !name.startsWith('.')) && meets.test(name))
    .sort(byCodePoint);
}

function quoted(character: string): string {
  return /[\\^$.*+?()[\]{}|/]/.test(character) ? `\\${character}` : character;
}
