/** The commands of ours that look at words before they are used, and refuse what the shell would take in another way than bash. */
import { type CommandContext, failed, printed, supply } from '../commands/command.ts';
import { runFile } from '../commands/shells.ts';
import { understood } from '../programs/forms.ts';
import { REAL_WAY } from '../real-way.ts';
import type { Run } from '../run.ts';
import { builtInForms, unknownBuiltIns } from './built-in-forms.ts';
import { IS_OURS, isPathOfFile, LOOKED_AT, RUN_OURS } from './called-names.ts';
import { matchingPaths } from './matching.ts';
import { NUMBERS } from './number-checks.ts';
import { PARTS, PASSING } from './split-words.ts';
import { evaluateTest } from './testing.ts';

/** Names that the shell would run in its own way. */
const isOurs = supply(IS_OURS, ([name]) => ({ ...printed(), exitCode: name !== undefined && isForUs(name) ? 0 : 1 }));

function isForUs(name: string): boolean {
  return name === '' || name === '[' || name === 'test' || isPathOfFile(name);
}

const runOurs = supply(RUN_OURS, (words, context, run) => {
  const [name = '', ...args] = words;
  if (name === '') return failed(127, 'bash: : command not found');
  return isPathOfFile(name) ? runFile.execute(words, context, run) : evaluateTest(name, args, context, run);
});

/** What a script is read for before it runs, which is too late here. */
const READ_FOR = new Set('. break continue eval exec mapfile read readarray shopt source'.split(' '));

const lookedAt = supply(LOOKED_AT, ([before = '', after = '', functions = '', ...words], context, run) => {
  const [name, ...args] = words;
  if (name === undefined) return { ...printed(), exitCode: Number(after) };
  const forms = Object.hasOwn(builtInForms, name) ? builtInForms[name] : undefined;
  const isUnknown =
    READ_FOR.has(name) ||
    unknownBuiltIns.has(name) ||
    (name === 'set' && /^[-+]\w/.test(args[0] ?? '')) ||
    (forms !== undefined && 'unknown' in understood(args, forms));
  if (isUnknown && !functions.split(' ').includes(name))
    return run.refuse(context, { what: `\`${name}\` that is called by a word that is expanded`, why: REAL_WAY });
  return { ...printed(), exitCode: Number(before) };
});

/** Ends with the exit code that is given, since what is in a word changes that of the command before. */
const parts = supply(PARTS, async ([code = '', ...kindsAndTexts], context, run) => {
  const separators = context.env.get('IFS') ?? ' \t\n';
  const isSeparator = (character: string | undefined) => character !== undefined && separators.includes(character);
  const found = pairs(kindsAndTexts);
  const texts = found.map(([, text]) => text).join('');
  const split = found.filter(([kind]) => kind === 'split' || kind === 'whole').map(([, text]) => text);
  const isBehind = found.some(
    ([kind, text], at) =>
      kind === 'split' &&
      ((at > 0 && isSeparator(text[0])) ||
        (isSeparator(text.at(-1)) && /^(?:split|unseen|plain)$/.test(found[at + 1]?.[0] ?? ''))),
  );
  const hasNothing = found.some(([kind, text]) => kind === 'quoted' && text === '');
  const isBeside =
    hasNothing && (texts === '' || split.some((text) => isSeparator(text[0]) || isSeparator(text.at(-1))));
  const isInBraces = found.some(
    ([kind, text]) => kind === 'whole' && ([...text].some(isSeparator) || /[*?[\\]/.test(text)),
  );
  const isPattern = found.some(([kind, text]) => kind === 'quoted' && /[*?[\\]/.test(text));
  const mayMeet =
    isPattern &&
    (found.some(([kind]) => kind === 'unseen') || (await meetsFiles(wordsOf(found, isSeparator), context)));
  if (isBehind || isBeside || isInBraces || mayMeet)
    return refuse(`\`${texts}\` of quoted and other parts`, context, run);
  return { ...printed(), exitCode: Number(code) };
});

/** What a command has printed as a part of such a word. */
const passing = supply(PASSING, ([kind, code = '', text = ''], context, run) => {
  const separators = context.env.get('IFS') ?? ' \t\n';
  const ends = [text[0] ?? '', text.at(-1) ?? ''];
  const isUnknown =
    kind === 'quoted'
      ? text === '' || /[*?[\\]/.test(text)
      : ends.some((end) => end !== '' && separators.includes(end));
  if (isUnknown) return refuse(`\`${text}\` among quoted and other parts`, context, run);
  return { ...printed(), stdout: text, exitCode: Number(code) };
});

/** The words that the parts come to. */
function wordsOf(found: readonly Part[], isSeparator: (character: string) => boolean): string[] {
  const words = [''];
  for (const [kind, text] of found) {
    const characters = kind === 'split' ? [...text] : [text];
    for (const one of characters) {
      if (kind === 'split' && isSeparator(one)) words.push('');
      else words[words.length - 1] += one;
    }
  }
  return words;
}

async function meetsFiles(patterns: readonly string[], context: CommandContext): Promise<boolean> {
  for (const pattern of patterns) {
    if (/[*?[]/.test(pattern) && (await matchingPaths(pattern, context)).length > 0) return true;
  }
  return false;
}

const numbers = supply(NUMBERS, ([code = '', ...kindsAndTexts], context, run) => {
  const strange = pairs(kindsAndTexts).find(([kind, text]) => !isPlainNumber(kind, text, context));
  if (strange !== undefined) return refuse(`\`${strange[1]}\` as a number`, context, run);
  return { ...printed(), exitCode: Number(code) };
});

/** In the place of a text it stands among others, which may bind it in another way. */
function isPlainNumber(kind: string, text: string, { env }: CommandContext): boolean {
  const value = kind === 'name' ? followed(text, (name) => env.get(name) ?? '') : text;
  if (kind === 'text') return /^(?:0|[1-9]\d{0,14})$/.test(value);
  return /^\s*(?:[-+]?(?:0|[1-9]\d{0,14}))?\s*$|^(?:0|[1-9]\d{0,5})(?:[-+*](?:0|[1-9]\d{0,5}))+$/.test(value);
}

/** The text, or what the variable of that name comes to, which may name another one. */
export function followed(text: string, valueOf: (name: string) => string): string {
  let value = text;
  for (let depth = 0; /^[A-Za-z_]\w*$/.test(value) && depth < MOST_NAMES; depth += 1) value = valueOf(value);
  return value;
}

/** Variables may name each other in a circle. */
const MOST_NAMES = 100;

type Part = readonly [kind: string, text: string];

function pairs(words: readonly string[]): Part[] {
  return words.flatMap((kind, at) => (at % 2 === 0 ? [[kind, words[at + 1] ?? ''] as const] : []));
}

function refuse(what: string, context: CommandContext, run: Run): never {
  return run.refuse(context, { what, why: `its shell takes it in another way; ${REAL_WAY}` });
}

export const looks = [isOurs, runOurs, lookedAt, parts, passing, numbers];
