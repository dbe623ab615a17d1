/** Which names go with secrets: of members, fields, parameters, variables, flags. */

export type SecretKind = 'KEY' | 'PASSWORD' | 'TOKEN' | 'COOKIE';

/** Words of which one stands in the name of a secret. `PWD` alone is the working directory. */
export const SECRET_WORD =
  /passwo?r?d|passphrase|passcode|(?<=[a-z0-9][-_])pwd|secret|token|(?:api|private|access|signing|encryption|master)[-_]?key|cookie|authorization|credential|reset[-_]?code|(?:amz|goog)-signature/gi;

/** What a name ends in that is about a secret, but is none: `token_id`, `--password-file`, `cookie_name`. */
const ABOUT_A_SECRET =
  /^(?:ids?|uuid|names?|counts?|length|size|limits?|max|min|types?|kind|expir\w*|ttl|age|time|at|date|policy|url|uri|endpoint|file|path|dir|folder|stdin|prompt|command|env|usage|rules?|required|enabled|allowed|valid|exists|changed|reset|strength|hint|field|label|index|start|end)$/i;

/** What a name begins in that asks for a secret, or counts some: `get_api_key`, `hasPassword`, `max_tokens`. */
const ASKS_FOR_A_SECRET = /^(?:get|has|is|needs?|forgot|max|min|num|total)(?:[-_]|(?=[A-Z]))/;

/** Whether what goes under the name is a secret. */
export function isSecretName(name: string): boolean {
  if (ASKS_FOR_A_SECRET.test(name)) return false;
  // Asked for each of the words of a text: `matchAll` would make a copy of the expression each time.
  SECRET_WORD.lastIndex = 0;
  for (let found = SECRET_WORD.exec(name); found !== null; found = SECRET_WORD.exec(name)) {
    const { 0: word, index } = found;
    const rest = name.slice(index + word.length).replace(/^s(?![a-z])/i, '');
    if (isWordEnd(word.at(-1) as string, rest[0])) return !ABOUT_A_SECRET.test(lastWord(rest));
  }
  return false;
}

/** `secretary` and `TOKENIZER` hold no secrets; `tokenValue` and `token_value` may. */
function isWordEnd(last: string, next: string | undefined): boolean {
  if (next === undefined || !/[a-z]/i.test(next)) return true;
  return /[a-z]/.test(last) && /[A-Z]/.test(next);
}

/** Of `_reset_link` and `ResetLink`: `link`. */
function lastWord(rest: string): string {
  return /(?:[A-Z]?[a-z]+|[A-Z]+|[a-z]+)$/.exec(rest)?.[0] ?? '';
}

/** Whether a number that goes under the name is a secret: `max_tokens` counts them. */
export function isSecretNumberName(name: string): boolean {
  return /(?:d|phrase|code|secret|token|key|credential|authorization)$/i.test(name) && isSecretName(name);
}

export function secretKindOf(name: string): SecretKind {
  if (/cookie/i.test(name)) return 'COOKIE';
  if (/passw|passphrase|passcode|pwd/i.test(name)) return 'PASSWORD';
  return /key|secret|authorization|credential/i.test(name) && !/token/i.test(name) ? 'KEY' : 'TOKEN';
}
