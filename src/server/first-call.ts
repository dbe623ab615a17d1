/** A call that whoever has just started a hub can paste. */
import { type Cast, protagonist } from './cast.ts';

/** A search that finds the caller, where somebody can call; for a POSIX shell. */
export function firstCall(url: string, cast: Cast): string {
  const { account } = protagonist(cast);
  if (account === undefined) return `curl -u : -X POST ${url}/api/v1/ping`;
  const query = encodeURIComponent(account.email_address ?? account.name);
  return `curl -u ${quoted(`${account.api_key}:`)} -d ${quoted(`query=${query}`)} ${url}/api/v1/user_search`;
}

/** The text as one word of a POSIX shell. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
