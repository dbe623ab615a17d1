/** The program `tr`, which works on bytes. */
import { bytesOf, bytewise } from '../files/encoding.ts';
import { bytesFromText, inputOf, type OwnProgram, printedBytes } from './program.ts';

const RANGES = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: '0-9A-Za-z',
  lower: 'a-z',
  upper: 'A-Z',
  space: '\t-\r ',
  blank: '\t ',
  punct: '!-/:-@\\[-`{-~',
  cntrl: '\0-\x1f\x7f',
  print: ' -~',
  graph: '!-~',
  xdigit: '0-9A-Fa-f',
} as const;

/** All bytes, in their order. */
const BYTES = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte)).join('');

/** The classes written out. */
const CLASSES = new Map(
  Object.entries(RANGES).map(([name, range]) => [name, BYTES.replace(new RegExp(`[^${range}]`, 'g'), '')]),
);

const CLASS = /^\[:([a-z]+):\]/;
const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
};

/** The bytes that a set names, in turn; `undefined` where it is written in a way that is not known. */
function membersOf(set: string): string | undefined {
  let members = '';
  let rest = bytesFromText(set);
  while (rest !== '') {
    const [whole, name = ''] = CLASS.exec(rest) ?? [];
    if (whole !== undefined) {
      const named = CLASSES.get(name);
      if (named === undefined) return undefined;
      members += named;
      rest = rest.slice(whole.length);
      continue;
    }
    if (/^\[[:=]|^\[.\*/s.test(rest)) return undefined;
    const first = character(rest);
    if (first === undefined) return undefined;
    const [from, length] = first;
    rest = rest.slice(length);
    const last = rest.length > 1 && rest.startsWith('-') ? character(rest.slice(1)) : undefined;
    if (last === undefined) members += from;
    else if (last[0] < from) return undefined;
    else {
      members += BYTES.slice(from.charCodeAt(0), last[0].charCodeAt(0) + 1);
      rest = rest.slice(1 + last[1]);
    }
  }
  return members;
}

/** The character that the text begins with, and how long it is written. */
function character(text: string): readonly [string, number] | undefined {
  const [whole, escaped = ''] = /^\\([0-3]?[0-7]{1,2}|.)/s.exec(text) ?? [];
  if (whole === undefined) return text.startsWith('\\') ? undefined : [text.charAt(0), 1];
  if (/^[0-7]/.test(escaped)) return [String.fromCharCode(Number.parseInt(escaped, 8)), whole.length];
  const meant = ESCAPES[escaped];
  return meant === undefined ? undefined : [meant, whole.length];
}

const tr: OwnProgram = {
  name: 'tr',
  forms: {
    flags: 'cCdst',
    long: { '--complement': 'c', '--delete': 'd', '--squeeze-repeats': 's', '--truncate-set1': 't' },
    operands: [1, 2],
    isOrdered: true,
    unknown: ({ flags, operands }) => {
      const wanted = flags.has('d') === flags.has('s') ? 2 : flags.has('d') ? 1 : operands.length;
      if (operands.length !== wanted) return `${operands.length} sets with these options`;
      const strange = operands.find((set) => membersOf(set) === undefined || membersOf(set) === '');
      if (strange !== undefined) return `the set \`${strange}\``;
      // Upper and lower case answer each other only where both stand for a whole set.
      const cases = operands.map((set) => /\[:(?:lower|upper):\]/.test(set));
      if (operands.length === 2 && cases[1] === true && !isCasePair(operands)) return `the set \`${operands[1]}\``;
      const isOther = operands.length === 2 && /\[:(?!lower|upper)/.test(operands[1] ?? '') && !flags.has('d');
      return isOther ? `the set \`${operands[1]}\`` : undefined;
    },
  },
  perform: ({ flags, operands }, { context }) => {
    const [first = '', second = ''] = operands.map((set) => membersOf(set) ?? '');
    const isComplement = flags.has('c') || flags.has('C');
    const from = isComplement ? [...BYTES].filter((byte) => !first.includes(byte)).join('') : first;
    let bytes = inputOf(context);
    if (flags.has('d')) {
      const isKept = tableOf((byte) => (from.includes(byte) ? 0 : 1));
      bytes = bytewise(bytesOf(bytes).filter((byte) => isKept[byte] === 1));
    } else if (operands.length === 2) {
      const last = flags.has('t') ? second.length : from.length;
      const becomes = tableOf((byte, code) => {
        const at = from.slice(0, last).lastIndexOf(byte);
        return at === -1 ? code : second.charCodeAt(Math.min(at, second.length - 1));
      });
      bytes = bytewise(bytesOf(bytes).map((byte) => becomes[byte] ?? byte));
    }
    return printedBytes(flags.has('s') ? squeezed(bytes, operands.length === 2 ? second : from) : bytes);
  },
};

/** What becomes of each byte. */
function tableOf(become: (byte: string, code: number) => number): Uint8Array {
  return Uint8Array.from(BYTES, (byte, code) => become(byte, code));
}

function isCasePair([one = '', other = '']: readonly string[]): boolean {
  return /^\[:(lower|upper):\]$/.test(one) && /^\[:(lower|upper):\]$/.test(other) && one !== other;
}

function squeezed(bytes: string, set: string): string {
  return [...bytes].filter((byte, at) => at === 0 || byte !== bytes.charAt(at - 1) || !set.includes(byte)).join('');
}

export const translatingPrograms: readonly OwnProgram[] = [tr];
