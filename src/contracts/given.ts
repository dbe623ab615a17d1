/** Names that interactions use for what is given to them. Of others, nobody who makes the calls could know what they are. */
import { isObject, type Json } from '../core/json.ts';
import { type Contract, PROP_NAMES } from './contract.ts';
import { DescriptionError } from './description.ts';

/** What may stand in braces in a call, besides things. */
const FILLED = [...PROP_NAMES, 'self', 'other', 'admin', 'title', 'word', 'madeUp'];

/**
 * @throws DescriptionError naming the interaction and the name that is none, and those that there are; or a first
 *   interaction that others have to come before.
 */
export function requireKnownNames({ endpoint, facts }: Contract): void {
  for (const [at, interaction] of (facts?.interactions ?? []).entries()) {
    if ('impossible' in interaction) continue;
    const { given = [], spends = [], send = null, after = [] } = interaction;
    const require = (names: readonly string[], known: readonly string[], member: string) => {
      const unknown = names.find((name) => !known.includes(name));
      if (unknown === undefined) return;
      const place = `${endpoint}: facts.interactions[${at}].${member}`;
      throw new DescriptionError(`${place}: there is no ${JSON.stringify(unknown)}; there are ${known.join(', ')}`);
    };
    require(given, PROP_NAMES, 'given');
    require(spends, PROP_NAMES, 'spends');
    require(namesFilledIn(send), FILLED, 'send');
    if (at === 0 && after.length > 0) {
      throw new DescriptionError(`${endpoint}: facts.interactions[0].after: the first call is made by itself`);
    }
    for (const [before, earlier] of after.entries()) {
      require(namesFilledIn(earlier.send ?? null), FILLED, `after[${before}].send`);
    }
  }
}

/** The names in braces in any text of it, as `project` in `{project}` and `other` in `{other.account_id}`. */
export function namesFilledIn(value: Json): string[] {
  if (typeof value === 'string') return [...value.matchAll(/\{(\w+)(?:\.\w+)?\}/g)].map(([, name = '']) => name);
  if (Array.isArray(value)) return value.flatMap(namesFilledIn);
  return isObject(value)
    ? Object.entries(value).flatMap(([name, inner]) => [...namesFilledIn(name), ...namesFilledIn(inner)])
    : [];
}
