/** The programs `diff` and `cmp`. */
import type { ExecResult } from 'just-bash';
import { REAL_WAY } from '../real-way.ts';
import type { Invocation } from './forms.ts';
import { contentOf, linesOf, type OwnProgram, type ProgramWorld, textFromBytes } from './program.ts';

/** A part of the first file that is another in the second: both by their lines, from and up to. */
interface Change {
  readonly from: number;
  readonly to: number;
  readonly newFrom: number;
  readonly newTo: number;
}

const diff: OwnProgram = {
  name: 'diff',
  forms: {
    flags: 'qrusiwb',
    long: {
      '--brief': 'q',
      '--recursive': 'r',
      '--unified': 'u',
      '--report-identical-files': 's',
      '--ignore-case': 'i',
      '--ignore-all-space': 'w',
      '--ignore-space-change': 'b',
    },
    operands: [2, 2],
    apart: ['wb', 'us'],
  },
  perform: async (asked, world) => {
    const [one = '', other = ''] = asked.operands;
    return compare(one, other, asked, world, true);
  },
};

async function compare(
  one: string,
  other: string,
  asked: Invocation,
  world: ProgramWorld,
  isTop: boolean,
): Promise<ExecResult> {
  const { context } = world;
  const kinds = await Promise.all([one, other].map((file) => kindOf(file, world)));
  const missing = kinds.filter((kind) => kind.missing !== undefined);
  if (missing.length > 0) {
    return {
      stdout: '',
      stderr: missing.map(({ file, missing: words }) => `diff: ${file}: ${words}\n`).join(''),
      exitCode: 2,
    };
  }
  if (kinds[0]?.isDirectory !== kinds[1]?.isDirectory) return refuse('a file and a directory', world);
  if (kinds[0]?.isDirectory === true) return folders(one, other, asked, world, isTop);
  const [left, right] = await Promise.all([contentOf(one, context), contentOf(other, context)]);
  if (typeof left !== 'string' || typeof right !== 'string') return refuse('files that cannot be read', world);
  return files({ one, other, left: textFromBytes(left), right: textFromBytes(right) }, asked, world, isTop);
}

async function kindOf(file: string, { context }: ProgramWorld) {
  if (file === '-') return { file, isDirectory: false, missing: undefined };
  const stat = await context.fs.stat(context.fs.resolvePath(context.cwd, file)).catch(() => undefined);
  return {
    file,
    isDirectory: stat?.isDirectory === true,
    missing: stat === undefined ? 'No such file or directory' : undefined,
  };
}

function refuse(what: string, { context, run }: ProgramWorld): never {
  return run.refuse(context, {
    what: `comparing ${what}`,
    why: `it has not been held against the real \`diff\`; ${REAL_WAY}`,
  });
}

async function folders(
  one: string,
  other: string,
  asked: Invocation,
  world: ProgramWorld,
  isTop: boolean,
): Promise<ExecResult> {
  const { fs, cwd } = world.context;
  if (!isTop && !asked.flags.has('r'))
    return { stdout: `Common subdirectories: ${one} and ${other}\n`, stderr: '', exitCode: 0 };
  const [left, right] = await Promise.all([one, other].map((folder) => fs.readdir(fs.resolvePath(cwd, folder))));
  const names = [...new Set([...(left ?? []), ...(right ?? [])])].sort();
  let stdout = '';
  let exitCode = 0;
  for (const name of names) {
    const isLeft = left?.includes(name) === true;
    if (!isLeft || right?.includes(name) !== true) {
      stdout += `Only in ${isLeft ? one : other}: ${name}\n`;
      exitCode = Math.max(exitCode, 1);
      continue;
    }
    const inside = await compare(`${one}/${name}`, `${other}/${name}`, asked, world, false);
    if (inside.stderr !== '') refuse('what cannot be read', world);
    stdout += inside.stdout;
    exitCode = Math.max(exitCode, inside.exitCode);
  }
  return { stdout, stderr: '', exitCode };
}

interface Compared {
  readonly one: string;
  readonly other: string;
  readonly left: string;
  readonly right: string;
}

