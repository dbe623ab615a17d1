/** Whole numbers of 64 bits, as bash has them; the shell's own arithmetic has 53. */
import type { ScriptNode, WordNode } from 'just-bash';
import { group, literal, outputOf, type SyntaxNode, simpleCommand, walk, word, wordOf } from './nodes.ts';

export const ARITHMETIC = '.arithmetic';

/** The operators whose result may be beyond 53 bits though the operands are not. */
const GROWING = new Set(['*', '**', '<<']);

/** Why the expression's value would not be certain. */
export class Uncertain extends Error {}

type Parse = (source: string) => ScriptNode;

/** The expansion such that its value is certain: worked out at once, or by a command of ours. */
export function certainExpansion(expansion: SyntaxNode, isRisky: boolean, parse: Parse): SyntaxNode {
  const { expression, originalText = '' } = expansion.expression as unknown as Expression;
  checkEnd(originalText);
  const constant = constantOf(expression, originalText);
  if (constant !== undefined) return { type: 'Literal', value: String(constant) };
  if (!isRisky && !needsHelp(expression, originalText)) return expansion;
  return outputOf(workedOut(expression, originalText, parse));
}

interface Expression {
  readonly expression: SyntaxNode;
  readonly originalText?: string;
}

/** The same for `(( ))`: also of one assignment, whose value is then the variable's. */
export function certainCommand(command: SyntaxNode, isRisky: boolean, parse: Parse): SyntaxNode {
  const { expression, originalText = '' } = command.expression as unknown as Expression;
  checkEnd(originalText);
  if (!isRisky && !needsHelp(expression, originalText)) return command;
  if ((command.redirections as readonly unknown[]).length > 0) throw new Uncertain();
  const isZero = (value: WordNode) =>
    simpleCommand(literal('/usr/bin/.test'), [word('test'), value, word('!='), word('0')]);
  if (expression.type !== 'ArithAssignment')
    return isZero(quoted(outputOf(workedOut(expression, originalText, parse)))) as unknown as SyntaxNode;
  const { operator, variable, value, subscript, stringKey } = expression as unknown as Assignment;
  if (subscript !== undefined || stringKey !== undefined || !/^[A-Za-z_]\w*$/.test(variable)) throw new Uncertain();
  const current = { type: 'ArithVariable', name: variable };
  const step =
    operator === '=' ? value : { type: 'ArithBinary', operator: operator.slice(0, -1), left: current, right: value };
  const output = wordOf(outputOf(workedOut(step, originalText, parse)));
  const assignment = { type: 'Assignment', name: variable, value: output, append: false, array: null };
  const set = { type: 'SimpleCommand', name: null, args: [], assignments: [assignment], redirections: [] };
  return group(set, isZero(quoted({ type: 'ParameterExpansion', parameter: variable, operation: null })));
}

interface Assignment {
  readonly operator: string;
  readonly variable: string;
  readonly value: SyntaxNode;
  readonly subscript?: SyntaxNode;
  readonly stringKey?: string;
}

