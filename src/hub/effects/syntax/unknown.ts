/** What of bash's language has not been held against a real one, or comes out otherwise in the shell: it is refused by name. */
import type { WordNode } from 'just-bash';
import { understood } from '../programs/forms.ts';
import { inJavaScript } from '../programs/posix-patterns.ts';
import { builtInForms, unknownBuiltIns } from './built-in-forms.ts';
import { setsErrorExit, setsNoUnset } from './error-exit.ts';
import { contains, fixedText, isAnywhere, type Redirection, type SyntaxNode, textOf, walk } from './nodes.ts';
import { otherWay } from './other-ways.ts';
import { isDefaulted, unseenOutput, unseenRace, unseenUnset } from './unseen.ts';

/** The first part of the script that is not known, in words. */
export function unknownPart(script: SyntaxNode): string | undefined {
  let found =
    unknownErrorExit(script) ?? unknownUnset(script) ?? unseenUnset(script) ?? unknownInput(script) ?? otherWay(script);
  walk(script, (node) => {
    found ??= unknownIn(node) ?? copyOntoItself(node) ?? unseenOutput(node) ?? unseenRace(node);
  });
  return found;
}

/** There it ends only that command, and in the shell the whole script. */
function unknownErrorExit(script: SyntaxNode): string | undefined {
  if (!setsErrorExit(script)) return undefined;
  const isInside = ({ type, body }: SyntaxNode) =>
    /^(?:Command|Process)Substitution$/.test(type) && setsErrorExit(body);
  if (isAnywhere(script, isInside)) return '`set -e` inside of a command that stands in a word';
  const setting = new Set<string>();
  walk(script, (node) => {
    if (node.type === 'FunctionDef' && setsErrorExit(node.body)) setting.add(String(node.name));
  });
  const isSetting = (node: SyntaxNode) =>
    setsErrorExit(node) ||
    isAnywhere(node, ({ type, name }) => type === 'SimpleCommand' && setting.has(fixedText(name as WordNode) ?? ''));
  const isNegated = (node: SyntaxNode) => node.type === 'Pipeline' && node.negated === true && isSetting(node);
  if (isAnywhere(script, isNegated)) return '`set -e` inside of what `!` negates';
  // The words of the name are worked out before, and what fails there would end the shell.
  const isNamed = ({ type, name }: SyntaxNode) => type === 'SimpleCommand' && contains(name, 'CommandSubstitution');
  return isAnywhere(script, isNamed) ? '`set -e` beside a command that another one gives its name' : undefined;
}

