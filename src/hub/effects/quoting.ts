/** Words for the shell. */

/** The word such that the shell takes it as it is. */
export function quoteWord(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** What a name must not have to be shown as it is: what a shell takes for more than a letter. */
const SPECIAL = /[\s!"$&'()*;<=>?[\\\]^`|]|^[#~]|^[{}]$|^$/;

/** A name of a file as GNU's programs show it in complaints: in quotes where a shell would need them. */
export function shownName(name: string): string {
  if (!SPECIAL.test(name)) return name;
  return name.includes("'") && !/["$`\\!]/.test(name) ? `"${name}"` : quoteWord(name);
}
