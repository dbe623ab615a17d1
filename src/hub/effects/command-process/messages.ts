/** What a hub and the process that runs commands tell each other. What the process tells is checked, since users' code runs in it. */
import type { CommandResult } from '../../../core/projects/command.ts';
import type { CommandAssignment, Programs } from '../execution.ts';
import { CHUNK_BYTES, type FileReply, type FileRequest, fileRequest } from '../files/file-requests.ts';
import type { ToldFiles } from '../files/known-files.ts';
import type { FrameLimits } from '../process/frames.ts';
import type { CommandEnd } from '../result.ts';
import type { Start } from '../start.ts';

/** The name of the program. */
export const COMMANDS = 'commands';

export type ToProcess =
  | {
      readonly kind: 'run';
      readonly assignment: CommandAssignment;
      readonly start: Start;
      readonly told: ToldFiles;
    }
  /** The answer to a question; bytes may come with it, and what has been told before if it has changed. */
  | {
      readonly kind: 'reply';
      readonly id: number;
      readonly reply: FileReply | { readonly value: number };
      readonly told?: ToldFiles | undefined;
    };

export type FromProcess =
  | { readonly kind: 'ready'; readonly programs: Programs }
  /** The shell cannot be loaded. */
  | { readonly kind: 'failed'; readonly fault: string }
  | Question
  /** A part of what the command has printed, as bytes. */
  | { readonly kind: 'output'; readonly stream: Stream }
  /** The command is done. Whoever is worn wants to be replaced. */
  | { readonly kind: 'end'; readonly end: CommandEnd; readonly isWorn: boolean };

export type Question =
  | { readonly kind: 'file'; readonly id: number; readonly request: FileRequest }
  | { readonly kind: 'now'; readonly id: number }
  | { readonly kind: 'sleep'; readonly id: number; readonly elapsedMs: number }
  | { readonly kind: 'python'; readonly id: number; readonly upload: number };

export type Stream = 'stdout' | 'stderr';

/** What the process may send at once: paths, with each byte written as six, and some more. */
export const LIMITS: FrameLimits = { headerBytes: 2 ** 17, bodyBytes: CHUNK_BYTES };

/** Questions that may wait for their answers at once. */
export const MOST_OPEN = 64;

/** The message that a value is, if it is one. */
export function fromProcess(value: unknown): FromProcess | undefined {
  if (!isObject(value)) return undefined;
  const { kind, id } = value;
  switch (kind) {
    case 'ready':
      return isPrograms(value.programs) ? { kind, programs: value.programs } : undefined;
    case 'failed':
      return typeof value.fault === 'string' ? { kind, fault: value.fault } : undefined;
    case 'file': {
      const request = fileRequest(value.request);
      return isNumber(id) && request ? { kind, id, request } : undefined;
    }
    case 'now':
      return isNumber(id) ? { kind, id } : undefined;
    case 'sleep':
      return isNumber(id) && isNumber(value.elapsedMs) ? { kind, id, elapsedMs: value.elapsedMs } : undefined;
    case 'python':
      return isNumber(id) && isNumber(value.upload) ? { kind, id, upload: value.upload } : undefined;
    case 'output':
      return value.stream === 'stdout' || value.stream === 'stderr' ? { kind, stream: value.stream } : undefined;
    case 'end': {
      const end = commandEnd(value.end);
      return end && { kind, end, isWorn: value.isWorn === true };
    }
    default:
      return undefined;
  }
}

function isPrograms(value: unknown): value is Programs {
  if (!isObject(value)) return false;
  const { names, scripts } = value;
  return isTexts(names) && Array.isArray(scripts) && scripts.every((one) => isTexts(one) && one.length === 2);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

const FAILURES: ReadonlySet<unknown> = new Set<CommandResult['failure']>([
  undefined,
  'timeout',
  'signal',
  'ENOENT',
  'EACCES',
  'ENOTDIR',
  'ENAMETOOLONG',
  'E2BIG',
]);

/** What has been printed does not come with it: see `output`. */
function commandEnd(value: unknown): CommandEnd | undefined {
  if (!isObject(value)) return undefined;
  const { unsimulated, result } = value;
  if (isObject(unsimulated)) {
    const { what, why } = unsimulated;
    return typeof what === 'string' && typeof why === 'string' ? { unsimulated: { what, why } } : undefined;
  }
  if (!isObject(result)) return undefined;
  const { exit_code, failure, elapsedMs } = result;
  if (!isNumber(exit_code) || !isNumber(elapsedMs) || elapsedMs < 0 || !FAILURES.has(failure)) return undefined;
  const ended = { stdout: '', stderr: '', exit_code, elapsedMs };
  return {
    result: failure === undefined ? ended : { ...ended, failure: failure as NonNullable<typeof failure> & 'signal' },
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
