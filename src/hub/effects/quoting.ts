/** Words for the shell. */

/** The word such that the shell takes it as it is. */
export function quoteWord(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
