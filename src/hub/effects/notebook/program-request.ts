/** What the shell asks of the hub for a program of Python, and is answered. What it asks is checked, since users' code runs in it. */
import { isObject } from '../../../core/json.ts';
import { bytewise } from '../files/encoding.ts';
import { encodeFrame, FrameReader } from '../process/frames.ts';
import type { Unsimulated } from '../unsimulated.ts';
import type { ProgramCall, ProgramEnd } from './program-call.ts';

export interface ProgramRequest extends Pick<ProgramCall, 'args' | 'env' | 'cwd' | 'input' | 'timeMs'> {
  /** What the command has slept by now. */
  readonly elapsedMs: number;
  /** Tells it from the other programs of the command. */
  readonly draw: number;
}

export type ProgramAnswer =
  | {
      /** What was printed, in its order, as bytes. */
      readonly printed: readonly (readonly [stream: 'stdout' | 'stderr', bytes: string])[];
      readonly sleptMs: number;
      readonly readBytes: number;
      readonly exitCode: number | null;
    }
  | { readonly unsimulated: Unsimulated };

export type RunPython = (request: ProgramRequest) => Promise<ProgramAnswer>;

export function encodeProgramRequest({ input, ...rest }: ProgramRequest): Uint8Array {
  return encodeFrame(rest, input);
}

/** @throws Error for what is none. */
export function programRequest(bytes: Uint8Array): ProgramRequest {
  const limits = { headerBytes: bytes.length, bodyBytes: bytes.length };
  const [frame] = new FrameReader(limits).add(bytes);
  const { args, env, cwd, timeMs, elapsedMs, draw } = Object(frame?.header) as Record<string, unknown>;
  const isRight =
    isTexts(args) && isObject(env as never) && isTexts(Object.values(env as object)) && typeof cwd === 'string';
  if (frame === undefined || !isRight || ![timeMs, elapsedMs, draw].every(isCount)) {
    throw new Error('nothing of that kind is a program');
  }
  const numbers = { timeMs, elapsedMs, draw } as Record<'timeMs' | 'elapsedMs' | 'draw', number>;
  return { args: args as string[], env: env as Record<string, string>, cwd, input: frame.bytes.slice(), ...numbers };
}

const isCount = (value: unknown) => typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER;
const isTexts = (value: unknown) => Array.isArray(value) && value.every((one) => typeof one === 'string');

export function answerOf({
  printed,
  sleptMs,
  readBytes,
  exitCode,
}: Exclude<ProgramEnd, { unsimulated: Unsimulated }>): ProgramAnswer {
  return {
    printed: printed.map(({ stream, bytes }) => [stream, bytewise(bytes)] as const),
    sleptMs,
    readBytes,
    exitCode,
  };
}
