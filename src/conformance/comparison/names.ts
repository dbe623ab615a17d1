/**
 * What names a thing differently at each hub: ids, keys, pids, times, temporary names, the folder of all homes.
 *
 * They are learned in pairs from answers: what is expected at a place, and what came there. From then on one stands for
 * the other, in both directions, and a request that has the expected one can be sent with the other.
 */
import type { Instant } from '../../core/instant.ts';
import { isObject, type Json } from '../../core/json.ts';
import { literalPattern } from '../../core/regexp.ts';

/** When a recording was made. */
interface Period {
  readonly from: Instant;
  readonly to: Instant;
}

const DAY_MS = 86_400_000;

/** Kinds of names that a text is searched for, and how they look. */
const KINDS = {
  // With hyphens; without them, as user names of machines are; and those of public paths.
  id: '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|\\b(?:[0-9a-f]{32}|[0-9a-f]{40})\\b',
  time: '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z',
  run: 'mock-hub-[0-9a-z]{8,}(?:-[\\w-]+)?',
  temporary: '/tmp/(?:cocalc-[\\w-]{6}(?![\\w-])|f-[\\w.-]+|\\d{6,8}-\\d+-[\\w.]+)',
  // Shown by a hub to tell keys apart: their visible ends.
  end: '(?:sk[-_])?\\.\\.\\.[\\w-]{6}\\b',
  key: '\\bsk[-_][A-Za-z0-9]{6,}',
  ticket: '(?<=/requests/)\\d+',
  placeholder: '\\{\\{[A-Z0-9_]+\\}\\}',
  // The folder that has the home of each project, known by the id of a project right behind it.
  home: '(?<![\\w./-])(?:/\\w[\\w.-]*)+(?=/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![\\w-]))',
} as const;

type Kind = keyof typeof KINDS | 'opaque' | 'origin';

/** Kinds of which two at one hub can be the same at another, so that they make no pairs. */
const UNPAIRED: readonly Kind[] = ['time', 'run', 'temporary', 'ticket'];

/** Members whose texts are drawn by chance. */
const OPAQUE = /^(token|secret|auth_token|api_key|trunc|session_id|connectionFile)$/;

/** Members whose numbers are names: of rows, of processes, of ports. Any other number counts something. */
const NUMBERED = /^(id|(.+\.)?pid|(.+\.)?port)$/;

/** Members whose numbers were measured on one machine. */
const MEASURED = /^(elapsed_s|mem_rss|cpu_pct|cpu_secs)$/;

/** Members whose numbers are moments; in a recording all numbers of its period are. */
const MOMENT = /^(now|server_time|time|mtime|start|start_ts|timestamp|expire|created|last_active)$/;

interface Piece {
  readonly kind: Kind | 'text';
  readonly text: string;
}

/** Which of the two that are compared. */
type Part = 'expected' | 'came';

export interface NamesOptions {
  /** Of the recording that answers are compared with. */
  readonly period?: Period;
  readonly origins?: readonly [expected: string, came: string];
  /** What is the same at both: what the world fixes. */
  readonly fixed?: Iterable<string>;
  /** Both are answers of one hub, so ids and keys have to be the same ones. */
  readonly ofOneHub?: boolean;
  /** What is known already of where projects have their homes: the expected folders, each with the one at the other hub. */
  readonly homes?: Iterable<readonly [expected: string, came: string]>;
  /** Secrets have to be as long as expected. */
  readonly lengths?: boolean;
  /** Is told what came in the place of a placeholder. */
  readonly learnPlaceholder?: (name: string, value: string) => void;
}

export class HubNames {
  readonly #options: NamesOptions;
  /** Expected to came, and back; each under its kind, so that a pid is never taken for a port. */
  #given = new Map<string, string>();
  #recorded = new Map<string, string>();
  #numbered = '';
  /** What stands for itself: what the world fixes, and what was sent. */
  readonly #fixed: Set<string>;
  /** Expected ids to what they are called, where somebody has introduced them. */
  readonly #introduced = new Map<string, string>();
  /** Whole texts that stand for each other, such as names of people, and what they are called. */
  readonly #aliases: (readonly [expected: string, came: string, called: string])[] = [];

