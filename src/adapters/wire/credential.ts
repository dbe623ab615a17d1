/** What an `Authorization` header shows. [smc-hub/api/handler.coffee get_client] */
import { Refusal, refuse } from '../../core/errors.ts';
import { frozen } from '../../core/table.ts';
import type { Credential } from '../../hub/call.ts';
import { Failure } from './failure.ts';

/** Those read last, by the text of their header. Most callers show the same one again and again. */
const known = new Map<string, Credential>();
const MOST_KNOWN = 1000;
const LONGEST_KNOWN = 200;

/** As `parsedCredential`, which of each text is asked once. */
export function credentialOf(header: string | undefined): Credential {
  if (header === undefined) return 'absent';
  const before = known.get(header);
  if (before !== undefined) return before;
  const credential = frozen(parsedCredential(header));
  if (header.length > LONGEST_KNOWN) return credential;
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(header, credential);
  return credential;
}

/** As `credentialOf`, where an unknown scheme is as good as none. */
export function credentialOrMalformed(header: string | undefined): Credential {
  try {
    return credentialOf(header);
  } catch (thrown) {
    if (thrown instanceof Failure || thrown instanceof Refusal) return 'malformed';
    throw thrown;
  }
}

/**
 * @throws Refusal `unknown_authorization` for any other scheme; their names are case-sensitive.
 * @throws Failure 500 for `Basic` alone, which the hub trips over before it looks at anything else.
 */
function parsedCredential(header: string): Credential {
  const [scheme, token] = header.match(/\S+/g) ?? [];
  if (scheme === 'Bearer') return token === undefined ? 'malformed' : { key: token };
  if (scheme !== 'Basic') throw refuse('unknown_authorization', { scheme: String(scheme) });
  if (token === undefined) throw new Failure(500);
  return { key: fromBase64(token).split(':', 1)[0] as string };
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** Decodes as Node's `Buffer` does: both alphabets are taken, padding ends the text, other characters are skipped. */
function fromBase64(token: string): string {
  const digits = (token.split('=', 1)[0] as string)
    .replace(/-/g, '+')
    .replace(/_/g, '/')
    .replace(/[^a-z0-9+/]/gi, '');
  const decodable = digits.length % 4 === 1 ? digits.slice(0, -1) : digits;
  return utf8.decode(Uint8Array.from(atob(decodable), (character) => character.charCodeAt(0)));
}
