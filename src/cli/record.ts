/** `record`: a proxy that writes down what passes through it, without secrets. */
import { closeSync, ftruncateSync, openSync, rmSync, writeSync } from 'node:fs';
import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Headers } from '../conformance/har.ts';
import { harFrame, Recorder, type SeenBody } from '../conformance/recorder.ts';
import { listen } from '../server/listen.ts';
import { complain } from './report.ts';

export interface RecordOptions {
  readonly target: string;
  readonly out: string;
  readonly port: number;
  /** The largest body that is written down, in bytes; larger ones pass through all the same. */
  readonly bodyLimit: number;
}

/** What shells expect of a command that was called wrongly. */
const CALLED_WRONGLY = 2;

/** @returns the exit code, after a signal to end. */
export async function record(options: RecordOptions, version: string): Promise<number> {
  const ended = new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  let file: HarFile;
  try {
    file = new HarFile(options.out, version);
  } catch (thrown) {
    const { code, message } = thrown as NodeJS.ErrnoException;
    complain(`option --out: ${options.out}: ${code === 'EEXIST' ? 'is there already; give another name' : message}`);
    return CALLED_WRONGLY;
  }
  const server = proxy(options, file);
  const close = await listen(server, '127.0.0.1', options.port).catch((thrown) => {
    file.close();
    rmSync(options.out);
    throw thrown;
  });
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`records ${options.target} at http://127.0.0.1:${port}, into ${options.out}; Ctrl+C ends it\n`);
  await ended;
  await close();
  file.close();
  process.stdout.write(`${file.count} exchanges in ${options.out}\n`);
  return 0;
}

/** A HAR that is whole after each entry: the new one is written over the end of the file, together with a new end. */
class HarFile {
  count = 0;
  readonly #file: number;
  readonly #tail: string;
  /** Where the next entry goes, in bytes. */
  #end: number;

  constructor(path: string, version: string) {
    const { head, tail } = harFrame(version);
    // Nobody else needs to read it; and what is there is never written over.
    this.#file = openSync(path, 'wx', 0o600);
    this.#tail = tail;
    this.#end = writeSync(this.#file, head, 0);
    writeSync(this.#file, tail, this.#end);
  }

  add(entry: string): void {
    const text = `${this.count === 0 ? '' : ',\n'}${entry}`;
    this.count += 1;
    const bytes = Buffer.from(text + this.#tail);
    writeSync(this.#file, bytes, 0, bytes.length, this.#end);
    this.#end += bytes.length - Buffer.byteLength(this.#tail);
    ftruncateSync(this.#file, this.#end + Buffer.byteLength(this.#tail));
  }

  close(): void {
    closeSync(this.#file);
  }
}

/** Headers that are between two neighbours, and not between client and hub. */
const HOP_BY_HOP = /^(connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|host|accept-encoding)$/i;

function proxy({ target, bodyLimit }: RecordOptions, file: HarFile): Server {
  const recorder = new Recorder();
  const base = new URL(target);
  const send = base.protocol === 'https:' ? httpsRequest : httpRequest;
  return createServer((incoming, outgoing) => {
    const started = Date.now();
    const since = performance.now();
    const url = new URL(base.origin + pathOf(incoming));
    const headers = pairs(incoming.rawHeaders);
    const asked = seen(incoming, bodyLimit);
    const upstream = send(
      {
        hostname: base.hostname.replace(/^\[|\]$/g, ''),
        port: base.port,
        method: incoming.method,
        path: url.pathname + url.search,
      },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, forwarded(pairs(answer.rawHeaders)).flat());
        const told = seen(answer, bodyLimit);
        answer.pipe(outgoing);
        answer.once('error', () => outgoing.destroy());
        answer.once('end', () => {
          const durationMs = performance.now() - since;
          const request = { method: incoming.method as string, url: url.href, headers, body: asked() };
          const response = { status: answer.statusCode ?? 0, headers: pairs(answer.rawHeaders), body: told() };
          file.add(recorder.entry({ started, durationMs, request, answer: response }));
        });
      },
    );
    for (const [name, value] of forwarded(headers)) upstream.appendHeader(name, value);
    upstream.setTimeout(ANSWER_MS, () => upstream.destroy(new Error(`no answer for ${ANSWER_MS / 1000} s`)));
    upstream.once('error', (error: NodeJS.ErrnoException) => badGateway(outgoing, base.origin, error));
    outgoing.once('close', () => {
      if (!outgoing.writableFinished) upstream.destroy();
    });
    incoming.pipe(upstream);
  });
}

/** Longer than any call of a hub takes. */
const ANSWER_MS = 600_000;

/** The target of a request that came to a proxy may be a whole URL. */
function pathOf({ url = '/' }: IncomingMessage): string {
  return url.startsWith('/') ? url : url.replace(/^[a-z]+:\/\/[^/]*/i, '') || '/';
}

function pairs(raw: readonly string[]): Headers {
  return raw.flatMap((name, at) => (at % 2 === 0 ? [[name, raw[at + 1] as string] as const] : []));
}

function forwarded(headers: Headers): [string, string][] {
  return headers.filter(([name]) => !HOP_BY_HOP.test(name)).map(([name, value]) => [name, value]);
}

/** Listens to a stream that somebody else reads. @returns what gives all of it at its end. */
function seen(stream: IncomingMessage, bodyLimit: number): () => SeenBody {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  stream.on('data', (chunk: Buffer) => {
    sizeBytes += chunk.length;
    if (sizeBytes <= bodyLimit) chunks.push(chunk);
    else chunks.length = 0;
  });
  return () => ({ sizeBytes, bytes: sizeBytes <= bodyLimit ? Buffer.concat(chunks) : undefined });
}

function badGateway(outgoing: ServerResponse, origin: string, { code, message }: NodeJS.ErrnoException): void {
  complain(`${origin} does not answer: ${code ?? message}`);
  if (outgoing.headersSent) {
    outgoing.destroy();
    return;
  }
  outgoing.writeHead(502, { 'Content-Type': 'application/json' });
  outgoing.end(JSON.stringify({ error: `cocalc-mock-hub record: ${origin} does not answer (${code ?? message})` }));
}
