/** E-mail addresses as the hub reads them. */
import { wellFormed } from '../database/database.ts';
import type { Json } from '../json.ts';

// The grammar of RFC 822, section 6.1, without comments and folding; of the letters beyond ASCII only Latin-1 is kept out.
const PAIR = String.raw`\\[\x00-\x7f]`;
const ATOM = String.raw`[^\x00-\x20"(),.:;<>@[\\\]\x7f-\xff]+`;
const QUOTED = String.raw`"(?:[^"\\\r\x80-\xff]|${PAIR})*"`;
const LITERAL = String.raw`\[(?:[^[\]\\\r\x80-\xff]|${PAIR})*\]`;
const LOCAL = dotted(`(?:${ATOM}|${QUOTED})`);
const DOMAIN = dotted(`(?:${ATOM}|${LITERAL})`);
const ADDRESS = new RegExp(`^${LOCAL}@${DOMAIN}$`);

/** The address as it is kept: in lower case, and not trimmed. [smc-util/misc.js lower_email_address] */
export function foldEmailAddress(value: Json): string {
  return wellFormed(typeof value === 'string' ? value : JSON.stringify(value)).toLowerCase();
}

/** [smc-util/misc2.ts is_valid_email_address] */
export function isEmailAddress(value: unknown): value is string {
  return typeof value === 'string' && ADDRESS.test(value);
}

function dotted(part: string): string {
  return String.raw`${part}(?:\.${part})*`;
}
