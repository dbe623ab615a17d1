import { ANONYMOUS, type ApiCall, requestOf, SELF } from '../language/call.ts';
/** A call as a line for a shell, with a variable in place of the key. */

export function curlLine(url: string, call: ApiCall): string {
  const { path, contentType, body } = requestOf(call);
  const { as = SELF } = call;
  const user = as === ANONYMOUS ? [] : ['-u', `"$${variableOf(as)}:"`];
  const data = ['-H', quoted(`Content-Type: ${contentType}`), '--data-raw', quoted(body)];
  return ['curl', '-sS', ...user, ...(call.encoding === 'none' ? ['-X', 'POST'] : data), quoted(`${url}${path}`)].join(
    ' ',
  );
}

/** The variable of the environment that has the key of an identity. */
function variableOf(identity: string): string {
  return identity === SELF ? 'COCALC_API_KEY' : `COCALC_API_KEY_${identity.toUpperCase()}`;
}

/** The text as one word of a POSIX shell. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