async function files(
  { one, other, left, right }: Compared,
  asked: Invocation,
  world: ProgramWorld,
  isTop: boolean,
): Promise<ExecResult> {
  const { flags } = asked;
  const same = { stdout: flags.has('s') ? `Files ${one} and ${other} are identical\n` : '', stderr: '', exitCode: 0 };
  if (left === right) return same;
  const keys = [left, right].map((text) => linesOf(text).map((line) => keyOf(line, flags)));
  const [old = [], changed = []] = keys;
  if (old.length === changed.length && old.every((line, at) => line === changed[at])) return same;
  if (flags.has('q')) return { stdout: `Files ${one} and ${other} differ\n`, stderr: '', exitCode: 1 };
  if (/\0/.test(left + right)) return { stdout: `Binary files ${one} and ${other} differ\n`, stderr: '', exitCode: 1 };
  const changes = changesIn(old, changed);
  if (changes === undefined) return refuse('files that have several shortest differences', world);
  const options = [...flags]
    .filter((flag) => flag !== 's')
    .map((flag) => `-${flag} `)
    .join('');
  if (!isTop && flags.size > 1 && [...flags].join('') !== 'r') return refuse('directories with these options', world);
  const heading = isTop ? '' : `diff ${options}${one} ${other}\n`;
  const lines = [linesOf(left), linesOf(right)] as const;
  if (!flags.has('u'))
    return { stdout: heading + changes.map((change) => plain(change, ...lines)).join(''), stderr: '', exitCode: 1 };
  // The times of files are told finer than they are kept here.
  return unified(changes, [one, other], lines, world);
}

function keyOf(line: string, flags: ReadonlySet<string>): string {
  const cased = flags.has('i') ? line.toLowerCase() : line;
  if (flags.has('w')) return cased.replace(/[ \t]+/g, '').replace(/\n$/, '');
  return flags.has('b') ? cased.replace(/[ \t]+/g, ' ').replace(/ ?\n?$/, '') : cased;
}

/** More lines are not looked at: it takes their square in steps. */
const MOST_LINES = 2000;

/** What has changed, where there is but one shortest way to tell it. */
function changesIn(old: readonly string[], changed: readonly string[]): Change[] | undefined {
  let start = 0;
  while (start < Math.min(old.length, changed.length) && old[start] === changed[start]) start += 1;
  let [oldEnd, newEnd] = [old.length, changed.length];
  while (oldEnd > start && newEnd > start && old[oldEnd - 1] === changed[newEnd - 1])
    [oldEnd, newEnd] = [oldEnd - 1, newEnd - 1];
  // Where lines are the same on both sides of the border, real ones may move it.
  const isMovable = (lines: readonly string[], from: number, to: number) =>
    to > from && (lines[from] === lines[to] || (from > 0 && lines[from - 1] === lines[to - 1]));
  const [one, other] = [old.slice(start, oldEnd), changed.slice(start, newEnd)];
  if (one.length > MOST_LINES || other.length > MOST_LINES) return undefined;
  const pairs = commonLines(one, other);
  if (pairs === undefined) return undefined;
  const changes: Change[] = [];
  let [at, newAt] = [start, start];
  for (const [left, right] of [...pairs.map(([x, y]) => [x + start, y + start] as const), [oldEnd, newEnd] as const]) {
    if (left > at || right > newAt) changes.push({ from: at, to: left, newFrom: newAt, newTo: right });
    [at, newAt] = [left + 1, right + 1];
  }
  const isCertain = changes.every(({ from, to, newFrom, newTo }) => {
    const isOneSided = from === to || newFrom === newTo;
    return !isOneSided || !(isMovable(old, from, to) || isMovable(changed, newFrom, newTo));
  });
  return isCertain ? changes : undefined;
}

/** The lines that both have in the longest common sequence, if there is only one such. */
function commonLines(one: readonly string[], other: readonly string[]): (readonly [number, number])[] | undefined {
  const width = other.length + 1;
  const lengths = new Uint32Array((one.length + 1) * width);
  for (let left = one.length - 1; left >= 0; left -= 1) {
    for (let right = other.length - 1; right >= 0; right -= 1) {
      const at = left * width + right;
      lengths[at] =
        one[left] === other[right]
          ? (lengths[at + width + 1] ?? 0) + 1
          : Math.max(lengths[at + width] ?? 0, lengths[at + 1] ?? 0);
    }
  }
  const length = (left: number, right: number) => lengths[left * width + right] ?? 0;
  const pairs: (readonly [number, number])[] = [];
  let [left, right] = [0, 0];
  while (length(left, right) > 0) {
    const wanted = length(left, right);
    // All first pairs of longest sequences from here on.
    const firsts: (readonly [number, number])[] = [];
    for (let x = left; x < one.length && length(x, right) === wanted; x += 1) {
      for (let y = right; y < other.length && length(x, y) === wanted; y += 1) {
        if (one[x] === other[y] && length(x + 1, y + 1) === wanted - 1) firsts.push([x, y]);
        if (firsts.length > 1) return undefined;
      }
    }
    const [first] = firsts;
    if (first === undefined) return undefined;
    pairs.push(first);
    [left, right] = [first[0] + 1, first[1] + 1];
  }
  return pairs;
}

type Lines = readonly string[];

