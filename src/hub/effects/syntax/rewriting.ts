/** What is changed in every script before the shell runs it: where the shell and a real bash part ways. */
import type { ScriptNode, StatementNode, WordNode } from 'just-bash';
import { RANDOM, SECONDS } from '../commands/chance.ts';
import { REAL_WAY } from '../real-way.ts';
import type { Run } from '../run.ts';
import type { Unsimulated } from '../unsimulated.ts';
import { inShellsOfTheirOwn, silent, silentFiles, withSilentFiles } from './apart.ts';
import { certainCommand, certainExpansion, checkExpression, Uncertain } from './arithmetic.ts';
import { withDeclaredArrays } from './declared-arrays.ts';
import { throughDescriptors } from './descriptors.ts';
import { endingAsItsRound, failingAsOne, goingOn, setsErrorExit, withErrorExit } from './error-exit.ts';
import { matchedFolders } from './folder-patterns.ts';
import { withInputOfRest } from './input-of-rest.ts';
import { UnknownOrderOfJobs, withJobsInTurn } from './jobs.ts';
import { forEach, left, withWordBefore, withWordsBefore } from './loops.ts';
import { comparedNumbers, withDefaultBesideNothing, withinText, withKnownSets, withWholeOperators } from './mended.ts';
import { fixedText, literal, mapped, outputOf, type SyntaxNode, simpleCommand, walk, wordOf } from './nodes.ts';
import { withNumbersLookedAt } from './number-checks.ts';
import { wideRange } from './ranges.ts';
import { withSharedInputs } from './shared-input.ts';
import { calledAlike, endsInOthers } from './simple-commands.ts';
import { type Splitting, splitAlike, splittingOf, UnknownWord } from './split-words.ts';
import { inOrder, UnknownOrder } from './streams.ts';
import { hasUncertain, hasUnset, type Variables, variablesOf } from './uncertain-variables.ts';
import { unknownPart } from './unknown.ts';

/** As the shell takes it for a change of its own. */
interface Rewriting {
  readonly name: string;
  transform(context: { readonly ast: ScriptNode }): { ast: ScriptNode };
}

type Parse = (source: string) => ScriptNode;

const NOTHING: ScriptNode = { type: 'Script', statements: [] };

/** A script that is not known runs nothing, and the run is refused. */
export function rewriting(run: Run, parse: Parse): Rewriting {
  return {
    name: 'simulation',
    transform: ({ ast }) => {
      const ending = endsNothing(ast);
      const done =
        ending === undefined
          ? rewritten(ast, parse, run)
          : { what: `\`${ending}\` outside of what it would end`, why: REAL_WAY };
      run.isPlain &&= isPlain(ast);
      if (!('what' in done)) return { ast: done };
      run.note(done);
      return { ast: NOTHING };
    },
  };
}

/** What ends something that is not there, which a real bash complains of. */
function endsNothing(part: unknown): string | undefined {
  const ending = (names: RegExp, without: RegExp) => callsOutside(part, names, without);
  return (
    ending(/^return$/, /^FunctionDef$/) ?? ending(/^(?:break|continue)$/, /^(?:FunctionDef|For|CStyleFor|While|Until)$/)
  );
}

