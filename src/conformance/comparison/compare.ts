/** The comparison of what was expected with what came, field by field, but for what no two hubs share. */
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { type ApiAnswer, shortened } from '../language/answer.ts';
import { cutText } from './cut-text.ts';
import type { HubNames } from './names.ts';

/**
 * In which way what came is not what was expected: `invented`, there is more; `omitted`, there is less; `message`, both
 * refuse, in other words.
 */
export type DifferenceKind = 'invented' | 'omitted' | 'type' | 'value' | 'message';

export interface Difference<Kind = DifferenceKind> {
  readonly kind: Kind;
  /** Where, as in `answer.projects[0].title`; the whole answer is `answer`. */
  readonly path: string;
  /** `undefined`: nothing is there. */
  readonly expected: Json | undefined;
  readonly came: Json | undefined;
}

export interface Comparison {
  /** Where the two values stand; `answer` by default. */
  readonly path?: string;
  /** Lists of objects are compared without regard to order. */
  readonly unordered?: boolean;
  /** A member `...` of what is expected stands for any further members. */
  readonly open?: boolean;
}

/** Where the two differ; `names` learns on the way what stands for what. */
export function compare(expected: Json, came: Json, names: HubNames, comparison: Comparison = {}): Difference[] {
  const { path = 'answer', unordered = false, open = false } = comparison;
  return new Comparing(names, unordered, open).values(path, '', expected, came);
}

/** How a folder begins that is read as an archive, in which each file has its time. */
const ARCHIVE = /^BZh91AY&SY/;

/** Stands in an object for any other members. */
const ANY_OTHER = '...';

class Comparing {
  readonly #names: HubNames;
  readonly #unordered: boolean;
  readonly #open: boolean;

  constructor(names: HubNames, unordered: boolean, open: boolean) {
    this.#names = names;
    this.#unordered = unordered;
    this.#open = open;
  }

  /** @param member the name of the member that has them, or has the list that they stand in. */
  values(path: string, member: string, expected: Json, came: Json): Difference[] {
    if (typeof expected === 'string' && typeof came === 'string') {
      if (this.#isSameText(member, expected, came)) return [];
      return [{ kind: member === 'error' ? 'message' : 'value', path, expected, came }];
    }
    if (typeof expected === 'number' && typeof came === 'number') {
      return this.#names.isSameNumber(member, expected, came) ? [] : [{ kind: 'value', path, expected, came }];
    }
    if (Array.isArray(expected) && Array.isArray(came)) return this.#lists(path, member, expected, came);
    if (isObject(expected) && isObject(came)) return this.#objects(path, expected, came);
    if (typeOf(expected) !== typeOf(came)) return [{ kind: 'type', path, expected, came }];
    return expected === came ? [] : [{ kind: 'value', path, expected, came }];
  }

  #isSameText(member: string, expected: string, came: string): boolean {
    if (ARCHIVE.test(expected) && ARCHIVE.test(came)) return true;
    const cut = cutText(expected);
    if (cut === undefined) return this.#names.isSameText(member, expected, came);
    return came.length === cut.length && this.#names.isSameText(member, cut.start, came.slice(0, cut.start.length));
  }

