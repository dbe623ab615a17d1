/** What bash itself has to say, in the words of a real one: the shell's are shorter, and know no file and no line. */

import { lineOfMessage } from './message-lines.ts';

/** The file that bash reads its commands from. */
export interface ScriptFile {
  readonly file: string;
  readonly source: string;
}

interface Surroundings {
  readonly kept: readonly string[];
  readonly unopened: ReadonlyMap<string, string>;
  readonly unsure: (message: string) => void;
}

const LINE = /^bash: line (\d+): (.*)$/;
const SYNTAX_ERROR = /^bash: syntax error: Parse error at (\d+):\d+: (.*)$/;
const MESSAGE = /^bash: (.*)$/;

/**
 * The messages among the lines of `text`, as a bash words them that runs the script.
 *
 * @param script `undefined`: none does.
 * @param kept lines that are not this bash's.
 * @param unopened why files could not be opened for output, by path, which the shell's messages leave out.
 * @param unsure hears of a message of which it is not known what line it is about.
 */
export function inWordsOfBash(
  text: string,
  script: ScriptFile | undefined,
  { kept, unopened, unsure }: Surroundings,
): string {
  const plain = text.replace(NODE_ERROR, (_, words: string) => `: ${words.charAt(0).toUpperCase()}${words.slice(1)}`);
  if (script === undefined || !text.includes('bash: ')) return plain;
  const left = [...kept];
  const told = plain.split('\n').flatMap((line) => {
    const keptAt = left.indexOf(line);
    if (keptAt !== -1) {
      left.splice(keptAt, 1);
      return [line];
    }
    const [, numbered, words = ''] = LINE.exec(line) ?? [];
    if (numbered !== undefined) return messages(script, Number(numbered), words);

    const [, wrong, error = ''] = SYNTAX_ERROR.exec(line) ?? [];
    if (wrong !== undefined) return syntaxError(script, Number(wrong), error);

    const [, message] = MESSAGE.exec(line) ?? [];
    if (message === undefined) return [line];
    // What `getopts` says, bash says without a line.
    if (/^(?:illegal option|option requires an argument) -- /.test(message)) return [`${script.file}: ${message}`];
    const whole = message.replace(UNOPENED, (_, file: string) => `${file}: ${reasonOf(file, unopened)}`);
    const at = lineOfMessage(whole, script.source);
    if (at === undefined) unsure(whole);
    return messages(script, at ?? 1, whole);
  });
  return told.join('\n');
}

/** How the shell's commands show what went wrong with a file, when they know no better words. */
const NODE_ERROR = /: E[A-Z]+: ([^,\n]+), [a-z]+ '[^'\n]*'$/gm;

const UNOPENED = /^(.*): cannot open redirect target$/;

/** @param file as the script names it. */
function reasonOf(file: string, unopened: ReadonlyMap<string, string>): string {
  const end = `/${file.replace(/^(?:\.?\/)+|\/$/g, '')}`;
  const [, words] = [...unopened].findLast(([path]) => path.endsWith(end)) ?? [...unopened].at(-1) ?? [];
  return words ?? '';
}

function syntaxErrorAt(script: ScriptFile, line: number, token: string): string[] {
  return syntaxError(script, line, `syntax error near unexpected token \`${token}'`);
}

function syntaxError(script: ScriptFile, told: number, error: string): string[] {
  const { file, source } = script;
  const lines = source.split('\n');
  const [, token = ''] = /`(.*)'$/.exec(error) ?? [];
  // The shell does not always know where it stands.
  const line = lines[told - 1]?.includes(token) ? told : lineWith(token, lines);
  const [, got] = /^Expected \S+, got (\w+)$/.exec(error) ?? [];
  const end = source.replace(/\n$/, '').split('\n').length + 1;
  if (got === 'EOF') return [`${file}: line ${end}: syntax error: unexpected end of file`];
  if (got !== undefined) return syntaxErrorAt(script, told, got === 'RPAREN' ? ')' : got.toLowerCase());
  if (error.startsWith('unexpected EOF while looking for'))
    return messages(script, error.endsWith(")'") ? end : line, error);
  return [...messages(script, line, error), ...messages(script, line, `\`${lines[line - 1] ?? ''}'`)];
}

function messages({ file }: ScriptFile, line: number, words: string): string[] {
  return [`${file}: line ${line}: ${words}`];
}

/** The number of the first line with the token, or else of the second. */
function lineWith(token: string, lines: readonly string[]): number {
  // The first line is the hub's, which limits the script.
  const isOfHub = lines.length === 1 || token === 'ulimit';
  const found = lines.findIndex((line, at) => (at > 0 || isOfHub) && line.includes(token));
  return found === -1 ? Math.min(2, lines.length) : found + 1;
}
