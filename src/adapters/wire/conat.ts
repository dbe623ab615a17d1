/** The two paths of the conat API: which requests they take, and how answers travel. [next/pages/api/conat] */
import { copied } from '../../core/copied.ts';
import { Refusal, refuse } from '../../core/errors.ts';
import { isObject, type JsonObject } from '../../core/json.ts';
import type { Answer, Call, Credential } from '../../hub/call.ts';
import { whenThere } from '../../hub/eventually.ts';
import type { Hub } from '../../hub/hub.ts';
import { FORM_TYPE, isForm, JSON_TYPE, mediaTypeOf } from './body.ts';
import { credentialOf } from './credential.ts';
import { refuseDeepBody } from './depth.ts';
import { Failure } from './failure.ts';
import type { WireRequest } from './request.ts';
import {
  jsonResponse,
  limitedResponse,
  nextNotFoundResponse,
  plainJsonResponse,
  redirectResponse,
  textResponse,
  type WireResponse,
} from './responses.ts';
import { FAULTS, spoiledResponse } from './spoiled.ts';
import { pathOf } from './target.ts';
import { type Bytes, guarded, type Readable, UnreadBody, whenRead } from './unread-body.ts';

const PREFIX = '/api/conat';

/**
 * What a path below `<basePath>/api/conat` comes to: a call, or at once an answer; `undefined` for any other path.
 *
 * @param originalTarget what the client has sent, where that is another.
 */
export function conatTarget(
  path: string,
  basePath: string,
  originalTarget?: string,
): 'conat/hub' | 'conat/project' | WireResponse | undefined {
  const prefix = basePath + PREFIX;
  const rest = path.slice(prefix.length);
  if (path.slice(0, prefix.length).toLowerCase() !== prefix.toLowerCase() || !/^(\/|$)/.test(rest)) return undefined;
  if (rest === '/hub' || rest === '/project') return `conat${rest}`;
  const shown = originalTarget === undefined ? path : pathOf(originalTarget);
  const bare = shown.replace(/\/+$/, '');
  return bare === shown ? nextNotFoundResponse() : redirectResponse(bare);
}

/** The answer to a request for a call. Every answer of a hub is sent with HTTP 200, but to a body that cannot be read. */
export function conatResponse(
  hub: Hub,
  request: WireRequest,
  { name, ip }: Pick<Call, 'name' | 'ip'>,
): Readable<WireResponse> {
  const encoding = isForm(request) ? 'form' : 'json';
  const called = (body: JsonObject) =>
    whenThere(
      hub.serveNow({ name, body, encoding, credential: credential(request), ip, faults: request.header(FAULTS) }),
      responseOf,
    );
  return guarded(() => whenRead(parameters(request), called), responseTo);
}

function responseOf(answer: Answer): WireResponse {
  // What stands before a hub does not know that all its answers are sent with HTTP 200.
  if (answer.kind === 'limited') return limitedResponse(answer);
  if (answer.kind === 'timed_out') return jsonResponse(504, answer.body);
  if (answer.kind === 'injected') return spoiledResponse(answer.transport, responseOf);
  return plainJsonResponse(answer.body);
}

function responseTo(thrown: unknown): WireResponse {
  if (thrown instanceof Unreadable) return textResponse(thrown.status, thrown.message);
  if (thrown instanceof Refusal) return plainJsonResponse({ error: thrown.words });
  throw thrown;
}

/** A body that is refused before anything else is looked at. */
class Unreadable {
  readonly status: 400 | 413;
  readonly message: string;

  constructor(status: 400 | 413, message: string) {
    this.status = status;
    this.message = message;
  }
}

/** @throws Refusal for an unknown scheme, and for `Basic` alone. [server/auth/api.ts] */
function credential(request: WireRequest): Credential {
  try {
    return credentialOf(request.header('authorization'));
  } catch (thrown) {
    throw thrown instanceof Failure ? refuse('nothing_to_decode') : thrown;
  }
}

/** Bytes in the megabyte that is allowed. */
const BODY_LIMIT = 2 ** 20;

/**
 * The parameters of a call. Only a POST has any, in a JSON object or a form; any other body has none.
 *
 * @throws Unreadable, and Refusal `unsimulated` for a body that is nested too deeply.
 * @see [next/lib/api/get-params.ts]
 */
function parameters(request: WireRequest): JsonObject | UnreadBody<JsonObject> {
  const asParameters = (value: unknown) => (request.method === 'POST' && isObject(value) ? value : {});
  // Who has parsed it holds it, and may still write into it.
  if (request.parsed !== undefined) return asParameters(copied(request.parsed));
  if (!request.hasBody) return {};
  return new UnreadBody(BODY_LIMIT, (bytes) => asParameters(parsed(request, bytes)));
}

const utf8 = new TextDecoder();

function parsed(request: WireRequest, bytes: Bytes): unknown {
  if (bytes === undefined) throw new Unreadable(413, 'Body exceeded 1mb limit');
  const text = utf8.decode(bytes);
  switch (mediaTypeOf(request)) {
    case FORM_TYPE:
      return formFields(text);
    case JSON_TYPE:
      return text === '' ? {} : parseJson(text);
    default:
      return {};
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

function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Unreadable(400, 'Invalid JSON');
  }
  refuseDeepBody(value, text);
  return value;
}
