/** A call as a conformance check makes it: a named operation of an API, before it is a request over HTTP. */
import { isObject, type Json, type JsonObject } from '../../core/json.ts';

export type Api = 'v1' | 'conat/hub' | 'conat/project';

/** The default caller: the account of `COCALC_API_KEY`. */
export const SELF = 'self';

/** Calls without an `Authorization` header. */
export const ANONYMOUS = 'anonymous';

export interface ApiCall {
  readonly api: Api;
  /** The event or function; empty for a request that names none. */
  readonly name: string;
  /** The parameters of an event. */
  readonly body?: JsonObject;
  /** How the parameters of an event travel; `json` by default. With `none` there is no body at all. */
  readonly encoding?: 'json' | 'form' | 'none';
  /** The arguments of a function, mostly a list; absent ones are not sent. */
  readonly args?: Json;
  /** The project whose function is called. */
  readonly project_id?: Json;
  /** How long the hub is to wait for a function, in milliseconds. */
  readonly timeout?: Json;
  /** Whose key is sent: `SELF` by default, `ANONYMOUS` for none, or another name that there is a key for. */
  readonly as?: string;
}

/** As in `v1/ping` and `conat/hub/system.ping`. */
export function operationOf({ api, name }: Pick<ApiCall, 'api' | 'name'>): string {
  return `${api}/${name}`;
}

/** @param parameters the body of an event, or the first argument of a function. */
export function callTo(operation: string, parameters: Json | undefined, project_id?: string): ApiCall {
  const cut = operation.lastIndexOf('/');
  const [api, name] = [operation.slice(0, cut) as Api, operation.slice(cut + 1)];
  if (api === 'v1') return { api, name, body: parameters as JsonObject };
  const args = parameters === undefined ? [] : [parameters];
  return { api, name, args, ...(api === 'conat/project' && project_id !== undefined && { project_id }) };
}

/** The first argument of a function, as an object. */
export function firstArgument({ args }: ApiCall): JsonObject {
  const first = Array.isArray(args) ? (args[0] as Json) : undefined;
  return isObject(first) ? first : {};
}

/** The request that a call makes. */
export function requestOf(call: ApiCall): { path: string; contentType: string; body: string } {
  const { api, name, body = {}, encoding = 'json', args, project_id, timeout } = call;
  if (api === 'v1') {
    const path = `/api/v1/${name}`;
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
