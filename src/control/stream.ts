/** Reading the stream of events, and going on with it where it was cut. */
import { createParser } from 'eventsource-parser';
import type { ControlOperations } from './operations.ts';

export interface EventsOptions {
  /** Events after this one, as far as the server still has them. */
  readonly lastEventId?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

type ControlEventRead = ControlOperations['getEvents']['answer'];

/** @param open sends a request with these members, and throws for what is refused. */
export async function* eventsFrom(
  open: (init: RequestInit) => Promise<Response>,
  { lastEventId, signal }: EventsOptions,
): AsyncGenerator<ControlEventRead, void, void> {
  let last = lastEventId;
  const isEnded = () => signal?.aborted === true;
  while (!isEnded()) {
    const headers: Record<string, string> = { accept: 'text/event-stream' };
    if (last !== undefined) headers['last-event-id'] = last;
    const response = await open({ headers, ...(signal && { signal }) }).catch((thrown) => {
      if (!isEnded()) throw thrown;
    });
    if (response === undefined) return;
    try {
      for await (const event of eventsIn(response)) {
        last = event.id;
        yield event;
      }
    } catch (thrown) {
      // What broke is the connection. If the server is gone, opening the next one says so.
      if (!isEnded() && !(thrown instanceof TypeError)) throw thrown;
    }
    if (!isEnded()) await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
  }
}

const RECONNECT_MS = 100;

async function* eventsIn({ body }: Response): AsyncGenerator<ControlEventRead, void, void> {
  if (body === null) return;
  const read: ControlEventRead[] = [];
  const parser = createParser({
    onEvent: ({ id = '', event = 'call', data }) =>
      read.push({ id, type: event as ControlEventRead['type'], data: JSON.parse(data) }),
  });
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      parser.feed(part.value);
      yield* read.splice(0);
    }
  } finally {
    // Whoever stops listening lets go of the connection.
    await reader.cancel().catch(() => undefined);
  }
}
