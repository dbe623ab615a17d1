/**
 * Programs of `awk` in the words that the shell's own understands as real ones do.
 *
 * Real ones are mawk and gawk, which differ: what they do not have in common is refused, as is what the shell does otherwise.
 */

/** Thrown with the part that is not known. */
export class UnknownAwk extends Error {}

interface Token {
  readonly kind: 'name' | 'number' | 'text' | 'pattern' | 'sign' | 'end';
  readonly text: string;
}

const named = (names: string) => new Set(names.split(' '));

const FUNCTIONS = named('length substr index split sub gsub match toupper tolower sprintf int sqrt exp log sin cos');
const WORDS = named('BEGIN END if else while for do in next exit delete print printf function return break continue');
const REFUSED = named(
  'getline system close fflush nextfile strftime systime mktime gensub asort asorti patsplit strtonum and or xor lshift rshift compl rand srand toascii func switch case default RS RT SUBSEP CONVFMT OFMT ARGC ARGV ARGIND ERRNO FPAT FIELDWIDTHS IGNORECASE PROCINFO BINMODE LINT TEXTDOMAIN atan2',
);

export function isKnownVariable(name: string): boolean {
  return !REFUSED.has(name);
}

/** The program such that the shell runs it as a real one does. @throws UnknownAwk */
export function certainAwk(program: string): string {
  const tokens = tokensOf(program);
  checkTokens(tokens);
  return rewritten(tokens);
}

const SIGNS = /^(?:&&|\|\||\+\+|--|\+=|-=|\*=|\/=|%=|\^=|==|<=|>=|!=|!~|>>|[{}()[\];,+\-*/%^!<>|?:~$=])/;

function tokensOf(program: string): Token[] {
  const tokens: Token[] = [];
  let rest = program;
  const take = (kind: Token['kind'], text: string) => {
    tokens.push({ kind, text });
    rest = rest.slice(text.length);
  };
  while (rest !== '') {
    const [blank] = /^(?:[ \t\r]+|\\\n|#[^\n]*)/.exec(rest) ?? [];
    if (blank !== undefined) {
      rest = rest.slice(blank.length);
      continue;
    }
    const [text] = /^"(?:[^"\\\n]|\\[^\n])*"/.exec(rest) ?? [];
    const [number] = /^(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/.exec(rest) ?? [];
    const [name] = /^[A-Za-z_]\w*/.exec(rest) ?? [];
    const [pattern] = startsPattern(tokens)
      ? (/^\/(?:[^/\\\n[]|\\[^\n]|\[\^?\]?(?:\[:[a-z]+:\]|[^\]\n])*\])+\//.exec(rest) ?? [])
      : [];
    const [sign] = SIGNS.exec(rest) ?? [];
    if (rest.startsWith('\n')) take('end', '\n');
    else if (text !== undefined) take('text', text);
    else if (number !== undefined) take('number', number);
    else if (name !== undefined) take('name', name);
    else if (pattern !== undefined) take('pattern', pattern);
    else if (sign !== undefined) take('sign', sign);
    else throw new UnknownAwk(rest.slice(0, 20));
  }
  return tokens;
}

/** Whether a slash here begins a pattern, and does not divide. */
function startsPattern(tokens: readonly Token[]): boolean {
  const last = tokens.at(-1);
  if (last === undefined || last.kind === 'end') return true;
  if (last.kind === 'sign') return !/^[)\]$]$/.test(last.text);
  return last.kind === 'name' && WORDS.has(last.text);
}

/** @throws UnknownAwk */
function checkTokens(tokens: readonly Token[]): void {
  const count = (sign: string) => tokens.filter(({ text }) => text === sign).length;
  // It is complained of before any file is read.
  if (count('{') !== count('}') || count('(') !== count(')')) throw new UnknownAwk('brackets that do not match');
  const own = new Set(tokens.filter((_, at) => tokens[at - 1]?.text === 'function').map(({ text }) => text));
  for (const [at, token] of tokens.entries()) {
    if (token.kind === 'name') checkName(tokens, at, own);
    if (token.kind === 'sign') checkSign(tokens, at);
    if (token.kind === 'pattern' || token.kind === 'text') checkText(token);
    if (token.kind === 'number' && /[eE]|\d{10}/.test(token.text)) throw new UnknownAwk(token.text);
  }
}

