/** Reads `curl` command lines, and makes of them the request that curl would send. */

/** A request as it travels, free of host and connection. */
export interface CurlRequest {
  readonly method: string;
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * The request that `curl` makes of its arguments, for the options `-u -H -d -X`.
 *
 * Several `-d` are joined by `&`, sent as a form unless a header says otherwise, and make the method POST.
 *
 * @throws Error naming an option that is none of these, or a URL that is missing.
 */
export function curlRequest(words: readonly string[]): CurlRequest {
  const headers: Record<string, string> = {};
  const data: string[] = [];
  let method: string | undefined;
  let url: string | undefined;
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (!word.startsWith('-')) {
      url = word;
      continue;
    }
    const value = rest.shift();
    if (value === undefined) throw new Error(`curl: option ${word} lacks its value`);
    if (word === '-u') headers.authorization = `Basic ${btoa(value)}`;
    else if (word === '-H')
      headers[value.slice(0, value.indexOf(':')).toLowerCase()] = value.slice(value.indexOf(':') + 1).trim();
    else if (word === '-d') data.push(value);
    else if (word === '-X') method = value;
    else throw new Error(`curl: option ${word} is not known here; known are -u -H -d -X`);
  }
  if (url === undefined) throw new Error('curl: no URL given');
  if (data.length > 0) headers['content-type'] ??= 'application/x-www-form-urlencoded';
  return { method: method ?? (data.length > 0 ? 'POST' : 'GET'), url, headers, body: data.join('&') };
}

/**
 * The words of a command line, as a shell splits and unquotes it: single quotes, double quotes, backslashes.
 *
 * @throws Error when a quote is not closed.
 */
export function shellWords(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at] as string;
    if (character === "'" || character === '"') {
      const end = closingQuote(line, at);
      const quoted = line.slice(at + 1, end);
      word = (word ?? '') + (character === '"' ? quoted.replace(/\\(["\\$`])/g, '$1') : quoted);
      at = end;
    } else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      if (character === '\\') at += 1;
      word = (word ?? '') + (line[at] ?? '');
    }
  }
  return word === undefined ? words : [...words, word];
}

function closingQuote(line: string, opening: number): number {
  const quote = line[opening];
  for (let at = opening + 1; at < line.length; at += 1) {
    if (quote === '"' && line[at] === '\\') at += 1;
    else if (line[at] === quote) return at;
  }
  throw new Error(`the quote at ${opening + 1} is not closed: ${line}`);
}
