/** The program `nl`, which numbers lines. */
import { plainComplaint } from '../commands/unreadable.ts';
import { REAL_WAY } from '../real-way.ts';
import { lastValue } from './forms.ts';
import { bytesFromText, eachFile, linesOf, type OwnProgram } from './program.ts';

/** What begins a part of a page. */
const PART = /^(?:\\:){1,3}$/m;

const nl: OwnProgram = {
  name: 'nl',
  forms: { valued: { b: /^[at]$/, w: /^[1-9]\d{0,2}$/, s: /^/ }, operands: [0, 1] },
  perform: (asked, world) => {
    const width = Number(lastValue(asked, 'w') ?? 6);
    const between = bytesFromText(lastValue(asked, 's') ?? '\t');
    const isAll = lastValue(asked, 'b') === 'a';
    const read = (content: string) => {
      if (PART.test(content)) {
        const why = `it has not been held against the real one; ${REAL_WAY}`;
        return world.run.refuse(world.context, { what: 'parts of pages in `nl`', why });
      }
      let number = 0;
      const numbered = linesOf(content).map((line) => {
        const text = line.replace(/\n$/, '');
        if (text === '' && !isAll) return `${' '.repeat(width + between.length)}\n`;
        number += 1;
        return `${String(number).padStart(width)}${between}${text}\n`;
      });
      return numbered.join('');
    };
    return eachFile(asked.operands, world, read, plainComplaint('nl'));
  },
};

export const numberingPrograms: readonly OwnProgram[] = [nl];
