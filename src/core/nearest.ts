/** What somebody probably meant who wrote a name that there is not. */
import { distance } from 'fastest-levenshtein';

/** The name most like `word`, if one is so like it that it may have been meant; letter case counts for nothing. */
export function nearest(word: string, names: readonly string[]): string | undefined {
  if (word.length > LONGEST) return undefined;
  const ranked = names
    .map((name) => ({ name, changes: distance(word.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, changes }) => changes <= Math.max(1, Math.floor(Math.max(word.length, name.length) / 3)));
  return ranked.sort((one, other) => one.changes - other.changes)[0]?.name;
}

const LONGEST = 100;
