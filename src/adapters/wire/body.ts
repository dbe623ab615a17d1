/** Bodies of requests: which are read at all, how, and up to which size. [npm body-parser@1.19.0] */
import { inflate } from './bytes.ts';
import { parseContentType } from './content-type.ts';
import { refuseDeepBody } from './depth.ts';
import { Failure } from './failure.ts';
import type { WireRequest } from './request.ts';

/**
 * The parameters in a body: an object or an array; `{}` for a body of a type that the hub passes over.
 *
 * @throws Failure 400, 413 or 415.
 * @throws Refusal `unsimulated` for a body that is nested too deeply.
 */
export async function readBody(request: WireRequest, limitBytes: number): Promise<object> {
  const reading = readingOf(request.header('content-type'));
  if (reading === undefined) return {};
  const encoding = encodingOf(request.header('content-encoding'));

  // What cannot be compressed grows a little.
  const sent = await request.read(encoding === 'identity' ? limitBytes : limitBytes * 1.01 + 1024);
  const bytes = encoding === 'identity' || sent === undefined ? sent : await unpack(sent, encoding, limitBytes);
  if (bytes === undefined) throw new Failure(413);
  return bytes.length === 0 ? {} : reading.parse(reading.decoder.decode(bytes));
}

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';

/** Whether the body is a form, where all values are texts. */
export function isForm(request: WireRequest): boolean {
  const header = request.header('content-type');
  return header !== undefined && header !== JSON_TYPE && parseContentType(header)?.type === FORM_TYPE;
}

/** How a body becomes parameters. */
interface Reading {
  readonly decoder: TextDecoder;
  readonly parse: (text: string) => object | Promise<object>;
}

const utf8 = new TextDecoder();
const json: Reading = { decoder: utf8, parse: parseJson };
// What reads forms is loaded with the first of them: it would delay every start.
const form: Reading = { decoder: utf8, parse: async (text) => (await import('./form.ts')).parseForm(text) };

/** Hubs take UTF-7 as well; nothing here can read it. */
const OTHER_CHARSETS: ReadonlyMap<string, string> = new Map([
  ['utf-16', 'utf-16le'],
  ['utf-16le', 'utf-16le'],
  ['utf-16be', 'utf-16be'],
]);

/** How to read a body of this type; `undefined`: not at all. */
function readingOf(header: string | undefined): Reading | undefined {
  // Nearly every request there is.
  if (header === JSON_TYPE) return json;
  const { type, charset = '' } = parseContentType(header ?? '') ?? {};
  if (type === JSON_TYPE) return jsonIn(charset || 'utf-8');
  if (type !== FORM_TYPE) return undefined;
  if ((charset || 'utf-8') !== 'utf-8') throw new Failure(415);
  return form;
}

function jsonIn(charset: string): Reading {
  if (charset === 'utf-8') return json;
  const label = OTHER_CHARSETS.get(charset);
  if (label === undefined) throw new Failure(415);
  return { decoder: new TextDecoder(label), parse: parseJson };
}

type Encoding = 'identity' | 'gzip' | 'deflate';

function encodingOf(header: string | undefined): Encoding {
  const encoding = (header || 'identity').toLowerCase();
  if (encoding !== 'identity' && encoding !== 'gzip' && encoding !== 'deflate') throw new Failure(415);
  return encoding;
}

async function unpack(
  sent: Uint8Array<ArrayBuffer>,
  encoding: 'gzip' | 'deflate',
  limitBytes: number,
): Promise<Uint8Array | undefined> {
  try {
    return await inflate(sent, encoding, limitBytes);
  } catch {
    throw new Failure(400);
  }
}

function parseJson(text: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Failure(400);
  }
  if (typeof value !== 'object' || value === null) throw new Failure(400);
  refuseDeepBody(value, text);
  return value;
}
