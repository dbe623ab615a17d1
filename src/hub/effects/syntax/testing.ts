/** What `test` and `[` say, with bash's messages, which the shell's own has not. */
import type { ExecResult } from 'just-bash';
import { type CommandContext, failed, printed } from '../commands/command.ts';
import { REAL_WAY } from '../real-way.ts';
import type { Run } from '../run.ts';

/** Thrown with what bash says. */
class Complaint extends Error {}

/** Thrown with what is not known. */
class Unknown extends Error {}

export async function evaluateTest(
  name: string,
  given: readonly string[],
  context: CommandContext,
  run: Run,
): Promise<ExecResult> {
  if (name === '[' && given.at(-1) !== ']') return failed(2, "bash: [: missing `]'");
  const words = name === '[' ? given.slice(0, -1) : given;
  try {
    const isTrue = await new Test(words, context).evaluate();
    return { ...printed(), exitCode: isTrue ? 0 : 1 };
  } catch (thrown) {
    if (thrown instanceof Complaint) return failed(2, `bash: ${name}: ${thrown.message}`);
    if (!(thrown instanceof Unknown)) throw thrown;
    return run.refuse(context, {
      what: `\`${thrown.message}\` of \`${name}\``,
      why: `it has not been held against a real bash; ${REAL_WAY}`,
    });
  }
}

const UNARY = /^-[a-zA-Z]$/;
const NUMBERS = /^-(?:eq|ne|lt|le|gt|ge)$/;
const BINARY = /^(?:=|==|!=|<|>|-(?:eq|ne|lt|le|gt|ge|nt|ot|ef))$/;

class Test {
  readonly #words: readonly string[];
  readonly #context: CommandContext;
  #at = 0;

  constructor(words: readonly string[], context: CommandContext) {
    this.#words = words;
    this.#context = context;
  }

  /** By the number of words first, as POSIX has it. */
  async evaluate(): Promise<boolean> {
    const [one = '', two = '', three = '', four = ''] = this.#words;
    switch (this.#words.length) {
      case 0:
        return false;
      case 1:
        return one !== '';
      case 2:
        return one === '!' ? two === '' : this.#ofTwo(one, two);
      case 3:
        if (BINARY.test(two)) return this.#compare(one, two, three);
        if (two === '-a') return one !== '' && three !== '';
        if (two === '-o') return one !== '' || three !== '';
        if (one === '!') return !(await this.#ofTwo(two, three));
        if (one === '(' && three === ')') return two !== '';
        throw new Complaint(`${two}: binary operator expected`);
      case 4:
        if (one === '!' && BINARY.test(three)) return !(await this.#compare(two, three, four));
        break;
      default:
    }
    return this.#whole();
  }

  async #ofTwo(operator: string, word: string): Promise<boolean> {
    if (operator === '!') return word === '';
    if (!UNARY.test(operator)) throw new Complaint(`${operator}: unary operator expected`);
    return this.#unary(operator, word);
  }

  async #whole(): Promise<boolean> {
    const result = await this.#either();
    if (this.#at < this.#words.length) throw new Complaint('too many arguments');
    return result;
  }

  get #next(): string | undefined {
    return this.#words[this.#at];
  }

  async #either(): Promise<boolean> {
    let result = await this.#both();
    while (this.#next === '-o') {
      this.#at += 1;
      const other = await this.#both();
      result ||= other;
    }
    return result;
  }

  async #both(): Promise<boolean> {
    let result = await this.#one();
    while (this.#next === '-a') {
      this.#at += 1;
      const other = await this.#one();
      result &&= other;
    }
    return result;
  }

  async #one(): Promise<boolean> {
    const [first, second, third] = this.#words.slice(this.#at);
    if (first === undefined) throw new Unknown('an expression that ends too early');
    if (first === '(' || first === ')') throw new Unknown(first);
    if (second !== undefined && third !== undefined && BINARY.test(second)) {
      this.#at += 3;
      return this.#compare(first, second, third);
    }
    if (first === '!') {
      this.#at += 1;
      return !(await this.#one());
    }
    if (UNARY.test(first) && second !== undefined && !/^-[ao]$/.test(first)) {
      this.#at += 2;
      return this.#unary(first, second);
    }
    this.#at += 1;
    return first !== '';
  }

  #compare(left: string, operator: string, right: string): boolean {
    switch (operator) {
      case '=':
      case '==':
        return left === right;
      case '!=':
        return left !== right;
      case '<':
        return left < right;
      case '>':
        return left > right;
      default:
        if (!NUMBERS.test(operator)) throw new Unknown(operator);
        return compared(integer(left), operator, integer(right));
    }
  }

  async #unary(operator: string, word: string): Promise<boolean> {
    const { fs, cwd, env } = this.#context;
    if (operator === '-z') return word === '';
    if (operator === '-n') return word !== '';
    if (operator === '-v' && /^[A-Za-z_]\w*$/.test(word)) return env.has(word);
    if (operator === '-t') return false;
    if (!/^-[defhLrswx]$/.test(operator)) throw new Unknown(operator);
    if (word === '') return false;
    const isLink = operator === '-h' || operator === '-L';
    const path = fs.resolvePath(cwd, word);
    const found = await (isLink ? fs.lstat(path) : fs.stat(path)).catch(() => undefined);
    if (found === undefined || (word.endsWith('/') && !found.isDirectory)) return false;
    switch (operator) {
      case '-d':
        return found.isDirectory;
      case '-f':
        return found.isFile && !path.startsWith('/dev/');
      case '-h':
      case '-L':
        return found.isSymbolicLink;
      case '-s':
        return found.size > 0;
      case '-r':
        return (found.mode & 0o400) !== 0 || isOthers(path, found.mode, 0o004);
      case '-w':
        return mayWrite(path, found.mode);
      case '-x':
        return (found.mode & 0o100) !== 0;
      default:
        return true;
    }
  }
}

function isOthers(path: string, mode: number, bit: number): boolean {
  return !path.startsWith('/projects/') && (mode & bit) !== 0;
}

/** Of what is not in a home only what all may write. */
function mayWrite(path: string, mode: number): boolean {
  const isOfMachine = /^\/(?:usr|bin|etc|dev|tmp)?(?:\/|$)/.test(path) && !/^\/tmp\/./.test(path);
  return (mode & (isOfMachine ? 0o002 : 0o200)) !== 0;
}

function integer(text: string): bigint {
  const trimmed = text.trim();
  if (!/^[+-]?\d+$/.test(trimmed)) throw new Complaint(`${text}: integer expression expected`);
  const value = BigInt(trimmed.replace(/^\+/, ''));
  if (BigInt.asIntN(64, value) !== value) throw new Unknown(text);
  return value;
}

function compared(left: bigint, operator: string, right: bigint): boolean {
  switch (operator) {
    case '-eq':
      return left === right;
    case '-ne':
      return left !== right;
    case '-lt':
      return left < right;
    case '-le':
      return left <= right;
    case '-gt':
      return left > right;
    default:
      return left >= right;
  }
}