/** @param own functions of the program */
function checkName(tokens: readonly Token[], at: number, own: ReadonlySet<string>): void {
  const { text } = tokens[at] as Token;
  const isCalled = tokens[at + 1]?.text === '(';
  if (REFUSED.has(text)) throw new UnknownAwk(text);
  const isKnown = !/^[a-z]/.test(text) || FUNCTIONS.has(text) || WORDS.has(text) || own.has(text);
  if (isCalled && !isKnown) throw new UnknownAwk(`${text}()`);
  if (text === 'delete' && tokens[at + 2]?.text !== '[') throw new UnknownAwk(text);
  // The shell knows the length of texts only.
  const counted = text === 'length' && isCalled ? tokens[at + 2] : undefined;
  if (counted?.kind === 'name' && isArray(tokens, counted.text)) throw new UnknownAwk('the length of an array');
  if (/^(?:match|substr|split)$/.test(text)) checkArguments(tokens, at);
  if (/^s?printf$/.test(text)) checkFormat(tokens, at);
}

function checkSign(tokens: readonly Token[], at: number): void {
  const [before, { text = '' } = {}, next] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  if (text === '*' && next?.text === '*') throw new UnknownAwk('**');
  if (text === '|') throw new UnknownAwk('|');
  if (text === '^' && isOfField(tokens, at)) throw new UnknownAwk('a field and `^`');
  checkComparison(tokens, at);
  // Two texts are compared as numbers where they look like some.
  const texts = [before, next].filter((one) => one?.kind === 'text').length;
  if (/^(?:[<>]=?|[!=]=)$/.test(text) && texts === 2) throw new UnknownAwk('texts that are compared');
  if (/^(?:<|[<>]=)$/.test(text) && texts > 0) throw new UnknownAwk('the order of texts');
}

/** Whether the shell would take what is before the sign for the number of a field. */
function isOfField(tokens: readonly Token[], at: number): boolean {
  const isInBrackets = /^[)\]]$/.test(tokens[at - 1]?.text ?? '');
  return tokens[at - 2]?.text === '$' || (isInBrackets && tokens.slice(0, at).some(({ text }) => text === '$'));
}

