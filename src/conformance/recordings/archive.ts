/** Archives of browsers and proxies hold more than the calls of one hub, and they hold secrets. */
import { type Exchange, readHar } from './har.ts';
import { placeholdersOf } from './placeholders.ts';
import { Recorder } from './recorder.ts';

/** An exchange that is not sent again. */
export interface LeftOutEntry {
  readonly exchange: Exchange;
  /** As in `sockets`, by which they are counted. */
  readonly why: string;
}

export interface Archive {
  readonly exchanges: readonly Exchange[];
  readonly leftOut: readonly LeftOutEntry[];
}

/** As far as it is one of an API that can be replayed. */
const API_PATH = /\/api\/(v1|v2|conat)(\/|$)/i;

/** @param isKept of what would be left out: somebody says why it does not come out as recorded. */
export function sendableOf(exchanges: readonly Exchange[], isKept: (exchange: Exchange) => boolean): Archive {
  const host = hostOf(exchanges);
  const sorted = exchanges.map((exchange) => ({
    exchange,
    why: isKept(exchange) ? undefined : (exchange.unusable ?? elsewhere(exchange, host)),
  }));
  return {
    exchanges: sorted.filter(({ why }) => why === undefined).map(({ exchange }) => exchange),
    leftOut: sorted.flatMap(({ exchange, why }) => (why === undefined ? [] : [{ exchange, why }])),
  };
}

function elsewhere({ request }: Exchange, host: string | undefined): string | undefined {
  const { origin, pathname } = new URL(request.url);
  if (host !== undefined && origin !== host) return 'of other hosts';
  return API_PATH.test(pathname) ? undefined : 'of no path of the API';
}

/** The host that most calls are to. */
function hostOf(exchanges: readonly Exchange[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { request, unusable } of exchanges) {
    const { origin, pathname } = new URL(request.url);
    if (unusable === undefined && API_PATH.test(pathname)) counts.set(origin, (counts.get(origin) ?? 0) + 1);
  }
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0];
}

/** The exchanges as they would have been recorded here: with placeholders for secrets. Those that have some stay as they are. */
export function redactedExchanges(exchanges: readonly Exchange[]): Exchange[] {
  if (exchanges.some((exchange) => placeholdersOf(exchange).length > 0)) return [...exchanges];
  const recorder = new Recorder();
  return exchanges.map((exchange) => {
    const { file, entry, comment, started, durationMs, request, answer } = exchange;
    const written = recorder.entry({
      ...{ started, durationMs },
      request: { ...request, body: seen(request.body) },
      answer: {
        status: answer.status,
        headers: answer.contentType === undefined ? [] : [['content-type', answer.contentType]],
        body: seen(answer.body),
      },
    });
    return { ...(readHar(`{"log":{"entries":[${written}]}}`, file)[0] as Exchange), entry, comment };
  });
}

function seen(text = ''): { sizeBytes: number; bytes: Uint8Array } {
  const bytes = new TextEncoder().encode(text);
  return { sizeBytes: bytes.length, bytes };
}
