/** Secrets in texts that are known by the place in which they stand. */
import { decodedBase64 } from './encoded.ts';
import { endOf, isKeyLike, privateKeys, secretsByLooks } from './looks.ts';
import { cookieValues, namedSecrets } from './named.ts';
import { isSecretName, secretKindOf } from './names.ts';
import type { SecretPlace } from './place.ts';
import { isFilledInLater, isOrdinaryWord, standsForNone } from './values.ts';

/** Every place has one of these; most texts that are looked through are words that have none. */
const MAY_HOLD_ONE = /[=:@<_-]|bearer|basic|eyJ|AIza|A[KSBC][IC]A|ya29|SG\./i;

/** All that the text tells of itself. Places may overlap. Its time follows the length of the text. */
export function secretsIn(text: string): SecretPlace[] {
  if (!MAY_HOLD_ONE.test(text)) return [];
  return [
    ...secretsByLooks(text),
    ...privateKeys(text),
    ...namedSecrets(text),
    ...schemes(text),
    ...userInfo(text),
    ...userOptions(text),
    ...passwordOptions(text),
    ...formParts(text),
  ];
}

const SCHEME = /(?<![A-Za-z0-9])(basic|bearer)([ \t]{1,4})([\w+/=.~-]{6,})/gi;

/** `Bearer …`, `Basic …`, wherever they stand, if what follows is no word. */
function schemes(text: string): SecretPlace[] {
  return Array.from(text.matchAll(SCHEME), ({ 0: whole, 1: scheme = '', 3: secret = '', index }) => {
    const end = index + whole.length;
    const isBasic = /^basic$/i.test(scheme);
    return {
      start: end - secret.length,
      end,
      kind: 'KEY' as const,
      secret,
      ...(isBasic && { isBasic: true as const }),
    };
  }).filter(({ secret, isBasic }) =>
    isBasic ? (decodedBase64(secret)?.includes(':') ?? false) : /\d|^.{24}/.test(secret) && !standsForNone(secret),
  );
}

