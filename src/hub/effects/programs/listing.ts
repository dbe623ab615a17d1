/** The program `ls`, as it prints where nobody looks: one name a line. */
import type { ExecResult } from 'just-bash';
import { byCodePoint } from '../../../core/code-points.ts';
import { DAY } from '../../../core/instant.ts';
import { linksOf, permissions } from '../commands/stat.ts';
import { faultOf } from '../commands/unreadable.ts';
import { USER } from '../machine.ts';
import type { Invocation } from './forms.ts';
import type { OwnProgram, ProgramWorld } from './program.ts';

type Stat = Awaited<ReturnType<ProgramWorld['context']['fs']['lstat']>>;

interface Entry {
  readonly name: string;
  readonly path: string;
  readonly stat: Stat;
  /** Where a link leads, and what is there. */
  readonly target: string;
  readonly aim: Stat | undefined;
  readonly links: number;
}

const ls: OwnProgram = {
  name: 'ls',
  forms: {
    flags: '1aAlhdRrStFpUng',
    long: {
      '--all': 'a',
      '--almost-all': 'A',
      '--reverse': 'r',
      '--recursive': 'R',
      '--directory': 'd',
      '--human-readable': 'h',
      '--color=never': '',
      '--color=auto': '',
      '--group-directories-first': 'directories',
    },
    apart: ['St', 'RU'],
  },
  perform: async (asked, world) => {
    const operands = asked.operands.length === 0 ? ['.'] : asked.operands;
    const found: Entry[] = [];
    let stderr = '';
    for (const name of operands) {
      const entry = await lookedAt(name, name, !asked.flags.has('d') && !asked.flags.has('l'), world);
      if (typeof entry === 'string') stderr += `ls: cannot access ${shown(name)}: ${entry}\n`;
      else found.push(entry);
    }
    const isOpened = ({ stat, aim }: Entry) =>
      !asked.flags.has('d') && (stat.isDirectory || (!asked.flags.has('l') && aim?.isDirectory === true));
    refuseTies(found, asked, world);
    const sorted = inOrder(found, asked);
    const files = sorted.filter((entry) => !isOpened(entry));
    const folders = sorted.filter(isOpened);
    const parts = files.length === 0 ? [] : [table(files, asked, await now(world))];
    const isNamed = operands.length > 1 || asked.flags.has('R');
    for (const folder of folders) parts.push(...(await opened(folder, isNamed, asked, world)));
    return done(parts.join('\n'), stderr);
  },
};

function done(stdout: string, stderr: string): ExecResult {
  return { stdout, stderr, exitCode: stderr === '' ? 0 : 2 };
}

async function now({ run }: ProgramWorld): Promise<number> {
  return run.now();
}

/** In the quotes that the shell would need. */
function shown(name: string): string {
  return name.includes("'") ? `"${name}"` : `'${name}'`;
}

/** The entry, or why there is none. */
async function lookedAt(
  name: string,
  path: string,
  follows: boolean,
  { context }: ProgramWorld,
): Promise<Entry | string> {
  const { fs, cwd } = context;
  const place = fs.resolvePath(cwd, path);
  const own = path === '' ? undefined : await fs.lstat(place).catch(() => undefined);
  if (own === undefined)
    return path === '' ? 'No such file or directory' : ((await faultOf(context, path))?.words ?? '');
  const aim = own.isSymbolicLink ? await fs.stat(place).catch(() => undefined) : undefined;
  const isThrough = path.endsWith('/') || (follows && aim !== undefined && !aim.isDirectory);
  const stat = isThrough ? (aim ?? own) : own;
  if (path.endsWith('/') && !stat.isDirectory) return 'Not a directory';
  // What is in a directory that cannot be read is not known.
  const links = await linksOf(stat, place, context).catch(() => -1);
  if (isThrough || !stat.isSymbolicLink) return { name, path, stat, target: '', aim: undefined, links };
  return { name, path, stat, target: await fs.readlink(place), aim, links };
}

async function opened(folder: Entry, isNamed: boolean, asked: Invocation, world: ProgramWorld): Promise<string[]> {
  const { context } = world;
  const { flags } = asked;
  const names = await context.fs.readdir(context.fs.resolvePath(context.cwd, folder.path)).catch(() => []);
  if (folder.links < 0) {
    world.run.refuse(context, {
      what: '`ls` of a directory that cannot be read',
      why: 'what is printed then is not known',
    });
  }
  const base = folder.path.endsWith('/') ? folder.path : `${folder.path}/`;
  const entries: Entry[] = [];
  for (const name of flags.has('a') ? ['.', '..', ...names] : names) {
    if (name.startsWith('.') && !flags.has('a') && !flags.has('A')) continue;
    const entry = await lookedAt(name, base + name, false, world);
    if (typeof entry !== 'string') entries.push(entry);
  }
  refuseTies(entries, asked, world);
  const sorted = inOrder(entries, asked);
  const heading = isNamed ? `${folder.path}:\n` : '';
  const total = isLong(asked) ? `total ${blocksIn(sorted, flags)}\n` : '';
  const parts = [heading + total + table(sorted, asked, await now(world))];
  if (!flags.has('R')) return parts;
  for (const entry of sorted) {
    if (!entry.stat.isDirectory || entry.name === '.' || entry.name === '..') continue;
    parts.push(...(await opened(entry, true, asked, world)));
  }
  return parts;
}