  constructor(options: NamesOptions = {}) {
    this.#options = options;
    this.#fixed = new Set(Array.from(options.fixed ?? [], (text) => bare('id', text)));
    for (const [expected, came] of options.homes ?? []) this.#pair('home', expected, came);
  }

  /** Whose numbers come next: each kind of thing is numbered by itself. */
  numberedAs(kind: string): void {
    this.#numbered = kind;
  }

  /** Makes it known which id is which, and what to call it: `self`. */
  introduce(called: string, expected: string, came: string): void {
    this.#given.set(keyOf('id', expected), bare('id', came));
    this.#recorded.set(keyOf('id', came), bare('id', expected));
    this.#introduced.set(keyOf('id', expected), called);
  }

  /** The folders of homes that were learned, as the option `homes` takes them. */
  get homes(): [expected: string, came: string][] {
    const learned = [...this.#given].filter(([key]) => key.startsWith('home '));
    return learned.map(([key, came]) => [key.slice('home '.length), came]);
  }

  /** Makes it known that a whole text stands for another one. */
  introduceText(called: string, expected: string, came: string): void {
    if (expected !== '' && came !== '') this.#aliases.push([expected, came, called]);
  }

  /** The value with a name or a kind in place of what differs from hub to hub: `<self>`, `<id:2>`, `<time>`. */
  shown(value: Json, part: Part, member = ''): Json {
    if (typeof value === 'string')
      return OPAQUE.test(member) && value !== '' ? `<${member}>` : this.shownText(value, part);
    if (typeof value === 'number') return this.#isAny(member) ? '<number>' : value;
    if (Array.isArray(value)) return value.map((item) => this.shown(item, part, member));
    if (!isObject(value)) return value;
    const members = Object.entries(value).map(([name, inner]) => [
      this.shownText(name, part),
      this.shown(inner, part, name),
    ]);
    return Object.fromEntries(members) as Json;
  }

  /** As `shown`. What is recorded is shown as it is. */
  shownText(text: string, part: Part): string {
    if (this.#options.period !== undefined) return text;
    const alias = this.#aliases.find(([expected, came]) => text === (part === 'expected' ? expected : came));
    if (alias !== undefined) return `<${alias[2]}>`;
    return this.#pieces(text)
      .map(({ kind, text: piece }) =>
        kind === 'text' || (kind === 'home' && !this.#isLearnedHome(piece, part))
          ? piece
          : `<${this.#called(kind, piece, part)}>`,
      )
      .join('');
  }

  #isLearnedHome(piece: string, part: Part): boolean {
    return (part === 'expected' ? this.#given : this.#recorded).has(keyOf('home', piece));
  }

  #called(kind: Kind, piece: string, part: Part): string {
    if (kind === 'placeholder') return piece.replace(/[{}]|_\d+/g, '');
    if (kind !== 'id') return kind;
    const recorded = this.#recorded.get(keyOf(kind, piece));
    const key = part === 'expected' ? keyOf(kind, piece) : `${kind} ${recorded}`;
    const place = [...this.#given.keys()].filter((one) => one.startsWith('id ')).indexOf(key);
    return this.#introduced.get(key) ?? (place === -1 ? kind : `${kind}:${place + 1}`);
  }

  /** Whether numbers of such members tell nothing. */
  #isAny(member: string): boolean {
    return (
      MEASURED.test(member) || (this.#options.period === undefined && (MOMENT.test(member) || isOfMachine(member)))
    );
  }

  /** What `attempt` makes, with all that was learned on the way forgotten unless it is `good`. */
  tentatively<Result>(attempt: () => Result, good: (result: Result) => boolean): Result {
    const [given, recorded] = [new Map(this.#given), new Map(this.#recorded)];
    const result = attempt();
    if (!good(result)) [this.#given, this.#recorded] = [given, recorded];
    return result;
  }

  /** A recorded text as the target has to be sent it. What nothing is learned of is the same for both from here on. */
  sentText(text: string): string {
    return this.#pieces(text)
      .map(({ kind, text: piece }) => {
        if (kind === 'text' || kind === 'placeholder') return piece;
        if (kind === 'origin') return this.#options.origins?.[1] ?? piece;
        const known = this.#given.get(keyOf(kind, piece));
        if (known === undefined) this.#fixed.add(bare(kind, piece));
        return known === undefined ? piece : writtenAs(kind, known, piece);
      })
      .join('');
  }

  /** As `sentText`, of a JSON value. */
  sentJson(value: Json, name = ''): Json {
    if (typeof value === 'string') return this.sentText(value);
    if (typeof value === 'number') return this.#sentNumber(name, value);
    if (Array.isArray(value)) return value.map((item) => this.sentJson(item, name));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([member, inner]) => [this.sentText(member), this.sentJson(inner, member)]),
    );
  }

  /** Whether the text that came is the expected one, but for names; those that are new are learned. */
  isSameText(member: string, expected: string, came: string): boolean {
    if (this.#aliases.some(([one, other]) => one === expected && other === came)) return true;
    if (OPAQUE.test(member) && !expected.includes('{{')) return this.#pair('opaque', expected, came);
    const pieces = this.#pieces(expected);
    const references = pieces.filter(({ kind }) => kind !== 'text');
    if (references.length === 0) return expected === came;
    const pattern = pieces.map((piece) => this.#patternOf(piece)).join('');
    const found = new RegExp(`^${pattern}$`, 's').exec(came)?.slice(1);
    if (found === undefined) return false;
    return references.every(({ kind, text }, at) => this.#pair(kind as Kind, text, found[at] as string));
  }

  /** As `isSameText`, of the number of a member. */
  isSameNumber(member: string, expected: number, came: number): boolean {
    if (this.#isAny(member)) return came >= 0;
    if (NUMBERED.test(member)) return this.#pair(this.#kindOf(member), String(expected), String(came));
    if (this.#isTime(expected) && !this.#fixed.has(`number ${expected}`)) return isSameUnit(expected, came);
    return expected === came;
  }

  /** Of the names of members that came, those that can be the expected one; the same name wins. */
  namesFor(expected: string, names: readonly string[]): string[] {
    if (!this.#pieces(expected).some(({ kind }) => kind !== 'text')) return names.filter((name) => name === expected);
    const fits = (name: string) =>
      this.tentatively(
        () => this.isSameText('', expected, name),
        () => false,
      );
    const fitting = names.filter(fits);
    return [...fitting.filter((name) => name === expected), ...fitting.filter((name) => name !== expected)];
  }

  #sentNumber(name: string, value: number): number {
    if (!NUMBERED.test(name)) {
      this.#fixed.add(`number ${value}`);
      return value;
    }
    const kind = this.#kindOf(name);
    const known = this.#given.get(keyOf(kind, String(value)));
    if (known === undefined) this.#fixed.add(`${kind} ${value}`);
    return known === undefined ? value : Number(known);
  }

  /** Processes and ports are numbered by the machine. */
  #kindOf(member: string): Kind {
    return (isOfMachine(member) ? member : `${member} of ${this.#numbered}`) as Kind;
  }

  #pair(kind: Kind, recorded: string, given: string): boolean {
    if (kind === 'placeholder') {
      this.#options.learnPlaceholder?.(recorded.slice(2, -2), given);
      return given !== '';
    }
    if (kind === 'origin') return given === this.#options.origins?.[1] || given === recorded;
    const [forth, back] = [keyOf(kind, recorded), keyOf(kind, given)];
    if (UNPAIRED.includes(kind)) {
      if (!this.#fixed.has(recorded)) this.#given.set(forth, given);
      return !this.#fixed.has(recorded) || recorded === given;
    }
    if (this.#options.ofOneHub) return bare(kind, recorded) === bare(kind, given);
    if (kind === 'opaque' && this.#options.lengths && recorded.length !== given.length) return false;
    // An empty secret is none, and stands in every text.
    if (kind === 'opaque' && (recorded === '' || given === '')) return recorded === given;
    const known = this.#given.get(forth);
    if (known !== undefined) return known === bare(kind, given);
    if (this.#isFixed(kind, recorded) || this.#isFixed(kind, given)) return recorded === given;
    if (this.#recorded.has(back)) return false;
    this.#given.set(forth, bare(kind, given));
    this.#recorded.set(back, bare(kind, recorded));
    return true;
  }

  #patternOf({ kind, text }: Piece): string {
    switch (kind) {
      case 'text':
        return literalPattern(text);
      case 'placeholder':
        // In a recording it stands for a secret; between two hubs both have secrets taken out.
        return this.#options.period === undefined ? `(${KINDS.placeholder})` : '(.+?)';
      case 'origin':
        return '(https?://[^/\\s"]+)';
      case 'opaque':
        return '([\\w-]+)';
      default:
        return `(${KINDS[kind]})`;
    }
  }

  #isFixed(kind: Kind, text: string): boolean {
    return this.#fixed.has(bare(kind, text)) || this.#fixed.has(`${kind} ${text}`);
  }

  #isTime(number: number): boolean {
    const { from, to } = this.#options.period ?? { from: 0, to: -1 };
    return (
      this.#options.period !== undefined &&
      [number, number * 1000].some((ms) => ms >= from - DAY_MS && ms <= to + DAY_MS)
    );
  }

  /** The text, cut where references begin and end. */
  #pieces(text: string): Piece[] {
    const pieces: Piece[] = [];
    let end = 0;
    for (const match of text.matchAll(this.#pattern())) {
      const kind = Object.entries(match.groups ?? {}).find(([, found]) => found !== undefined)?.[0] as Kind;
      if (match.index > end) pieces.push({ kind: 'text', text: text.slice(end, match.index) });
      pieces.push({ kind, text: match[0] });
      end = match.index + match[0].length;
    }
    if (end < text.length) pieces.push({ kind: 'text', text: text.slice(end) });
    return pieces;
  }

  #pattern(): RegExp {
    const opaque = [...this.#given.keys()]
      .filter((key) => key.startsWith('opaque '))
      .map((key) => literalPattern(key.slice('opaque '.length)));
    const alternatives = [
      ...(this.#options.origins === undefined ? [] : [`(?<origin>${literalPattern(this.#options.origins[0])})`]),
      ...(opaque.length === 0 ? [] : [`(?<opaque>${opaque.join('|')})`]),
      ...Object.entries(KINDS)
        // Whoever replays a recording says where homes are, so they are held to it.
        .filter(([kind]) => kind !== 'home' || this.#options.period === undefined)
        .map(([kind, pattern]) => `(?<${kind}>${pattern})`),
    ];
    return new RegExp(alternatives.join('|'), 'g');
  }
}

/** All ids in a JSON text: those of a world are the same at every hub that starts with it. */
export function idsIn(text: string): string[] {
  return text.match(new RegExp(KINDS.id, 'g')) ?? [];
}

function keyOf(kind: Kind, text: string): string {
  return `${kind} ${bare(kind, text)}`;
}

/** An id is the same with hyphens and without. */
function bare(kind: Kind, text: string): string {
  return kind === 'id' ? text.replaceAll('-', '').toLowerCase() : text;
}

function writtenAs(kind: Kind, text: string, model: string): string {
  if (kind !== 'id' || !model.includes('-')) return text;
  return text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Pids and ports are drawn anew by each machine for each call. */
const isOfMachine = (member: string): boolean => NUMBERED.test(member) && member !== 'id';

/** Seconds are told from milliseconds by their size, for the next centuries. */
function isSameUnit(recorded: number, given: number): boolean {
  return given > 1e8 && given < 1e14 && given > 1e11 === recorded > 1e11;
}
