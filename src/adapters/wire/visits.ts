/** Addresses outside of the API that a browser opens: which requests are such visits, and how their answers travel. */
import type { Answer } from '../../hub/call.ts';
import type { VisitName } from '../../hub/dispatch/visits.ts';
import { whenThere } from '../../hub/eventually.ts';
import type { Hub } from '../../hub/hub.ts';
import { cookieHeaders, sessionOf } from './cookies.ts';
import type { WireRequest } from './request.ts';
import { htmlResponse, textResponse, type WireResponse } from './responses.ts';
import { FAULTS } from './spoiled.ts';
import { pathOf } from './target.ts';
import type { Readable } from './unread-body.ts';

/** A visit of an address, with the parameters of its query. */
export interface Visit {
  readonly name: VisitName;
  readonly query: Readonly<Record<string, string>>;
}

/**
 * What a request visits; `undefined`: no such address, and so a matter of whoever else answers here.
 *
 * Of `/app`, which is the site itself, a hub serves what is for an application that asks for a key.
 */
export function visitOf(
  { method, target }: Pick<WireRequest, 'method' | 'target'>,
  basePath: string,
): Visit | undefined {
  if (method !== 'GET' && method !== 'HEAD') return undefined;
  const path = pathOf(target);
  if (path.slice(0, basePath.length).toLowerCase() !== basePath.toLowerCase()) return undefined;
  // As Express takes paths: in any letter case, and with a slash at the end or without.
  const place = path.slice(basePath.length).toLowerCase().replace(/\/$/, '');
  if (place === '/auth/impersonate') return { name: 'browser/impersonate', query: queryOf(target) };
  if (place !== '/app') return undefined;
  const query = queryOf(target);
  return query.get_api_key ? { name: 'browser/api-key', query } : undefined;
}

/** A parameter that is sent more than once is a list, which in a text has commas between. */
function queryOf(target: string): Record<string, string> {
  const sent = new URLSearchParams(/\?([^#]*)/.exec(target)?.[1] ?? '');
  return Object.fromEntries([...new Set(sent.keys())].map((name) => [name, sent.getAll(name).join(',')]));
}

interface Visitor {
  readonly ip: string;
  readonly basePath: string;
  /** How an answer travels that is the same for all that a hub is asked for. */
  readonly responseOf: (answer: Answer) => WireResponse;
}

export function visitResponse(
  hub: Hub,
  request: WireRequest,
  { name, query }: Visit,
  { ip, basePath, responseOf }: Visitor,
): Readable<WireResponse> {
  const session = sessionOf(request, basePath);
  const call = { name, body: query, credential: 'absent', ip, faults: request.header(FAULTS), session } as const;
  return whenThere(hub.serveNow(call), async (answer) => {
    // Few hubs are ever visited.
    const pages = await import('./visit-pages.ts');
    if (answer.kind === 'refusal') return htmlResponse(pages.refusalPage(String(answer.body.error)), NOT_KEPT);
    if (answer.kind !== 'success') return responseOf(answer);
    const { site, application, api_key } = answer.body as Readonly<Record<string, string | undefined>>;
    if (site !== undefined) {
      const cookies = cookieHeaders(answer.reply?.cookies ?? [], request, basePath);
      return htmlResponse(pages.redirectPage(`${(site + basePath).replace(/\/+$/, '')}/app`), [
        ...cookies,
        ...NOT_KEPT,
      ]);
    }
    if (api_key === undefined)
      return htmlResponse(pages.signInPage(String(application)), [...pages.POLICY, ...NOT_KEPT]);
    const location = `https://authenticated/?api_key=${api_key}`;
    return { ...textResponse(302, ''), headers: ['Location', location, ...NOT_KEPT] };
  });
}

/** What is answered is for this visit alone. */
const NOT_KEPT = ['Cache-Control', 'no-store'];
