/**
 * Heads of answers. Node makes and checks each anew, header by header, though most differ in nothing but a tag and a length.
 * So once a second it makes one of a kind, and others of that kind get its text.
 */
import { type IncomingMessage, ServerResponse } from 'node:http';
import type { WireResponse } from '../wire/responses.ts';

/** What Node calls the text of a head that it has made and not sent, and how it knows that the connection ends here. */
interface Unsent {
  _header?: unknown;
  readonly maxRequestsOnConnectionReached?: boolean;
}

/** A head around what differs: tag and length. */
interface KnownHead {
  readonly second: number;
  readonly status: number;
  readonly before: string;
  readonly after: string;
}

/** A response of a server of ours, where nobody stands in for its methods. */
export interface PlainResponse extends ServerResponse {
  /** As `writeHead`, for an answer with a body. @param framed all of its headers, as Node takes them. */
  writeKnownHead(answer: WireResponse, framed: () => string[]): void;
}

export function isPlainResponse(response: ServerResponse): response is PlainResponse {
  return 'writeKnownHead' in response;
}

/** The class of the responses of one server: what a head ends with depends on its settings. */
export function plainResponses(): typeof ServerResponse<IncomingMessage> {
  /** By the list of headers, which answers of a kind share. */
  const known = new WeakMap<readonly string[], KnownHead>();

  class Plain extends ServerResponse implements PlainResponse {
    writeKnownHead(answer: WireResponse, framed: () => string[]): void {
      const isUsual =
        this.shouldKeepAlive &&
        this.req.httpVersion === '1.1' &&
        this.getHeaderNames().length === 0 &&
        !(this as Unsent).maxRequestsOnConnectionReached;
      if (!isUsual) {
        this.writeHead(answer.status, framed());
        return;
      }
      const now = Date.now();
      const { status } = answer;
      const head = known.get(answer.headers);
      if (head?.second === secondOf(now) && head.status === status) {
        this.statusCode = status;
        (this as Unsent)._header = head.before + differing(answer) + head.after;
      } else {
        this.writeHead(status, framed());
        this.#learn(answer, now);
      }
    }

    #learn(answer: WireResponse, now: number): void {
      const { _header: text } = this as Unsent;
      // Node's own date changes a moment late.
      if (
        typeof text !== 'string' ||
        !this.shouldKeepAlive ||
        !text.includes(`\r\nDate: ${new Date(now).toUTCString()}\r\n`)
      )
        return;
      const [before, after, ...more] = text.split(differing(answer));
      if (before === undefined || after === undefined || more.length > 0) return;
      known.set(answer.headers, { second: secondOf(now), status: answer.status, before, after });
    }
  }
  return Plain;
}

function secondOf(now: number): number {
  return Math.floor(now / 1000);
}

function differing({ etag, sizeBytes }: WireResponse): string {
  return etag === undefined ? `Content-Length: ${sizeBytes}\r\n` : `ETag: ${etag}\r\nContent-Length: ${sizeBytes}\r\n`;
}
