/** Reading a `Content-Type` header. [npm content-type@1.0.4, media-typer@0.3.0] */

export interface ContentType {
  /** In lower case, without parameters. */
  readonly type: string;
  /** In lower case; `undefined`: none is named. */
  readonly charset: string | undefined;
}

const TOKEN = "[!#$%&'*+.^_`|~0-9a-z-]+";
const TYPE = new RegExp(`^(${TOKEN}/${TOKEN}) *(?=;|$)`, 'i');
// Sticky: matching stops at the first fault.
const PARAMETER = new RegExp(`; *(${TOKEN}) *= *(?:"((?:[^"\\\\]|\\\\.)*)"|(${TOKEN})) *`, 'giy');

/** `undefined` for a header that is at fault anywhere, as is `application/json;`: hubs pass over such a body. */
export function parseContentType(header: string): ContentType | undefined {
  const [start, type] = TYPE.exec(header) ?? [];
  if (start === undefined || type === undefined) return undefined;
  const parameters = [...header.slice(start.length).matchAll(PARAMETER)];
  const parsed = parameters.reduce((length, [parameter]) => length + parameter.length, start.length);
  if (parsed < header.length) return undefined;

  const [, , quoted, plain] = parameters.findLast(([, name]) => name?.toLowerCase() === 'charset') ?? [];
  const charset = plain ?? quoted?.replace(/\\(.)/g, '$1');
  return { type: type.toLowerCase(), charset: charset?.toLowerCase() };
}
