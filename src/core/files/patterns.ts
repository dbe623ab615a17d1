/** Names that a copy is told to leave out, in rsync's patterns. [rsync(1) INCLUDE/EXCLUDE PATTERN RULES] */
import { refuse } from '../errors.ts';
import { literalPattern } from '../regexp.ts';

/** Whether what is at `path`, from the copied directory on, is left out. */
export type Exclusion = (path: string, isDirectory: boolean) => boolean;

/** Known by what it is, so that no copy has to look for what it leaves out. */
export const excludeNothing: Exclusion = () => false;

/**
 * The exclusion that the patterns make: `*.txt` is any such name, `a/b` any path that ends so, `/a` only one from the top
 * on, and `a/` only a directory. `*` and `?` stop at slashes, `**` does not.
 *
 * @throws Refusal `unsimulated` for rules that are more than a pattern.
 */
export function exclusionOf(patterns: readonly string[]): Exclusion {
  const rules = patterns.filter((pattern) => pattern !== '').map(ruleOf);
  if (rules.length === 0) return excludeNothing;
  return (path, isDirectory) =>
    rules.some(({ directoryOnly, matches }) => (isDirectory || !directoryOnly) && matches.test(path));
}

function ruleOf(pattern: string): { readonly directoryOnly: boolean; readonly matches: RegExp } {
  if (/^[-+] |^!/.test(pattern)) {
    throw refuse('unsimulated', { what: `the pattern '${pattern}'`, why: 'it is a rule of rsync and not only a name' });
  }
  const directoryOnly = pattern.endsWith('/');
  const named = directoryOnly ? pattern.slice(0, -1) : pattern;
  const isAnchored = named.startsWith('/');
  const expression = expressionOf(isAnchored ? named.slice(1) : named);
  return { directoryOnly, matches: new RegExp(`${isAnchored ? '^' : '(?:^|/)'}${expression}$`, 'su') };
}

/** What stands for something else: stars, a question mark, a class of characters, or a character behind a backslash. */
const PARTS = /\/\*{3}$|\*+|\?|\[[!^]?\]?[^\]]*\]|\\.|./gsu;

function expressionOf(pattern: string): string {
  // Without any of these a backslash is a character like all others.
  const hasWildcards = /[*?[]/.test(pattern);
  return pattern.replace(PARTS, (part) => {
    if (part === '/***') return '(?:/.*)?';
    if (part.startsWith('**')) return '.*';
    if (part === '*') return '[^/]*';
    if (part === '?') return '[^/]';
    if (part.length > 2 && part.startsWith('[')) return classOf(part);
    if (part.length === 2 && part.startsWith('\\'))
      return hasWildcards ? literalPattern(part.slice(1)) : literalPattern(part);
    return literalPattern(part);
  });
}

function classOf(part: string): string {
  const isNegated = part[1] === '!' || part[1] === '^';
  const members = part.slice(isNegated ? 2 : 1, -1);
  if (members.includes('[:') || members.includes('\\')) {
    throw refuse('unsimulated', {
      what: `the pattern '${part}'`,
      why: 'only plain classes of characters are known here',
    });
  }
  return `(?!/)[${isNegated ? '^' : ''}${members.replace(/[\]^&~|]/g, '\\$&')}]`;
}
