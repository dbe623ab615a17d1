/** The programs `grep`, `egrep` and `fgrep`. */

import type { ExecResult } from 'just-bash';
import { FileError } from '../../../core/files/file-error.ts';
import { literalPattern } from '../../../core/regexp.ts';
import { faultOf } from '../commands/unreadable.ts';
import { hasBytes, toText } from '../files/encoding.ts';
import { type Forms, type Invocation, lastValue } from './forms.ts';
import { inJavaScript, PosixPattern } from './posix-patterns.ts';
import { inputOf, linesOf, type OwnProgram, type ProgramWorld, textFromBytes } from './program.ts';

const COUNT = /^\d{1,9}$/;
const ANY = /^/;
const GLOB = /^[\w.*?-]+$/;

const forms: Forms = {
  flags: 'ivncowxlLqshHrREFGP',
  valued: { e: ANY, f: /^[^-]/, m: COUNT, A: COUNT, B: COUNT, C: COUNT, include: GLOB, exclude: GLOB, folder: GLOB },
  numeric: 'C',
  long: {
    '--ignore-case': 'i',
    '--invert-match': 'v',
    '--line-number': 'n',
    '--count': 'c',
    '--only-matching': 'o',
    '--word-regexp': 'w',
    '--line-regexp': 'x',
    '--files-with-matches': 'l',
    '--files-without-match': 'L',
    '--quiet': 'q',
    '--silent': 'q',
    '--no-messages': 's',
    '--no-filename': 'h',
    '--with-filename': 'H',
    '--recursive': 'r',
    '--extended-regexp': 'E',
    '--fixed-strings': 'F',
    '--perl-regexp': 'P',
    '--max-count': 'm',
    '--regexp': 'e',
    '--file': 'f',
    '--after-context': 'A',
    '--before-context': 'B',
    '--context': 'C',
    '--include': 'include',
    '--exclude': 'exclude',
    '--exclude-dir': 'folder',
    '--color=never': '',
    '--color=auto': '',
    '--colour=never': '',
  },
  apart: ['EFGP', 'lL', 'cl', 'cL', 'ol', 'oL', 'mA', 'mB', 'mC', 'oA', 'oB', 'oC', 'mL'],
};

interface Search {
  readonly asked: Invocation;
  readonly pattern: PosixPattern;
  readonly isNamed: boolean;
}

function program(name: string, syntax: string): OwnProgram {
  return { name, forms, perform: (asked, world) => performed(asked, syntax, world) };
}

async function performed(asked: Invocation, preset: string, world: ProgramWorld): Promise<ExecResult> {
  const { context, run, name } = world;
  const [patterns, files] = await patternsOf(asked, world);
  if (typeof patterns === 'string') return { stdout: '', stderr: patterns, exitCode: 2 };
  const syntax = [...'EFGP'].find((letter) => asked.flags.has(letter)) ?? preset;
  const compiled = compiledOf(patterns, syntax, asked.flags);
  if (compiled === undefined) {
    const why = 'what the real one makes of it is not known';
    return run.refuse(context, { what: `the pattern \`${patterns.join('\\n')}\` of \`${name}\``, why });
  }
  const isDeep = asked.flags.has('r') || asked.flags.has('R');
  const places = files.length > 0 ? files : isDeep ? [''] : ['-'];
  const isNamed = asked.flags.has('H') || (!asked.flags.has('h') && (isDeep || places.length > 1));
  return searched({ asked, ...compiled, isNamed }, places, isDeep, world);
}

async function patternsOf(asked: Invocation, { context, name }: ProgramWorld) {
  const patterns = asked.options.filter(([letter]) => letter === 'e').flatMap(([, value = '']) => value.split('\n'));
  const file = lastValue(asked, 'f');
  if (file !== undefined) {
    const fault = await faultOf(context, file);
    if (fault !== undefined) return [`${name}: ${file}: ${fault.words}\n`, []] as const;
    const text = await context.fs.readFile(context.fs.resolvePath(context.cwd, file));
    patterns.push(...linesOf(text).map((line) => line.replace(/\n$/, '')));
    return [patterns, asked.operands] as const;
  }
  if (patterns.length > 0) return [patterns, asked.operands] as const;
  const [pattern, ...files] = asked.operands;
  if (pattern === undefined) {
    return ["Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.\n", []] as const;
  }
  return [pattern.split('\n'), files] as const;
}

