/** Programs on the columns of lines: `cut` and `paste`. */
import { plainComplaint } from '../commands/unreadable.ts';
import { type Invocation, lastValue } from './forms.ts';
import { bytesFromText, contentOf, eachFile, linesOf, type OwnProgram, printedBytes } from './program.ts';

const LIST = /^(?:\d+(?:-\d*)?|-\d+)(?:,(?:\d+(?:-\d*)?|-\d+))*$/;

const cut: OwnProgram = {
  name: 'cut',
  forms: {
    flags: 's',
    valued: { b: LIST, c: LIST, f: LIST, d: /^[\x01-\x7f]$/, between: /./s },
    long: {
      '--bytes': 'b',
      '--characters': 'c',
      '--fields': 'f',
      '--delimiter': 'd',
      '--only-delimited': 's',
      '--output-delimiter': 'between',
      '--complement': 'complement',
    },
    unknown: ({ options }) => {
      const lists = options.filter(([letter]) => 'bcf'.includes(letter)).map(([letter]) => letter);
      const isInFields = lists[0] === 'f';
      const isOther = !isInFields && options.some(([letter]) => ['d', 's', 'between'].includes(letter));
      const selects = lists.length === 1 && !isOther;
      return selects && !options.some(([, value]) => /^0|[,-]0/.test(value ?? ''))
        ? undefined
        : 'those options together';
    },
  },
  perform: (asked, world) => {
    const take = cutting(asked);
    const read = (content: string) =>
      linesOf(content)
        .map((line) => take(line.replace(/\n$/, '')))
        .join('');
    return eachFile(asked.operands, world, read, plainComplaint('cut'));
  },
};

function cutting(asked: Invocation): (line: string) => string {
  const { flags } = asked;
  const [letter = 'f', list = ''] = asked.options.find(([name]) => 'bcf'.includes(name)) ?? [];
  const isWanted = membership(list);
  const selects = (at: number) => isWanted(at + 1) !== flags.has('complement');
  if (letter !== 'f') return (line) => `${[...line].filter((_, at) => selects(at)).join('')}\n`;

  const delimiter = bytesFromText(lastValue(asked, 'd') ?? '\t');
  const between = bytesFromText(lastValue(asked, 'between') ?? delimiter);
  return (line) => {
    if (!line.includes(delimiter)) return flags.has('s') ? '' : `${line}\n`;
    const fields = line.split(delimiter).filter((_, at) => selects(at));
    return `${fields.join(between)}\n`;
  };
}

function membership(list: string): (number: number) => boolean {
  const ranges = list.split(',').map((range) => {
    const [first = '', last] = range.split('-');
    const from = first === '' ? 1 : Number(first);
    return [from, last === undefined ? from : last === '' ? Number.POSITIVE_INFINITY : Number(last)] as const;
  });
  return (number) => ranges.some(([from, to]) => number >= from && number <= to);
}

const paste: OwnProgram = {
  name: 'paste',
  forms: { flags: 's', valued: { d: /^(?:[^\\]|\\[nt\\0])+$/s }, long: { '--serial': 's', '--delimiters': 'd' } },
  perform: async (asked, { context }) => {
    const files = asked.operands.length === 0 ? ['-'] : asked.operands;
    const contents: string[] = [];
    let isRead = false;
    let stderr = '';
    for (const file of files) {
      // Standard input, where it is named several times, is read line by line in turn.
      const content = await contentOf(file, context);
      if (typeof content === 'string') contents.push(file === '-' && isRead ? '' : content);
      else if (content.isDirectory) {
        contents.push('');
        stderr += `${complainOfPaste(content)}\n`;
      } else return printedBytes('', `${complainOfPaste(content)}\n`, 1);
      isRead ||= file === '-';
    }
    const delimiters = delimitersOf(lastValue(asked, 'd') ?? '\t');
    const columns = contents.map((content) => linesOf(content).map((line) => line.replace(/\n$/, '')));
    const inputs = files.flatMap((file, at) => (file === '-' ? [at] : []));
    if (inputs.length > 1 && !asked.flags.has('s')) dealOut(columns, inputs);
    const rows = asked.flags.has('s') ? columns : rowsOf(columns);
    const stdout = rows.map((row) => `${joinedBy(row, delimiters)}\n`).join('');
    return printedBytes(stdout, stderr, stderr === '' ? 0 : 1);
  },
};

const complainOfPaste = plainComplaint('paste');

function dealOut(columns: string[][], inputs: readonly number[]): void {
  const lines = columns[inputs[0] ?? 0] ?? [];
  inputs.forEach((column, turn) => {
    columns[column] = lines.filter((_, at) => at % inputs.length === turn);
  });
}

function rowsOf(columns: readonly string[][]): string[][] {
  const length = Math.max(0, ...columns.map((column) => column.length));
  return Array.from({ length }, (_, at) => columns.map((column) => column[at] ?? ''));
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', '\\': '\\', 0: '' };

function delimitersOf(text: string): readonly string[] {
  return bytesFromText(text)
    .match(/\\.|[^\\]/gs)
    ?.map((one) => (one.length > 1 ? (ESCAPES[one.charAt(1)] ?? '') : one)) as string[];
}

function joinedBy(row: readonly string[], delimiters: readonly string[]): string {
  return row.map((cell, at) => (at === 0 ? '' : (delimiters[(at - 1) % delimiters.length] ?? '')) + cell).join('');
}

export const columnPrograms: readonly OwnProgram[] = [cut, paste];
