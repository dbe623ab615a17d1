/** Programs about paths and sizes of files: `realpath`, `truncate`, `mktemp`, `split`; and `seq`. */
import { FileError } from '../../../core/files/file-error.ts';
import type { CommandContext } from '../commands/command.ts';
import { faultOf } from '../commands/unreadable.ts';
import { shownName } from '../quoting.ts';
import { type Invocation, lastValue } from './forms.ts';
import { contentOf, linesOf, type OwnProgram, printedBytes, textFromBytes } from './program.ts';

const realpath: OwnProgram = {
  name: 'realpath',
  forms: { flags: 'e', operands: [1, Number.POSITIVE_INFINITY] },
  perform: async ({ flags, operands }, { context }) => {
    const { fs, cwd } = context;
    let stdout = '';
    let stderr = '';
    for (const file of operands) {
      const found = (await isWalkable(file, context))
        ? await fs
            .realpath(fs.resolvePath(cwd, file))
            .catch(() => (flags.has('e') ? undefined : notYetThere(file, context)))
        : undefined;
      if (found !== undefined) stdout += `${found}\n`;
      else stderr += `realpath: ${shownName(file)}: ${(await faultOf(context, file))?.words || MISSING}\n`;
    }
    return { stdout, stderr, exitCode: stderr === '' ? 0 : 1 };
  },
};

const MISSING = new FileError('ENOENT').text;

/** Whether all folders on the way are there, those too that `..` leaves again. */
async function isWalkable(file: string, { fs, cwd }: CommandContext): Promise<boolean> {
  const names = file.split('/');
  for (let at = 1; at < names.length; at += 1) {
    const way = names.slice(0, at).join('/');
    const isThere = way === '' || (await fs.exists(fs.resolvePath(cwd, way)));
    if (!isThere) return false;
  }
  return true;
}

/** Where the file would be; only its last name may be missing. */
async function notYetThere(file: string, { fs, cwd }: CommandContext): Promise<string | undefined> {
  if (file.endsWith('/')) return undefined;
  const path = fs.resolvePath(cwd, file);
  const at = path.lastIndexOf('/');
  const above = await fs.realpath(path.slice(0, at) || '/').catch(() => undefined);
  return above === undefined ? undefined : `${above === '/' ? '' : above}${path.slice(at)}`;
}

const truncate: OwnProgram = {
  name: 'truncate',
  forms: {
    valued: { s: /^\d{1,7}$/ },
    long: { '--size': 's' },
    operands: [1, Number.POSITIVE_INFINITY],
    unknown: ({ flags }) => (flags.has('s') ? undefined : 'without `-s`'),
  },
  perform: async (asked, { context }) => {
    const { fs, cwd } = context;
    const size = Number(lastValue(asked, 's'));
    let stderr = '';
    for (const file of asked.operands) {
      const path = fs.resolvePath(cwd, file);
      const fault = await faultOf(context, file);
      const isOpen = fault === undefined || (fault.words === MISSING && (await fs.exists(fs.resolvePath(path, '..'))));
      if (!isOpen) {
        stderr += `truncate: cannot open '${file}' for writing: ${fault?.words}\n`;
        continue;
      }
      const before = (await fs.exists(path)) ? await fs.readFileBuffer(path) : new Uint8Array();
      const after = new Uint8Array(size);
      after.set(before.subarray(0, size));
      await fs.writeFile(path, after);
    }
    return printedBytes('', stderr, stderr === '' ? 0 : 1);
  },
};

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

const mktemp: OwnProgram = {
  name: 'mktemp',
  forms: { flags: 'd', operand: /^[^/]*X{3,}$/, operands: [0, 1] },
  perform: async ({ flags, operands }, { context, run }) => {
    const template = operands[0] ?? '/tmp/tmp.XXXXXXXXXX';
    const name = template.replace(/X+$/, (places) =>
      Array.from(places, () => LETTERS.charAt(run.random() % LETTERS.length)).join(''),
    );
    const path = context.fs.resolvePath(context.cwd, name);
    if (flags.has('d')) await context.fs.mkdir(path);
    else await context.fs.writeFile(path, '');
    await context.fs.chmod(path, flags.has('d') ? 0o700 : 0o600);
    return { stdout: `${name}\n`, stderr: '', exitCode: 0 };
  },
};