/** The first command of these names that stands in no node of those types. */
function callsOutside(part: unknown, names: RegExp, without: RegExp): string | undefined {
  if (typeof part !== 'object' || part === null) return undefined;
  const { type = '', name } = part as Partial<SyntaxNode>;
  if (without.test(type)) return undefined;
  const called = type === 'SimpleCommand' ? (fixedText(name as WordNode | null) ?? '') : '';
  if (names.test(called)) return called;
  for (const member of Object.values(part)) {
    const found = callsOutside(member, names, without);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isPlain({ statements }: ScriptNode): boolean {
  return statements.every(({ pipelines: [first, ...others] }) => {
    const [only, ...more] = first?.commands ?? [];
    return others.length + more.length === 0 && only?.type === 'SimpleCommand' && first?.negated !== true;
  });
}

/** The same for a text. */
export function rewrittenText(
  source: string,
  { parse, serialize }: { parse: Parse; serialize: (script: ScriptNode) => string },
  run: Run,
): string | Unsimulated {
  let ast: ScriptNode;
  try {
    ast = parse(source);
  } catch (thrown) {
    return { what: 'a text that is no script', why: `its shell does not take it (${String(thrown)}); ${REAL_WAY}` };
  }
  const before = JSON.stringify(ast);
  const done = rewritten(ast, parse, run);
  if ('what' in done) return done;
  return JSON.stringify(done) === before ? source : serialize(done);
}

/**
 * The script in other words that mean the same to a real bash, or why it has none:
 *
 * - a file that is named as a command is run by a command of ours, since the shell takes any file for a script of bash;
 * - a variable that chance or the host's clock is behind becomes the output of a command of ours;
 * - a name of a command that is expanded becomes one of the words, since the shell does not make words of it;
 * - what is tested, evaluated or read from another file goes through commands of ours.
 */
function rewritten(script: ScriptNode, parse: Parse, run: Run): ScriptNode | Unsimulated {
  let ast: ScriptNode;
  try {
    ast = withListsReplaced(withInputOfRest(withDeclaredArrays(script, parse)));
  } catch (thrown) {
    if (thrown instanceof UnknownWord) return ofUnknownWord(thrown);
    if (!(thrown instanceof UnknownOrderOfJobs)) throw thrown;
    return { what: 'a command in the background', why: `what is done meanwhile is not known; ${REAL_WAY}` };
  }
  const unknown = unknownPart(ast as unknown as SyntaxNode);
  if (unknown !== undefined) return { what: unknown, why: `it has not been held against a real bash; ${REAL_WAY}` };
  const functions = new Set<string>();
  let isRisky = false;
  walk(ast, (node) => {
    if (node.type === 'FunctionDef') functions.add(String(node.name));
    if ('value' in node && typeof node.value === 'string' && /\d{16}|%N|%s%/.test(node.value)) isRisky = true;
  });
  try {
    const isErrorExit = run.endsAtErrors(setsErrorExit(ast));
    const merged = inOrder(ast as unknown as SyntaxNode, functions);
    const variables = variablesOf(ast);
    const splitting = splittingOf(ast, variables);
    let count = 0;
    const number = () => {
      count += 1;
      return count;
    };
    const shared = withSharedInputs(merged, run.isInside, parse, () => run.number());
    const looked = mapped(shared, (node) => withNumbersLookedAt(node, variables));
    return mapped(looked, (node) =>
      replaced(node, { isRisky, isErrorExit, variables, splitting, functions, parse, number }),
    ) as unknown as ScriptNode;
  } catch (thrown) {
    if (thrown instanceof UnknownOrder) {
      return {
        what: 'both outputs of that command in one place',
        why: `in which order they come is not known; ${REAL_WAY}`,
      };
    }
    if (thrown instanceof UnknownWord) {
      return ofUnknownWord(thrown);
    }
    if (thrown instanceof Uncertain) {
      return { what: 'whole numbers of more than 53 bits', why: `its shell does not have them there; ${REAL_WAY}` };
    }
    throw thrown;
  }
}

function ofUnknownWord({ message }: UnknownWord): Unsimulated {
  return { what: message, why: `its shell takes it in another way; ${REAL_WAY}` };
}

interface Setting {
  /** Whether numbers of more than 53 bits are to be expected. */
  readonly isRisky: boolean;
  /** Whether the shell may end at errors. */
  readonly isErrorExit: boolean;
  readonly variables: Variables;
  readonly splitting: Splitting;
  /** The names of the script's own. */
  readonly functions: ReadonlySet<string>;
  readonly parse: Parse;
  /** Another one each time. */
  readonly number: () => number;
}

function replaced(node: SyntaxNode, setting: Setting): SyntaxNode {
  const { isRisky, isErrorExit, variables, splitting, functions, parse, number } = setting;
  const listed = withWords(node, splitting);
  switch (listed.type) {
    case 'ParameterExpansion':
      return expansion(withinText(withPlainSubscript(listed), parse));
    case 'DoubleQuoted':
      return withDefaultBesideNothing(listed);
    case 'CondBinary':
      return comparedNumbers(listed);
    case 'CaseItem':
      return { ...listed, patterns: (listed.patterns as readonly SyntaxNode[]).map(withKnownSets) };
    case 'ArithVariable':
      return output(listed, listed.name);
    case 'ArithmeticExpansion':
      return certainExpansion(listed, isRisky || hasUncertain(listed, variables), parse);
    case 'ArithmeticCommand':
      return throughDescriptors(
        certainCommand(withWholeOperators(listed, parse), isRisky || hasUncertain(listed, variables), parse),
      );
    case 'CStyleFor':
      for (const part of [listed.init, listed.condition, listed.update]) checkExpression(part as SyntaxNode);
      if (hasUnset([listed.init, listed.condition, listed.update], variables)) throw new Uncertain();
      return left(throughDescriptors(listed));
    case 'While':
    case 'Until':
      return left(throughDescriptors(isErrorExit ? endingAsItsRound(listed) : listed));
    case 'Substring':
      for (const part of [listed.offset, listed.length]) checkExpression(part as SyntaxNode);
      return listed;
    case 'For':
      return withWordsBefore(forEach(listed));
    case 'Case':
      return withWordBefore(listed);
    case 'Pipeline':
      return inShellsOfTheirOwn(listed, functions);
    case 'Redirection':
      return silentFiles(listed, number);
    case 'CommandSubstitution':
      return commandInWord(listed, setting);
    case 'Statement':
      return isErrorExit ? withErrorExit(listed) : listed;
    case 'SimpleCommand': {
      const called = matchedFolders(calledAlike(withSilentFiles(listed, number), functions, splitting));
      const opened = called.type === 'SimpleCommand' ? throughDescriptors(called) : called;
      return isErrorExit && endsInOthers(listed, functions) ? failingAsOne(opened) : opened;
    }
    case 'Word':
      return wideRange(listed);
    default:
      return throughDescriptors(listed);
  }
}

/** What is split into words, as a real bash splits it. */
function withWords(node: SyntaxNode, splitting: Splitting): SyntaxNode {
  const alike = (words: unknown) => splitAlike(words as readonly WordNode[], splitting);
  switch (node.type) {
    case 'SimpleCommand':
      return isDeclaring(node) ? node : { ...node, args: alike(node.args) };
    case 'For':
      return node.words === null ? node : { ...node, words: alike(node.words) };
    case 'Assignment':
      return node.array === null ? node : { ...node, array: alike(node.array) };
    default:
      return node;
  }
}

/** Of these the words are assignments, which are not split. */
function isDeclaring({ name }: SyntaxNode): boolean {
  return /^(?:declare|export|local|readonly|typeset)$/.test(fixedText(name as WordNode | null) ?? '');
}

function commandInWord(node: SyntaxNode, { isErrorExit, number }: Setting): SyntaxNode {
  const going = isErrorExit ? goingOn(node) : node;
  return going.isSilent === true ? silent(going, number()) : going;
}

/** @throws UnknownOrderOfJobs */
function withListsReplaced(script: ScriptNode): ScriptNode {
  const uses = new Map<unknown, number>();
  walk(script, ({ type, parameter }) => {
    if (type === 'ParameterExpansion') uses.set(parameter, (uses.get(parameter) ?? 0) + 1);
  });
  return mapped(script, (node) => {
    const members = Object.entries(node).map(([name, member]) => {
      const isList = Array.isArray(member) && (member[0] as SyntaxNode | undefined)?.type === 'Statement';
      return [name, isList ? withJobsInTurn(member as StatementNode[], (one) => uses.get(one) ?? 0) : member];
    });
    return Object.fromEntries(members) as SyntaxNode;
  });
}

function expansion(node: SyntaxNode): SyntaxNode {
  if (node.operation === null) return output(node, node.parameter);
  const operation = node.operation as { type: string; word?: WordNode | null; checkEmpty?: boolean };
  // The shell counts characters there.
  if (operation.type === 'Length' && /^[@*]$/.test(String(node.parameter)))
    return { ...node, parameter: '#', operation: null };
  if (operation.type !== 'ErrorIfUnset') return node;
  // The shell leaves out which variable it is.
  const parts = operation.word?.parts ?? [];
  const isBare = fixedText(wordOf(...parts)) === '';
  const name = `${node.parameter}: ${isBare ? `parameter ${operation.checkEmpty === true ? 'null or ' : ''}not set` : ''}`;
  const named = wordOf({ type: 'Literal', value: name }, ...parts);
  return { ...node, operation: { ...operation, word: named } };
}

/** A subscript is an expression: `[$((i+1))]` is `[i+1]`, of which the shell understands more. */
function withPlainSubscript(node: SyntaxNode): SyntaxNode {
  return { ...node, parameter: String(node.parameter).replace(/\[\$\(\(([^()]*)\)\)\]$/, '[$1]') };
}

function output(node: SyntaxNode, variable: unknown): SyntaxNode {
  if (variable === 'BASH_VERSION') return { type: 'Literal', value: '5.2.15(1)-release' };
  const command = VARIABLES.get(variable);
  if (command === undefined) return node;
  return node.type === 'ArithVariable'
    ? { type: 'ArithCommandSubst', command }
    : outputOf(simpleCommand(literal(command), []));
}

const VARIABLES = new Map<unknown, string>([
  ['RANDOM', `/usr/bin/${RANDOM}`],
  ['SECONDS', `/usr/bin/${SECONDS}`],
]);
