/**
 * The forms of the shell's own programs that come out as from the real ones. What is not here is refused: each entry is
 * held against real programs by `fixtures/shell`.
 */
import type { Forms, Invocation } from './forms.ts';

const NUMBER = /^\d{1,9}$/;
const PLAIN: Forms = {};

export const knownForms: Readonly<Record<string, Forms>> = {
  basename: {
    flags: 'a',
    valued: { s: /^[^-]/ },
    long: { '--suffix': 's', '--multiple': 'a' },
    operands: [1, Number.POSITIVE_INFINITY],
    unknown: ({ flags, operands }) => (flags.size === 0 && operands.length > 2 ? `\`${operands[2]}\`` : undefined),
  },
  cat: {
    flags: 'nAbes',
    long: { '--number': 'n', '--show-all': 'A', '--number-nonblank': 'b', '--squeeze-blank': 's' },
    apart: ['nb', 'nAe', 'sn', 'sb', 'sA', 'bA'],
  },
  chmod: {
    flags: 'R',
    long: { '--recursive': 'R' },
    operands: [2, Number.POSITIVE_INFINITY],
    unknown: ({ operands: [mode = ''] }) => (MODE.test(mode) ? undefined : `the mode \`${mode}\``),
  },
  column: { flags: 't', valued: { s: /^.$/ }, operands: [0, 1], unknown: needs('t') },
  comm: { flags: '123', operands: [2, 2] },
  dirname: { operands: [1, Number.POSITIVE_INFINITY] },
  expand: { valued: { t: NUMBER }, operands: [0, 1] },
  expr: { isOrdered: true, unknown: ({ operands }) => (isKnownSum(operands) ? undefined : 'that expression') },
  false: PLAIN,
  gunzip: { flags: 'ck' },
  gzip: { flags: 'cdk', long: { '--keep': 'k', '--stdout': 'c', '--decompress': 'd' } },
  join: { valued: { t: /^.$/, 1: NUMBER, 2: NUMBER }, operands: [2, 2] },
  mkdir: {
    flags: 'pv',
    long: { '--parents': 'p', '--verbose': 'v' },
    operands: [1, Number.POSITIVE_INFINITY],
    apart: ['pv'],
  },
  pwd: { flags: 'P', operands: [0, 0] },
  readlink: { flags: 'f', operands: [1, 1] },
  rev: { operands: [0, 1] },
  rmdir: { flags: 'p', operands: [1, Number.POSITIVE_INFINITY] },
  strings: { valued: { n: NUMBER }, operands: [0, 1] },
  tac: { operands: [0, Number.POSITIVE_INFINITY] },
  tee: { flags: 'a', long: { '--append': 'a' } },
  touch: {
    flags: 'c',
    valued: { d: /./ },
    long: { '--date': 'd', '--no-create': 'c' },
    operands: [1, Number.POSITIVE_INFINITY],
  },
  true: PLAIN,
  unexpand: { operands: [0, 1] },
  zcat: {},
};

const MODE = /^(?:[0-7]{3,4}|[ugoa]*[-+=][rwx]+(?:,[ugoa]*[-+=][rwx]+)*)$/;

function needs(letter: string) {
  return ({ flags }: Invocation) => (flags.has(letter) ? undefined : `without \`-${letter}\``);
}

function isKnownSum(words: readonly string[]): boolean {
  const [first = '', second = '', third = ''] = words;
  if (words.length === 2) return first === 'length';
  if (words.length === 4) return first === 'substr' && /^\d+$/.test(third) && /^\d+$/.test(words[3] ?? '');
  if (words.length !== 3) return false;
  const areNumbers = /^-?\d{1,9}$/.test(first) && /^-?\d{1,9}$/.test(third);
  return ['+', '-', '*', '=', '!=', '<', '>', '<=', '>='].includes(second) && areNumbers
    ? true
    : (second === '/' || second === '%') && areNumbers && Number(third) !== 0;
}
