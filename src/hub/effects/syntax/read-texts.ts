/** What is read into variables: the shell keeps a character for each byte of it, and writes each of those as UTF-8 later. */
import type { WordNode } from 'just-bash';
import { type CommandContext, printed, supply } from '../commands/command.ts';
import { understood } from '../programs/forms.ts';
import { inputOf, textFromBytes } from '../programs/program.ts';
import { REAL_WAY } from '../real-way.ts';
import { builtInForms } from './built-in-forms.ts';
import { fixedText, group, literal, type SyntaxNode, simpleCommand, valueOf, word } from './nodes.ts';

const READ_TEXT = '.read-text';
const READ_ARRAY = '.read-array';

/** The command, and behind it one of ours that makes text of what has been read. */
export function readingTexts(node: SyntaxNode): SyntaxNode {
  const name = fixedText(node.name as WordNode | null) ?? '';
  const args = node.args as readonly WordNode[];
  const ours = (command: string, words: readonly WordNode[]) =>
    group(node, simpleCommand(literal(`/usr/bin/${command}`), [valueOf('?'), ...words]));
  const asked = understood(
    args.map((arg) => fixedText(arg) ?? 'REPLY'),
    builtInForms[name] ?? {},
  );
  if ('unknown' in asked) return node;
  const array = name === 'read' ? asked.options.find(([letter]) => letter === 'a')?.[1] : asked.operands[0];
  if (array !== undefined) return ours(READ_ARRAY, [valueOf(`${array}[@]`)]);
  if (asked.flags.has('n'))
    return ours(READ_ARRAY, asked.operands.length > 0 ? asked.operands.map(valueOf) : [valueOf('REPLY')]);
  const names = args.slice(args.length - asked.operands.length);
  return ours(READ_TEXT, names.length > 0 ? names : [word('REPLY')]);
}

/** Ends with the exit code that is given. */
const readText = supply(READ_TEXT, ([code = '', ...names], { env }) => {
  for (const name of names) {
    const value = env.get(name);
    // Zero bytes are dropped from what is read.
    if (value !== undefined) env.set(name, asText(value.replaceAll('\0', '')));
  }
  return { ...printed(), exitCode: Number(code) };
});

const readArray = supply(READ_ARRAY, ([code = '', ...values], context, run) => {
  if (!values.some(hasBytes)) return { ...printed(), exitCode: Number(code) };
  return run.refuse(context, {
    what: 'characters beyond ASCII that are read so',
    why: `its shell takes bytes for them; ${REAL_WAY}`,
  });
});

function hasBytes(value: string): boolean {
  return /[\x80-\xff]/.test(value) && !/[^\0-\xff]/.test(value);
}

function asText(bytes: string): string {
  if (!hasBytes(bytes)) return bytes;
  return textFromBytes(inputOf({ stdin: bytes } as unknown as CommandContext));
}

export const readingTextCommands = [readText, readArray];
