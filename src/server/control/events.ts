/** Server-sent events of a world. */
import type { ServerResponse } from 'node:http';
import type { Json } from '../../core/json.ts';
import { after, every } from '../../hub/effects/process/real-time.ts';
import type { KeptEvent, WorldEvents } from '../worlds/events.ts';
import type { ServedWorld } from '../worlds/served-world.ts';

export interface StreamOptions {
  /** How often something is sent, so that what stands between knows that the connection lives. */
  readonly heartbeatMs?: number;
  /** How much may wait for a reader before it is let go. */
  readonly mostWaitingBytes?: number;
}

const HEARTBEAT_MS = 15_000;
const MOST_WAITING_BYTES = 2 ** 20;
/** How long a reader that was let go has to take what waits for it. */
const LINGER_MS = 10_000;

export function streamEvents(
  response: ServerResponse,
  world: ServedWorld,
  lastEventId: string | undefined,
  { heartbeatMs = HEARTBEAT_MS, mostWaitingBytes = MOST_WAITING_BYTES }: StreamOptions = {},
): void {
  const { events } = world;
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    // nginx would collect events until it has many.
    'X-Accel-Buffering': 'no',
  });
  let last = lastEventId ?? events.lastId;
  const send = (id: string, type: string, data: Json) =>
    response.write(`id: ${id}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`);
  const tell = ({ id, event }: KeptEvent) => {
    last = id;
    const data = dataOf(world, event);
    if (data === undefined) send(id, 'gap', { why: 'the journal does not keep a call any more', missed: 1 });
    else send(id, event.type, data);
    if (response.writableLength <= mostWaitingBytes) return;
    send(last, 'gap', { why: 'events came faster than they were read; connect again after this one', missed: null });
    finish();
  };
  const stopBeating = every(heartbeatMs, () => response.write(': \n\n'));
  const stop = events.listen(tell, () => finish());
  const leave = () => {
    stop();
    stopBeating();
  };
  const finish = () => {
    leave();
    response.end();
    response.once(
      'close',
      after(LINGER_MS, () => response.destroy()),
    );
  };
  response.once('close', leave);
  // Says at once that the stream is there.
  response.write(': \n\n');
  if (lastEventId !== undefined) catchUp(events, lastEventId, send, tell);
}

function catchUp(
  events: WorldEvents,
  lastEventId: string,
  send: (id: string, type: string, data: Json) => void,
  tell: (kept: KeptEvent) => void,
): void {
  const found = events.after(lastEventId);
  if (found === undefined) {
    send(events.lastId, 'gap', { why: 'the last event is none of this world', missed: null });
    return;
  }
  if (found.missed > 0) send(lastEventId, 'gap', { why: 'so many events are not kept any more', missed: found.missed });
  for (const kept of found.events) tell(kept);
}

/** `undefined` for a call that is not kept. */
function dataOf({ hub }: ServedWorld, event: KeptEvent['event']): Json | undefined {
  if (event.type === 'world') return event.data;
  try {
    return hub.journal.entry(event.seq) as unknown as Json;
  } catch (thrown) {
    if (thrown instanceof RangeError) return undefined;
    throw thrown;
  }
}
