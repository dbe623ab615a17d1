/** What a real bash does not take for a script, though the shell's parser does, or says less of. */

import { OF_HUB } from '../message-lines.ts';
import { walk } from './nodes.ts';

/** @returns what is wrong with the script, in words. */
export function unfinishedPart(source: string, parse: (source: string) => unknown): string | undefined {
  if (/(?:&&|\|\||\|)\s*$/.test(source)) return 'a script that ends in an operator';
  if (/\b(?:then|do|else)\s+(?:fi|done|else|elif)\b/.test(source)) return 'commands that do nothing';
  if (/(?:^|[^\\])(?:\\\\)*\\\n?$/.test(source)) return 'a script that ends in a backslash';
  if (needsExtendedPatterns(source)) return 'an extended pattern before `shopt -s extglob`';
  try {
    if (hasOpenDocument(parse(source))) return 'a here-document without its end';
  } catch (thrown) {
    // A real bash does what stands on earlier lines first.
    if (/\n./.test(source.replace(OF_HUB, ''))) return 'a script of several lines with a mistake in its grammar';
    const isInside = /\bEOF\b/.test(String(thrown)) && /\$\(|`/.test(source);
    return isInside ? 'a script that ends inside of a command' : undefined;
  }
  return hasLooseEnd(source) ? 'a script with an operator where a command should be' : undefined;
}

/** Behind these a command has to come. */
const OPENING = new Set([
  ...['', ';', ';;', ';&', ';;&', '&', '&&', '||', '|', '|&', '(', '{', '!'],
  ...['if', 'then', 'elif', 'else', 'while', 'until', 'do'],
]);

/** These end a command that there has to be. */
const ENDING = /^(?:;|&|&&|\|\||\||\|&)$/;

function hasLooseEnd(source: string): boolean {
  // Where a text ends that is handed to a command takes more to find out.
  if (source.includes('<<')) return false;
  const plain = source
    .replace(/\\[\s\S]|'[^']*'|"(?:\\[\s\S]|[^"\\])*"|\$?\(\([\s\S]*?\)\)|\$\{[^}]*\}|\$[#!]/g, '_')
    .replace(/(?<=^|\s)#.*$/gm, '');
  const tokens = plain.match(/;;&|;;|;&|&&|\|\||\|&|[<>]&|&>>?|>\||[;&|(){}!]|\n|[^\s;&|(){}<>!]+|[<>]/g) ?? [];
  let open = 0;
  let [before, early] = ['', ''];
  for (const token of tokens) {
    if (token === 'case') open += 1;
    if (token === 'esac') open -= 1;
    if (/^;[;&]/.test(token) && open === 0) return true;
    if (ENDING.test(token) && OPENING.has(before)) return true;
    if (token === ')' && before === '(' && OPENING.has(early)) return true;
    if (/^(?:\)|\})$/.test(token) && /^(?:&&|\|\||\||\|&)$/.test(before)) return true;
    early = before;
    if (token !== '\n') before = token;
    else if (!/^(?:&&|\|\||\||\|&)$/.test(before)) before = '\n';
  }
  return false;
}

function hasOpenDocument(script: unknown): boolean {
  let isOpen = false;
  walk(script, ({ type, terminated }) => {
    isOpen ||= type === 'HereDoc' && terminated === false;
  });
  return isOpen;
}

/** Bash takes them from the line behind that one on, and in `[[ ]]` always. */
function needsExtendedPatterns(source: string): boolean {
  const [before = ''] = source.split(/^.*\bshopt\b.*-s.*\bextglob\b.*\n/m);
  const plain = before
    .replace(/\[\[[\s\S]*?\]\]/g, '')
    .replace(/\\[\s\S]|'[^']*'|"(?:\\[\s\S]|[^"\\])*"|(?<=^|\s)#.*$/gm, '_');
  return (
    !source.includes('<<') &&
    /(?<![$\w}!?#@*])[?*+@!]\((?!\()|\w[?*+@]\((?!\()/.test(
      plain.replace(/\$\(\([\s\S]*?\)\)|\$\{[^}]*\}|\(\([\s\S]*?\)\)/g, '_'),
    )
  );
}
