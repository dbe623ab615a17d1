/** Commands on files that the shell has in other words than a real machine, or knows less of. */

import { unknownSearch } from '../programs/finding.ts';
import { REAL_WAY } from '../real-way.ts';
import { original, output, supply } from './command.ts';
import { stat } from './stat.ts';
import { reworded } from './unreadable.ts';

const find = supply('find', async (args, context, run) => {
  const unknown = unknownSearch(args);
  if (unknown !== undefined) {
    const why = `it has not been held against the real one; ${REAL_WAY}`;
    return run.refuse(context, { what: `the option \`${unknown}\` of \`find\``, why });
  }
  const known = args.flatMap((arg, at) => {
    const next = args[at + 1];
    if (arg === '-printf' && next !== undefined && TYPE.test(next)) return printedByType(next);
    return args[at - 1] === '-printf' && TYPE.test(arg) ? [] : [arg];
  });
  const marked = known.map((arg, at) => (known[at - 1] === '-printf' ? arg.replaceAll('%T@', MARKED_TIME) : arg));
  const result = await original(marked, context);
  return reworded('find', output(result, { stdout: result.stdout.replace(SHORT_TIME, wholeTime) }), context, run);
});

/** Seconds with ten decimals, of which the shell leaves out zeros at the end; so they are marked as times. */
const MARKED_TIME = '\u0001%T@\u0001';
const SHORT_TIME = new RegExp(`${MARKED_TIME.replace('%T@', '(\\d+)\\.?(\\d*)')}`, 'g');

const wholeTime = (_marked: string, seconds: string, decimals: string): string =>
  `${seconds}.${decimals.padEnd(10, '0')}`;

/** What `-printf` prints of a file's type, which the shell does not know. */
const TYPE = /(?<=(?:^|[^%])(?:%%)*)%y/;

/** The same with the types one by one. What is neither directory nor file is a link, which the shell has no letter for. */
function printedByType(format: string): string[] {
  const as = (type: string) => format.replace(new RegExp(TYPE, 'g'), type);
  return ['(', '-type', 'd', '-printf', as('d'), '-o', '-type', 'f', '-printf', as('f'), '-o', '-printf', as('l'), ')'];
}

const mkdir = supply('mkdir', async (args, context) => {
  const result = await original(args, context);
  const stderr = result.stderr.replace(/^(mkdir: cannot create directory )'(.*)'(?=: )/gm, '$1‘$2’');
  return output(result, { stderr });
});

export const fileCommands = [find, mkdir, stat];
