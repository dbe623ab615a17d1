/** Which world a request is for: `/w/<name>/` before its path says so, or the header `x-mock-world`. */
import type { IncomingMessage } from 'node:http';
import { Denial } from '../denial.ts';
import { checkWorldName } from './names.ts';

const HEADER = 'x-mock-world';
/** Scheme and host, if they are given; the name; what is left. */
const PREFIXED = /^([a-zA-Z][a-zA-Z0-9+.-]*:\/\/[^/?#]*)?\/w\/([^/?#]*)(.*)$/s;

/**
 * The name of the world; `undefined`: none is named. The prefix is taken off the request's target.
 *
 * @throws Denial for what is no name, and for two that differ.
 */
export function chosenWorld(request: IncomingMessage): string | undefined {
  const target = request.url as string;
  const header = request.headers[HEADER] as string | undefined;
  // Most requests name no world, and should not have to pay for that.
  const isPrefixed = target.startsWith('/w/') || !target.startsWith('/');
  if (header === undefined && !isPrefixed) return undefined;
  const [, host = '', inPath, rest = ''] = (isPrefixed && PREFIXED.exec(target)) || [];
  for (const name of [header, inPath]) if (name !== undefined) checkWorldName(name);
  if (inPath === undefined) return header;
  if (header !== undefined && header !== inPath) {
    throw new Denial(
      400,
      'two_worlds',
      `the path names the world "${inPath}", and the header ${HEADER} "${header}"`,
      'name the world in one of the two places',
    );
  }
  Object.assign(request, { url: `${host}${rest.startsWith('/') ? '' : '/'}${rest}`, originalUrl: target });
  return inPath;
}
