/**
 * Takes secrets out of what is kept: recordings, reports, ledgers, messages.
 *
 * A secret is known by the name it goes under (`api_key`, `password`, `token`, …), by its looks (`sk-…`, `ghp_…`), or by
 * the place in which it stands (`https://user:…@host`). Once known it is replaced wherever it stands and however it is
 * spelled, always by the same placeholder: `{{KEY_1}}`.
 */
import { isDeeper, isObject, type Json, type JsonObject } from './json.ts';
import { encodedTexts } from './redaction/encoded.ts';
import { KnownSecrets } from './redaction/known-secrets.ts';
import { isSecretName, isSecretNumberName, type SecretKind } from './redaction/names.ts';
import type { SecretPlace } from './redaction/place.ts';
import { basicCredentials, namedPlaces, secretsIn, userPlaces } from './redaction/places.ts';
import { merged, replaced, type Searched, type Span } from './redaction/spans.ts';
import { unnamedSecrets } from './redaction/unnamed-secrets.ts';
import { unescapedView } from './redaction/views.ts';

/** A text among those that a value consists of. */
interface Leaf extends Searched {
  readonly spans: Span[];
  /** Texts that stand encoded in it. */
  readonly encoded: { readonly start: number; readonly end: number; readonly part: Part; readonly encoding: string }[];
}

/** A part of a value: whether there were secrets in it, and what it is without them. */
interface Part {
  isChanged(): boolean;
  built(): Json;
}

/** How many arrays, objects and encoded texts may be in each other. */
const MOST_LEVELS = 200;
const MOST_ENCODINGS = 3;
const TOO_DEEP = '(left out: more than 200 levels)';

interface Around {
  readonly leaves: Leaf[];
  readonly level: number;
  readonly encodings: number;
}

export class Redactor {
  readonly #placeholders = new Map<string, string>();
  readonly #secrets = new Map<string, string>();
  readonly #counts = new Map<SecretKind, number>();
  readonly #known = new KnownSecrets();
  /** Secrets of which it was decided whether they are looked for in other texts. */
  readonly #considered = new Set<string>();
  readonly #marks: string[] = [];

  /** What holds the mark is no secret, unless it is a password: a run calls by it what it makes. */
  keep(mark: string): void {
    this.#marks.push(mark);
  }

  /** Makes a secret known, and gives its placeholder. */
  learn(secret: string, kind: SecretKind): string {
    return this.#learn(secret, kind, false);
  }

  /** Makes every secret known that the value tells of. What is redacted later has none of them, wherever it stands. */
  learnFrom(value: Json, name = ''): void {
    this.#part(value, name, { leaves: [], level: 0, encodings: 0 });
  }

  /** Makes known what a call of a function gives away where no name of a member tells of it. */
  learnFromFunction({ name, args = null }: { readonly name?: Json; readonly args?: Json }, result: Json): void {
    const { parameters, answers } = unnamedSecretsOf(name);
    const told = [
      ...parameters.flatMap((path) => allAt(args, path)),
      ...answers.flatMap((path) => allAt(result, path)),
    ];
    for (const secret of told) if (typeof secret === 'string' && secret !== '') this.learn(secret, 'TOKEN');
  }

  /** The value without secrets; those it tells of become known. */
  json(value: Json, name = ''): Json {
    const leaves: Leaf[] = [];
    const part = this.#part(value, name, { leaves, level: 0, encodings: 0 });
    for (const { text, spans } of leaves) for (const span of this.#known.find(text)) spans.push(span);
    this.#known.findPieces(leaves);
    return part.built();
  }

  /** The secrets of a kind that are known, with their placeholders. */
  known(kind: SecretKind): [secret: string, placeholder: string][] {
    return [...this.#placeholders].filter(([, placeholder]) => placeholder.startsWith(`{{${kind}_`));
  }

  /** The value with each placeholder of this redactor replaced by its secret: the reverse of `json`, for whoever may know them. */
  revealed(value: Json): Json {
    if (typeof value === 'string') {
      return value.replace(/\{\{\w+\}\}/g, (placeholder) => this.#secrets.get(placeholder) ?? placeholder);
    }
    if (Array.isArray(value)) return value.map((item) => this.revealed(item));
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, this.revealed(inner)]));
  }

