/** What `.gitignore` files leave out of a folder, as git reads them. */
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** More than any `.gitignore` has. */
const LARGEST_BYTES = 1_000_000;

export class IgnoredFiles {
  // Git tells letter case apart where the file system does.
  #rules = newRules();
  /** The folder, as a path below the one that the rules begin at: `''`, or with a slash at its end. */
  #base = '';

  /**
   * The rules for what is in `folder`. Those of folders above it count too, up to the root of its repository, unless
   * they leave out the folder itself: whoever names it wants what is in it.
   */
  constructor(folder: string) {
    const root = repositoryOf(resolve(folder));
    if (root === undefined || root === resolve(folder)) return;
    const names = relative(root, resolve(folder)).split(sep);
    for (const depth of names.keys()) {
      const above = names.slice(0, depth);
      this.#add(join(root, ...above), above.map((name) => `${name}/`).join(''));
    }
    this.#base = `${names.join('/')}/`;
    if (!this.#rules.ignores(this.#base)) return;
    this.#rules = newRules();
    this.#base = '';
  }

  /** Reads the `.gitignore` of the folder at `path`, before anything in it is asked for. */
  enter(onDisk: string, path: string): void {
    this.#add(onDisk, path === '' ? this.#base : `${this.#base}${path}/`);
  }

  /** @param path with a slash at its end for a folder, whose content is left out with it. */
  has(path: string): boolean {
    return this.#rules.ignores(this.#base + path);
  }

  /** All rules are kept in one list, deeper ones later, so that they win and nothing comes back into a folder left out. */
  #add(onDisk: string, prefix: string): void {
    const file = join(onDisk, '.gitignore');
    const stats = lstatSync(file, { throwIfNoEntry: false });
    // Git follows no link here either.
    if (!stats?.isFile()) return;
    if (stats.size > LARGEST_BYTES) throw Object.assign(new Error(), { code: `over ${LARGEST_BYTES} bytes` });
    const lines = readFileSync(file, 'utf8')
      .replace(/^\uFEFF/, '')
      .split(/\r?\n/);
    this.#rules.add(lines.map((line) => below(prefix, line)));
  }
}

function newRules(): Ignore {
  return ignore({ ignorecase: process.platform === 'darwin' || process.platform === 'win32' });
}

/** The folder with `.git` in it that `folder` is in, or is. */
function repositoryOf(folder: string): string | undefined {
  if (existsSync(join(folder, '.git'))) return folder;
  return dirname(folder) === folder ? undefined : repositoryOf(dirname(folder));
}

/** A line of the `.gitignore` in the folder `prefix`, as it would stand at the top. [git gitignore(5)] */
function below(prefix: string, line: string): string {
  if (prefix === '' || line.trim() === '' || line.startsWith('#')) return line;
  const [, negation = '', pattern = ''] = /^(!?)(.*?)(?<!\\) *$/.exec(line) ?? [];
  // With a slash at its start or inside it holds for one place, without for all below.
  const isAnchored = /\/./.test(pattern);
  const place = prefix.replace(/[\\*?[\]!# ]/g, '\\$&');
  return `${negation}/${place}${isAnchored ? pattern.replace(/^\//, '') : `**/${pattern}`}`;
}