/** @throws Uncertain where an operand is missing, which the shell does not mind. */
function checkEnd(text: string): void {
  if (/(?:^|[^-+])[-+*/%<>=!&|^~?:,(]\s*$/.test(text)) throw new Uncertain();
}

/** @throws Uncertain for what cannot be left to the shell, and is nothing that a command of ours could do. */
export function checkExpression(expression: SyntaxNode): void {
  walk(expression, ({ type, content }) => {
    if (type === 'ArithCommandSubst' || (type === 'ArithBracedExpansion' && !isPlainContent(content)))
      throw new Uncertain();
  });
}

/** Whether the shell's own arithmetic might be wrong. */
function needsHelp(expression: SyntaxNode, text: string): boolean {
  // What is octal or of another base, or too large to be told exactly.
  let needs = /\d{10}/.test(text);
  walk(expression, ({ type, operator, content }) => {
    needs ||= GROWING.has(String(operator ?? '').replace(/=$/, ''));
    needs ||= operator === '/' || operator === '%' || operator === '/=' || operator === '%=';
    needs ||= type === 'ArithCommandSubst' || (type === 'ArithBracedExpansion' && !isPlainContent(content));
  });
  return needs;
}

function isPlainContent(content: unknown): boolean {
  return /^#?[A-Za-z_]\w*$|^\d$|^#[A-Za-z_]\w*\[[@*]\]$|^[A-Za-z_]\w*:?-\d+$/.test(String(content));
}

/** The command that prints the value; what is variable in the expression comes to it as words. */
function workedOut(expression: SyntaxNode, text: string, parse: Parse): unknown {
  const words: WordNode[] = [];
  const taken = (value: WordNode, isName = false): SyntaxNode => {
    words.push(value);
    return { type: 'Taken', at: words.length - 1, isName };
  };
  const simplified = (node: SyntaxNode): SyntaxNode => {
    switch (node.type) {
      case 'ArithNumber':
        if (
          !Number.isSafeInteger(node.value) ||
          (Number(node.value) > 0x7fffffff && !text.includes(String(node.value)))
        )
          throw new Uncertain();
        return { type: 'ArithNumber', value: node.value };
      case 'ArithVariable':
        return taken(
          quoted({ type: 'ParameterExpansion', parameter: String(node.name), operation: null }),
          node.hasDollarPrefix !== true,
        );
      case 'ArithArrayElement':
        return taken(
          quoted({
            type: 'ParameterExpansion',
            parameter: `${node.array}[${indexOf(node.index as SyntaxNode)}]`,
            operation: null,
          }),
          true,
        );
      case 'ArithCommandSubst':
        return taken(parsedWord(`"$(${node.command})"`, parse));
      case 'ArithBracedExpansion':
        return taken(parsedWord(`"\${${node.content}}"`, parse));
      case 'ArithUnary':
        if (node.operator === '++' || node.operator === '--') throw new Uncertain();
        return { type: node.type, operator: node.operator, operand: simplified(node.operand as SyntaxNode) };
      case 'ArithBinary':
        return {
          type: node.type,
          operator: node.operator,
          left: simplified(node.left as SyntaxNode),
          right: simplified(node.right as SyntaxNode),
        };
      case 'ArithTernary':
        return {
          type: node.type,
          condition: simplified(node.condition as SyntaxNode),
          consequent: simplified(node.consequent as SyntaxNode),
          alternate: simplified(node.alternate as SyntaxNode),
        };
      case 'ArithGroup':
      case 'ArithNested':
        return { type: 'ArithGroup', expression: simplified(node.expression as SyntaxNode) };
      default:
        throw new Uncertain();
    }
  };
  const tree = JSON.stringify(simplified(expression));
  return simpleCommand(literal(`/usr/bin/${ARITHMETIC}`), [word(tree), ...words]);
}

function indexOf(index: SyntaxNode | undefined): string {
  if (index?.type === 'ArithNumber') return String(index.value);
  if (index?.type === 'ArithVariable' && /^[A-Za-z_]\w*$/.test(String(index.name))) return String(index.name);
  throw new Uncertain();
}

function parsedWord(text: string, parse: Parse): WordNode {
  const [first] = (parse(`: ${text}`).statements[0]?.pipelines[0]?.commands ?? []) as unknown as readonly {
    args: WordNode[];
  }[];
  const [parsed] = first?.args ?? [];
  if (parsed === undefined) throw new Uncertain();
  return parsed;
}

function quoted(part: unknown): WordNode {
  return wordOf({ type: 'DoubleQuoted', parts: [part] });
}

function constantOf(expression: SyntaxNode, text: string): bigint | undefined {
  if (/[^\d\s()+*/%<>=!&|^~?:,-]/.test(text) || text === '' || !/\d/.test(text)) return undefined;
  const numbers = text.match(/\d+/g) ?? [];
  // Octal ones, or what cannot be told apart from the tree.
  if (numbers.some((number) => /^0\d/.test(number))) return undefined;
  let at = 0;
  const numbered = (node: SyntaxNode): SyntaxNode => {
    if (node.type === 'ArithNumber') {
      at += 1;
      return { ...node, value: numbers[at - 1] };
    }
    const members = Object.entries(node).map(([name, part]) => [name, isNode(part) ? numbered(part) : part]);
    return Object.fromEntries(members) as SyntaxNode;
  };
  try {
    const exact = numbered(expression);
    return at === numbers.length ? arithmeticValue(exact, []) : undefined;
  } catch (thrown) {
    if (thrown instanceof Uncertain) return undefined;
    throw thrown;
  }
}

function isNode(part: unknown): part is SyntaxNode {
  return typeof part === 'object' && part !== null && 'type' in part;
}

const wrapped = (value: bigint) => BigInt.asIntN(64, value);
const truth = (value: boolean) => (value ? 1n : 0n);

/** @param words what is variable. @throws Uncertain */
export function arithmeticValue(node: SyntaxNode, words: readonly string[]): bigint {
  const value = (member: string) => arithmeticValue(node[member] as SyntaxNode, words);
  switch (node.type) {
    case 'ArithNumber':
      return wrapped(BigInt(node.value as number | string));
    case 'Taken':
      return numberOf(words[Number(node.at)] ?? '', node.isName === true);
    case 'ArithGroup':
      return value('expression');
    case 'ArithTernary':
      return value('condition') !== 0n ? value('consequent') : value('alternate');
    case 'ArithUnary':
      return unary(String(node.operator), value('operand'));
    case 'ArithBinary': {
      if (node.operator === '&&') return truth(value('left') !== 0n && value('right') !== 0n);
      if (node.operator === '||') return truth(value('left') !== 0n || value('right') !== 0n);
      return binary(String(node.operator), value('left'), value('right'));
    }
    default:
      throw new Uncertain();
  }
}

/** Only the value of a name may be nothing: other text stands where it is put. */
function numberOf(text: string, isName: boolean): bigint {
  if (text.trim() === '' && isName) return 0n;
  if (!/^\s*-?(?:0|[1-9]\d{0,18})\s*$/.test(text)) throw new Uncertain();
  return wrapped(BigInt(text.trim()));
}

function unary(operator: string, value: bigint): bigint {
  switch (operator) {
    case '-':
      return wrapped(-value);
    case '+':
      return value;
    case '!':
      return truth(value === 0n);
    case '~':
      return wrapped(~value);
    default:
      throw new Uncertain();
  }
}

function binary(operator: string, left: bigint, right: bigint): bigint {
  const isImpossible = (operator === '/' || operator === '%') && right === 0n;
  if (isImpossible || (operator === '**' && (right < 0n || right > 4096n))) throw new Uncertain();
  switch (operator) {
    case '+':
      return wrapped(left + right);
    case '-':
      return wrapped(left - right);
    case '*':
      return wrapped(left * right);
    case '/':
      return wrapped(left / right);
    case '%':
      return left % right;
    case '**':
      return wrapped(left ** right);
    case '<<':
      return wrapped(left << (right & 63n));
    case '>>':
      return left >> (right & 63n);
    case '<':
      return truth(left < right);
    case '<=':
      return truth(left <= right);
    case '>':
      return truth(left > right);
    case '>=':
      return truth(left >= right);
    case '==':
      return truth(left === right);
    case '!=':
      return truth(left !== right);
    case '&':
      return left & right;
    case '|':
      return left | right;
    case '^':
      return left ^ right;
    case ',':
      return right;
    default:
      throw new Uncertain();
  }
}
