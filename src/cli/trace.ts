/** `trace FILE`, `trace serve FILE`, `trace test FILE`. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { ShapeError } from '../core/shape.ts';
import type { JournalEntry } from '../hub/journal/entry.ts';
import { explained } from '../hub/journal/explain.ts';
import { openTrace } from '../hub/trace/open.ts';
import { readTrace, type Trace } from '../hub/trace/trace.ts';
import { serveHub } from '../server/serve-hub.ts';
import { codeOf, UnreadableFile } from '../server/text-file.ts';
import { endOrdered } from './end-ordered.ts';

export async function traceList(file: string): Promise<string> {
  const { writtenBy, left, entries } = await traceIn(file);
  const before = left === 0 ? '' : `; ${left} calls before them are not in it`;
  return [`${entries.length} calls, by ${writtenBy}${before}`, ...entries.map(explained), ''].join('\n');
}

export async function traceServe(
  file: string,
  { at, port }: { readonly at?: number; readonly port: number },
): Promise<void> {
  const ended = endOrdered();
  const { entries } = await traceIn(file);
  const last = at ?? entries.at(-1)?.seq ?? 0;
  const { hub, replayed } = await told(file, openTrace(bytesOf(file), { at: last }));
  const server = await serveHub(hub, { port });
  const differing = replayed
    .filter(({ same, entry }) => !same && entry.injected === null)
    .map(({ entry }) => entry.seq);
  if (differing.length > 0) console.error(`answered otherwise than in the trace: calls ${differing.join(', ')}`);
  process.stdout.write(`${server.url}, as after call ${last} of ${basename(file)}\n`);
  await ended;
  await server.close();
}

/** Calls that a fault had spoiled, or that never ended, have no answer to be held to. */
export async function traceTest(file: string): Promise<string> {
  const { entries } = await traceIn(file);
  const sound = entries.filter(
    ({ injected, kind }) => injected === null && !['abandoned', 'under_way', 'fault'].includes(kind),
  );
  const name = JSON.stringify(`./${basename(file)}`);
  return `/** Made of the trace ${basename(file)}, which belongs beside this file. */
import { readFileSync } from 'node:fs';
import { openTrace } from 'cocalc-mock-hub';
import { expect, test } from 'vitest';

const file = readFileSync(new URL(${name}, import.meta.url));
const { replayed } = await openTrace(new Uint8Array(file), { at: ${entries.at(-1)?.seq ?? 0} });

test.for([
${sound.map(lineOf).join('\n')}
])('call $seq, $operation: $kind', ({ seq, kind }) => {
  const made = replayed.find(({ entry }) => entry.seq === seq);

  expect(made?.answer?.kind).toBe(kind);
  // Of what differs, both answers are shown.
  if (!made?.same) expect(made?.answer?.body).toEqual(made?.entry.answer);
});
`;
}

function lineOf({ seq, operation, kind }: JournalEntry): string {
  return `  { seq: ${seq}, operation: ${JSON.stringify(operation)}, kind: ${JSON.stringify(kind)} },`;
}

/** @throws UnreadableFile for what is no trace. */
function traceIn(file: string): Promise<Trace> {
  return told(file, readTrace(bytesOf(file)));
}

async function told<Result>(file: string, attempt: Promise<Result>): Promise<Result> {
  try {
    return await attempt;
  } catch (thrown) {
    if (thrown instanceof ShapeError || thrown instanceof RangeError) throw new UnreadableFile(file, thrown.message);
    throw thrown;
  }
}

function bytesOf(file: string): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(readFileSync(file));
  } catch (thrown) {
    throw new UnreadableFile(file, `cannot be read (${codeOf(thrown)})`);
  }
}
