/**
 * Commands that read one input in turn: of a loop, a group, a function. The shell hands each program all that is left, and
 * takes nothing of it away. So behind each that may have read what others read later, the rest is read away; where that
 * cannot be known, or comes undone since the program is in a shell of its own, the run is refused.
 */
import type { ScriptNode, WordNode } from 'just-bash';
import { fixedText, groupOf, joinedBy, type Redirection, type SyntaxNode, textOf, walk } from './nodes.ts';
import { MERGING } from './streams.ts';

export const BEGIN_INPUT = '.begin-input';
export const END_INPUT = '.end-input';
export const KEEP_INPUT = '.keep-input';
export const NOTE_INPUT = '.note-input';

/**
 * Who reads the input besides: nobody (`none`), nobody afterwards (`last`), others afterwards (`more`), or others afterwards
 * to whom it does not come out what was read here (`apart`).
 */
type Place = 'none' | 'last' | 'more' | 'apart';

type Parse = (source: string) => ScriptNode;

/** @param isInside whether it is the script of a shell inside, whose input its caller has given. */
export function withSharedInputs(
  script: SyntaxNode,
  isInside: boolean,
  parse: Parse,
  number: () => number,
): SyntaxNode {
  let isShared = isInside;
  walk(script, ({ type, name, redirections }) => {
    const isExec = type === 'SimpleCommand' && fixedText(name as WordNode | null) === 'exec';
    isShared ||= isExec && hasOwnInput(redirections as readonly Redirection[]);
  });
  return new Sharing(isInside, parse, number, functionsCalledBefore(script)).node(
    script,
    isShared ? 'last' : 'none',
  ) as SyntaxNode;
}

class Sharing {
  readonly #isInside: boolean;
  readonly #parse: Parse;
  readonly #number: () => number;
  readonly #calledBefore: ReadonlySet<string>;

  constructor(isInside: boolean, parse: Parse, number: () => number, calledBefore: ReadonlySet<string>) {
    this.#isInside = isInside;
    this.#parse = parse;
    this.#number = number;
    this.#calledBefore = calledBefore;
  }

  node(part: unknown, place: Place): unknown {
    if (isList(part)) return this.#list(part, place);
    if (Array.isArray(part)) return part.map((one) => this.node(one, place));
    if (typeof part !== 'object' || part === null) return part;
    const node = part as SyntaxNode;
    switch (node.type) {
      case 'Pipeline':
        return this.#pipeline(node, place);
      case 'FunctionDef':
        return this.#members(node, this.#calledBefore.has(String(node.name)) ? 'more' : 'last');
      case 'CommandSubstitution':
      case 'ProcessSubstitution':
        return this.#members(node, apart(place));
      case 'Subshell':
        return this.#members(node, apart(within(node, place)));
      case 'While':
      case 'Until':
      case 'For':
      case 'CStyleFor':
        return this.#members(node, before(within(node, place)));
      default:
        return this.#members(node, within(node, place));
    }
  }

  #members(node: SyntaxNode, place: Place): SyntaxNode {
    const members = Object.entries(node).map(([name, member]) => {
      const isBefore = name === 'condition' || (name === 'clauses' && reads((node as { elseBody?: unknown }).elseBody));
      return [name, this.node(member, isBefore ? before(place) : place)];
    });
    return Object.fromEntries(members) as SyntaxNode;
  }

  #list(statements: readonly SyntaxNode[], place: Place): unknown {
    return statements.map((one, at) => {
      const pipelines = one.pipelines as readonly SyntaxNode[];
      const isReadAfter = statements.slice(at + 1).some(reads);
      const done = pipelines.map((pipeline, nth) =>
        this.node(pipeline, isReadAfter || pipelines.slice(nth + 1).some(reads) ? before(place) : place),
      );
      return { ...one, pipelines: done };
    });
  }

  /** Only the first of its commands has the input. */
  #pipeline(pipeline: SyntaxNode, place: Place): SyntaxNode {
    const [first, ...others] = pipeline.commands as readonly SyntaxNode[];
    const isAlone = others.length === 0;
    const isSimple = first?.type === 'SimpleCommand';
    const commands = [
      this.node(first, isAlone || isSimple ? place : apart(place)) as SyntaxNode,
      ...others.map((command) => this.node(command, command.type === 'SimpleCommand' ? 'none' : 'last') as SyntaxNode),
    ];
    const done = { ...pipeline, commands };
    if (!isSimple || place === 'none') return done;
    if (isBuiltInReader(first)) {
      if (place === 'apart') return this.#behind(KEEP_INPUT, done);
      // The caller of a shell inside may have others that read on.
      return this.#isInside ? this.#behind(NOTE_INPUT, done) : done;
    }
    if (place === 'last') return done;
    return mayTake(first) ? this.#watched(done, place) : done;
  }

  #watched(pipeline: SyntaxNode, place: Place): SyntaxNode {
    const number = this.#number();
    const drain = place === 'apart' ? ':' : DRAIN;
    const [begin, code, end, status] = this.#statements(
      `/usr/bin/${BEGIN_INPUT} ${number}\n__taken_${number}=$?\n/usr/bin/${END_INPUT} ${number} ${place} || ${drain}\n/usr/bin/.status '' "$__taken_${number}"`,
    );
    return between([begin], pipeline, [code, end, status]);
  }

  #behind(command: string, pipeline: SyntaxNode): SyntaxNode {
    return between(this.#statements(`/usr/bin/${command}`), pipeline, []);
  }

  #statements(source: string): readonly unknown[] {
    return this.#parse(source).statements;
  }
}

