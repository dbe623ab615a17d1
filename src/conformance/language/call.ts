/** A call as a conformance check makes it: a named operation of an API, before it is a request over HTTP. */
import { generationOf } from '../../contracts/contract.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';

export type Api = 'v1' | 'conat/hub' | 'conat/project' | 'v2';

/** The default caller: the account of `COCALC_API_KEY`. */
export const SELF = 'self';

/** Calls without an `Authorization` header. */
export const ANONYMOUS = 'anonymous';

export interface ApiCall {
  readonly api: Api;
  /** The event, function or endpoint; empty for a request that names none. */
  readonly name: string;
  /** The parameters of an event, or of an endpoint. */
  readonly body?: JsonObject;
  /** How such parameters travel; `json` by default. With `none` there is no body at all. */
  readonly encoding?: 'json' | 'form' | 'none';
  /** The arguments of a function, mostly a list; absent ones are not sent. */
  readonly args?: Json;
  /** The project whose function is called. */
  readonly project_id?: Json;
  /** How long the hub is to wait for a function, in milliseconds. */
  readonly timeout?: Json;
  /** Whose key is sent: `SELF` by default, `ANONYMOUS` for none, or another name that there is a key for. */
  readonly as?: string;
  /** The cookie of a session, which only endpoints of v2 look at; it is sent beside the key. */
  readonly session?: string;
}

/** As in `v1/ping` and `conat/hub/system.ping`. */
export function operationOf({ api, name }: Pick<ApiCall, 'api' | 'name'>): string {
  return `${api}/${name}`;
}

/** The API that the operation is called by; names of endpoints of v2 have slashes themselves. */
export function apiOf(operation: string): Api {
  const cut = generationOf(operation) === 'conat' ? operation.lastIndexOf('/') : operation.indexOf('/');
  return operation.slice(0, cut) as Api;
}

/** @param parameters the body, or the first argument of a function. */
export function callTo(operation: string, parameters: Json | undefined, project_id?: string): ApiCall {
  const api = apiOf(operation);
  const call = withParameters({ api, name: operation.slice(api.length + 1) }, parameters);
  return api === 'conat/project' && project_id !== undefined ? { ...call, project_id } : call;
}

const isOfFunction = ({ api }: Pick<ApiCall, 'api'>): boolean => generationOf(api) === 'conat';

/** The body, or the first argument of a function. */
export function parametersIn(call: ApiCall): Json | undefined {
  if (!isOfFunction(call)) return call.body;
  return Array.isArray(call.args) ? (call.args[0] as Json | undefined) : undefined;
}

/** The same as far as they have names. */
export function membersSent(call: ApiCall): JsonObject {
  const parameters = parametersIn(call);
  return isObject(parameters) ? parameters : {};
}

export function withParameters(call: ApiCall, parameters: Json | undefined): ApiCall {
  if (!isOfFunction(call)) return { ...call, body: parameters as JsonObject };
  return { ...call, args: parameters === undefined ? [] : [parameters] };
}

/** The request that a call makes. */
export function requestOf(call: ApiCall): { path: string; contentType: string; body: string } {
  const { api, name, body = {}, encoding = 'json', args, project_id, timeout } = call;
  if (!isOfFunction(call)) {
    const path = `/api/${api}/${name}`;
    if (encoding === 'json') return { path, contentType: 'application/json', body: JSON.stringify(body) };
    return { path, contentType: 'application/x-www-form-urlencoded', body: formOf(body) };
  }
  const envelope = { ...(name !== '' && { name }), args, project_id, timeout };
  return { path: `/api/${api}`, contentType: 'application/json', body: JSON.stringify(envelope) };
}

function formOf(body: JsonObject): string {
  const text = (value: Json) => (typeof value === 'string' ? value : JSON.stringify(value));
  return String(new URLSearchParams(Object.entries(body).map(([name, value]) => [name, text(value)])));
}