function compiledOf(patterns: readonly string[], syntax: string, flags: ReadonlySet<string>) {
  const translated = patterns.map((pattern) => translate(pattern, syntax));
  if (translated.includes(undefined)) return undefined;
  const whole = translated.map((pattern) => `(?:${pattern})`).join('|');
  // Groups that are referred to would be others in several patterns.
  if (patterns.length > 1 && /\\[1-9]/.test(whole)) return undefined;
  const bounded = flags.has('x')
    ? `^(?:${whole})$`
    : flags.has('w')
      ? `(?<![\\p{L}\\p{N}_])(?:${whole})(?![\\p{L}\\p{N}_])`
      : whole;
  const source = patterns.length === 0 ? '(?!)' : bounded;
  try {
    return { pattern: new PosixPattern(source, flags.has('i') ? 'i' : '') };
  } catch {
    return undefined;
  }
}

function translate(pattern: string, syntax: string): string | undefined {
  if (syntax === 'F') return literalPattern(pattern);
  if (syntax === 'P') return isPlainPerl(pattern) ? pattern : undefined;
  return inJavaScript(pattern, syntax === 'E' ? 'extended' : 'basic');
}

const IS_DIRECTORY = new FileError('EISDIR').text;

/** What Perl and JavaScript have in common. */
function isPlainPerl(pattern: string): boolean {
  const rest = pattern
    .replace(/\\[dDwWsSbBtn.^$*+?()[\]{}|/\\-]/g, '')
    .replace(/\(\?(?:[:=!]|<[=!])/g, '(')
    .replace(/[*+?}]\?/g, '');
  return !/\\|\(\?|[*+?}]\+|\[:|[^ -~]/.test(rest);
}

async function searched(search: Search, places: readonly string[], isDeep: boolean, world: ProgramWorld) {
  const { flags } = search.asked;
  const found: string[] = [];
  let stderr = '';
  let hasFault = false;
  let hasMatch = false;
  for (const place of places) {
    for await (const { file, content, fault } of filesAt(place, isDeep, search.asked, world)) {
      if (content === undefined) {
        hasFault = true;
        if (!flags.has('s')) stderr += `grep: ${file}: ${fault}\n`;
        // A directory is open when it turns out to have no lines.
        if (fault === IS_DIRECTORY) found.push(searchedIn('', file, search).text);
        continue;
      }
      if (hasBytes(content) || content.includes('\0')) {
        return world.run.refuse(world.context, { what: `\`grep\` in \`${file}\``, why: 'it is no text' });
      }
      const { text, count } = searchedIn(content, file === '-' ? '(standard input)' : file, search);
      hasMatch ||= count > 0;
      found.push(text);
      if (flags.has('q') && hasMatch) return { stdout: '', stderr, exitCode: 0 };
    }
  }
  return { stdout: flags.has('q') ? '' : found.join(''), stderr, exitCode: hasFault ? 2 : hasMatch ? 0 : 1 };
}

interface Found {
  readonly file: string;
  readonly content?: string;
  readonly fault?: string;
}

async function* filesAt(place: string, isDeep: boolean, asked: Invocation, world: ProgramWorld): AsyncGenerator<Found> {
  const { context } = world;
  if (place === '-') {
    yield { file: place, content: textFromBytes(inputOf(context)) };
    return;
  }
  const fault = await faultOf(context, place === '' ? '.' : place);
  if (fault?.isDirectory === true && isDeep) {
    yield* filesBelow(place, asked, world);
    return;
  }
  if (fault !== undefined) {
    yield { file: place, fault: fault.words };
    return;
  }
  yield { file: place, content: toText(await context.fs.readFileBuffer(context.fs.resolvePath(context.cwd, place))) };
}

async function* filesBelow(folder: string, asked: Invocation, world: ProgramWorld): AsyncGenerator<Found> {
  const { fs, cwd } = world.context;
  const names = await fs.readdir(fs.resolvePath(cwd, folder === '' ? '.' : folder));
  const base = folder === '' || folder.endsWith('/') ? folder : `${folder}/`;
  for (const name of names) {
    const stat = await fs.lstat(fs.resolvePath(cwd, base + name));
    // Links inside are followed by `-R` only.
    if (stat.isSymbolicLink && !asked.flags.has('R')) continue;
    if (stat.isDirectory) {
      if (!meets(name, asked, 'folder')) yield* filesBelow(base + name, asked, world);
      continue;
    }
    const isLeftOut = meets(name, asked, 'exclude') || (asked.flags.has('include') && !meets(name, asked, 'include'));
    if (!isLeftOut) yield* filesAt(base + name, true, asked, world);
  }
}

function meets(name: string, { options }: Invocation, letter: string): boolean {
  return options.some(([given, glob = '']) => given === letter && globPattern(glob).test(name));
}

function globPattern(glob: string): RegExp {
  const source = glob.replace(/[.*?]/g, (sign) => (sign === '.' ? '\\.' : sign === '*' ? '.*' : '.'));
  return new RegExp(`^${source}$`);
}

function searchedIn(content: string, file: string, search: Search): { readonly text: string; readonly count: number } {
  const { asked, pattern, isNamed } = search;
  const { flags } = asked;
  const lines = linesOf(content).map((line) => line.replace(/\n$/, ''));
  const most = Number(lastValue(asked, 'm') ?? Number.POSITIVE_INFINITY);
  const selected: number[] = [];
  lines.forEach((line, at) => {
    if (pattern.test(line) !== flags.has('v') && selected.length < most) selected.push(at);
  });
  const count = selected.length;
  const prefix = isNamed ? `${file}:` : '';
  if (flags.has('l')) return { text: count > 0 ? `${file}\n` : '', count };
  if (flags.has('L')) return { text: count > 0 ? '' : `${file}\n`, count };
  if (flags.has('c')) return { text: `${prefix}${count}\n`, count };
  if (flags.has('o')) return { text: partsIn(lines, selected, file, search), count };
  return { text: inContext(lines, selected, file, search), count };
}

function labelOf(file: string, at: number, sign: string, { asked, isNamed }: Search): string {
  return (isNamed ? `${file}${sign}` : '') + (asked.flags.has('n') ? `${at + 1}${sign}` : '');
}

function partsIn(lines: readonly string[], selected: readonly number[], file: string, search: Search): string {
  if (search.asked.flags.has('v')) return '';
  return selected
    .flatMap((at) => partsOf(lines[at] ?? '', search).map((part) => `${labelOf(file, at, ':', search)}${part}\n`))
    .join('');
}

function partsOf(line: string, { pattern }: Search): string[] {
  const parts: string[] = [];
  let from = 0;
  for (;;) {
    const match = pattern.exec(line, from);
    if (match === null) return parts;
    const [part] = match;
    if (part !== '') parts.push(part);
    from = match.index + Math.max(part.length, String.fromCodePoint(line.codePointAt(match.index) ?? 0x20).length);
    if (from > line.length) return parts;
  }
}

function inContext(lines: readonly string[], selected: readonly number[], file: string, search: Search): string {
  const around = (letter: string) => Number(lastValue(search.asked, letter) ?? lastValue(search.asked, 'C') ?? 0);
  const [before, after] = [around('B'), around('A')];
  const isSelected = new Set(selected);
  const shown = new Set<number>();
  for (const at of selected) {
    for (let near = Math.max(0, at - before); near <= Math.min(lines.length - 1, at + after); near += 1)
      shown.add(near);
  }
  let text = '';
  let last: number | undefined;
  for (const at of [...shown].sort((one, other) => one - other)) {
    if (last !== undefined && at > last + 1 && before + after > 0) text += '--\n';
    text += `${labelOf(file, at, isSelected.has(at) ? ':' : '-', search)}${lines[at]}\n`;
    last = at;
  }
  return text;
}

export const searchPrograms: readonly OwnProgram[] = [
  program('grep', 'G'),
  program('egrep', 'E'),
  program('fgrep', 'F'),
];
