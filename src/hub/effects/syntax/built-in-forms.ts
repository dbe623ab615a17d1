/** The forms of what bash has built in that come out as from a real one, held against it like the programs'. */
import type { Forms } from '../programs/forms.ts';

const NUMBER = /^\d{1,3}$/;
const NAME = /^[A-Za-z_]\w*(?:\[[^\]]*\])?$/;
const ANY = /^/;
const NOTHING: Forms = { operands: [0, 0] };
const DECLARING: Forms = { flags: 'aAirxglup' };

export const builtInForms: Readonly<Record<string, Forms>> = {
  '.': { operands: [1, Number.POSITIVE_INFINITY], isOrdered: true },
  break: { operands: [0, 1] },
  cd: { operands: [0, 1] },
  command: {
    flags: 'v',
    operands: [1, Number.POSITIVE_INFINITY],
    isOrdered: true,
    unknown: ({ flags, operands }) => (flags.has('v') && operands.length > 1 ? 'several names' : undefined),
  },
  continue: { operands: [0, 1] },
  declare: DECLARING,
  exec: NOTHING,
  exit: { operands: [0, 1], isOrdered: true },
  export: { operands: [1, Number.POSITIVE_INFINITY] },
  getopts: { operands: [2, Number.POSITIVE_INFINITY], isOrdered: true },
  hash: {
    flags: 'r',
    operands: [0, 0],
    unknown: ({ flags }) => (flags.has('r') ? undefined : 'a call without `-r`'),
  },
  let: { operands: [1, 1], operand: /[^=\s]\s*$/ },
  local: { flags: 'aAirxlu' },
  mapfile: { flags: 't', operands: [1, 1] },
  popd: NOTHING,
  pushd: { operands: [1, 1] },
  pwd: { flags: 'P', operands: [0, 0] },
  read: { flags: 'r', valued: { a: NAME, d: ANY, n: NUMBER, u: NUMBER, p: ANY }, operand: /^[A-Za-z_]\w*$/ },
  readarray: { flags: 't', operands: [1, 1] },
  readonly: { operands: [1, Number.POSITIVE_INFINITY] },
  return: { operands: [0, 1], isOrdered: true },
  set: {
    flags: 'eu',
    valued: { o: /^(?:pipefail|errexit|nounset)$/ },
    isOrdered: true,
  },
  shift: { operands: [0, 1] },
  shopt: {
    flags: 'suq',
    operands: [1, Number.POSITIVE_INFINITY],
    operand: /^(?:nullglob|extglob|dotglob|nocasematch|globstar)$/,
  },
  source: { operands: [1, Number.POSITIVE_INFINITY], isOrdered: true },
  type: { flags: 't' },
  typeset: DECLARING,
  unset: { flags: 'vf' },
  wait: { operands: [0, 1], operand: /^[^\d%]/ },
};

/** What bash has built in besides. */
export const unknownBuiltIns: ReadonlySet<string> = new Set(
  'alias bg bind builtin caller compgen complete compopt coproc dirs disown enable fc fg help history jobs logout select suspend time times trap unalias'.split(
    ' ',
  ),
);
