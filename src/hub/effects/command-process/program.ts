/** The program of the process that runs commands: it loads the shell, then runs one command at a time. */
import { Console } from 'node:console';
import { createRequire } from 'node:module';
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { byCodePoint } from '../../../core/code-points.ts';
import { type Shell, shellOf } from '../execution.ts';
import { CHUNK_BYTES, type FileReply } from '../files/file-requests.ts';
import { KnownFiles, type MachinePrograms, type ToldFiles } from '../files/known-files.ts';
import type { ProgramAnswer } from '../notebook/program-request.ts';
import { Places } from '../places.ts';
import { encodeFrame, type Frame, FrameReader, writeTogether } from '../process/frames.ts';
import type { CommandEnd } from '../result.ts';
import { type FromProcess, MOST_OPEN, type Stream, type ToProcess } from './messages.ts';

const [, , shellPackage = '', wornMemoryBytes, wornCpuSeconds] = process.argv;

const { stdin: input, stdout: output } = process;
// What is printed here and there is no message to the hub.
globalThis.console = new Console(process.stderr);
// The order of the machine's locale, C.UTF-8, in which the shell's programs sort. Nothing else runs in this process.
String.prototype.localeCompare = function (other) {
  return byCodePoint(String(this), other);
};
const reader = new FrameReader({ headerBytes: Number.POSITIVE_INFINITY, bodyBytes: CHUNK_BYTES });
const waiting = new Map<number, (reply: FileReply) => void>();
let questions = 0;
const programs: MachinePrograms = new Map();
let told: (files: ToldFiles) => void = () => {};

input.on('data', (chunk: Uint8Array) => {
  for (const frame of reader.add(chunk)) receive(frame);
});
// Whoever wanted commands run is gone.
for (const stream of [input, output]) stream.on('close', () => process.exit()).on('error', () => process.exit());

const shell = await loaded();

async function loaded(): Promise<Shell> {
  try {
    const place = isAbsolute(shellPackage)
      ? pathToFileURL(createRequire(import.meta.url).resolve(shellPackage)).href
      : shellPackage;
    const ready = shellOf(await import(place));
    send({ kind: 'ready', programs: ready.programs });
    return ready;
  } catch (fault) {
    send({ kind: 'failed', fault: String(fault) });
    throw fault;
  }
}

function send(message: FromProcess, bytes?: Uint8Array): void {
  writeTogether(output, encodeFrame(message, bytes));
}

function receive({ header, bytes }: Frame): void {
  const message = header as ToProcess;
  if (message.kind === 'run') {
    void run(message);
  } else {
    if (message.told !== undefined) told(message.told);
    waiting.get(message.id)?.({ ...message.reply, bytes } as FileReply);
    waiting.delete(message.id);
  }
}

async function run({ assignment, start, told: atStart }: Extract<ToProcess, { kind: 'run' }>): Promise<void> {
  const known = new KnownFiles(programs);
  told = (files) => known.tell(files);
  told(atStart);
  const places = new Places(MOST_OPEN);
  let isOver = false;
  // What goes on after its end waits for ever: the next command is none of its business.
  const askWhileRunning: typeof ask = (question, bytes) => (isOver ? new Promise(() => {}) : ask(question, bytes));
  const end = await shell.execute(assignment, start, {
    known,
    files: (request, bytes) => places.occupy(() => askWhileRunning({ kind: 'file', request }, bytes)),
    python: async (upload) => {
      const reply = await askWhileRunning({ kind: 'python', upload });
      known.forgetTime();
      if ('value' in reply) return reply.value as unknown as ProgramAnswer;
      throw new Error('the run is abandoned');
    },
    now: async () => valueOf(await askWhileRunning({ kind: 'now' })),
    sleep: async (elapsedMs) => {
      await askWhileRunning({ kind: 'sleep', elapsedMs });
      known.forgetTime();
    },
  });
  isOver = true;
  waiting.clear();
  if ('result' in end) {
    print('stdout', end.result.stdout);
    print('stderr', end.result.stderr);
  }
  send({ kind: 'end', end: withoutOutput(end), isWorn: isWorn() });
}

type Asked =
  | { kind: 'file'; request: object }
  | { kind: 'python'; upload: number }
  | { kind: 'now' }
  | { kind: 'sleep'; elapsedMs: number };

function ask(question: Asked, bytes?: Uint8Array): Promise<FileReply> {
  questions += 1;
  const id = questions;
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    send({ ...question, id } as FromProcess, bytes);
  });
}

function valueOf(reply: FileReply): number {
  return 'value' in reply ? (reply.value as number) : 0;
}

function print(stream: Stream, text: string): void {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    send({ kind: 'output', stream }, bytes.subarray(at, at + CHUNK_BYTES));
  }
}

function withoutOutput(end: CommandEnd): CommandEnd {
  return 'result' in end ? { result: { ...end.result, stdout: '', stderr: '' } } : end;
}

/** Finding out what the process takes is slow for a short command, and such a one takes little. */
const LOOK_MS = 50;
let looked = Number.NEGATIVE_INFINITY;

/** Whether the process is worth replacing: it holds much, or the operating system will soon end it. */
function isWorn(): boolean {
  const now = performance.now();
  if (now - looked < LOOK_MS) return false;
  looked = now;
  const { user, system } = process.cpuUsage();
  return process.memoryUsage.rss() > Number(wornMemoryBytes) || (user + system) / 1e6 > Number(wornCpuSeconds);
}