/** With `set -u` an element that is not there ends the shell, also where a default for it is given. */
function unknownUnset(script: SyntaxNode): string | undefined {
  if (!setsNoUnset(script)) return undefined;
  const isElement = ({ type, content, parameter, operation }: SyntaxNode) =>
    (type === 'ArithBracedExpansion' && /\[[^@*]/.test(String(content))) ||
    (type === 'ParameterExpansion' && /\[[^@*]/.test(String(parameter)) && isDefaulted(operation));
  return isAnywhere(script, isElement) ? '`set -u` beside an element of an array that may not be there' : undefined;
}

/** What is read there is left to the others only where nothing else stands beside the one who reads. */
function unknownInput(script: SyntaxNode): string | undefined {
  const isCalled = ({ type, name }: SyntaxNode, names: RegExp) =>
    type === 'SimpleCommand' && names.test(fixedText(name as WordNode | null) ?? '');
  const isSet = (node: SyntaxNode) =>
    isCalled(node, /^exec$/) &&
    (node.redirections as readonly Redirection[]).some(
      ({ fd, operator }) => operator.startsWith('<') && (fd ?? 0) === 0,
    );
  const isRead = (node: SyntaxNode) => isCalled(node, /^(?:read|mapfile|readarray)$/);
  return isAnywhere(script, isSet) && isAnywhere(script, isRead)
    ? '`read` behind `exec` with another input'
    : undefined;
}

function unknownIn(node: SyntaxNode): string | undefined {
  switch (node.type) {
    case 'Pipeline':
      return node.timed === true ? 'the word `time`' : undefined;
    case 'ProcessSubstitution':
      return node.direction === 'output' ? 'a command as a file for output, `>( )`' : undefined;
    case 'Redirection':
      return unknownRedirection(node as unknown as Redirection);
    case 'ParameterExpansion':
      return unknownExpansion(node);
    case 'SimpleCommand':
      return unknownCommand(node);
    case 'Subshell':
      return isArithmetic(node) ? 'that arithmetic in `(( ))`' : undefined;
    case 'FunctionDef':
      return (node.redirections as readonly unknown[]).length > 0 ? 'a redirection of a function' : undefined;
    case 'CondUnary':
      return /^-[defhLnrswxz]$/.test(String(node.operator)) ? undefined : `\`[[ ${node.operator} ]]\``;
    case 'CondBinary':
      return unknownComparison(node);
    case 'ArithVariable':
      return unknownVariable(String(node.name));
    default:
      return undefined;
  }
}

/** The real `cat` does not read the file that it writes to. */
function copyOntoItself(node: SyntaxNode): string | undefined {
  const outputs = ((node.redirections ?? []) as readonly Redirection[])
    .filter(({ operator }) => /^>{1,2}\|?$/.test(operator))
    .map(({ target }) => (target.type === 'Word' ? fixedText(target as WordNode) : undefined));
  let found: string | undefined;
  walk(outputs.length > 0 ? node : [], ({ type, name, args }) => {
    if (type !== 'SimpleCommand' || fixedText(name as WordNode | null) !== 'cat') return;
    const files = (args as readonly WordNode[]).map(fixedText);
    if (files.some((file) => file !== undefined && outputs.includes(file)))
      found = '`cat` of the file that it writes to';
  });
  return found;
}

/** What the parser takes for two shells inside of each other. */
function isArithmetic(outer: SyntaxNode): boolean {
  const only = (node: SyntaxNode | undefined) => {
    const [statement, ...others] = (node?.body ?? []) as readonly {
      pipelines: readonly { commands: readonly SyntaxNode[] }[];
    }[];
    return others.length === 0 ? statement?.pipelines[0]?.commands[0] : undefined;
  };
  const inner = only(outer);
  const command = inner?.type === 'Subshell' ? only(inner) : undefined;
  const [operator] = (command?.args ?? []) as readonly WordNode[];
  return operator !== undefined && /^[-+*/%<>=!&|^?]/.test(textOf(operator));
}

function unknownRedirection({ operator, fdVariable, target, fd }: Redirection): string | undefined {
  if (operator === '<>' || fdVariable !== undefined) return `the redirection \`${operator}\` of that kind`;
  const path = target.type === 'Word' ? textOf(target as WordNode) : '';
  if (/^\/dev\/(?:stdin|stdout|stderr|fd|tcp|udp)/.test(path)) return `the file \`${path}\``;
  if (path === '-' && operator.endsWith('&') && (fd ?? 1) < 3) return 'closing a standard file';
  return undefined;
}

/** Variables that bash sets, and the shell does not, or in another way. */
const UNKNOWN_VARIABLES =
  /^(?:BASHOPTS|BASHPID|BASH_(?!REMATCH)\w+|COLUMNS|COMP_\w+|COPROC|DIRSTACK|EPOCH\w+|FUNCNAME|GROUPS|HISTCMD|HIST\w+|HOSTTYPE|LINES|MACHTYPE|MAPFILE|OLDPWD|OSTYPE|PPID|PS[0-4]|SHELLOPTS|SHLVL|SRANDOM|TIMEFORMAT|[_!-])$/;

function unknownVariable(name: string): string | undefined {
  return UNKNOWN_VARIABLES.test(name.replace(/\[.*/s, '')) ? `the variable \`$${name}\`` : undefined;
}

function unknownExpansion({ parameter, operation }: SyntaxNode): string | undefined {
  const { type, operator } = (operation ?? {}) as { type?: string; operator?: string };
  if (type === 'VarNamePrefix') return 'the names of all variables';
  if (type === 'Transform' && !/^[QULu]$/.test(operator ?? '')) return `\`\${${parameter}@${operator}}\``;
  return unknownVariable(String(parameter));
}

function unknownComparison({ operator, right }: SyntaxNode): string | undefined {
  if (/^-(?:nt|ot|ef)$/.test(String(operator))) return `\`[[ ${operator} ]]\``;
  if (operator !== '=~') return undefined;
  const pattern = fixedText(right as WordNode);
  const isKnown = pattern === undefined || inJavaScript(pattern, 'extended') !== undefined;
  return isKnown ? undefined : `the pattern \`${pattern}\``;
}

/** Stands for a word that is known only when the command runs. */
const UNKNOWN_WORD = 'word';

function unknownCommand(command: SyntaxNode): string | undefined {
  const assignments = command.assignments as readonly { name: string; array: unknown }[];
  if (assignments.some(({ name }) => name === 'IFS') && assignments.some(({ array }) => array !== null)) {
    return 'an array that is set beside `IFS`';
  }
  // The shell leaves out how the command went.
  if (
    command.name === null &&
    (command.redirections as readonly unknown[]).length > 0 &&
    contains(assignments, 'CommandSubstitution')
  )
    return 'an assignment of what a command prints, with a redirection';
  const name = fixedText(command.name as WordNode | null);
  // The shell takes the first folder of programs for it.
  if (name === '' && command.name !== null) return 'a command that is called nothing';
  if (name === undefined || name === '') return undefined;
  if (unknownBuiltIns.has(name)) return `the program \`${name}\``;
  if (name === 'set' && (command.args as readonly unknown[]).length === 0) return '`set` without options';
  const forms = Object.hasOwn(builtInForms, name) ? builtInForms[name] : undefined;
  if (forms === undefined) return undefined;
  const args = (command.args as readonly WordNode[]).map((arg) => fixedText(arg) ?? fixedStart(arg));
  const asked = understood(
    name === 'set' || name === 'declare' || name === 'typeset' ? args.map(asMinus) : args,
    forms,
  );
  return 'unknown' in asked ? `${asked.unknown} of \`${name}\`` : undefined;
}

/** `set +e` takes back what `set -e` has done. */
function asMinus(arg: string): string {
  return /^\+[a-z]+$/.test(arg) ? `-${arg.slice(1)}` : arg;
}

/** What an option would begin with: of a word that begins otherwise it is known that it is none. */
function fixedStart({ parts: [first] }: WordNode): string {
  return first?.type === 'Literal' && first.value !== '' ? first.value : UNKNOWN_WORD;
}
