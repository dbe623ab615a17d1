/** Bodies of requests to API routes of Next.js: which are read at all, how, and up to which size. [npm next api-resolver] */

import { copied } from '../../core/copied.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { FORM_TYPE, JSON_TYPE, mediaTypeOf } from './body.ts';
import { parseContentType } from './content-type.ts';
import { refuseDeepBody } from './depth.ts';
import type { WireRequest } from './request.ts';
import { type Bytes, UnreadBody } from './unread-body.ts';

/** A body that is refused before anything else is looked at. */
export class Unreadable {
  readonly status: 400 | 413;
  readonly message: string;

  constructor(status: 400 | 413, message: string) {
    this.status = status;
    this.message = message;
  }
}

/** Bytes in the megabyte that is allowed. */
const BODY_LIMIT = 2 ** 20;

/**
 * What the body comes to: JSON, the fields of a form, or the text that it is; `{}` where there is none.
 *
 * @throws Unreadable, and Refusal `unsimulated` for a body that is nested too deeply, now or once it is read.
 */
export function readNextBody(request: WireRequest): Json | UnreadBody<Json> {
  // Who has parsed it holds it, and may still write into it.
  if (request.parsed !== undefined) return copied(request.parsed) as Json;
  if (!request.hasBody) return isJson(mediaTypeOf(request)) ? {} : '';
  return new UnreadBody(BODY_LIMIT, (bytes) => parsed(request, bytes));
}

function isJson(type: string | undefined): boolean {
  return type === JSON_TYPE || type === 'application/ld+json';
}

const utf8 = new TextDecoder();

function parsed(request: WireRequest, bytes: Bytes): Json {
  if (bytes === undefined) throw new Unreadable(413, 'Body exceeded 1mb limit');
  const type = mediaTypeOf(request);
  const text = decoderOf(request).decode(bytes);
  if (type === FORM_TYPE) return formFields(text);
  if (!isJson(type)) return text;
  return text === '' ? {} : parseJson(text);
}

function decoderOf(request: WireRequest): TextDecoder {
  const header = request.header('content-type');
  const charset = header === undefined || header === JSON_TYPE ? undefined : parseContentType(header)?.charset;
  if (charset === undefined) return utf8;
  try {
    return new TextDecoder(charset);
  } catch {
    throw new Unreadable(400, 'Invalid body');
  }
}

/** Texts, and lists of them for names that are sent more than once. [node:querystring decode] */
function formFields(text: string): JsonObject {
  const form = new URLSearchParams(text);
  const names = [...new Set(form.keys())];
  return Object.fromEntries(
    names.map((name) => {
      const values = form.getAll(name);
      return [name, values.length === 1 ? (values[0] as string) : values];
    }),
  );
}

function parseJson(text: string): Json {
  let value: Json;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Unreadable(400, 'Invalid JSON');
  }
  refuseDeepBody(value, text);
  return value;
}
