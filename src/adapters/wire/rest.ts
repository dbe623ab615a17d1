/** API v2 over HTTP: which requests reach an endpoint, and how answers travel. [npm next api-resolver, send-payload] */
import { Refusal } from '../../core/errors.ts';
import { isObject, type Json } from '../../core/json.ts';
import type { Reply } from '../../core/outcome.ts';
import type { Answer, Call } from '../../hub/call.ts';
import { isRestName } from '../../hub/dispatch/rest.ts';
import { whenThere } from '../../hub/eventually.ts';
import type { Hub } from '../../hub/hub.ts';
import { isForm } from './body.ts';
import { cookieHeaders, sessionOf } from './cookies.ts';
import { credentialOrMalformed } from './credential.ts';
import { isFresh, strongTag } from './freshness.ts';
import { readNextBody, Unreadable } from './next-body.ts';
import { elsewhereResponse } from './next-target.ts';
import type { WireRequest } from './request.ts';
import {
  jsonResponse,
  limitedResponse,
  nextFaultResponse,
  plainJsonText,
  textResponse,
  type WireResponse,
} from './responses.ts';
import { FAULTS, spoiledResponse } from './spoiled.ts';
import { guarded, type Readable, whenRead } from './unread-body.ts';

const PREFIX = '/api/v2';

/**
 * What a path below `<basePath>/api/v2` comes to: the name of an endpoint, or at once an answer; `undefined` for any other
 * path.
 */
export function restTarget(path: string, basePath: string, originalTarget?: string): string | WireResponse | undefined {
  const prefix = basePath + PREFIX;
  const rest = path.slice(prefix.length);
  if (path.slice(0, prefix.length) !== prefix || !/^(\/|$)/.test(rest)) return undefined;
  const name = `v2${rest}`;
  return isRestName(name) ? name : elsewhereResponse(path, originalTarget);
}

/** The answer to a request for an endpoint. */
export function restResponse(
  hub: Hub,
  request: WireRequest,
  { name, ip, basePath }: Pick<Call, 'name' | 'ip'> & { readonly basePath: string },
): Readable<WireResponse> {
  const { method } = request;
  const called = (value: Json) =>
    whenThere(
      hub.serveNow({
        name,
        body: method === 'POST' && isObject(value) ? value : {},
        encoding: isForm(request) ? 'form' : 'json',
        credential: credentialOrMalformed(request.header('authorization')),
        ip,
        faults: request.header(FAULTS),
        session: sessionOf(request, basePath),
        sent: { method, mediaType: request.header('content-type')?.split(';', 1)[0], body: value },
      }),
      (answer) => responseTo(answer, request, basePath),
    );
  return guarded(() => whenRead(readNextBody(request), called), failedResponse);
}

function failedResponse(thrown: unknown): WireResponse {
  if (thrown instanceof Unreadable) return textResponse(thrown.status, thrown.message);
  if (thrown instanceof Refusal) return jsonResponse(501, { error: thrown.words });
  throw thrown;
}

function responseTo(answer: Answer, request: WireRequest, basePath: string): WireResponse {
  switch (answer.kind) {
    case 'success':
    case 'refusal':
      return asJson(answer.body, { reply: answer.reply ?? {}, status: 200 }, request, basePath);
    case 'invalid': {
      const response = asJson(answer.body, { reply: {}, status: answer.status }, request, basePath);
      return answer.status === 405 ? { ...response, headers: [...response.headers, 'Allow', 'POST'] } : response;
    }
    case 'crash':
      return answer.asPage ? nextFaultResponse() : textResponse(500, 'Internal Server Error');
    case 'limited':
      return limitedResponse(answer);
    case 'injected':
      return spoiledResponse(answer.transport, (inner) => responseTo(inner, request, basePath));
    case 'timed_out':
      return jsonResponse(504, answer.body);
    default:
      return jsonResponse(
        answer.kind === 'unsimulated' ? 501 : answer.kind === 'outside_contract' ? 400 : 500,
        answer.body,
      );
  }
}

function asJson(
  body: Json,
  { reply, status }: { readonly reply: Reply; readonly status: number },
  request: WireRequest,
  basePath: string,
): WireResponse {
  const { cookies = [], cacheControl, empty = false } = reply;
  const more = [
    ...(cacheControl === undefined ? [] : ['Cache-Control', cacheControl]),
    ...cookieHeaders(cookies, request, basePath),
  ];
  const response = plainJsonText(reply.status ?? status, empty ? '' : JSON.stringify(body));
  const headers = more.length === 0 ? response.headers : [...more, ...response.headers];
  if (empty) return { ...response, headers };
  const etag = strongTag(response.body);
  if (isFresh(request, etag)) return { ...textResponse(304, ''), headers, etag };
  return { ...response, headers, etag };
}
