/**
 * What names a thing differently at each hub: ids, keys, pids, times, temporary names.
 *
 * They are learned in pairs from answers: what the recording has at a place, and what the target has there. From then
 * on one stands for the other, in both directions, and a request that has the recorded one is sent with the other.
 */
import type { Instant } from '../core/instant.ts';
import { isObject, type Json } from '../core/json.ts';

/** When a recording was made. */
export interface Period {
  readonly from: Instant;
  readonly to: Instant;
}

const DAY_MS = 86_400_000;

/** Kinds of references that a text is searched for, and how they look. */
const KINDS = {
  // With hyphens; without them, as user names of machines are; and those of public paths.
  id: '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\\b(?:[0-9a-f]{32}|[0-9a-f]{40})\\b',
  time: '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z',
  temporary: '/tmp/cocalc-[\\w-]{6}(?![\\w-])',
  // The visible end of a key.
  end: '(?:sk[-_])?\\.\\.\\.[\\w-]{6}\\b',
  placeholder: '\\{\\{[A-Z0-9_]+\\}\\}',
} as const;

type Kind = keyof typeof KINDS | 'opaque' | 'origin';

/** Members whose texts are drawn by chance, whatever they look like. */
const OPAQUE = /^(token|secret|auth_token|api_key)$/;

/** Members whose numbers are names: of rows, of processes, of ports. Any other number counts something. */
const NUMBERED = /^(id|(.+\.)?pid|(.+\.)?port)$/;

/** Members whose numbers were measured on one machine. */
const MEASURED = /^(elapsed_s|mem_rss|cpu_pct|cpu_secs)$/;

interface Piece {
  readonly kind: Kind | 'text';
  readonly text: string;
}

export class References {
  readonly #period: Period;
  readonly #origins: readonly [recorded: string, given: string];
  /** Is told what an answer has in the place of a placeholder. */
  readonly #learnPlaceholder: (name: string, value: string) => void;
  /** Recorded to given, and back; each under its kind, so that a pid is never taken for a port. */
  #given = new Map<string, string>();
  #recorded = new Map<string, string>();
  /** What stands for itself: what the world fixes, and what was sent. */
  readonly #fixed: Set<string>;

  constructor(options: {
    readonly period: Period;
    readonly origins: readonly [recorded: string, given: string];
    readonly fixed?: Iterable<string>;
    readonly learnPlaceholder?: (name: string, value: string) => void;
  }) {
    this.#period = options.period;
    this.#origins = options.origins;
    this.#fixed = new Set(Array.from(options.fixed ?? [], (text) => bare('id', text)));
    this.#learnPlaceholder = options.learnPlaceholder ?? (() => {});
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
        if (kind === 'origin') return this.#origins[1];
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

  /** Whether the given text is the recorded one, but for references; those that are new are learned. */
  isSameText(name: string, recorded: string, given: string): boolean {
    if (OPAQUE.test(name) && !recorded.includes('{{')) return this.#pair('opaque', recorded, given);
    const pieces = this.#pieces(recorded);
    const pattern = pieces.map(patternOf).join('');
    const found = new RegExp(`^${pattern}$`, 's').exec(given)?.slice(1);
    if (found === undefined) return false;
    const references = pieces.filter(({ kind }) => kind !== 'text');
    return references.every(({ kind, text }, at) => this.#pair(kind as Kind, text, found[at] as string));
  }

  /** As `isSameText`, of the number of a member. */
  isSameNumber(name: string, recorded: number, given: number): boolean {
    if (MEASURED.test(name)) return given >= 0;
    if (NUMBERED.test(name)) return this.#pair(name as Kind, String(recorded), String(given));
    if (this.#isTime(recorded) && !this.#fixed.has(`number ${recorded}`)) return isSameUnit(recorded, given);
    return recorded === given;
  }

  /** The name that the target has for a recorded member, out of those it has. */
  givenName(recorded: string, names: readonly string[]): string | undefined {
    if (!this.#pieces(recorded).some(({ kind }) => kind !== 'text')) return names.find((name) => name === recorded);
    const matches = (name: string) => this.tentatively(() => this.isSameText('', recorded, name), Boolean);
    // The same name wins over one that a pair would have to be learned for.
    return names.find((name) => name === recorded && matches(name)) ?? names.find(matches);
  }

  #sentNumber(name: string, value: number): number {
    if (!NUMBERED.test(name)) {
      this.#fixed.add(`number ${value}`);
      return value;
    }
    const known = this.#given.get(keyOf(name as Kind, String(value)));
    if (known === undefined) this.#fixed.add(`${name} ${value}`);
    return known === undefined ? value : Number(known);
  }

  #pair(kind: Kind, recorded: string, given: string): boolean {
    if (kind === 'placeholder') {
      this.#learnPlaceholder(recorded.slice(2, -2), given);
      return given !== '';
    }
    if (kind === 'origin') return given === this.#origins[1] || given === recorded;
    const [forth, back] = [keyOf(kind, recorded), keyOf(kind, given)];
    if (kind === 'time') {
      // Two moments of one hub can be the same one at another, so times are no pairs.
      if (!this.#fixed.has(recorded)) this.#given.set(forth, given);
      return !this.#fixed.has(recorded) || recorded === given;
    }
    const known = this.#given.get(forth);
    if (known !== undefined) return known === bare(kind, given);
    if (this.#isFixed(kind, recorded) || this.#isFixed(kind, given)) return recorded === given;
    if (this.#recorded.has(back)) return false;
    this.#given.set(forth, bare(kind, given));
    this.#recorded.set(back, bare(kind, recorded));
    return true;
  }

  #isFixed(kind: Kind, text: string): boolean {
    return this.#fixed.has(bare(kind, text)) || this.#fixed.has(`${kind} ${text}`);
  }

  #isTime(number: number): boolean {
    const { from, to } = this.#period;
    return [number, number * 1000].some((ms) => ms >= from - DAY_MS && ms <= to + DAY_MS);
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
      .map((key) => escaped(key.slice('opaque '.length)));
    const alternatives = [
      `(?<origin>${escaped(this.#origins[0])})`,
      ...(opaque.length === 0 ? [] : [`(?<opaque>${opaque.join('|')})`]),
      ...Object.entries(KINDS).map(([kind, pattern]) => `(?<${kind}>${pattern})`),
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
  return kind === 'id' ? text.replaceAll('-', '') : text;
}

function writtenAs(kind: Kind, text: string, model: string): string {
  if (kind !== 'id' || !model.includes('-')) return text;
  return text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function patternOf({ kind, text }: Piece): string {
  switch (kind) {
    case 'text':
      return escaped(text);
    case 'placeholder':
      return '(.+?)';
    case 'origin':
      return '(https?://[^/\\s"]+)';
    case 'opaque':
      return '([\\w-]+)';
    default:
      return `(${KINDS[kind]})`;
  }
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/** Seconds are told from milliseconds by their size, for the next centuries. */
function isSameUnit(recorded: number, given: number): boolean {
  return given > 1e8 && given < 1e14 && given > 1e11 === recorded > 1e11;
}
