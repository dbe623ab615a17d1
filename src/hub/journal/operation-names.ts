/** Operations, and paths, that there are not. */
import { nearest } from '../../core/nearest.ts';
import type { Call, Place } from '../call.ts';
import { endpointNames } from '../dispatch/index.ts';

/** What to say of an operation that there is not; the nearest is one of the same API. */
export function unknownOperationWords(operation: string): string {
  const place = operation.slice(0, operation.lastIndexOf('/') + 1);
  const ofPlace = endpointNames().filter((name) => name.startsWith(place));
  const meant = nearest(operation, ofPlace.length > 0 ? ofPlace : endpointNames());
  return `no operation is called "${operation}"${meant === undefined ? '' : `; the nearest is "${meant}"`}`;
}

/** What to say of a call that has no route, or a strange one: by its path, or else by its method. */
export function routelessWords({ name, sent, place }: Pick<Call, 'name' | 'sent' | 'place'>): string {
  const { path, basePath } = place ?? { path: `/api/${name}`, basePath: '' };
  if (sent !== undefined && sent.method !== 'POST' && routes().includes(name)) {
    return `the operation at "${path}" takes POST alone, and this was ${sent.method}`;
  }
  const meant = nearestPath({ path, basePath });
  return `no operation is at "${path}"${meant === undefined ? '' : `; the nearest is at "${meant}"`}`;
}

/** The path most like `path`, or the longest that it goes on from. */
function nearestPath(place: Pick<Place, 'path' | 'basePath'>): string | undefined {
  const { path, basePath } = place;
  const prefix = `${basePath}/api/`;
  // What all paths have in common would make any two of them alike.
  const below = belowApi(place);
  const like = below === undefined ? nearest(path, routes(prefix)) : prefixed(prefix, nearest(below, routes()));
  if (like !== undefined) return like;
  const before = routes(prefix).filter((known) => path.startsWith(`${known}/`));
  return before.sort((one, other) => other.length - one.length)[0];
}

/** What of the path is below `/api/`, which may be spelled in other letters; `undefined`: it is not. */
export function belowApi({ path, basePath }: Pick<Place, 'path' | 'basePath'>): string | undefined {
  const prefix = `${basePath}/api/`;
  return path.slice(0, prefix.length).toLowerCase() === prefix.toLowerCase() ? path.slice(prefix.length) : undefined;
}

function prefixed(prefix: string, name: string | undefined): string | undefined {
  return name === undefined ? undefined : prefix + name;
}

/** Those of all operations: functions of conat share two. */
function routes(prefix = ''): string[] {
  const names = endpointNames().map((name) => name.replace(/^(conat\/\w+)\/.*/, '$1'));
  return [...new Set(names)].map((name) => prefix + name);
}

/** @throws Error for an operation that there is not. */
export function checkOperation(operation: string): void {
  if (!endpointNames().includes(operation)) throw new Error(unknownOperationWords(operation));
}