/** What has no value yet is 0 to a real one; and what was cut out of a text is a text. */
function checkComparison(tokens: readonly Token[], at: number): void {
  const [before, { text = '' } = {}, next] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  const isElement =
    before?.text === ']' ||
    (before?.kind === 'name' && !/^N[FR]$|^FNR$/.test(before.text) && tokens[at - 2]?.text !== '$');
  if (/^[!=]=$/.test(text) && next?.text === '0' && isElement) throw new UnknownAwk('a comparison with 0');
  const makesTexts = tokens.some(({ kind, text: name }) => kind === 'name' && /^(?:substr|sprintf)$/.test(name));
  if (/^[<>]=?$/.test(text) && makesTexts && !isOutput(tokens, at))
    throw new UnknownAwk('the order of what may be texts');
  if (text === '=' && next?.kind === 'text' && /^"\s*[-+]?\.?\d/.test(next.text))
    throw new UnknownAwk('a text that looks like a number');
}

function checkText({ kind, text }: Token): void {
  if (text.startsWith('"/dev/')) throw new UnknownAwk(text);
  const escapes = text.match(/\\[\s\S]/g) ?? [];
  const known = kind === 'text' ? /^\\[nt"\\/.|$^*+?()[\]{}]$/ : /^\\[nt"\\/.|$^*+?()[\]{}-]$/;
  const strange = escapes.find((escape) => !known.test(escape));
  if (strange !== undefined) throw new UnknownAwk(strange);
  if (kind === 'pattern' && /\{\d|\[[.=]|\[:(?!alpha|digit|alnum|upper|lower|space|punct)/.test(text))
    throw new UnknownAwk(text);
}

/** The arguments of the call, each as its tokens. */
function argumentsAt(tokens: readonly Token[], at: number): Token[][] {
  const found: Token[][] = [[]];
  let depth = 0;
  for (let index = at + 1; index < tokens.length; index += 1) {
    const token = tokens[index] as Token;
    if (/^[([]$/.test(token.text) && token.kind === 'sign') depth += 1;
    if (/^[)\]]$/.test(token.text) && token.kind === 'sign') depth -= 1;
    if (depth === 0) return found;
    if (depth === 1 && token.text === ',') found.push([]);
    else if (!(depth === 1 && token.text === '(')) found.at(-1)?.push(token);
  }
  throw new UnknownAwk('a call that does not end');
}

function checkArguments(tokens: readonly Token[], at: number): void {
  const { text } = tokens[at] as Token;
  if (tokens[at + 1]?.text !== '(') throw new UnknownAwk(text);
  const given = argumentsAt(tokens, at);
  if (text === 'match' && given.length !== 2) throw new UnknownAwk('match with three arguments');
  if (text === 'split' && given.length > 3) throw new UnknownAwk('split with four arguments');
  const start = given[1] ?? [];
  const isPositive =
    (start.length === 1 && start[0]?.kind === 'number' && Number(start[0].text) >= 1) ||
    start.length > 1 ||
    start[0]?.kind === 'name';
  if (text === 'substr' && !isPositive) throw new UnknownAwk('substr from there');
  if (text === 'substr' && start[0]?.text === '-') throw new UnknownAwk('substr from there');
}

/** Formats that are written out, with as many values. */
function checkFormat(tokens: readonly Token[], at: number): void {
  const isInParentheses = tokens[at + 1]?.text === '(';
  const format = tokens[at + (isInParentheses ? 2 : 1)];
  if (format?.kind !== 'text') throw new UnknownAwk('printf without a format that is written out');
  const directives = format.text.match(/%(?:%|[-0]?\d*(?:\.\d+)?[a-zA-Z]?)/g) ?? [];
  const strange = directives.find(
    (directive) =>
      !/^%(?:%|-?(?:[1-9]\d*)?(?:\.\d+)?[dsfi]|-?(?:[1-9]\d*)?[xXoc]|0\d+[dx]|-?(?:[1-9]\d*)?(?:\.\d+)?[eg])$/.test(
        directive,
      ) || /\.\d+[di]$/.test(directive),
  );
  if (strange !== undefined || /%[^%\-0-9.a-zA-Z]/.test(format.text)) throw new UnknownAwk(strange ?? format.text);
  const wanted = directives.filter((directive) => directive !== '%%').length;
  const given = isInParentheses ? argumentsAt(tokens, at).length - 1 : listLength(tokens, at + 2);
  if (given < wanted) throw new UnknownAwk('printf with too few values');
}

function listLength(tokens: readonly Token[], from: number): number {
  let depth = 0;
  let count = 0;
  for (let at = from; at < tokens.length; at += 1) {
    const { kind, text } = tokens[at] as Token;
    if (kind === 'end' || (depth === 0 && kind === 'sign' && /^[;}>]$|^>>$/.test(text))) break;
    if (kind === 'sign' && /^[([]$/.test(text)) depth += 1;
    if (kind === 'sign' && /^[)\]]$/.test(text)) depth -= 1;
    if (depth === 0 && kind === 'sign' && text === ',') count += 1;
  }
  return count;
}

const NOT_ZERO = '_not_zero';

function rewritten(tokens: readonly Token[]): string {
  let out = '';
  let divides = false;
  for (let at = 0; at < tokens.length; at += 1) {
    const { kind, text } = tokens[at] as Token;
    const next = tokens[at + 1];
    if (kind === 'name' && text === 'length' && next?.text !== '(') {
      out += ' length($0) ';
      continue;
    }
    // An element that is only named is made by that.
    const end = kind === 'name' && next?.text === '[' && beginsStatement(tokens[at - 1]) ? closing(tokens, at + 1) : 0;
    if (end > 0 && (tokens[end] === undefined || /^[;}\n]$/.test(tokens[end]?.text ?? ''))) {
      const element = rewritten(tokens.slice(at + 1, end));
      out += ` ${text}${element} = ${text}${element} `;
      at = end - 1;
      continue;
    }
    // Behind the sign stands all that follows, which the shell takes only the first word of.
    if (kind === 'sign' && /^>>?$/.test(text) && isOutput(tokens, at)) {
      const end = endOfOutput(tokens, at + 1);
      out += ` ${text} (${rewritten(tokens.slice(at + 1, end))}) `;
      at = end - 1;
      continue;
    }
    if (kind === 'sign' && /^(?:\/|%|\/=|%=)$/.test(text) && !isSafeDivisor(next)) {
      const end = endOfPrimary(tokens, at + 1);
      out += ` ${text} ${NOT_ZERO}(${rewritten(tokens.slice(at + 1, end))}) `;
      at = end - 1;
      divides = true;
      continue;
    }
    out += kind === 'end' || kind === 'sign' ? text : spaced(text, tokens[at - 1]);
  }
  if (divides && !out.includes(`function ${NOT_ZERO}`)) return out + HELPER;
  return out;
}

/** What tells that something was divided by nothing: real ones end, or print other things. */
export const DIVIDED_BY_ZERO = '\u0001divided by zero\u0001';

const HELPER = `\nfunction ${NOT_ZERO}(x) { if (x == 0) { print "${DIVIDED_BY_ZERO}" } return x }\n`;

/** Whether the name has elements anywhere. */
function isArray(tokens: readonly Token[], name: string): boolean {
  return tokens.some(
    ({ kind, text }, at) =>
      kind === 'name' &&
      text === name &&
      (tokens[at + 1]?.text === '[' || /^(?:in|delete)$/.test(tokens[at - 1]?.text ?? '') || isSplitInto(tokens, at)),
  );
}

function isSplitInto(tokens: readonly Token[], at: number): boolean {
  return tokens[at - 1]?.text === ',' && tokens.slice(0, at).some(({ text }) => text === 'split');
}

function beginsStatement(before: Token | undefined): boolean {
  return before === undefined || before.kind === 'end' || (before.kind === 'sign' && /^[;{})]$/.test(before.text));
}

function spaced(text: string, before: Token | undefined): string {
  return before !== undefined && before.kind !== 'sign' && before.kind !== 'end' ? ` ${text}` : text;
}

function isSafeDivisor(token: Token | undefined): boolean {
  return token?.kind === 'number' && Number(token.text) !== 0;
}

/** Whether the sign here sends what is printed to a file. */
function isOutput(tokens: readonly Token[], at: number): boolean {
  let depth = 0;
  for (let index = at - 1; index >= 0; index -= 1) {
    const { kind, text } = tokens[index] as Token;
    if (kind === 'sign' && /^[)\]]$/.test(text)) depth += 1;
    if (kind === 'sign' && /^[([]$/.test(text)) depth -= 1;
    if (depth < 0 || kind === 'end' || (kind === 'sign' && /^[;{}]$/.test(text))) return false;
    if (depth === 0 && kind === 'name' && /^printf?$/.test(text)) return true;
  }
  return false;
}

function endOfOutput(tokens: readonly Token[], from: number): number {
  let depth = 0;
  for (let at = from; at < tokens.length; at += 1) {
    const { kind, text } = tokens[at] as Token;
    if (depth === 0 && (kind === 'end' || (kind === 'sign' && /^[;}]$/.test(text)))) return at;
    if (kind === 'sign' && /^[([]$/.test(text)) depth += 1;
    if (kind === 'sign' && /^[)\]]$/.test(text)) depth -= 1;
  }
  return tokens.length;
}

/** Where the value ends that begins there: a number, a name, an element, a call, a field, or what is in parentheses. */
function endOfPrimary(tokens: readonly Token[], from: number): number {
  const first = tokens[from];
  if (first?.text === '$') return endOfPrimary(tokens, from + 1);
  if (first?.text === '(') return closing(tokens, from);
  if (first?.kind === 'number') return from + 1;
  if (first?.kind !== 'name') throw new UnknownAwk('what is divided by');
  const next = tokens[from + 1]?.text;
  const end = next === '(' || next === '[' ? closing(tokens, from + 1) : from + 1;
  if (/^(?:\+\+|--)$/.test(tokens[end]?.text ?? '')) throw new UnknownAwk('what is divided by');
  return end;
}

function closing(tokens: readonly Token[], from: number): number {
  let depth = 0;
  for (let at = from; at < tokens.length; at += 1) {
    const { kind, text } = tokens[at] as Token;
    if (kind === 'sign' && /^[([]$/.test(text)) depth += 1;
    if (kind === 'sign' && /^[)\]]$/.test(text)) depth -= 1;
    if (depth === 0) return at + 1;
  }
  throw new UnknownAwk('a parenthesis that does not end');
}