function plain({ from, to, newFrom, newTo }: Change, old: Lines, changed: Lines): string {
  const letter = from === to ? 'a' : newFrom === newTo ? 'd' : 'c';
  const command = `${rangeOf(from, to)}${letter}${rangeOf(newFrom, newTo)}\n`;
  const removed = old.slice(from, to).map((line) => marked('< ', line));
  const added = changed.slice(newFrom, newTo).map((line) => marked('> ', line));
  return command + removed.join('') + (letter === 'c' ? '---\n' : '') + added.join('');
}

function rangeOf(from: number, to: number): string {
  if (from === to) return String(from);
  return to - from === 1 ? String(to) : `${from + 1},${to}`;
}

function marked(sign: string, line: string): string {
  return line.endsWith('\n') ? sign + line : `${sign}${line}\n\\ No newline at end of file\n`;
}

const CONTEXT = 3;

async function unifiedHeading(file: string, { context }: ProgramWorld): Promise<string> {
  const { mtime } = await context.fs.stat(context.fs.resolvePath(context.cwd, file));
  const [day = '', time = ''] = new Date(mtime.getTime()).toISOString().split('T');
  return `${file}\t${day} ${time.replace('Z', '')}000000 +0000`;
}

async function unified(
  changes: readonly Change[],
  names: readonly string[],
  [old, changed]: readonly [Lines, Lines],
  world: ProgramWorld,
): Promise<ExecResult> {
  if (names.some((name) => /^-$|^\/dev\//.test(name))) return refuse('standard input, with times', world);
  const [left, right] = await Promise.all(names.map((name) => unifiedHeading(name, world)));
  const hunks: Change[][] = [];
  for (const change of changes) {
    const last = hunks.at(-1)?.at(-1);
    if (last !== undefined && change.from - last.to <= 2 * CONTEXT) hunks.at(-1)?.push(change);
    else hunks.push([change]);
  }
  const stdout = `--- ${left}\n+++ ${right}\n${hunks.map((hunk) => hunkOf(hunk, old, changed)).join('')}`;
  return { stdout, stderr: '', exitCode: 1 };
}

function hunkOf(hunk: readonly Change[], old: Lines, changed: Lines): string {
  const [first, last] = [hunk[0] as Change, hunk.at(-1) as Change];
  const from = Math.max(0, first.from - CONTEXT);
  const newFrom = first.newFrom - (first.from - from);
  const to = Math.min(old.length, last.to + CONTEXT);
  const newTo = last.newTo + (to - last.to);
  let text = '';
  let at = from;
  for (const change of hunk) {
    text += old
      .slice(at, change.from)
      .map((line) => marked(' ', line))
      .join('');
    text += old
      .slice(change.from, change.to)
      .map((line) => marked('-', line))
      .join('');
    text += changed
      .slice(change.newFrom, change.newTo)
      .map((line) => marked('+', line))
      .join('');
    at = change.to;
  }
  text += old
    .slice(at, to)
    .map((line) => marked(' ', line))
    .join('');
  return `@@ -${unifiedRange(from, to)} +${unifiedRange(newFrom, newTo)} @@\n${text}`;
}

function unifiedRange(from: number, to: number): string {
  if (to - from === 1) return String(to);
  return `${to === from ? from : from + 1},${to - from}`;
}

const cmp: OwnProgram = {
  name: 'cmp',
  forms: { flags: 's', long: { '--silent': 's', '--quiet': 's' }, operands: [2, 2] },
  perform: async ({ flags, operands }, { context }) => {
    const [one = '', other = ''] = operands;
    const contents: string[] = [];
    for (const file of operands) {
      const content = await contentOf(file, context);
      if (typeof content !== 'string') {
        return { stdout: '', stderr: flags.has('s') ? '' : `cmp: ${file}: ${content.words}\n`, exitCode: 2 };
      }
      contents.push(content);
    }
    const [left = '', right = ''] = contents;
    if (left === right) return { stdout: '', stderr: '', exitCode: 0 };
    if (flags.has('s')) return { stdout: '', stderr: '', exitCode: 1 };
    let at = 0;
    while (at < Math.min(left.length, right.length) && left[at] === right[at]) at += 1;
    const line = left.slice(0, at).split('\n').length;
    if (at < Math.min(left.length, right.length)) {
      return { stdout: `${one} ${other} differ: byte ${at + 1}, line ${line}\n`, stderr: '', exitCode: 1 };
    }
    const [short, content] = left.length < right.length ? [one, left] : [other, right];
    if (content === '') return { stdout: '', stderr: `cmp: EOF on ${short} which is empty\n`, exitCode: 1 };
    const where = content.endsWith('\n') ? `line ${line - 1}` : `in line ${line}`;
    return { stdout: '', stderr: `cmp: EOF on ${short} after byte ${at}, ${where}\n`, exitCode: 1 };
  },
};

export const comparingPrograms: readonly OwnProgram[] = [diff, cmp];