const split: OwnProgram = {
  name: 'split',
  forms: {
    flags: 'd',
    valued: { l: /^[1-9]\d{0,6}$/, b: /^[1-9]\d{0,6}$/, a: /^[1-4]$/ },
    long: { '--lines': 'l', '--bytes': 'b' },
    operands: [0, 2],
    apart: ['lb'],
  },
  perform: async (asked, { context, run }) => {
    const [file = '-', prefix = 'x'] = asked.operands;
    const content = await contentOf(file, context);
    if (typeof content !== 'string') {
      const subject = content.isDirectory ? shownName(file) : `cannot open '${file}' for reading`;
      return { stdout: '', stderr: `split: ${subject}: ${content.words}\n`, exitCode: 1 };
    }
    const parts = partsOf(content, asked);
    const length = Number(lastValue(asked, 'a') ?? 2);
    const digits = asked.flags.has('d') ? '0123456789' : 'abcdefghijklmnopqrstuvwxyz';
    // Beyond that longer names begin.
    if (parts.length > digits.length ** length * 0.9)
      run.refuse(context, { what: '`split` into so many files', why: 'their names become longer' });
    for (const [at, part] of parts.entries()) {
      await context.fs.writeFile(
        context.fs.resolvePath(context.cwd, prefix + suffixOf(at, length, digits)),
        textFromBytes(part),
      );
    }
    return printedBytes('');
  },
};

function partsOf(content: string, asked: Invocation): string[] {
  const size = Number(lastValue(asked, 'b') ?? lastValue(asked, 'l') ?? 1000);
  const units: readonly string[] = asked.flags.has('b') ? [...content] : linesOf(content);
  return Array.from({ length: Math.ceil(units.length / size) }, (_, at) =>
    units.slice(at * size, (at + 1) * size).join(''),
  );
}

function suffixOf(at: number, length: number, digits: string): string {
  let suffix = '';
  for (let rest = at; suffix.length < length; rest = Math.floor(rest / digits.length))
    suffix = digits.charAt(rest % digits.length) + suffix;
  return suffix;
}

const NUMBER = /^-?\d{1,9}(?:\.\d{1,6})?$/;

const seq: OwnProgram = {
  name: 'seq',
  forms: {
    flags: 'w',
    valued: { s: /^/, f: /^(?:[^%]|%%)*%0?\d*g(?:[^%]|%%)*$/ },
    long: { '--separator': 's', '--equal-width': 'w', '--format': 'f' },
    operands: [1, 3],
    operand: NUMBER,
    isOrdered: true,
    apart: ['wf'],
    unknown: ({ operands }) => (operands.length === 3 && Number(operands[1]) === 0 ? 'steps of 0' : undefined),
  },
  perform: (asked, { context, run }) => {
    const { operands } = asked;
    const [first = '1', step = '1', last = '1'] =
      operands.length === 1
        ? ['1', '1', ...operands]
        : operands.length === 2
          ? [operands[0], '1', operands[1]]
          : operands;
    const places = Math.max(decimals(first), decimals(step));
    const scale = 10 ** Math.max(places, decimals(last));
    const [from, by, to] = [first, step, last].map((number) => Math.round(Number(number) * scale)) as [
      number,
      number,
      number,
    ];
    const count = Math.floor((to - from) / by) + 1;
    if (count > MOST_NUMBERS)
      run.refuse(context, { what: '`seq` of so many numbers', why: `its shell holds at most ${MOST_NUMBERS}` });
    const numbers = Array.from({ length: Math.max(0, count) }, (_, at) => ((from + at * by) / scale).toFixed(places));
    const shown = formatted(
      numbers,
      asked,
      [first, last].map((number) => Number(number).toFixed(places)),
    );
    const separator = lastValue(asked, 's') ?? '\n';
    return { stdout: shown.length === 0 ? '' : `${shown.join(separator)}\n`, stderr: '', exitCode: 0 };
  },
};

const MOST_NUMBERS = 1_000_000;

function decimals(number: string): number {
  return number.split('.')[1]?.length ?? 0;
}

function formatted(numbers: readonly string[], asked: Invocation, ends: readonly string[]): readonly string[] {
  const format = lastValue(asked, 'f');
  if (format !== undefined) {
    return numbers.map((number) =>
      format.replace(/%%|%(0?)(\d*)g/g, (whole, zero: string, width: string) => {
        if (whole === '%%') return '%';
        const text = String(Number(number));
        return zero === '' ? text.padStart(Number(width)) : padded(text, Number(width));
      }),
    );
  }
  if (!asked.flags.has('w')) return numbers;
  const width = Math.max(...ends.map((number) => number.length));
  return numbers.map((number) => padded(number, width));
}

function padded(number: string, width: number): string {
  return number.startsWith('-') ? `-${number.slice(1).padStart(width - 1, '0')}` : number.padStart(width, '0');
}

export const placingPrograms: readonly OwnProgram[] = [realpath, truncate, mktemp, split, seq];
