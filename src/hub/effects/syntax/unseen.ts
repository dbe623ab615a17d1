/**
 * What goes another way in the shell and cannot be told from what it prints: errors whose messages go elsewhere, and files that are
 * read while the output of a whole loop or group is still on its way to them.
 */
import type { WordNode } from 'just-bash';
import { setsNoUnset } from './error-exit.ts';
import { contains, fixedText, isAnywhere, type Redirection, type SyntaxNode, textOf, walk } from './nodes.ts';
import { variablesOf } from './uncertain-variables.ts';

const COMPOUND = /^(?:Group|Subshell|If|For|CStyleFor|While|Until|Case)$/;

/** Set in each project, or by the shell itself. */
const ALWAYS_SET =
  /^(?:HOME|PATH|PWD|USER|SHELL|LANG|IFS|UID|EUID|RANDOM|SECONDS|LINENO|HOSTNAME|PIPESTATUS|[0?#@*$!-])$/;

/** An element that there may not be. */
const COUNTED_FROM_END = /\[\s*-/;

/** With `set -u` an unset variable ends a real bash wherever it stands; the shell takes some of them for commands that fail. */
export function unseenUnset(script: SyntaxNode): string | undefined {
  if (!setsNoUnset(script)) return undefined;
  const functions = new Set<string>();
  walk(script, ({ type, name }) => {
    if (type === 'FunctionDef') functions.add(String(name));
  });
  const { all } = variablesOf(script);
  const mayBeUnset = (name: string) => !all.has(name) && !ALWAYS_SET.test(name);
  const isRisky = ({ type, parameter, operation, name }: SyntaxNode) =>
    (type === 'ParameterExpansion' &&
      !isDefaulted(operation) &&
      (mayBeUnset(plain(parameter)) || COUNTED_FROM_END.test(String(parameter)))) ||
    (type === 'ArithVariable' && mayBeUnset(plain(name)));
  const isHidden = isAnywhere(script, (node) => {
    if (!hidesMessages(node)) return false;
    if (COMPOUND.test(node.type)) return isAnywhere(node, isRisky);
    const called = node.type === 'SimpleCommand' ? (fixedText(node.name as WordNode | null) ?? '') : '';
    // What these run is not known.
    if (/^(?:eval|source|\.)$/.test(called) && !functions.has(called)) return true;
    return functions.has(called) && isAnywhere(script, isRisky);
  });
  return isHidden ? '`set -u` where messages go elsewhere, and a variable that may not be set' : undefined;
}

function plain(parameter: unknown): string {
  return String(parameter).replace(/^!|\[.*/gs, '');
}

/** Whether something stands in for a variable that is not set. */
export function isDefaulted(operation: unknown): boolean {
  const { type = '' } = (operation ?? {}) as { type?: string };
  return /^(?:DefaultValue|AssignDefault|UseAlternative|ErrorIfUnset)$/.test(type);
}

function hidesMessages({ redirections }: SyntaxNode): boolean {
  return ((redirections ?? []) as readonly Redirection[]).some(
    ({ fd, operator }) => operator.startsWith('&>') || (operator.startsWith('>') && (fd ?? 1) === 2),
  );
}

/** Programs that tell which files there are, and whether they look into the folders of folders. */
const LISTING: Readonly<Record<string, boolean>> = { ls: false, find: true, du: true, tree: true };

/** Chance decides whether a folder is listed before a file is made in it by what stands further on in a pipe. */
export function unseenRace({ type, commands }: SyntaxNode): string | undefined {
  if (type !== 'Pipeline') return undefined;
  const [first, ...others] = commands as readonly SyntaxNode[];
  const made = others.flatMap(outputsOf);
  if (made.length === 0) return undefined;
  const isRace = isAnywhere(first, (node) => node.type === 'SimpleCommand' && made.some((file) => lists(node, file)));
  return isRace ? 'a folder that is listed while a file is made in it by another part of the pipe' : undefined;
}

function outputsOf({ redirections }: SyntaxNode): readonly string[] {
  return ((redirections ?? []) as readonly Redirection[])
    .filter(({ operator }) => /^(?:&?>{1,2}\|?)$/.test(operator))
    .flatMap(({ target }) => (target.type === 'Word' ? (fixedText(target as WordNode) ?? []) : []))
    .filter((file) => file !== '/dev/null');
}

function lists({ name, args }: SyntaxNode, file: string): boolean {
  const program = fixedText(name as WordNode | null) ?? '';
  const words = args as readonly WordNode[];
  if (program !== 'cat' && words.some((one) => contains(one, 'Glob') && mayMean(one, file))) return true;
  if (!Object.hasOwn(LISTING, program)) return false;
  const texts = words.map(fixedText);
  const end = program === 'find' ? texts.findIndex((text) => /^[-(!]/.test(text ?? '')) : -1;
  const operands = words.slice(0, end === -1 ? words.length : end).filter((one) => !/^-/.test(fixedText(one) ?? ''));
  const folders = operands.filter((one) => !contains(one, 'Glob')).map(fixedText);
  const isDeep = LISTING[program] === true || texts.some((text) => /^-\w*R/.test(text ?? ''));
  return (operands.length === 0 ? ['.'] : folders).some((folder) => isBelow(file, folder, isDeep));
}

/** Whether the file is in the folder, as far as both are known. */
function isBelow(file: string, folder: string | undefined, isDeep: boolean): boolean {
  if (folder === undefined) return true;
  const [path, above] = [file, folder].map((one) => one.replace(/^(?:\.\/+)+|\/+$/g, ''));
  const prefix = above === '.' || above === '' ? '' : `${above}/`;
  if (path === undefined || !path.startsWith(prefix) || (prefix === '' && path.startsWith('/'))) return false;
  return isDeep || !path.slice(prefix.length).includes('/');
}

/** What is read there is what stood in the file before: the shell writes the output of all of it when it is over. */
export function unseenOutput(node: SyntaxNode): string | undefined {
  if (!COMPOUND.test(node.type)) return undefined;
  if (((node.redirections ?? []) as readonly Redirection[]).length > 0 && redirectsShell(node))
    return '`exec` with a redirection inside of what has one of its own';
  const outputs = outputsOf(node);
  if (outputs.length === 0) return undefined;
  const isRead = isAnywhere(
    node,
    (inner) =>
      (inner.type === 'For' && outputs.some((file) => meets(inner, file)) && readsVariable(inner)) ||
      (inner.type === 'SimpleCommand' && outputs.some((file) => reads(inner, file))),
  );
  return isRead ? 'a loop or group that reads the file which its output goes to' : undefined;
}

/** In a real bash that lasts until the outer redirection is over. */
function redirectsShell(node: SyntaxNode): boolean {
  return isAnywhere(
    node,
    ({ type, name, redirections }) =>
      type === 'SimpleCommand' &&
      fixedText(name as WordNode | null) === 'exec' &&
      (redirections as readonly Redirection[]).length > 0,
  );
}

/** Whether a word of the loop may stand for the file. */
function meets({ words }: SyntaxNode, file: string): boolean {
  return ((words ?? []) as readonly WordNode[]).some((one) => mayMean(one, file));
}

/** Whether the word is the file, or a pattern that may meet it. */
function mayMean(one: WordNode, file: string): boolean {
  if (!contains(one, 'Glob')) return fixedText(one) === file;
  const ending = /[^*?\]]*$/.exec(textOf(one))?.[0] ?? '';
  return file.endsWith(ending) && !file.slice(0, file.length - ending.length).includes('/');
}

/** They look at no content. */
const WITHOUT_READING = /^(?:echo|printf|basename|dirname|\[|test|:|true|mv|rm|touch|mkdir)$/;

function readsVariable({ variable, body }: SyntaxNode): boolean {
  const isUsed = ({ type, parameter }: SyntaxNode) =>
    type === 'ParameterExpansion' && plain(parameter) === String(variable);
  return isAnywhere(
    body,
    (node) => node.type === 'SimpleCommand' && readFrom(node).some((one) => isAnywhere(one, isUsed)),
  );
}

function reads(command: SyntaxNode, file: string): boolean {
  return readFrom(command).some((one) => fixedText(one) === file);
}

/** Words that stand for files whose content the command may read. */
function readFrom({ name, args, redirections }: SyntaxNode): readonly WordNode[] {
  const inputs = ((redirections ?? []) as readonly Redirection[])
    .filter(({ operator, target }) => operator === '<' && target.type === 'Word')
    .map(({ target }) => target as WordNode);
  const isReader = !WITHOUT_READING.test(fixedText(name as WordNode | null) ?? '');
  return isReader ? [...inputs, ...(args as readonly WordNode[])] : inputs;
}
