/** Reads what the process of a kernel says. It is hostile: each frame is parsed inside a guard, bounded and checked. */
import { isDeeper, isObject, type Json, type JsonObject } from '../../../core/json.ts';
import { type KernelFrame, Nonsense } from './frames.ts';

/** A file, directory or link, by its path below a root. */
export interface FileEntry {
  readonly path: string;
  readonly mode: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
  /** Absent for a directory. */
  readonly content?: Uint8Array;
  readonly target?: string;
}

export type KernelReport =
  | { readonly kind: 'ready'; readonly snapshotBytes: number }
  | { readonly kind: 'cell' | 'flood' | 'full' }
  | { readonly kind: 'item'; readonly item: JsonObject; readonly bytes: number }
  /** A line that only IPython would understand; no other cells are run. */
  | { readonly kind: 'magic'; readonly line: string }
  /** `root` is the number of the directory that the path is below. */
  | { readonly kind: 'entry'; readonly root: number; readonly entry: FileEntry; readonly size: number | undefined }
  | { readonly kind: 'removed'; readonly root: number; readonly path: string }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'printed'; readonly stream: ProgramStream; readonly bytes: Uint8Array }
  | { readonly kind: 'unsimulated'; readonly what: string }
  /** A program that a signal has ended has no exit code. */
  | { readonly kind: 'done'; readonly sleptMs: number; readonly readBytes: number; readonly exitCode: number | null }
  | { readonly kind: 'failed'; readonly fault: string };

export type ProgramStream = 'stdout' | 'stderr';

/** How long an item of output may be. */
export const MOST_ITEM_BYTES = 8 * 2 ** 20;
/** How many arrays and objects may be in each other; the kernel refuses more than 100 itself. */
const MOST_LEVELS = 110;
const LONGEST_PATH = 4096;
const LONGEST_REASON = 300;
const MOST_ROOTS = 8;

const MOST_BYTES: Readonly<Record<string, number>> = {
  R: 1000,
  B: 65_536,
  c: 1,
  f: 1,
  u: 1,
  i: MOST_ITEM_BYTES,
  m: 65_536,
  n: 65_536,
  1: 65_536,
  2: 65_536,
  e: 65_536,
  r: 65_536,
  d: 1000,
  x: 65_536,
};

export const mostBytes = (kind: string): number => (Object.hasOwn(MOST_BYTES, kind) ? Number(MOST_BYTES[kind]) : 0);

/** @throws Nonsense */
export function kernelReportOf({ kind, body }: KernelFrame): KernelReport {
  switch (kind) {
    case 'R':
      return ready(parsed(body));
    case 'B':
      return { kind: 'bytes', bytes: body };
    case 'c':
      return { kind: 'cell' };
    case 'f':
      return { kind: 'flood' };
    case 'u':
      return { kind: 'full' };
    case 'i':
      if (parsingCost(body) > MOST_PARSING) return { kind: 'flood' };
      return { kind: 'item', item: item(parsed(body)), bytes: body.length };
    case 'm':
      return { kind: 'magic', line: text(body).slice(0, LONGEST_PATH) };
    case 'n':
      return { kind: 'unsimulated', what: text(body).slice(0, LONGEST_REASON).replace(/\s+/g, ' ') };
    case '1':
    case '2':
      return { kind: 'printed', stream: kind === '1' ? 'stdout' : 'stderr', bytes: body };
    case 'e':
      return entry(parsed(body));
    case 'r':
      return removed(parsed(body));
    case 'd':
      return done(parsed(body));
    default:
      return { kind: 'failed', fault: text(body).slice(0, LONGEST_PATH) };
  }
}

/** About 80 ms of a processor, in which nobody else is answered. */
const MOST_PARSING = 800_000;
const [QUOTE, BACKSLASH] = [0x22, 0x5c];
/** What each sign outside of texts costs to parse, in units of 0.1 µs as measured: a name is looked up, a value is made. */
const COSTS = new Uint8Array(256);
for (const [sign, cost] of [
  [':', 27],
  [',', 4],
  ['[', 4],
  ['{', 4],
] as const) {
  COSTS[sign.charCodeAt(0)] = cost;
}

