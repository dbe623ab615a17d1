/** HTTP to call and answer to HTTP: the one place that knows paths, methods and status codes. */
import { copied } from '../core/copied.ts';
import { Refusal } from '../core/errors.ts';
import { optionalMember, record, scalar } from '../core/shape.ts';
import type { Answer } from '../hub/call.ts';
import { whenThere } from '../hub/eventually.ts';
import type { Hub } from '../hub/hub.ts';
import { isForm, readBody } from './wire/body.ts';
import { conatResponse } from './wire/conat.ts';
import { credentialOf } from './wire/credential.ts';
import { Failure } from './wire/failure.ts';
import { noteMissed, requestedPlace } from './wire/missed.ts';
import type { WireRequest } from './wire/request.ts';
import {
  allowResponse,
  failureResponse,
  jsonResponse,
  limitedResponse,
  notFoundResponse,
  type WireResponse,
} from './wire/responses.ts';
import { restResponse } from './wire/rest.ts';
import { routeOf } from './wire/route.ts';
import { FAULTS, spoiledResponse } from './wire/spoiled.ts';
import { pathOf, requireDecodable } from './wire/target.ts';
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

const NOT_FOUND = 404;
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
  const response = guarded(() => responseFrom(hub, request, options), responseTo);
  return request.method === 'HEAD' ? whenRead(response, withoutBody) : response;
}

/** HEAD is answered all but the body. */
function withoutBody(response: WireResponse): WireResponse {
  return { ...response, body: '' };
}

function responseFrom(hub: Hub, request: WireRequest, options: WireOptions): Readable<WireResponse> {
  const basePath = options.basePath ?? '';
  const route = routeOf(request, basePath);
  if (route.api === 'conat') return conatResponse(hub, request, { name: route.name, ip: clientOf(request) });
  if (route.api === 'v2') return restResponse(hub, request, { name: route.name, ip: clientOf(request), basePath });
  if (route.api === 'none') {
    if (route.response.status === NOT_FOUND) noteMissed(hub, request, { ip: clientOf(request), basePath });
    return route.response;
  }
  const visit = visitOf(request, basePath);
  if (visit !== undefined) return visitResponse(hub, request, visit, { ip: clientOf(request), basePath, responseOf });
  const { name, path, isPlain } = route;
  return whenRead(bodyOf(request, options), (body) => {
    if (name !== undefined) requireDecodable(path);
    if (name !== undefined && request.method === 'OPTIONS') return allowResponse();
    if (name === undefined || request.method !== 'POST') {
      noteMissed(hub, request, { name, ip: clientOf(request), basePath });
      return notFoundResponse(request.method, pathOf(request.originalTarget ?? request.target));
    }
    const call = {
      name,
      body,
      encoding: isForm(request) ? 'form' : 'json',
      credential: credentialOf(request.header('authorization')),
      ip: clientOf(request),
      faults: request.header(FAULTS),
      place: isPlain ? undefined : requestedPlace(request, basePath, true),
    } as const;
    return whenThere(hub.serveNow(call), responseOf);
  });
}

function bodyOf(request: WireRequest, options: WireOptions): Readable<object> {
  // Who has parsed it holds it, and may still write into it.
  if (request.parsed !== undefined) return copied(request.parsed);
  return request.hasBody ? readBody(request, options.bodyLimit ?? BODY_LIMIT) : {};
}

/** The left-most address that proxies tell of, whoever they are: hubs trust them. */
function clientOf(request: WireRequest): string {
  const forwarded = request.header('x-forwarded-for');
  const addresses = forwarded?.split(',').map((address) => address.trim());
  return addresses?.find((address) => address !== '') ?? request.ip ?? '127.0.0.1';
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
