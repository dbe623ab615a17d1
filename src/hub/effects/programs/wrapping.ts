/** Programs that break bytes into lines: `fold` and `base64`. */
import type { ExecResult } from 'just-bash';
import { plainComplaint, type ReadingFault } from '../commands/unreadable.ts';
import { bytesOf, bytewise } from '../files/encoding.ts';
import { REAL_WAY } from '../real-way.ts';
import { lastValue } from './forms.ts';
import { contentOf, eachFile, linesOf, type OwnProgram, type ProgramWorld, printedBytes } from './program.ts';

const WIDTH = /^[1-9]\d{0,8}$/;

const fold: OwnProgram = {
  name: 'fold',
  forms: { flags: 's', valued: { w: WIDTH }, long: { '--width': 'w', '--spaces': 's' } },
  perform: (asked, world) => {
    const width = Number(lastValue(asked, 'w') ?? 80);
    const read = (content: string) => {
      if (/[\t\b\r]/.test(content)) return refuse('`fold` of what moves in the line', world);
      return linesOf(content)
        .map((line) => folded(line, width, asked.flags.has('s')))
        .join('');
    };
    return eachFile(asked.operands, world, read, plainComplaint('fold'));
  },
};

/** Bytes count, not characters. */
function folded(line: string, width: number, isAtBlanks: boolean): string {
  const parts: string[] = [];
  let rest = line;
  while (rest.replace(/\n$/, '').length > width) {
    const blank = isAtBlanks ? rest.slice(0, width).lastIndexOf(' ') : -1;
    const end = blank === -1 ? width : blank + 1;
    parts.push(`${rest.slice(0, end)}\n`);
    rest = rest.slice(end);
  }
  return parts.join('') + rest;
}

const base64: OwnProgram = {
  name: 'base64',
  forms: {
    flags: 'd',
    valued: { w: /^\d{1,9}$/ },
    long: { '--decode': 'd', '--wrap': 'w' },
    operands: [0, 1],
    apart: ['dw'],
  },
  perform: async (asked, world): Promise<ExecResult> => {
    const content = await contentOf(asked.operands[0] ?? '-', world.context);
    if (typeof content !== 'string') return { stdout: '', stderr: `${complaint(content)}\n`, exitCode: 1 };
    if (asked.flags.has('d')) return printedBytes(decoded(content, world));
    const text = btoa(content);
    const width = Number(lastValue(asked, 'w') ?? 76);
    return printedBytes(width === 0 ? text : text.replace(new RegExp(`.{1,${width}}`, 'g'), '$&\n'));
  },
};

function complaint(fault: ReadingFault): string {
  return fault.isDirectory ? `base64: read error: ${fault.words}` : plainComplaint('base64')(fault);
}

const QUADS = /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/;

function decoded(content: string, world: ProgramWorld): string {
  const text = content.replace(/\n/g, '');
  return QUADS.test(text) ? bytewise(bytesOf(atob(text))) : refuse('`base64 -d` of what is none', world);
}

function refuse(what: string, { context, run }: ProgramWorld): never {
  return run.refuse(context, { what, why: `it has not been held against the real one; ${REAL_WAY}` });
}

export const wrappingPrograms: readonly OwnProgram[] = [fold, base64];
