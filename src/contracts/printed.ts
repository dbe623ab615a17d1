/** JSON as people print it in a description: nearly right. */
import type { Json } from '../core/json.ts';

/**
 * The value that a printed text means, with what had to be put right.
 *
 * Put right are only faults that leave one meaning: `True`, `False` and `None` for `true`, `false` and `null`,
 * brackets that are not closed at the end, and an ellipsis among members, which becomes a member named `...`.
 *
 * @throws Error when more than that is wrong.
 */
export function parsePrinted(text: string): { value: Json; repairs: string[] } {
  const repairs: string[] = [];
  const note = (repaired: string, repair: string, before: string) => {
    if (repaired !== before) repairs.push(repair);
    return repaired;
  };

  let printed = text.trim();
  printed = note(outsideStrings(printed, pythonWords), 'Python words stand for JSON ones', printed);
  printed = note(outsideStrings(printed, ellipsis), 'an ellipsis stands for further members', printed);
  printed = note(printed + unclosed(printed), 'closing brackets are missing at the end', printed);
  try {
    return { value: JSON.parse(printed) as Json, repairs };
  } catch (error) {
    throw new Error(`the printed answer is not JSON: ${(error as Error).message}`);
  }
}

const pythonWords = (code: string) =>
  code
    .replace(/\bTrue\b/g, 'true')
    .replace(/\bFalse\b/g, 'false')
    .replace(/\bNone\b/g, 'null');

const ellipsis = (code: string) => code.replace(/,\s*\.\.\.(?=\s*\})/g, ',"...":true');

const STRING = /("(?:[^"\\]|\\.)*")/;

/** The text with `change` made to what stands between its strings. */
function outsideStrings(text: string, change: (code: string) => string): string {
  return text
    .split(STRING)
    .map((part, index) => (index % 2 === 0 ? change(part) : part))
    .join('');
}

/** The closing brackets that the text lacks at its end. */
function unclosed(text: string): string {
  const open: string[] = [];
  const code = text.split(STRING).filter((_, index) => index % 2 === 0);
  for (const character of code.join('')) {
    if (character === '{') open.push('}');
    else if (character === '[') open.push(']');
    else if (character === '}' || character === ']') open.pop();
  }
  return open.reverse().join('');
}
