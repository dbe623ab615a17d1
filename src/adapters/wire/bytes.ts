/** Collecting bytes without taking more than is wanted. */

/** All bytes of `stream`; `undefined`, and the stream cancelled, once they are more than `limitBytes`. */
export async function readAtMost(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  limitBytes: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const reader = stream.getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let sizeBytes = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    sizeBytes += next.value.length;
    if (sizeBytes > limitBytes) {
      // Nobody waits for what becomes of the rest.
      reader.cancel().catch(() => undefined);
      return undefined;
    }
    chunks.push(next.value);
  }
  return joined(chunks, sizeBytes);
}

/**
 * What `bytes` inflate to; `undefined` once that is more than `limitBytes`, and inflating ends there.
 *
 * @throws when `bytes` are not in `format`; what is thrown differs between platforms.
 */
export function inflate(
  bytes: Uint8Array<ArrayBuffer>,
  format: 'gzip' | 'deflate',
  limitBytes: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(format));
  return readAtMost(inflated, limitBytes);
}

function joined(chunks: readonly Uint8Array<ArrayBuffer>[], sizeBytes: number): Uint8Array<ArrayBuffer> {
  const [first] = chunks;
  if (chunks.length === 1 && first !== undefined) return first;
  const whole = new Uint8Array(sizeBytes);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
