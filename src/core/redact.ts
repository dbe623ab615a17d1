/**
 * Takes secrets out of what is kept: recordings, journals, reports.
 *
 * A secret is known by the name it goes under (`api_key`, `password`, `token`, …), by its looks (`sk-…`), or by the
 * header it travels in. Once known it is replaced wherever it stands, always by the same placeholder: `{{KEY_1}}`.
 */
import { isObject, type Json } from './json.ts';

export type SecretKind = 'KEY' | 'PASSWORD' | 'TOKEN' | 'COOKIE';

const WORDS =
  'passwo?r?d|passphrase|secret|token|api_?-?key|private_?-?key|cookie|authorization|credential|reset_?code';

/** Names of members, fields and parameters that hold secrets. */
const SECRET_NAME = new RegExp(WORDS, 'i');
const ENDS_AS_SECRET = new RegExp(`(${WORDS})s?$`, 'i');

/** Keys of both generations, wherever they stand. */
const KEY = /\bsk[-_][A-Za-z0-9_-]{6,}/g;

/** `password=…` in query strings, forms, command lines. */
const ASSIGNED = new RegExp(`([\\w-]*(?:${WORDS})[\\w-]*)=([^&\\s"'<>;,)\\\\]+)`, 'gi');

/** `"password": "…"` in texts that are no JSON as a whole; quotes may be escaped any number of times. */
const QUOTED = new RegExp(`(\\\\*["'])([\\w-]*(?:${WORDS})[\\w-]*)\\1\\s*:\\s*(\\\\*["'])(.+?)\\3`, 'gis');

const SCHEME = /\b(Basic|Bearer)\s+([\w+/=.~-]+)/gi;

/** Functions of conat whose result is a secret itself, and those whose first argument is: they go under no name. */
const SECRET_RESULTS = ['system.generateUserAuthToken', 'system.adminResetPasswordLink'];
const SECRET_ARGUMENTS = ['system.revokeUserAuthToken'];

/** Shorter ones are replaced where their names tell of them, but not inside other texts: that would be any word. */
const SHORTEST = 6;

export class Redactor {
  readonly #placeholders = new Map<string, string>();
  readonly #counts = new Map<SecretKind, number>();
  #pattern: RegExp | undefined;
  #byForm = new Map<string, string>();

  /** Makes a secret known, and gives its placeholder. */
  learn(secret: string, kind: SecretKind): string {
    const known = this.#placeholders.get(secret);
    if (known !== undefined) return known;
    if (/^\{\{\w+\}\}$/.test(secret)) return secret;
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    const placeholder = `{{${kind}_${count}}}`;
    this.#placeholders.set(secret, placeholder);
    if (secret.length >= SHORTEST) {
      for (const form of formsOf(secret)) this.#byForm.set(form, placeholder);
      this.#pattern = undefined;
    }
    return placeholder;
  }

  /** Makes every secret known that the value tells of. What is redacted later has none of them, wherever it stands. */
  learnFrom(value: Json, name = ''): void {
    if (typeof value === 'string') this.#learnFromText(value, name);
    else if (typeof value === 'number') this.#learnFromNumber(value, name);
    else if (Array.isArray(value)) for (const item of value) this.learnFrom(item, name);
    else if (isObject(value)) {
      for (const [member, inner] of Object.entries(value)) {
        this.#learnFromText(member, '');
        this.learnFrom(inner, member);
      }
    }
  }

  /** Makes known what a call of a function gives away by the function's name alone. */
  learnFromFunction({ name, args }: { readonly name?: Json; readonly args?: Json }, result: Json): void {
    const [first] = Array.isArray(args) ? (args as readonly Json[]) : [];
    const told = [
      ...(SECRET_ARGUMENTS.includes(String(name)) ? [first] : []),
      ...(SECRET_RESULTS.includes(String(name)) ? [result] : []),
    ];
    for (const secret of told) if (typeof secret === 'string' && secret !== '') this.learn(secret, 'TOKEN');
  }

  /** The value without secrets; those it tells of become known. */
  json(value: Json, name = ''): Json {
    this.learnFrom(value, name);
    return this.#json(value, name);
  }

  /** As `json`, of a text, which may be JSON, a form, or anything else. */
  text(text: string): string {
    this.learnFrom(text);
    return this.#text(text);
  }

  /** As `json`, of the value of a header. Credentials in base64 are told as what they are: `Basic base64({{KEY_1}}:)`. */
  header(name: string, value: string): string {
    this.learnFromHeader(name, value);
    if (/^(set-)?cookie$/i.test(name)) return this.#cookies(value);
    if (!SECRET_NAME.test(name)) return this.#text(value);
    const [, scheme = '', token] = /^(\S+)\s+(\S+)\s*$/.exec(value) ?? [];
    if (token === undefined) return this.#text(value);
    const decoded = /^basic$/i.test(scheme) ? decodedBase64(token) : undefined;
    if (decoded === undefined) return `${scheme} ${this.learn(token, 'KEY')}`;
    const [user = '', ...rest] = decoded.split(':');
    const parts = [user, rest.join(':')].map((part, at) =>
      part === '' ? '' : this.learn(part, at === 0 ? 'KEY' : 'PASSWORD'),
    );
    return `${scheme} base64(${rest.length === 0 ? parts[0] : parts.join(':')})`;
  }

  /** Makes known what a header holds. */
  learnFromHeader(name: string, value: string): void {
    if (/^(set-)?cookie$/i.test(name)) {
      for (const [, , secret = ''] of cookiesIn(name, value)) if (secret !== '') this.learn(secret, 'COOKIE');
    } else if (SECRET_NAME.test(name) && !/\s/.test(value.trim())) {
      if (value.trim() !== '' && !/^(basic|bearer)$/i.test(value.trim())) this.learn(value.trim(), kindOf(name));
    } else this.#learnFromText(value, '');
  }

