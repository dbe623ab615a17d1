/** Bodies of requests: which are read at all, how, and up to which size. [npm body-parser@1.19.0] */
import type { Eventually } from '../../hub/eventually.ts';
import { inflate } from './bytes.ts';
import { parseContentType } from './content-type.ts';
import { refuseDeepBody } from './depth.ts';
import { Failure } from './failure.ts';
import type { WireRequest } from './request.ts';
import { type Bytes, UnreadBody } from './unread-body.ts';

/**
 * The parameters in a body: an object or an array; `{}` for a body of a type that the hub passes over.
 *
 * @throws Failure 400, 413 or 415.
 * @throws Refusal `unsimulated` for a body that is nested too deeply.
 */
export function readBody(request: WireRequest, limitBytes: number): object | UnreadBody<object> {
  const interpretation = interpretationOf(request.header('content-type'));
  if (interpretation === undefined) return {};
  const encoding = encodingOf(request.header('content-encoding'));
  if (encoding === 'identity') return new UnreadBody(limitBytes, (sent) => parsed(interpretation, sent));
  // What cannot be compressed grows a little.
  return new UnreadBody(limitBytes * 1.01 + 1024, async (sent) =>
    parsed(interpretation, sent && (await unpack(sent, encoding, limitBytes))),
  );
}

function parsed({ decoder, parse }: Interpretation, bytes: Bytes): Eventually<object> {
  if (bytes === undefined) throw new Failure(413);
  return bytes.length === 0 ? {} : parse(decoder.decode(bytes));
}

export const JSON_TYPE = 'application/json';
export const FORM_TYPE = 'application/x-www-form-urlencoded';

/** Whether the body is a form, where all values are texts. */
export function isForm(request: WireRequest): boolean {
  return mediaTypeOf(request) === FORM_TYPE;
}

/** Nothing where none is named, or in a way that hubs pass over. */
export function mediaTypeOf(request: WireRequest): string | undefined {
  const header = request.header('content-type');
  // Nearly every request there is.
  return header === undefined || header === JSON_TYPE ? header : parseContentType(header)?.type;
}

/** How a body becomes parameters. */
interface Interpretation {
  readonly decoder: TextDecoder;
  readonly parse: (text: string) => Eventually<object>;
}

const utf8 = new TextDecoder();
const json: Interpretation = { decoder: utf8, parse: parseJson };
// What reads forms is loaded with the first of them: it would delay every start.
const form: Interpretation = { decoder: utf8, parse: async (text) => (await import('./form.ts')).parseForm(text) };

/** Hubs take UTF-7 as well; nothing here can read it. */
const OTHER_CHARSETS: ReadonlyMap<string, string> = new Map([
  ['utf-16', 'utf-16le'],
  ['utf-16le', 'utf-16le'],
  ['utf-16be', 'utf-16be'],
]);

/** How to read a body of this type; `undefined`: not at all. */
function interpretationOf(header: string | undefined): Interpretation | undefined {
  // Nearly every request there is.
  if (header === JSON_TYPE) return json;
  const { type, charset = '' } = parseContentType(header ?? '') ?? {};
  if (type === JSON_TYPE) return jsonIn(charset || 'utf-8');
  if (type !== FORM_TYPE) return undefined;
  if ((charset || 'utf-8') !== 'utf-8') throw new Failure(415);
  return form;
}

function jsonIn(charset: string): Interpretation {
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

async function unpack(sent: Uint8Array<ArrayBuffer>, encoding: 'gzip' | 'deflate', limitBytes: number): Promise<Bytes> {
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
