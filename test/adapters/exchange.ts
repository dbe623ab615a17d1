/** One request and its answer, whatever carries them. */
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';

export interface Sent {
  /** `POST` by default. */
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The owner's key by default; `null`: no such header. */
  readonly authorization?: string | null;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

export interface Received {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** What `Set-Cookie` says, cookie by cookie. */
  readonly cookies: readonly string[];
}

export type Send = (sent: Sent) => Promise<Received>;

/** The request's own headers and its authorization. */
export function headersOf({ headers = {}, authorization = 'Bearer sk_owner' }: Sent): Record<string, string> {
  return authorization === null ? { ...headers } : { ...headers, Authorization: authorization };
}

/** Sends by `node:http` to a server on this computer, with the path exactly as it is given. */
export function sender(port: number, prefix = ''): Send {
  return (sent) =>
    new Promise((resolve, reject) => {
      const { method = 'POST', path = '/api/v1/ping', body } = sent;
      const request = httpRequest({
        host: '127.0.0.1',
        port,
        method,
        path: prefix + path,
        headers: headersOf(sent),
        agent: false,
      });
      request.on('error', reject);
      request.on('response', (response) => receive(response).then(resolve, reject));
      finish(request, body);
    });
}

function finish(request: ClientRequest, body: Sent['body']): void {
  if (body === undefined) request.end();
  else request.setHeader('Content-Length', Buffer.byteLength(body)).end(body);
}

async function receive(response: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  const headers = response.headers as Record<string, string>;
  const cookies = response.headers['set-cookie'] ?? [];
  return { status: response.statusCode as number, headers, text: Buffer.concat(chunks).toString(), cookies };
}

/** What fetch's own response comes to. */
export async function received(response: Response): Promise<Received> {
  const { status, headers } = response;
  return { status, headers: Object.fromEntries(headers), text: await response.text(), cookies: headers.getSetCookie() };
}
