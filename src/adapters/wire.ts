/** HTTP to call and answer to HTTP: the one place that knows paths, methods and status codes. */
import { copied } from '../core/copied.ts';
import { Refusal } from '../core/errors.ts';
import { optionalMember, record, scalar } from '../core/shape.ts';
import type { Answer } from '../hub/call.ts';
import { whenThere } from '../hub/eventually.ts';
import type { Hub } from '../hub/hub.ts';
import { isForm, readBody } from './wire/body.ts';
import { conatResponse, conatTarget } from './wire/conat.ts';
import { credentialOf } from './wire/credential.ts';
import { Failure } from './wire/failure.ts';
import type { WireRequest } from './wire/request.ts';
import {
  allowResponse,
  failureResponse,
  jsonResponse,
  limitedResponse,
  notFoundResponse,
  type WireResponse,
} from './wire/responses.ts';
import { restResponse, restTarget } from './wire/rest.ts';
import { FAULTS, spoiledResponse } from './wire/spoiled.ts';
import { eventOf, pathOf } from './wire/target.ts';
import { guarded, type Readable, whenRead } from './wire/unread-body.ts';
import { visitOf, visitResponse } from './wire/visits.ts';

export interface WireOptions {
  /** What stands before `/api/` in every path; nothing by default. Letter case is ignored. */
  readonly basePath?: string;
  /** The largest body in bytes, counted after decompression; 3 MiB by default, as on a hub. */
  readonly bodyLimit?: number;
}

const wireOptionsShape = record({
  basePath: optionalMember(
    scalar<string>('a path that begins with /, or nothing', (value) => /^(?:\/.*)?$/s.test(String(value))),
  ),
  bodyLimit: optionalMember(
    scalar<number>('a number of bytes', (value) => Number.isSafeInteger(value) && Number(value) > 0),
  ),
});

/** @throws ShapeError that names an option which there is not, or which makes no sense. */
export function checkedWireOptions(given: WireOptions): WireOptions {
  return wireOptionsShape(copied(given), 'options');
}

const BODY_LIMIT = 3 * 1024 * 1024;

/**
 * What a hub answers to a request, in the hub's order: body, path, method, authorization, and then the call. It is there at
 * once if the adapter has nothing to read and the hub nothing to wait for.
 *
 * Only a fault of ours rejects, or is thrown.
 *
 * @see [smc-hub/hub_http_server.coffee init_express_http_server]
 */
export function wire(hub: Hub, request: WireRequest, options: WireOptions = {}): Readable<WireResponse> {
  const respond = (response: WireResponse) => forMethod(request, response);
  return guarded(
    () => whenRead(responseFrom(hub, request, options), respond),
    (thrown) => respond(responseTo(thrown)),
  );
}

function responseFrom(hub: Hub, request: WireRequest, options: WireOptions): Readable<WireResponse> {
  const path = pathOf(request.target);
  const basePath = options.basePath ?? '';
  const conat = conatTarget(path, basePath, request.originalTarget);
  if (typeof conat === 'object') return conat;
  if (conat !== undefined) return conatResponse(hub, request, { name: conat, ip: clientOf(request) });
  const rest = restTarget(path, basePath, request.originalTarget);
  if (typeof rest === 'object') return rest;
  if (rest !== undefined) return restResponse(hub, request, { name: rest, ip: clientOf(request), basePath });
  const visit = visitOf(request, basePath);
  if (visit !== undefined) return visitResponse(hub, request, visit, { ip: clientOf(request), basePath, responseOf });
  return whenRead(bodyOf(request, options), (body) => {
    const event = eventOf(path, basePath);
    if (event === undefined || request.method !== 'POST') return responseToOther(request, event);
    const credential = credentialOf(request.header('authorization'));
    const encoding = isForm(request) ? 'form' : 'json';
    const call = {
      name: `v1/${event}`,
      body,
      encoding,
      credential,
      ip: clientOf(request),
      faults: request.header(FAULTS),
    } as const;
    return whenThere(hub.serveNow(call), responseOf);
  });
}

function bodyOf(request: WireRequest, options: WireOptions): Readable<object> {
  // Who has parsed it holds it, and may still write into it.
  if (request.parsed !== undefined) return copied(request.parsed);
  return request.hasBody ? readBody(request, options.bodyLimit ?? BODY_LIMIT) : {};
}

/** To what is no call: another method, or another path. */
function responseToOther(request: WireRequest, event: string | undefined): WireResponse {
  if (event !== undefined && request.method === 'OPTIONS') return allowResponse();
  return notFoundResponse(request.method, pathOf(request.originalTarget ?? request.target));
}

/** HEAD is answered all but the body. */
function forMethod({ method }: WireRequest, response: WireResponse): WireResponse {
  return method === 'HEAD' ? { ...response, body: '' } : response;
}

/** The left-most address that proxies tell of, whoever they are: hubs trust them. */
function clientOf(request: WireRequest): string {
  const forwarded = request.header('x-forwarded-for')?.split(',') ?? [];
  const client = forwarded.map((address) => address.trim()).find((address) => address !== '');
  return client ?? request.ip ?? '127.0.0.1';
}

const STATUSES = {
  success: 200,
  refusal: 200,
  rejection: 400,
  outside_contract: 400,
  broken_contract: 500,
  // Only v2 is answered so, which does not come this way.
  invalid: 400,
  unsimulated: 501,
  crash: 500,
  limited: 429,
  timed_out: 504,
} as const;

function responseOf(answer: Answer): WireResponse {
  const { kind, body } = answer;
  if (kind === 'limited') return limitedResponse(answer);
  if (kind === 'injected') return spoiledResponse(answer.transport, responseOf);
  return kind === 'crash' ? failureResponse(new Failure(500)) : jsonResponse(STATUSES[kind], body);
}

function responseTo(thrown: unknown): WireResponse {
  if (thrown instanceof Failure) return failureResponse(thrown);
  if (!(thrown instanceof Refusal)) throw thrown;
  const status = thrown.origin === 'ours' ? STATUSES.unsimulated : STATUSES.rejection;
  return jsonResponse(status, { error: thrown.words });
}
