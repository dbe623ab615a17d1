/** The parameters that the request of a printed example sends. */
import { isObject, type JsonObject } from '../core/json.ts';
import type { ContractExample } from './contract.ts';
import type { CurlRequest } from './curl.ts';

/** @throws Error naming the place when the body cannot be read. */
export function readPrintedBody(
  { headers, body }: CurlRequest,
  place: string,
): Pick<ContractExample, 'encoding' | 'blankKey' | 'request'> {
  const blankKey = headers.authorization === `Basic ${btoa(':')}` ? { blankKey: true as const } : {};
  if (body === '') return { encoding: 'none', ...blankKey, request: {} };
  if (headers['content-type'] !== 'application/json') {
    return { encoding: 'form', ...blankKey, request: Object.fromEntries(new URLSearchParams(body)) };
  }
  return { encoding: 'json', ...blankKey, request: parsed(body, place) };
}

function parsed(body: string, place: string): JsonObject {
  try {
    const request: unknown = JSON.parse(body);
    if (isObject(request)) return request;
  } catch {
    // Told below, in the same words.
  }
  throw new Error(`${place}: the request is no JSON object`);
}