  /** As `json`, of a text, which may be JSON, a form, or anything else. */
  text(text: string): string {
    return String(this.json(text));
  }

  /** As `json`, of the value of a header. Credentials in base64 are told as what they are: `Basic base64({{KEY_1}}:)`. */
  header(name: string, value: string): string {
    return String(this.json(value, name));
  }

  #learn(secret: string, kind: SecretKind, isWord: boolean): string {
    if (kind !== 'PASSWORD' && this.#marks.some((mark) => secret.includes(mark))) return secret;
    let placeholder = this.#placeholders.get(secret);
    if (placeholder === undefined) {
      if (/^\{\{\w+\}\}$/.test(secret)) return secret;
      placeholder = this.#newPlaceholder(secret, kind);
    }
    if (!isWord && !this.#considered.has(secret)) {
      this.#considered.add(secret);
      if (!isSecretName(secret) && secret !== OBJECT) this.#known.add(secret, placeholder);
    }
    return placeholder;
  }

  #newPlaceholder(secret: string, kind: SecretKind): string {
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    const placeholder = `{{${kind}_${count}}}`;
    this.#placeholders.set(secret, placeholder);
    this.#secrets.set(placeholder, secret);
    return placeholder;
  }

  #part(value: Json, name: string, around: Around): Part {
    if (typeof value === 'string') return this.#textPart(value, name, around);
    if (typeof value === 'number') return this.#numberPart(value, name, around);
    if (typeof value !== 'object' || value === null) return { isChanged: () => false, built: () => value };
    if (around.level === MOST_LEVELS) return { isChanged: () => true, built: () => TOO_DEEP };
    const inside = { ...around, level: around.level + 1 };
    return isObject(value) ? this.#objectPart(value, inside) : this.#listPart(value, name, inside);
  }

  #listPart(items: readonly Json[], name: string, around: Around): Part {
    const parts = items.map((item, at) => {
      // Arguments of a command: the one behind `--password`.
      const before = at === 0 ? undefined : items[at - 1];
      const option = typeof before === 'string' && /^--?[\w-]+$/.test(before) ? before : undefined;
      if (option === '-u' && typeof item === 'string') {
        return this.#leafPart(item, around, [...userPlaces(item), ...secretsIn(item)]);
      }
      return this.#part(item, option !== undefined && isSecretName(option) ? option : name, around);
    });
    return composed(parts, () => parts.map((part) => part.built()));
  }

  #objectPart(value: { readonly [name: string]: Json }, around: Around): Part {
    const called = value.name ?? value.key;
    const members = Object.entries(value).map(([member, inner]) => {
      // Headers and parameters as recordings have them: `{ "name": "Authorization", "value": … }`.
      const isOfPair = member === 'value' && typeof called === 'string';
      return {
        name: this.#leafPart(member, { ...around, encodings: MOST_ENCODINGS }, secretsIn(member), false),
        inner: this.#part(inner, isOfPair ? called : member, around),
      };
    });
    const built = () => Object.fromEntries(members.map(({ name, inner }) => [name.built(), inner.built()]));
    return composed(
      members.flatMap(({ name, inner }) => [name, inner]),
      built,
    );
  }

  #numberPart(value: number, name: string, around: Around): Part {
    const digits = String(value);
    const places = isSecretNumberName(name) ? namedPlaces(digits, name) : [];
    const part = this.#leafPart(digits, around, places, false);
    return { ...part, built: () => (part.isChanged() ? part.built() : value) };
  }

  #textPart(text: string, name: string, around: Around): Part {
    if (isSecretName(name)) return this.#leafPart(text, around, namedPlaces(text, name));
    const inner = around.level < MOST_LEVELS ? parsed(text, MOST_LEVELS - around.level) : undefined;
    return inner === undefined ? this.#plainPart(text, around) : this.#jsonTextPart(text, inner, around);
  }

  #jsonTextPart(text: string, value: Json, around: Around): Part {
    const inner = this.#part(value, '', { ...around, level: around.level + 1 });
    // What parsing drops, as the first of two members of one name, is looked for in the text as such.
    const whole = isSpelledPlainly(text, value) ? undefined : this.#plainPart(text, around, false);
    return {
      isChanged: () => inner.isChanged() || whole?.isChanged() === true,
      // What has no secrets keeps its spelling.
      built: () => (inner.isChanged() ? JSON.stringify(inner.built()) : (whole?.built() ?? text)),
    };
  }

  #plainPart(text: string, around: Around, follows = true): Part {
    const view = unescapedView(text);
    const hidden =
      view === undefined
        ? []
        : secretsIn(view.text).map((place) => ({
            ...place,
            start: view.startOf(place.start),
            end: view.endOf(place.end - 1),
          }));
    return this.#leafPart(text, around, [...secretsIn(text), ...hidden], follows);
  }

  /** @param places what the text tells of itself. */
  #leafPart(text: string, around: Around, places: readonly SecretPlace[], follows = true): Part {
    const leaf: Leaf = { text, spans: [], encoded: [], follows: follows && around.encodings === 0 };
    around.leaves.push(leaf);
    for (const place of places) this.#mark(leaf, place, around);
    if (around.encodings < MOST_ENCODINGS) {
      for (const { start, end, encoding, text: inner } of encodedTexts(text)) {
        const part = this.#textPart(inner, '', { ...around, encodings: around.encodings + 1 });
        leaf.encoded.push({ start, end, encoding, part });
      }
    }
    return {
      isChanged: () => leaf.spans.length > 0 || leaf.encoded.some(({ part: inner }) => inner.isChanged()),
      built: () => replaced(text, spansOf(leaf)),
    };
  }

  #mark(leaf: Leaf, { start, end, kind, secret, isWord = false, isBasic }: SecretPlace, around: Around): void {
    const credentials = isBasic ? basicCredentials(secret) : undefined;
    if (credentials !== undefined) {
      const inside = { ...around, encodings: MOST_ENCODINGS };
      const part = this.#leafPart(credentials.text, inside, credentials.places);
      leaf.encoded.push({ start, end, encoding: 'base64', part });
      return;
    }
    const shown = this.#learn(secret, kind, isWord);
    if (shown !== secret) leaf.spans.push({ start, end, shown });
  }
}