/** How long it takes to parse the item, more or less: a few million empty objects take seconds. */
function parsingCost(body: Uint8Array): number {
  let cost = 0;
  let isInText = false;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at] as number;
    if (byte === QUOTE) isInText = !isInText;
    else if (!isInText) cost += COSTS[byte] as number;
    else if (byte === BACKSLASH) {
      cost += 1;
      at += 1;
    }
  }
  return cost;
}

function text(body: Uint8Array): string {
  return new TextDecoder().decode(body);
}

function parsed(body: Uint8Array): Json {
  let value: Json;
  try {
    value = JSON.parse(text(body)) as Json;
  } catch {
    throw new Nonsense('what is no JSON');
  }
  if (isDeeper(value, MOST_LEVELS)) throw new Nonsense(`more than ${MOST_LEVELS} arrays and objects in each other`);
  return value;
}

const isText = (value: Json | undefined) => typeof value === 'string';
const isTexts = (value: Json | undefined) => Array.isArray(value) && value.every(isText);

/** What an item may hold, and of which shape. */
const MEMBERS: Readonly<Record<string, (value: Json | undefined) => boolean>> = {
  name: isText,
  output_type: isText,
  text: (value) => isText(value) || isTexts(value),
  data: isObject,
  metadata: isObject,
  traceback: isTexts,
  ename: isText,
  evalue: isText,
  clear_output: (value) => value === true,
};

function item(value: Json): JsonObject {
  if (!isObject(value)) throw new Nonsense('an item of output that is no object');
  for (const [name, member] of Object.entries(value)) {
    if (!Object.hasOwn(MEMBERS, name) || !MEMBERS[name]?.(member)) {
      throw new Nonsense(`an item of output with a member ${JSON.stringify(name.slice(0, 40))} that none has`);
    }
  }
  return value;
}

function entry(value: Json): KernelReport {
  if (!isObject(value)) throw new Nonsense('a file that is no object');
  const { mode, modified, size, target } = value;
  const root = rootOf(value);
  if (!isWhole(mode, 0o7777)) throw new Nonsense('a mode that no file has');
  if (!isWhole(modified, LATEST) && !isWhole(-Number(modified), LATEST)) throw new Nonsense('a time that no file has');
  const known = { path: path(value.path), mode: mode as number, modified: modified as number };
  if (target !== undefined) {
    if (typeof target !== 'string' || target === '' || target.length > LONGEST_PATH || target.includes('\0')) {
      throw new Nonsense('a link that leads nowhere');
    }
    return { kind: 'entry', root, entry: { ...known, target }, size: undefined };
  }
  if (size !== undefined && !isWhole(size, Number.MAX_SAFE_INTEGER)) throw new Nonsense('a size that no file has');
  return { kind: 'entry', root, entry: known, size: size as number | undefined };
}

function removed(value: Json): KernelReport {
  if (!isObject(value)) throw new Nonsense('a file that is no object');
  return { kind: 'removed', root: rootOf(value), path: path(value.path) };
}

function rootOf({ root = 0 }: JsonObject): number {
  if (!isWhole(root, MOST_ROOTS)) throw new Nonsense('a place that is none');
  return root as number;
}

/** The last millisecond of `Date`. */
const LATEST = 8.64e15;

function isWhole(value: Json | undefined, most: number): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most;
}

function path(value: Json | undefined): string {
  const names = typeof value === 'string' && value.length <= LONGEST_PATH ? value.split('/') : [''];
  if (names.some((name) => name === '' || name === '.' || name === '..' || name.includes('\0'))) {
    throw new Nonsense('a path that is none');
  }
  return value as string;
}

function done(value: Json): KernelReport {
  const { sleptMs, readBytes = 0, exitCode = null } = isObject(value) ? value : {};
  if (typeof sleptMs !== 'number' || sleptMs < 0 || sleptMs > LATEST) throw new Nonsense('a time that is none');
  if (exitCode !== null && !isWhole(exitCode, 255)) throw new Nonsense('an exit code that is none');
  if (!isWhole(readBytes, Number.MAX_SAFE_INTEGER)) throw new Nonsense('a number of bytes that is none');
  return { kind: 'done', sleptMs, readBytes: readBytes as number, exitCode: exitCode as number | null };
}

function ready(value: Json): KernelReport {
  const { snapshotBytes } = isObject(value) ? value : {};
  if (!isWhole(snapshotBytes, 2 ** 30)) throw new Nonsense('a start that is none');
  return { kind: 'ready', snapshotBytes: snapshotBytes as number };
}
