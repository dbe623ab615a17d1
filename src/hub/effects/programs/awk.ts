/** The program `awk`, as far as mawk and gawk agree, and the shell's own with them. */
import type { ExecResult } from 'just-bash';
import { output } from '../commands/command.ts';
import { AWK, faultOf, reading } from '../commands/unreadable.ts';
import { REAL_WAY } from '../real-way.ts';
import { certainAwk, DIVIDED_BY_ZERO, isKnownVariable, UnknownAwk } from './awk-program.ts';
import type { Invocation } from './forms.ts';
import { inputOf, type OwnProgram, type ProgramWorld } from './program.ts';

const ASSIGNMENT = /^([A-Za-z_]\w*)=([^\\]*)$/s;

const awk: OwnProgram = {
  name: 'awk',
  forms: { valued: { F: /^(?:[^\\]|\\t|\\\||\[[^\\]+\]|[^\\]+)$/s, v: ASSIGNMENT, f: /^[^-]/ }, isOrdered: true },
  perform: async (asked, world) => {
    const { context, run } = world;
    try {
      const [source, operands] = await sourceOf(asked, world);
      const { program, files } = withAssignments(certainAwk(source), operands, asked);
      const options = asked.options.flatMap(([letter, value = '']) => {
        if (letter === 'f' || (letter === 'v' && isSpecial(value))) return [];
        return [`-${letter}`, value];
      });
      const args = [...options, program, ...files];
      const result = await reading(AWK, args, context, run);
      return await certain(result, source, files, world);
    } catch (thrown) {
      if (!(thrown instanceof UnknownAwk)) throw thrown;
      return refuse(thrown.message, world);
    }
  },
};

function refuse(what: string, { context, run }: ProgramWorld): never {
  return run.refuse(context, {
    what: `\`${what}\` in a program of \`awk\``,
    why: `it has not been held against real ones; ${REAL_WAY}`,
  });
}

async function sourceOf(asked: Invocation, { context }: ProgramWorld): Promise<[string, readonly string[]]> {
  const file = asked.options.findLast(([letter]) => letter === 'f')?.[1];
  if (file === undefined) return [asked.operands[0] ?? '', asked.operands.slice(1)];
  if ((await faultOf(context, file)) !== undefined) throw new UnknownAwk('a file that cannot be read');
  return [await context.fs.readFile(context.fs.resolvePath(context.cwd, file)), asked.operands];
}

/** Variables that the shell does not take from the command line. */
function isSpecial(assignment: string): boolean {
  return /^(?:OFS|ORS|FS)=/.test(assignment);
}

/** Assignments before all files are done when the first one is opened, which only what comes before could tell. */
function withAssignments(program: string, operands: readonly string[], { options }: Invocation) {
  const strange = options.find(([letter, value = '']) => letter === 'v' && !isKnownVariable(value.replace(/=.*/s, '')));
  if (strange !== undefined) throw new UnknownAwk(strange[1] ?? '');
  const files = operands.filter((operand) => !ASSIGNMENT.test(operand));
  const before = operands.slice(0, operands.length - files.length);
  const isMixed =
    files.some((file) => !operands.slice(before.length).includes(file)) || before.some((one) => !ASSIGNMENT.test(one));
  if (isMixed || (before.length > 0 && /\bBEGIN\b/.test(program))) {
    // Behind the files they are done at the end of all input.
    throw new UnknownAwk('assignments among the files');
  }
  const early = [
    ...options.filter(([letter, value = '']) => letter === 'v' && isSpecial(value)).map(([, value = '']) => value),
    ...before,
  ];
  const assignments = early.map((one) => {
    const [, name = '', value = ''] = ASSIGNMENT.exec(one) ?? [];
    if (!isSpecial(one) && /^\s*[+-]?[.\d]/.test(value))
      return `${name} = ${/^\d{1,9}$/.test(value) ? value : impossible(value)}`;
    return `${name} = "${value.replace(/["]/g, '\\"').replace(/\n/g, '\\n').replace(/\t/g, '\\t')}"`;
  });
  return { program: assignments.length === 0 ? program : `BEGIN { ${assignments.join('; ')} }\n${program}`, files };
}

function impossible(value: string): never {
  throw new UnknownAwk(value);
}

/** Functions that count characters, which are bytes to one of the real ones. */
const COUNTING = /\b(?:length|substr|index|match|toupper|tolower|s?printf)\b|FS *= *""/;

async function certain(
  result: ExecResult,
  source: string,
  files: readonly string[],
  world: ProgramWorld,
): Promise<ExecResult> {
  const { context } = world;
  if (result.stdout.includes(DIVIDED_BY_ZERO)) refuse('division by zero', world);
  if (
    /^awk: /m.test(result.stderr) &&
    !/^awk: (?:cannot open|read error|.*(?:maximum|too many) iterations)/m.test(result.stderr)
  )
    refuse('a part', world);
  // With nothing but what is done first it reads nothing.
  const isReading = (files.length === 0 && !/^\s*BEGIN\s*\{[^{}]*\}\s*$/.test(source)) || files.includes('-');
  const inputs = [source, ...(isReading ? [inputOf(context)] : [])];
  for (const file of files) {
    const path = context.fs.resolvePath(context.cwd, file);
    if ((await faultOf(context, file)) === undefined) inputs.push(await context.fs.readFile(path, 'binary'));
  }
  if (COUNTING.test(source) && inputs.some((text) => /[^\0-\x7f]/.test(text)))
    refuse('counting of other than plain characters', world);
  // One of them shows large numbers with exponents, the other does not.
  const large = result.stdout.match(/\d{10,}/g) ?? [];
  if (large.some((number) => !inputs.some((text) => text.includes(number)))) refuse('a large number', world);
  return output(result, {});
}

export const awkPrograms: readonly OwnProgram[] = [awk];