/** The pipeline in a group of its own, among statements of ours; whether it is negated is left to the whole. */
function between(first: readonly unknown[], pipeline: SyntaxNode, last: readonly unknown[]): SyntaxNode {
  return { ...pipeline, commands: [groupOf(...first, joinedBy([], { ...pipeline, negated: false }), ...last)] };
}

/** Zero bytes end what is read at once. */
const DRAIN = "while IFS= read -r -d '' __rest; do :; done || :";

const before = (place: Place): Place => (place === 'last' ? 'more' : place);
const apart = (place: Place): Place => (place === 'more' ? 'apart' : place);

/** With an input of its own a compound command shares that within itself. */
function within({ type, redirections }: SyntaxNode, place: Place): Place {
  const isCompound = type !== 'SimpleCommand' && Array.isArray(redirections);
  return isCompound && hasOwnInput(redirections as readonly Redirection[]) ? 'last' : place;
}

function hasOwnInput(redirections: readonly Redirection[]): boolean {
  return redirections.some(({ fd, operator }) => operator.startsWith('<') && (fd ?? 0) === 0);
}

function isList(part: unknown): part is readonly SyntaxNode[] {
  return Array.isArray(part) && (part[0] as SyntaxNode | undefined)?.type === 'Statement';
}

/** Whether anything in it might read the input that it has from outside. */
function reads(part: unknown): boolean {
  if (Array.isArray(part)) return part.some(reads);
  if (typeof part !== 'object' || part === null) return false;
  const node = part as SyntaxNode;
  if (node.type === 'FunctionDef') return false;
  if (node.type === 'Pipeline') {
    const [first, ...others] = node.commands as readonly SyntaxNode[];
    return reads(first) || others.some((one) => one.type === 'SimpleCommand' && reads([one.args, one.assignments]));
  }
  if (Array.isArray(node.redirections) && hasOwnInput(node.redirections as readonly Redirection[])) return false;
  if (node.type === 'SimpleCommand' && (isBuiltInReader(node) || mayRead(node))) return true;
  return Object.values(node).some(reads);
}

function nameOf({ name, args }: SyntaxNode): string | undefined {
  const text = fixedText(name as WordNode | null);
  if (text !== `/usr/bin/${MERGING}`) return text;
  return fixedText((args as readonly WordNode[])[0] ?? null);
}

function isBuiltInReader(command: SyntaxNode): boolean {
  return /^(?:read|mapfile|readarray)$/.test(nameOf(command) ?? '');
}

/** Whether the program itself may read. */
function mayRead(command: SyntaxNode): boolean {
  return !NOT_READING.has(nameOf(command) ?? 'unknown');
}

/** Whether the command may read what others have, and ends where it stands. */
function mayTake(command: SyntaxNode): boolean {
  if (hasOwnInput(command.redirections as readonly Redirection[])) return false;
  return mayRead(command) && nameOf(command) !== 'exec';
}

/** What is built in and does not read, and the programs that never do. */
const NOT_READING = new Set(
  ': [ basename break cd chmod continue cp date declare df dirname du echo exit export expr false find getopts hash hostname id ln local ls mkdir mktemp mv popd printenv printf pushd pwd readlink readonly realpath return rm rmdir seq set shift shopt sleep stat test touch true type typeset uname unset wait which whoami'
    .split(' ')
    .concat(''),
);

/** Functions that are called where others read the input afterwards. */
function functionsCalledBefore(script: SyntaxNode): ReadonlySet<string> {
  const functions = new Set<string>();
  walk(script, ({ type, name }) => {
    if (type === 'FunctionDef') functions.add(String(name));
  });
  const called = new Set<string>();
  const see = (part: unknown, place: Place): void => {
    if (Array.isArray(part)) {
      for (const [at, one] of part.entries()) {
        see(one, isList(part) && part.slice(at + 1).some(reads) ? before(place) : place);
      }
      return;
    }
    if (typeof part !== 'object' || part === null) return;
    const node = part as SyntaxNode;
    const inner = /^(?:While|Until|For|CStyleFor)$/.test(node.type)
      ? before(within(node, place))
      : within(node, node.type === 'FunctionDef' ? 'last' : place);
    if (node.type === 'SimpleCommand' && (place === 'more' || place === 'apart')) {
      const name = textOf((node.name as WordNode | null) ?? { type: 'Word', parts: [] });
      if (functions.has(name)) called.add(name);
    }
    if (node.type === 'Pipeline') {
      const [first, ...others] = node.commands as readonly SyntaxNode[];
      see(first, place);
      for (const one of others) see(one, 'last');
      return;
    }
    for (const member of Object.values(node)) see(member, inner);
  };
  see(script, 'none');
  return called;
}
