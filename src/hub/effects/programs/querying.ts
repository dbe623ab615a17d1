/** The program `jq`, with the filters that come out as from jq 1.6. */
import type { ExecResult } from 'just-bash';
import { original } from '../commands/command.ts';
import { reworded } from '../commands/unreadable.ts';
import { REAL_WAY } from '../real-way.ts';
import { plainly } from './forms.ts';
import { inputOf, type OwnProgram, type ProgramWorld } from './program.ts';

const KNOWN = new Set(
  'and or not if then elif else end as empty length keys values has in map select add any all range floor sqrt tostring tonumber type sort sort_by group_by min max min_by max_by reverse contains startswith endswith split join ascii_downcase ascii_upcase test to_entries from_entries with_entries del first last true false null'.split(
    ' ',
  ),
);

const jq: OwnProgram = {
  name: 'jq',
  forms: {
    flags: 'rcnseS',
    long: {
      '--raw-output': 'r',
      '--compact-output': 'c',
      '--null-input': 'n',
      '--slurp': 's',
      '--exit-status': 'e',
      '--sort-keys': 'S',
    },
    apart: ['ns'],
    operands: [1, Number.POSITIVE_INFINITY],
  },
  perform: async (asked, world) => {
    const [filter = '', ...files] = asked.operands;
    const strange = unknownFilter(filter);
    if (strange !== undefined) return refuse(`\`${strange}\` in a filter`, world);
    const certain = filter.replace(/@csv/g, CSV).replace(/(?<![\w."$])to_entries\b/g, TO_ENTRIES);
    const result = await original(plainly({ ...asked, operands: [certain, ...files] }), world.context);
    const isReading = (files.length === 0 && !asked.flags.has('n')) || files.includes('-');
    return checked(await reworded('jq', result, world.context, world.run), filter, isReading, world);
  },
};

/** The shell leaves out quotes. */
const CSV =
  '(map(if type == "string" then "\\"" + (split("\\"") | join("\\"\\"")) + "\\"" elif type == "null" then "" else tostring end) | join(","))';

/** The shell knows it of objects only. */
const TO_ENTRIES =
  '(if type == "array" then [. as $all | range(length) | . as $at | {key: $at, value: ($all | .[$at])}] else to_entries end)';

function refuse(what: string, { context, run }: ProgramWorld): never {
  return run.refuse(context, {
    what: `${what} of \`jq\``,
    why: `it has not been held against the real one; ${REAL_WAY}`,
  });
}

/** The first part that is not known. */
function unknownFilter(filter: string): string | undefined {
  let rest = filter;
  // What stands in a text may be filters again.
  for (let before = ''; before !== rest; ) {
    before = rest;
    rest = rest.replace(/"((?:[^"\\]|\\[nt"\\/]|\\\((?:[^()"]|\([^()"]*\))*\))*)"/g, (_, inner: string) => {
      return ` ${[...inner.matchAll(/\\\(((?:[^()"]|\([^()"]*\))*)\)/g)].map(([, one]) => `(${one})`).join(' ')} `;
    });
  }
  if (/["\\#]/.test(rest)) return /["\\#].{0,10}/s.exec(rest)?.[0];
  for (const [token] of rest.matchAll(
    /\$?[A-Za-z_]\w*|\.[A-Za-z_]\w*|@\w+|\d+(?:\.\d+)?(?:[eE]\d+)?|\.\.|\/\/=?|[|+\-*/%=]=|[<>!]=|\?\/\/|\S/g,
  )) {
    if (/^\.[A-Za-z_]/.test(token) || /^(?:@csv|@tsv)$/.test(token)) continue;
    if (/^[A-Za-z_]/.test(token)) {
      if (!KNOWN.has(token) && !isKey(rest, token)) return token;
      continue;
    }
    if (token.startsWith('$')) continue;
    if (
      /^\d/.test(token)
        ? /[eE]|\.|\d{10}/.test(token)
        : !/^(?:[.[\](){}|,:;<>+\-*?]|\/\/|==|!=|<=|>=|\|=|\+=)$/.test(token)
    )
      return token;
  }
  return undefined;
}

function isKey(filter: string, name: string): boolean {
  return (
    new RegExp(`[{,]\\s*${name}\\s*[:,}]`).test(filter) && !/\b(?:reduce|foreach|def|label|try|limit)\b/.test(name)
  );
}

function checked(result: ExecResult, filter: string, isReading: boolean, world: ProgramWorld): ExecResult {
  const fault = /^jq: (?!error: Could not open file).*/m.exec(result.stderr)?.[0];
  if (fault !== undefined) refuse('what goes wrong there', world);
  // Large numbers and fractions are written in another way.
  const input = (isReading ? inputOf(world.context) : '') + filter;
  const strange = result.stdout.match(/\d{16,}|\d[eE][+-]?\d+|\d\.\d{12,}/g) ?? [];
  if (strange.some((number) => !input.includes(number)) || /\d{17,}|[\d.]+[eE][+-]?\d+/.test(input))
    refuse('numbers like these', world);
  return result;
}

export const queryPrograms: readonly OwnProgram[] = [jq];
