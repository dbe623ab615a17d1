/** Names of people. */
import { refuse } from '../errors.ts';
import type { Json } from '../json.ts';
import { urlsIn } from '../urls.ts';
import { isTruthy } from '../values.ts';

/**
 * Lets a name pass that advertises nothing; none at all passes as well.
 *
 * @param member the name's own name, `first_name` or `last_name`.
 * @throws Refusal `name_not_text`, `name_with_urls`, `name_with_email`
 * @see [smc-util-node/misc2_node.ts is_valid_username]
 */
export function checkPersonName(member: string, name: Json | undefined): void {
  if (!isTruthy(name)) return;
  if (typeof name !== 'string') throw refuse('name_not_text');

  const urls = urlsIn(name);
  if (urls.length > 0) throw refuse('name_with_urls', { member, urls: enumerated(urls) });
  if (name.toLowerCase().includes('mailto:') && name.includes('@')) throw refuse('name_with_email', { member });
}

/** `a`, `a and b`, `a, b and c`. */
function enumerated(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}