  #objects(path: string, expected: JsonObject, came: JsonObject): Difference[] {
    const left = new Set(Object.keys(came));
    const isOpen = this.#open && Object.hasOwn(expected, ANY_OTHER);
    const wanted = Object.keys(expected).filter((name) => !(isOpen && name === ANY_OTHER));
    const differences = inOrderOfLearning(wanted).flatMap((name) => {
      const place = `${path}.${this.#names.shownText(name, 'expected')}`;
      const found = this.#memberFor(name, expected[name] as Json, came, [...left]);
      if (found === undefined) return [omitted(place, expected[name])];
      left.delete(found);
      // The name is learned before what it has.
      this.#names.isSameText('', name, found);
      return this.values(place, name, expected[name] as Json, came[found] as Json);
    });
    if (isOpen) return differences;
    const more = [...left].map((name) => invented(`${path}.${this.#names.shownText(name, 'came')}`, came[name]));
    return [...differences, ...more];
  }

  /** The member that what came has for one that is expected: of several whose names would do, the one with the same value. */
  #memberFor(name: string, value: Json, came: JsonObject, left: readonly string[]): string | undefined {
    const fitting = this.#names.namesFor(name, left);
    if (fitting.length < 2) return fitting[0];
    const isSame = (found: string) =>
      this.#names.tentatively(
        () => {
          const same = this.#names.isSameText('', name, found);
          return same && this.values('', name, value, came[found] as Json).length === 0;
        },
        () => false,
      );
    return fitting.find(isSame) ?? fitting[0];
  }

  #lists(path: string, member: string, expected: readonly Json[], came: readonly Json[]): Difference[] {
    const items = this.#unordered && expected.every(isObject) ? this.#paired(expected, came) : came;
    const length = Math.max(expected.length, items.length);
    return Array.from({ length }, (_, at) => {
      const [one, other] = [expected[at], items[at]];
      const place = `${path}[${at}]`;
      if (one === undefined) return [invented(place, other)];
      if (other === undefined) return [omitted(place, one)];
      return this.values(place, member, one, other);
    }).flat();
  }

  /** The items that came in the order of the expected ones that they equal, then all others. */
  #paired(expected: readonly Json[], came: readonly Json[]): Json[] {
    const left = [...came];
    const found = expected.map((item) => {
      const at = left.findIndex((other) => {
        const differences = () => this.values('', '', item, other);
        return this.#names.tentatively(differences, ({ length }) => length === 0).length === 0;
      });
      return at === -1 ? undefined : left.splice(at, 1)[0];
    });
    return [...found.map((item) => item ?? left.shift()).filter((item) => item !== undefined), ...left];
  }
}

/** What a text elsewhere may have inside comes first: a token before the link that has it. */
function inOrderOfLearning(names: readonly string[]): string[] {
  const later = (name: string) => (/url|link|text|body|message/.test(name) ? 1 : 0);
  return [...names].sort((one, other) => later(one) - later(other));
}

const omitted = (path: string, expected: Json | undefined): Difference => ({
  ...{ kind: 'omitted', path, expected, came: undefined },
});

const invented = (path: string, came: Json | undefined): Difference => ({
  ...{ kind: 'invented', path, expected: undefined, came },
});

function typeOf(value: Json): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}

/** In which way, where, and both in words. */
export interface SaidOtherwise {
  readonly kind: DifferenceKind | 'outcome';
  /** As in `answer.projects[0].title`; the whole answer is `answer`. */
  readonly path: string;
  readonly expected: string;
  readonly came: string;
}

/** An outcome, and what was said with it: a value, or the words of a refusal. */
export interface Said {
  readonly outcome: ApiAnswer['outcome'];
  readonly said: Json | undefined;
}

/** Where what came differs from what was expected. */
export function differencesBetween(
  expected: Said,
  came: Said,
  names: HubNames,
  { unordered = false }: Pick<Comparison, 'unordered'> = {},
): SaidOtherwise[] {
  const shown = (value: Json | undefined, part: 'expected' | 'came') =>
    value === undefined ? 'nothing' : shortened(JSON.stringify(names.shown(value, part)));
  const inWords = ({ outcome, said }: Said, part: 'expected' | 'came') => {
    const name = outcome.replace('_', ' ');
    const isEmpty = said === undefined || (isObject(said) && Object.keys(said).length === 0);
    return isEmpty ? name : `${name}: ${shown(said, part)}`;
  };
  if (expected.outcome !== came.outcome) {
    const words = { expected: inWords(expected, 'expected'), came: inWords(came, 'came') };
    return [{ kind: 'outcome', path: 'answer', ...words }];
  }
  if (expected.said === undefined || came.said === undefined) return [];
  const isRefusal = expected.outcome !== 'success';
  const path = isRefusal ? 'answer.error' : 'answer';
  return compare(expected.said, came.said, names, { path, unordered }).map((one) => ({
    ...{ kind: isRefusal ? 'message' : one.kind, path: one.path },
    ...{ expected: shown(one.expected, 'expected'), came: shown(one.came, 'came') },
  }));
}