/** What JavaScript writes in the place of an object; elsewhere it is nobody's secret. */
const OBJECT = '[object Object]';

const NONE = { parameters: [], answers: [] };

function unnamedSecretsOf(name: Json | undefined) {
  const isListed = typeof name === 'string' && Object.hasOwn(unnamedSecrets, name);
  return (isListed ? unnamedSecrets[name] : undefined) ?? NONE;
}

/** What stands at the path, as in `0.token`, with `*` for every item of a list; the whole value for an empty one. */
function allAt(value: Json, path: string): Json[] {
  if (path === '') return [value];
  if (typeof value !== 'object' || value === null) return [];
  const [name = '', ...rest] = path.split('.');
  const inner = name === '*' ? Object.values(value) : Object.hasOwn(value, name) ? [(value as JsonObject)[name]] : [];
  return inner.flatMap((one) => allAt(one ?? null, rest.join('.')));
}

function composed(parts: readonly Part[], built: () => Json): Part {
  return { isChanged: () => parts.some((part) => part.isChanged()), built };
}

/** The spans to be replaced, in order, none of them in another. */
function spansOf({ spans, encoded }: Leaf): Span[] {
  const changed = encoded.filter(({ part }) => part.isChanged());
  const shown = changed.map(({ start, end, encoding, part }) => ({
    start,
    end,
    shown: `${encoding}(${part.built()})`,
  }));
  return merged(shown.length === 0 ? spans : [...shown, ...spans]);
}

/** The value of a text that is a JSON object, list or text, if it is not too deep. */
function parsed(text: string, levels: number): Json | undefined {
  if (!/^\s*[[{"]/.test(text)) return undefined;
  try {
    const value = JSON.parse(text) as Json;
    return isDeeper(value, levels) ? undefined : value;
  } catch {
    return undefined;
  }
}

const TEXT_OR_BLANKS = /("[^"\\]*(?:\\.[^"\\]*)*")|\s+/g;

/** Whether the text is the value, but for blanks. */
function isSpelledPlainly(text: string, value: Json): boolean {
  const plain = JSON.stringify(value);
  return plain === text || plain === text.replace(TEXT_OR_BLANKS, '$1');
}
