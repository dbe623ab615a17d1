/** What pages of documentation tell their readers to type: blocks of code, and commands. */
import { readFileSync } from 'node:fs';

export interface Block {
  readonly line: number;
  readonly language: string;
  readonly text: string;
}

/** A command of a shell, without the comment behind it. */
export interface Command {
  readonly line: number;
  readonly command: string;
}

/** The blocks of code in a page, in order. */
export function blocksOf(page: string): Block[] {
  const text = readFileSync(page, 'utf8');
  return [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(({ index, 1: language = '', 2: inside = '' }) => ({
    line: lineAt(text, index) + 1,
    language,
    text: inside,
  }));
}

/** The commands in a block of a shell, one with all the lines that it goes on over. */
export function commandsIn({ line, text }: Block): Command[] {
  const lines = text.replaceAll('\\\n', '\\\v').split('\n');
  let before = line;
  return lines.flatMap((one) => {
    const at = before;
    before += one.split('\v').length;
    const command = one
      .replaceAll('\\\v', '\\\n')
      .replace(/(^|\s)# .*$/, '')
      .trim();
    return command === '' ? [] : [{ line: at, command }];
  });
}

/** The commands that stand in sentences and can be typed as they are. */
export function commandsInText(page: string): Command[] {
  const text = readFileSync(page, 'utf8').replace(/^```[\s\S]*?^```$/gm, (block) => block.replace(/[^\n]/g, ''));
  return [...text.matchAll(/`((?:npx|npm|pip) [^`]+)`/g)].map(({ index, 1: command = '' }) => ({
    line: lineAt(text, index),
    command: command.replace(/\s+/g, ' '),
  }));
}

const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length;
