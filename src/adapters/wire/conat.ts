/** The two paths of the conat API: which requests they take, and how answers travel. [next/pages/api/conat] */
import { Refusal, refuse } from '../../core/errors.ts';
import { isObject, type JsonObject } from '../../core/json.ts';
import type { Answer, Call, Credential } from '../../hub/call.ts';
import { whenThere } from '../../hub/eventually.ts';
import type { Hub } from '../../hub/hub.ts';
import { isForm } from './body.ts';
import { credentialOf } from './credential.ts';
import { Failure } from './failure.ts';
import { readNextBody, Unreadable } from './next-body.ts';
import { elsewhereResponse } from './next-target.ts';
import type { WireRequest } from './request.ts';
import { jsonResponse, limitedResponse, plainJsonResponse, textResponse, type WireResponse } from './responses.ts';
import { FAULTS, spoiledResponse } from './spoiled.ts';
import { guarded, type Readable, whenRead } from './unread-body.ts';

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
  return elsewhereResponse(path, originalTarget);
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

/** @throws Refusal for an unknown scheme, and for `Basic` alone. [server/auth/api.ts] */
function credential(request: WireRequest): Credential {
  try {
    return credentialOf(request.header('authorization'));
  } catch (thrown) {
    throw thrown instanceof Failure ? refuse('nothing_to_decode') : thrown;
  }
}

/**
 * The parameters of a call. Only a POST has any, in a JSON object or a form; any other body has none.
 *
 * @throws Unreadable, and Refusal `unsimulated` for a body that is nested too deeply.
 * @see [next/lib/api/get-params.ts]
 */
function parameters(request: WireRequest): Readable<JsonObject> {
  return whenRead(readNextBody(request), (value) => (request.method === 'POST' && isObject(value) ? value : {}));
}
