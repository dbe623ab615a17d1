/**
 * In which forms a program may be called: those that have been held against the real one. Any other is refused by name, so
 * that nobody takes a guess for an answer.
 */

export interface Forms {
  /** Options of one letter. */
  readonly flags?: string;
  /** Options of one letter with a value, and the values that are known. */
  readonly valued?: Readonly<Record<string, RegExp>>;
  /** Options of one letter whose value, if any, is written right behind them. */
  readonly attached?: string;
  /** Long options: the letter that means the same, or nothing where the option changes nothing. */
  readonly long?: Readonly<Record<string, string>>;
  /** An option that is a number, `-5`, means this letter. */
  readonly numeric?: string;
  /** How many operands there may be, at least and at most; any number by default. */
  readonly operands?: readonly [least: number, most: number];
  /** What operands may be. */
  readonly operand?: RegExp;
  /** Whether options end at the first operand. */
  readonly isOrdered?: boolean;
  /** Sets of options that are not known together. */
  readonly apart?: readonly string[];
  /** The arguments in the usual form, where there is an old one. */
  readonly prepare?: (args: readonly string[]) => readonly string[];
  /** What else of the call is not known, if anything. */
  readonly unknown?: (asked: Invocation) => string | undefined;
}

/** A call that is understood. */
export interface Invocation {
  /** The letters, each once. */
  readonly flags: ReadonlySet<string>;
  /** Letters and values in their order. */
  readonly options: readonly (readonly [letter: string, value: string | undefined])[];
  readonly operands: readonly string[];
}

/** What the call asks for, or the part of it that is not known. */
export function understood(args: readonly string[], forms: Forms): Invocation | { readonly unknown: string } {
  const read = split(forms.prepare?.(args) ?? args, forms);
  if ('unknown' in read) return read;
  const { options, operands } = read;
  const asked = { flags: new Set(options.map(([letter]) => letter)), options, operands };
  const [least, most] = forms.operands ?? [0, Number.POSITIVE_INFINITY];
  if (operands.length < least) return { unknown: 'without an operand' };
  if (operands.length > most) return { unknown: `\`${operands[most]}\`` };
  const strange = operands.find((operand) => forms.operand !== undefined && !forms.operand.test(operand));
  if (strange !== undefined) return { unknown: `\`${strange}\`` };
  const together = forms.apart?.find((letters) => [...letters].filter((letter) => asked.flags.has(letter)).length > 1);
  if (together !== undefined)
    return { unknown: `\`${[...together].map((letter) => `-${letter}`).join(' ')}\` together` };
  const unknown = forms.unknown?.(asked);
  return unknown === undefined ? asked : { unknown };
}

/** The value of the last of the options with the letter. */
export function lastValue(asked: Invocation, letter: string): string | undefined {
  return asked.options.findLast(([name]) => name === letter)?.[1];
}

/** The same call in other words, one option a word. */
export function plainly({ options, operands }: Invocation): string[] {
  const words = options.flatMap(([letter, value]) => (value === undefined ? [`-${letter}`] : [`-${letter}`, value]));
  return [...words, ...operands];
}

type Options = [letter: string, value: string | undefined][];
type Read = { readonly options: Options; readonly operands: string[] } | { readonly unknown: string };

function split(args: readonly string[], forms: Forms): Read {
  const options: Options = [];
  const operands: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (arg === '--') return { options, operands: [...operands, ...args.slice(at + 1)] };
    if (!arg.startsWith('-') || arg === '-') {
      if (forms.isOrdered === true) return { options, operands: args.slice(at) };
      operands.push(arg);
      continue;
    }
    const taken = arg.startsWith('--') ? long(arg, args[at + 1], forms) : short(arg, args[at + 1], forms);
    if (taken === undefined) return { unknown: `the option \`${arg}\`` };
    options.push(...taken.options);
    at += taken.more;
  }
  return { options, operands };
}

interface Taken {
  readonly options: Options;
  /** How many of the following words belong to it. */
  readonly more: number;
}

function long(arg: string, next: string | undefined, { long: names = {}, valued = {} }: Forms): Taken | undefined {
  if (Object.hasOwn(names, arg)) {
    const letter = names[arg] ?? '';
    if (letter === '') return { options: [], more: 0 };
    const value = valued[letter];
    if (value === undefined) return { options: [[letter, undefined]], more: 0 };
    return next !== undefined && value.test(next) ? { options: [[letter, next]], more: 1 } : undefined;
  }
  const [name = '', ...rest] = arg.split('=');
  const letter = rest.length > 0 && Object.hasOwn(names, name) ? (names[name] ?? '') : '';
  const given = rest.join('=');
  return valued[letter]?.test(given) === true ? { options: [[letter, given]], more: 0 } : undefined;
}

function short(
  arg: string,
  next: string | undefined,
  { flags = '', valued = {}, attached = '', numeric }: Forms,
): Taken | undefined {
  if (numeric !== undefined && /^-\d+$/.test(arg)) return { options: [[numeric, arg.slice(1)]], more: 0 };
  const options: Options = [];
  for (let at = 1; at < arg.length; at += 1) {
    const letter = arg.charAt(at);
    const rest = arg.slice(at + 1);
    if (attached.includes(letter)) return { options: [...options, [letter, rest]], more: 0 };
    const value = valued[letter];
    if (value !== undefined) {
      const given = rest === '' ? next : rest;
      if (given === undefined || !value.test(given)) return undefined;
      return { options: [...options, [letter, given]], more: rest === '' ? 1 : 0 };
    }
    if (!flags.includes(letter)) return undefined;
    options.push([letter, undefined]);
  }
  return { options, more: 0 };
}
