/** Commands that print what is asked for: bytes, too. */
import { byteCharacter, fromText, toText } from '../files/encoding.ts';
import { REAL_WAY } from '../real-way.ts';
import type { Run } from '../run.ts';
import { type CommandContext, original, output, type Supplied, supply } from './command.ts';

/** Bytes that are asked for by their numbers, as `\\xff` and `\\377`, which alone need be no UTF-8. */
const HIGH_BYTE = /\\(\\|x[89a-f][\da-f]|0?[23][0-7][0-7])/gi;

function withByteCharacters(text: string): string {
  return text.replace(HIGH_BYTE, (whole, number: string) => {
    if (number === '\\') return whole;
    return byteCharacter(/^x/i.test(number) ? Number.parseInt(number.slice(1), 16) : Number.parseInt(number, 8));
  });
}

/** Has the shell's own print `args`, of which those that `reads` says have escapes. */
async function printing(args: readonly string[], context: CommandContext, reads: (at: number) => boolean) {
  const result = await original(
    args.map((arg, at) => (reads(at) ? withByteCharacters(arg) : arg)),
    context,
  );
  // Bytes side by side may be a character.
  return output(result, { stdout: toText(fromText(result.stdout)) });
}

const INTEGER = /^[+-]?(?:\d{1,15}|0x[\da-f]{1,12})$|^$/i;
const REAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i;
const DIRECTIVE = /%(%|[-0+ #]*(?:\d+|\*)?(?:\.(?:\d+|\*)?)?([a-zA-Z])?)/g;

/** What of the call is not known: directives, values that are no numbers, and widths of other than plain characters. */
function unknownPrint(format: string, values: readonly string[]): string | undefined {
  const directives = [...format.matchAll(DIRECTIVE)].filter(([, whole]) => whole !== '%');
  const strange = directives.find(
    ([whole, , letter]) => !/^[bcdiouxXeEfgGqs]$/.test(letter ?? '') || /[*# +]/.test(whole),
  );
  if (strange !== undefined) return `\`${strange[0]}\``;
  if (directives.length === 0) return undefined;
  const wrong = values.find((value, at) => {
    const [whole = '', , letter = ''] = directives[at % directives.length] ?? [];
    if (/[diouxX]/.test(letter))
      return !INTEGER.test(value) || /^[+-]?0\d/.test(value) || (/[ouxX]/.test(letter) && value.startsWith('-'));
    if (/[eEfgG]/.test(letter)) return !REAL.test(value) || isHalfway(value, letter, whole);
    // It prints a byte that is zero.
    if (letter === 'c' && value === '') return true;
    // Bytes count for a width, not characters.
    return /[\d.]/.test(whole) && /[^\0-\x7f]/.test(value);
  });
  return wrong === undefined ? undefined : `the value \`${wrong}\``;
}

const printf = supply('printf', (args, context, run) => {
  const isStored = args[0] === '-v';
  const at = isStored ? 2 : args[0] === '--' ? 1 : 0;
  const [format, ...values] = args.slice(at);
  const isOption = format?.startsWith('-') === true && args[0] !== '--';
  if (format === undefined || isOption) return refuse('that call', context, run);
  const unknown = unknownPrint(format, values);
  if (unknown !== undefined) return refuse(unknown, context, run);
  // What goes into a variable is text.
  if (isStored) return original(args, context);
  return printing(args, context, (index) => index === at || (index > at && /%-?\d*b/.test(format)));
});

/** Whether the value lies between two that could be printed, or needs more digits than the shell has: real ones have 64 bits. */
function isHalfway(value: string, letter: string, directive: string): boolean {
  const precision = Number(/\.(\d*)/.exec(directive)?.[1] ?? 6);
  if (precision > 15 || value.replace(/\D/g, '').length > 15) return true;
  const [, whole = '', fraction = ''] = /^[+-]?(\d*)\.?(\d*)$/.exec(value) ?? [undefined, '5', ''];
  if (letter === 'f') return /^50*$/.test(fraction.slice(precision)) || value.includes('e');
  // The shell loses the zeros of an exponent.
  const exponent = Math.floor(Math.log10(Math.abs(Number(value))));
  if (/g/i.test(letter) && exponent !== 0 && exponent % 10 === 0 && (exponent < -4 || exponent >= precision))
    return true;
  const digits = (whole + fraction).replace(/^0+/, '');
  return /^50*$/.test(digits.slice(/[eE]/.test(letter) ? precision + 1 : Math.max(1, precision)));
}

function refuse(what: string, context: CommandContext, run: Run): never {
  return run.refuse(context, {
    what: `${what} of \`printf\``,
    why: `it has not been held against the real one; ${REAL_WAY}`,
  });
}

const echo = supply('echo', (args, context) => {
  const end = args.findIndex((arg) => !/^-[neE]+$/.test(arg));
  const words = end === -1 ? [] : args.slice(end);
  const letters = args.slice(0, args.length - words.length).join('');
  // Of `-e` and `-E` the last one holds.
  const isReading = letters.lastIndexOf('e') > letters.lastIndexOf('E');
  const options = [isReading ? '-e' : '-E', ...(letters.includes('n') ? ['-n'] : [])];
  return isReading ? printing([...options, ...words], context, () => true) : original([...options, ...words], context);
});

export const byteCommands: readonly Supplied[] = [printf, echo];