function blocksIn(entries: readonly Entry[], flags: ReadonlySet<string>): string {
  const kib = entries.reduce((sum, { stat }) => sum + blocksOf(stat), 0);
  return flags.has('h') ? inUnits(kib * 1024) : String(kib);
}

/** In KiB, in blocks of 4096 bytes. */
function blocksOf({ isSymbolicLink, isDirectory, size }: Stat): number {
  if (isSymbolicLink) return 0;
  return isDirectory ? 4 : Math.ceil(size / 4096) * 4;
}

function inOrder(entries: readonly Entry[], { flags }: Invocation): Entry[] {
  const byName = (one: Entry, other: Entry) => byCodePoint(one.name, other.name);
  const compare = (one: Entry, other: Entry) => {
    if (flags.has('S')) return other.stat.size - one.stat.size || byName(one, other);
    if (flags.has('t')) return instantOf(other.stat) - instantOf(one.stat) || byName(one, other);
    return byName(one, other);
  };
  const sorted = flags.has('U') ? [...entries] : [...entries].sort(compare);
  const ordered = flags.has('r') ? sorted.reverse() : sorted;
  if (!flags.has('directories')) return ordered;
  const isFolder = ({ stat, aim }: Entry) => (aim ?? stat).isDirectory;
  return [...ordered.filter(isFolder), ...ordered.filter((entry) => !isFolder(entry))];
}

/** A real machine tells times finer apart than a thousandth of a second. */
function refuseTies(entries: readonly Entry[], { flags }: Invocation, { run, context }: ProgramWorld): void {
  if (isLong({ flags } as Invocation) && entries.some(({ links }) => links < 0)) {
    run.refuse(context, {
      what: '`ls -l` of a directory that cannot be read',
      why: 'how many names it has is not known',
    });
  }
  if (!flags.has('t') || new Set(entries.map(({ stat }) => instantOf(stat))).size === entries.length) return;
  run.refuse(context, { what: '`ls -t` of files of the same time', why: 'which of them is the newest is not kept' });
}

/** The moment itself: see `machine-date.ts`. */
function instantOf({ mtime }: Stat): number {
  return mtime.getTime();
}

function isLong({ flags }: Invocation): boolean {
  return flags.has('l') || flags.has('n') || flags.has('g');
}

function table(entries: readonly Entry[], asked: Invocation, at: number): string {
  const { flags } = asked;
  if (!isLong(asked)) return entries.map((entry) => `${entry.name}${signOf(entry, flags)}\n`).join('');
  const rows = entries.map((entry) => cellsOf(entry, asked, at));
  const widths = [1, 4].map((column) => Math.max(0, ...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map(([mode = '', links = '', owner = '', group = '', size = '', date = '', name = '']) => {
      const who = [...(flags.has('g') ? [] : [owner]), group];
      return [mode, links.padStart(widths[0] ?? 0), ...who, size.padStart(widths[1] ?? 0), date, name].join(' ');
    })
    .map((line) => `${line}\n`)
    .join('');
}

function cellsOf(entry: Entry, { flags }: Invocation, at: number): string[] {
  const { stat, name, target, links } = entry;
  const [owner, group] = flags.has('n') ? [String(USER.uid), String(USER.gid)] : [USER.name, USER.name];
  const size = flags.has('h') ? inUnits(stat.size) : String(stat.size);
  const arrow = target === '' ? '' : ` -> ${target}`;
  return [
    permissions(stat),
    String(links),
    owner,
    group,
    size,
    dateOf(stat, at),
    `${name}${signOf(entry, flags)}${arrow}`,
  ];
}

function signOf({ stat, target }: Entry, flags: ReadonlySet<string>): string {
  if (stat.isDirectory) return flags.has('F') || flags.has('p') ? '/' : '';
  if (!flags.has('F')) return '';
  if (target !== '') return isLong({ flags } as Invocation) ? '' : '@';
  return (stat.mode & 0o111) === 0 ? '' : '*';
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Half of a year, as the program counts it. */
const RECENT = (365.2425 * DAY) / 2;

function dateOf(stat: Stat, at: number): string {
  const instant = instantOf(stat);
  const date = new Date(instant);
  const day = `${MONTHS[date.getUTCMonth()]} ${String(date.getUTCDate()).padStart(2)}`;
  if (instant > at || instant <= at - RECENT) return `${day}  ${date.getUTCFullYear()}`;
  return `${day} ${date.toISOString().slice(11, 16)}`;
}

const UNITS = ['', 'K', 'M', 'G', 'T'];

/** Rounded up, with one digit behind the point where there is one before it. */
function inUnits(bytes: number): string {
  let amount = bytes;
  let unit = 0;
  while (amount >= 1024 && unit < UNITS.length - 1) {
    amount /= 1024;
    unit += 1;
  }
  if (unit === 0) return String(bytes);
  const tenths = Math.ceil(amount * 10) / 10;
  if (tenths < 10) return `${tenths.toFixed(1)}${UNITS[unit]}`;
  return Math.ceil(amount) === 1024 && unit < UNITS.length - 1
    ? `1.0${UNITS[unit + 1]}`
    : `${Math.ceil(amount)}${UNITS[unit]}`;
}

export const listingPrograms: readonly OwnProgram[] = [ls];
