/** Passwords, kept as the hub keeps them: `sha512$<salt>$<iterations>$<hex>`. [npm password-hash@1.2.2] */
import { hmac } from '@noble/hashes/hmac.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Json } from '../json.ts';
import { newHex } from '../random.ts';
import type { HubState } from '../state.ts';

// A hub takes 1000; here no secret of anybody's is at stake, and every sign-up would take milliseconds.
const ITERATIONS = 1;

/** The hash under a fresh salt; `name` names the draw. */
export function hashPassword(chance: Pick<HubState, 'seed' | 'call'>, name: string, password: string): string {
  return hashed(newHex(chance, `salt of ${name}`, 32), password);
}

/** Whether `password` is the one that was hashed; never for an account without one. */
export function isPasswordCorrect(password: unknown, password_hash: string | null): boolean {
  if (typeof password !== 'string' || password === '' || password_hash === null) return false;
  const [, salt = ''] = password_hash.split('$');
  return hashed(salt, password) === password_hash;
}

/** The hash that another password has under the same salt. */
export function rehashed(password_hash: string, password: string): string {
  const [, salt = ''] = password_hash.split('$');
  return hashed(salt, password);
}

/** What a password cannot be. */
export type PasswordFault = 'no_text' | 'length';

/** What is wrong with a new password, if anything; the length counts in UTF-16 units. [client/create-account.ts is_valid_password] */
export function passwordFault(password: Json | undefined): PasswordFault | undefined {
  if (typeof password !== 'string') return 'no_text';
  return password.length < 6 || password.length > 64 ? 'length' : undefined;
}

/** The text with its salt as it is kept. */
export function hashed(salt: string, password: string): string {
  const digest = hmac(sha512, utf8ToBytes(salt), utf8ToBytes(password));
  return `sha512$${salt}$${ITERATIONS}$${bytesToHex(digest)}`;
}