/** `user:password`, and what ends them in a URL. */
const USER_INFO = /:\/\/([^\s/?#:@"'`<>\\]{0,256})(?::([^\s/"'`<>\\]{0,1024}))?@/g;

/** `https://user:password@host`, or `https://token@host`. */
function userInfo(text: string): SecretPlace[] {
  return Array.from(text.matchAll(USER_INFO)).flatMap(({ 0: whole, 1: user = '', 2: password, index }) =>
    credentials(index + '://'.length, user, password, index + whole.length - 1),
  );
}

const USER_OPTION =
  /(?<![\w-])(?:-u|--user|--proxy-user)(?:[\s=]|\\?["'],\s?){0,4}\\?["']?([^\s:"'`<>\\]{1,256}):([^\s"'`<>\\]{0,1024})/g;

/** `-u user:password`, as `curl` has it. */
function userOptions(text: string): SecretPlace[] {
  return Array.from(text.matchAll(USER_OPTION)).flatMap(({ 0: whole, 1: user = '', 2: password = '', index }) => {
    const end = index + whole.length;
    return credentials(end - password.length - 1 - user.length, user, password, end);
  });
}

/** A user without a password is told apart from a key that stands in its place by its length and its digits. */
function credentials(start: number, user: string, password: string | undefined, end: number): SecretPlace[] {
  // Ids of users, and of groups; a port.
  if (/^\d+$/.test(user) && /^\d*$/.test(password ?? '')) return [];
  if (!password) {
    const isSecret = user.length >= 16 && /\d/.test(user) && !isFilledInLater(user);
    return isSecret ? [{ start, end: start + user.length, kind: 'KEY', secret: user }] : [];
  }
  if (standsForNone(password) || isFilledInLater(password)) return [];
  const secret = percentDecoded(password);
  return [{ start: end - password.length, end, kind: 'PASSWORD', secret, isWord: isOrdinaryWord(secret) }];
}

/** Programs that take passwords by short options. */
const PASSWORD_OPTION =
  /(?<![\w-])(?:sshpass(?:\s-\w)?\s+-p\s{0,2}|(?:mysql|mysqldump|mysqladmin|mariadb)\s(?:[^\n|;&]{0,200}?\s)?-p|redis-cli\s(?:[^\n|;&]{0,200}?\s)?-a\s{1,2}|docker\slogin\s(?:[^\n|;&]{0,200}?\s)?-p\s{1,2})(["']?)([^\s"'`|;&<>]+)\1/g;
const COOKIE_OPTION = /(?<![\w-])curl\s(?:[^\n|;]{0,400}?\s)?-b\s{0,2}(["']?)([^\s"'`=;]{1,100}=)([^"'`\s;]+)/g;

function passwordOptions(text: string): SecretPlace[] {
  const passwords = Array.from(text.matchAll(PASSWORD_OPTION), ({ 0: whole, 1: quote = '', 2: secret = '', index }) => {
    const end = index + whole.length - quote.length;
    return { start: end - secret.length, end, kind: 'PASSWORD' as const, secret, isWord: isOrdinaryWord(secret) };
  });
  const cookies = Array.from(text.matchAll(COOKIE_OPTION), ({ 0: whole, 3: secret = '', index }) => {
    const end = index + whole.length;
    return { start: end - secret.length, end, kind: 'COOKIE' as const, secret };
  });
  return [...passwords, ...cookies].filter(({ secret }) => !standsForNone(secret) && !isFilledInLater(secret));
}

const FORM_PART = /form-data;\s{0,4}name=\\*"?([\w.[\]-]{1,100})/gi;
const BLANK_LINE = /(?:[^\r\n]{0,400}(?:\r?\n|\\r\\n|\\n)){1,8}?(?:\r?\n|\\r\\n|\\n)/y;

/** Parts of a multipart form whose name is that of a secret. */
function formParts(text: string): SecretPlace[] {
  const found: SecretPlace[] = [];
  let behind = 0;
  for (const { 0: head, 1: name = '', index } of text.matchAll(FORM_PART)) {
    const start = index >= behind && isSecretName(name) ? endOf(BLANK_LINE, text, index + head.length) : undefined;
    if (start === undefined) continue;
    const [line] = /(?:\r?\n|\\r\\n|\\n)--/.exec(text.slice(start, start + LONGEST_PART)) ?? [];
    const end = line === undefined ? Math.min(text.length, start + LONGEST_PART) : text.indexOf(line, start);
    const secret = text.slice(start, end);
    behind = end;
    if (secret !== '' && !standsForNone(secret)) found.push({ start, end, kind: secretKindOf(name), secret });
  }
  return found;
}

const LONGEST_PART = 16_384;

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const AUTHORIZATION = /^(basic|bearer|token|digest|apikey|key)\s+(?=\S)/i;

/** The secrets in a value that goes under the name of one: a member, a header, an argument. */
export function namedPlaces(text: string, name: string): SecretPlace[] {
  const kind = secretKindOf(name);
  if (text === '') return [];
  if (kind === 'COOKIE' && text.includes('=')) return cookieValues(text);
  if (!/authorization/i.test(name)) return [{ start: 0, end: text.length, kind, secret: text }];
  const [lead = '', scheme = ''] = AUTHORIZATION.exec(text) ?? [];
  const secret = text.slice(lead.length).trimEnd();
  if (/^(?:basic|bearer)$/i.test(secret)) return [];
  const place = { start: lead.length, end: lead.length + secret.length, kind, secret };
  return [/^basic$/i.test(scheme) ? { ...place, isBasic: true } : place];
}

/** Of `user:password`, all of a text. */
export function userPlaces(text: string): SecretPlace[] {
  const cut = text.indexOf(':');
  return cut === -1 ? [] : credentials(0, text.slice(0, cut), text.slice(cut + 1), text.length);
}

/** What a token of basic authentication says; `undefined` where it says nothing. */
export function basicCredentials(
  token: string,
): { readonly text: string; readonly places: readonly SecretPlace[] } | undefined {
  const text = decodedBase64(token);
  if (text === undefined || text === '') return undefined;
  const cut = text.indexOf(':');
  const user = cut === -1 ? text : text.slice(0, cut);
  const password = cut === -1 ? '' : text.slice(cut + 1);
  const places: SecretPlace[] = [];
  // Keys stand in the place of the user, without a password.
  if (user !== '' && (password === '' || isKeyLike(user))) {
    places.push({ start: 0, end: user.length, kind: 'KEY', secret: user });
  }
  if (password !== '') places.push({ start: cut + 1, end: text.length, kind: 'PASSWORD', secret: password });
  return { text, places };
}
