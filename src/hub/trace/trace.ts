/** A journal in a file: the state that it began with, and each call with its answer, as lines of JSON, compressed. No secret is in it. */
import { fromDocument, type StateDocument } from '../../core/document.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { faultAt, misshapen, ShapeError } from '../../core/shape.ts';
import type { HubState } from '../../core/state.ts';
import type { JournalEntry } from '../journal/entry.ts';
import { keysIn, withStandIns } from './redacted-document.ts';
import { writtenBy } from './written-by.ts';

const FORMAT = 'cocalc-mock-hub trace 1';

/** The first line. */
interface Head {
  readonly format: typeof FORMAT;
  readonly writtenBy: string;
  /** Where calls before the first one are not in the trace: how many. */
  readonly left: number;
  /** With seed, profile and time. */
  readonly state: StateDocument;
}

export interface Trace {
  readonly writtenBy: string;
  /** How many calls the hub had answered before the first one of the trace. */
  readonly left: number;
  /** What the first call found. */
  readonly start: HubState;
  readonly entries: readonly JournalEntry[];
}

/** A trace as a file. */
export async function writeTrace(
  state: StateDocument,
  entries: readonly JournalEntry[],
): Promise<Uint8Array<ArrayBuffer>> {
  const head: Head = { format: FORMAT, writtenBy: writtenBy(), left: (entries[0]?.seq ?? 1) - 1, state };
  const text = [head, ...entries].map((line) => `${JSON.stringify(line)}\n`).join('');
  return through(new TextEncoder().encode(text), new CompressionStream('gzip'));
}

const MOST_BYTES = 2 ** 29;

/** The trace in a file. @throws ShapeError that names the line where it is none. */
export async function readTrace(file: Uint8Array<ArrayBuffer>): Promise<Trace> {
  const bytes = file[0] === 0x1f && file[1] === 0x8b ? await unpacked(file) : file;
  const lines = new TextDecoder()
    .decode(bytes)
    .split('\n')
    .filter((line) => line !== '');
  const [head, ...entries] = lines.map((line, at) => parsed(line, `line ${at + 1}`));
  if (head?.format !== FORMAT)
    throw misshapen('line 1', `the head of a trace, of the format "${FORMAT}",`, head?.format);
  // Contents of files go by their hashes, so they stay.
  const { contents, ...document } = head.state as JsonObject;
  const keys = keysIn(JSON.stringify(document));
  const calls = entries.map((entry, at) => {
    const isEntry = typeof entry.seq === 'number' && typeof entry.operation === 'string' && isObject(entry.call);
    if (!isEntry) throw misshapen(`line ${at + 2}`, 'a call of a journal', entry.seq);
    // Answers keep their placeholders: they are compared with what comes.
    return { ...entry, call: withStandIns(entry.call as Json, keys) } as unknown as JournalEntry;
  });
  return {
    writtenBy: String(head.writtenBy),
    left: Number(head.left),
    start: fromDocument({ ...(withStandIns(document, keys) as JsonObject), contents: contents as Json }),
    entries: calls,
  };
}

function parsed(line: string, place: string): JsonObject {
  try {
    const value = JSON.parse(line) as Json;
    if (isObject(value)) return value;
  } catch {
    // Told below.
  }
  throw misshapen(place, 'an object in JSON', line);
}

async function unpacked(file: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await through(file, new DecompressionStream('gzip'));
  } catch (thrown) {
    // What platforms say of it differs.
    throw thrown instanceof ShapeError ? thrown : faultAt('the file', 'is damaged: it cannot be unpacked');
  }
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  transform: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new Blob([bytes]).stream().pipeThrough(transform).getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let sizeBytes = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    chunks.push(next.value as Uint8Array<ArrayBuffer>);
    sizeBytes += next.value.length;
    if (sizeBytes > MOST_BYTES) throw faultAt('the file', `has more than ${MOST_BYTES} bytes when it is unpacked`);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}