  #learnFromText(text: string, name: string): void {
    if (text === '') return;
    if (SECRET_NAME.test(name)) {
      this.learn(text, kindOf(name));
      return;
    }
    for (const [key] of text.matchAll(KEY)) this.learn(key, 'KEY');
    for (const [, , token = ''] of text.matchAll(SCHEME)) this.#learnFromToken(token);
    const inner = parsed(text);
    if (inner !== undefined) {
      this.learnFrom(inner);
      return;
    }
    for (const [, called = '', value = ''] of text.matchAll(ASSIGNED)) this.learn(decodedPart(value), kindOf(called));
    for (const [, , called = '', , value = ''] of text.matchAll(QUOTED)) this.learn(unescaped(value), kindOf(called));
  }

  #learnFromNumber(value: number, name: string): void {
    if (ENDS_AS_SECRET.test(name)) this.learn(String(value), kindOf(name));
  }

  #learnFromToken(token: string): void {
    const decoded = decodedBase64(token);
    if (decoded === undefined) return;
    const [user = ''] = decoded.split(':');
    if (decoded.includes(':') && user.length >= SHORTEST) this.learn(user, 'KEY');
  }

  #json(value: Json, name: string): Json {
    if (typeof value === 'string')
      return SECRET_NAME.test(name) && value !== '' ? this.learn(value, kindOf(name)) : this.#text(value);
    if (typeof value === 'number') return this.#number(value, name);
    if (Array.isArray(value)) return value.map((item) => this.#json(item, name));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([member, inner]) => [this.#replaced(member), this.#json(inner, member)]),
    );
  }

  #number(value: number, name: string): Json {
    if (ENDS_AS_SECRET.test(name)) return this.learn(String(value), kindOf(name));
    const digits = String(value);
    const replaced = this.#replaced(digits);
    return replaced === digits ? value : replaced;
  }

  #text(text: string): string {
    const inner = parsed(text);
    if (inner !== undefined) {
      const redacted = this.#json(inner, '');
      // What has no secrets keeps its spelling.
      return JSON.stringify(redacted) === JSON.stringify(inner) ? this.#replaced(text) : JSON.stringify(redacted);
    }
    const assigned = text.replace(ASSIGNED, (_whole, name: string, value: string) => {
      return `${name}=${this.learn(decodedPart(value), kindOf(name))}`;
    });
    const quoted = assigned.replace(QUOTED, (whole, _quote, name: string, _other, value: string) => {
      return whole.replace(value, () => this.learn(unescaped(value), kindOf(name)));
    });
    const schemes = quoted.replace(SCHEME, (whole, scheme: string, token: string) => {
      const decoded = decodedBase64(token);
      const replaced = decoded === undefined ? undefined : this.#replaced(decoded);
      return replaced === decoded ? whole : `${scheme} base64(${replaced})`;
    });
    return this.#replaced(schemes);
  }

  #cookies(value: string): string {
    return cookiesIn('cookie', value)
      .map(([whole, name, secret]) =>
        secret === '' || ATTRIBUTE.test(name) ? whole : `${name}=${this.learn(secret, 'COOKIE')}`,
      )
      .join('; ');
  }

  #replaced(text: string): string {
    if (this.#byForm.size === 0) return text;
    this.#pattern ??= new RegExp(
      [...this.#byForm.keys()]
        .sort((one, other) => other.length - one.length)
        .map((form) => form.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'))
        .join('|'),
      'g',
    );
    return text.replace(this.#pattern, (form) => this.#byForm.get(form) as string);
  }
}

function kindOf(name: string): SecretKind {
  if (/cookie/i.test(name)) return 'COOKIE';
  if (/passw|passphrase/i.test(name)) return 'PASSWORD';
  return /key|secret|authorization|credential/i.test(name) && !/token/i.test(name) ? 'KEY' : 'TOKEN';
}

/** How a text may be spelled on its way. */
function formsOf(secret: string): Set<string> {
  const escaped = JSON.stringify(secret).slice(1, -1);
  return new Set([
    secret,
    encodeURIComponent(wellFormed(secret)),
    new URLSearchParams({ '': wellFormed(secret) }).toString().slice(1),
    escaped,
    JSON.stringify(escaped).slice(1, -1),
  ]);
}

/** Half a surrogate pair cannot be written in UTF-8. */
function wellFormed(text: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(text));
}

/** The value of a text that is a JSON object or list. */
function parsed(text: string): Json | undefined {
  if (!/^\s*[[{"]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function decodedPart(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function unescaped(text: string): string {
  let result = text;
  for (let depth = 0; depth < 3 && result.includes('\\'); depth += 1) {
    try {
      result = JSON.parse(`"${result}"`) as string;
    } catch {
      return result;
    }
  }
  return result;
}

/** The text that was encoded; `undefined` for what is no base64 of a text. */
function decodedBase64(token: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(token), (character) => character.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const ATTRIBUTE = /^(path|domain|expires|max-age|samesite|priority)$/i;

/** The parts of a cookie header: the part, its name, its value; `''` for those that have none. */
function cookiesIn(header: string, value: string): [whole: string, name: string, secret: string][] {
  return value.split(/;\s*/).map((whole, at) => {
    const cut = whole.indexOf('=');
    const name = cut === -1 ? '' : whole.slice(0, cut).trim();
    const isAttribute = ATTRIBUTE.test(name) && (at > 0 || header.toLowerCase() === 'cookie');
    return [whole, name === '' && cut === -1 ? '' : name, cut === -1 || isAttribute ? '' : whole.slice(cut + 1)];
  });
}
