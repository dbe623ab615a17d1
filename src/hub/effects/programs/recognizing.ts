/** The program `file`, for what it cannot take for anything else: plain prose, directories, what is empty or not there. */
import { FileError } from '../../../core/files/file-error.ts';
import { faultOf } from '../commands/unreadable.ts';
import { REAL_WAY } from '../real-way.ts';
import { contentOf, type OwnProgram, type ProgramWorld, printedBytes, textFromBytes } from './program.ts';

const file: OwnProgram = {
  name: 'file',
  forms: { flags: 'b', long: { '--brief': 'b' }, operands: [1, 1], operand: /^[^-]/ },
  perform: async ({ flags, operands: [name = ''] }, world) => {
    const kind = await kindOf(name, world);
    return printedBytes(flags.has('b') ? `${kind}\n` : `${name}: ${kind}\n`);
  },
};

async function kindOf(name: string, { context, run }: ProgramWorld): Promise<string> {
  const { fs, cwd } = context;
  const found = await fs.lstat(fs.resolvePath(cwd, name)).catch(() => undefined);
  if (found === undefined) {
    const words = (await faultOf(context, name))?.words ?? new FileError('ENOENT').text;
    return `cannot open \`${name}' (${words})`;
  }
  if (found.isDirectory) return 'directory';
  const content = found.isFile ? await contentOf(name, context) : undefined;
  const kind = typeof content === 'string' ? textKind(content) : undefined;
  return (
    kind ??
    run.refuse(context, {
      what: `\`file\` of \`${name}\``,
      why: `what the real one knows files by is not simulated; ${REAL_WAY}`,
    })
  );
}

/** Words that programs, mails and the like may begin with are nothing to guess by. */
const PROSE = /^(?:[\p{Ll}\d][\p{L}\d .]{0,200}\n)+$/u;

function textKind(content: string): string | undefined {
  if (content === '') return 'empty';
  const text = textFromBytes(content);
  if (!PROSE.test(text) || /[\uf780-\uf7ff]/.test(text)) return undefined;
  return /^[\0-\x7f]*$/.test(text) ? 'ASCII text' : 'Unicode text, UTF-8 text';
}

export const recognizingPrograms: readonly OwnProgram[] = [file];
