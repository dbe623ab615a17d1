/** Placeholders that stand in recordings for keys, passwords and tokens: `{{ADMIN_KEY}}`. */
import type { Exchange, RecordedRequest } from './har.ts';

const PLACEHOLDER = /\{\{([A-Z0-9_]+)\}\}/g;

/** The names of all that stand in a request. */
export function placeholdersOf({ request: { url, headers, body = '' } }: Pick<Exchange, 'request'>): string[] {
  return placeholdersIn([url, ...headers.map(([, value]) => value), body].join(' '));
}

export function placeholdersIn(text: string): string[] {
  return [...new Set([...text.matchAll(PLACEHOLDER)].map(([, name]) => name as string))];
}

/** Names to what they stand for, as far as it is known. */
export type Values = ReadonlyMap<string, string>;

/** The request with values for placeholders, written as their places need them. */
export function withValues(request: RecordedRequest, values: Values): RecordedRequest {
  return {
    ...request,
    url: filled(request.url, values, encodeURIComponent),
    headers: request.headers.map(([name, value]) => [name, encoded(filled(value, values))] as const),
    body: request.body === undefined ? undefined : filledBody(request, values),
  };
}

function filledBody({ headers, body = '' }: RecordedRequest, values: Values): string {
  if (!body.includes('{{')) return body;
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  if (/x-www-form-urlencoded/i.test(type)) return filled(body, values, encodeURIComponent);
  // Inside JSON a value may need escapes.
  if (/json/i.test(type)) return filled(body, values, (value) => JSON.stringify(value).slice(1, -1));
  return filled(body, values);
}

function filled(text: string, values: Values, written: (value: string) => string = (value) => value): string {
  return text.replace(PLACEHOLDER, (whole, name: string) => {
    const value = values.get(name);
    return value === undefined ? whole : written(value);
  });
}

/** `base64(…)` stands for the encoded text in brackets. */
function encoded(header: string): string {
  return header.replace(/base64\((.*)\)/, (_whole, text: string) => {
    return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
  });
}

/** The variable of a placeholder: `ADMIN_KEY` and `KEY_1` are `COCALC_KEY_ADMIN` and `COCALC_KEY_1`. */
export function variableOf(placeholder: string): string {
  const kind = /(?:^|_)(KEY|PASSWORD|TOKEN|COOKIE)(?=_|$)/.exec(placeholder)?.[1];
  if (kind === undefined) return `COCALC_${placeholder}`;
  const rest = placeholder.replace(new RegExp(`(^|_)${kind}(?=_|$)`), '').replace(/^_/, '');
  return rest === '' ? `COCALC_${kind}` : `COCALC_${kind}_${rest}`;
}

/** Placeholders, of those named, to what their variables hold. */
export function valuesIn(
  environment: Readonly<Record<string, string | undefined>>,
  placeholders: readonly string[],
): Map<string, string> {
  const found = [...new Set(placeholders)].map((name) => [name, environment[variableOf(name)]] as const);
  return new Map(found.filter((entry): entry is [string, string] => Boolean(entry[1])));
}
