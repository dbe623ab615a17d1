/** Cookies of an answer, where an app around the hub has set headers before. */
import type { ServerResponse } from 'node:http';

/**
 * Puts the cookies on the response and returns the other headers. In a head that is written over headers set before, Node
 * keeps only the last header of each name.
 */
export function withoutCookies(response: ServerResponse, headers: readonly string[]): readonly string[] {
  if (!headers.includes('Set-Cookie') || response.getHeaderNames().length === 0) return headers;
  const rest: string[] = [];
  for (let at = 0; at < headers.length; at += 2) {
    const [name, value] = [headers[at] as string, headers[at + 1] as string];
    if (name === 'Set-Cookie') response.appendHeader(name, value);
    else rest.push(name, value);
  }
  return rest;
}
