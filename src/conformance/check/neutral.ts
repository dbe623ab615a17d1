/** Answers of two hubs to the same calls, made comparable: what no two hubs share goes by its place in the conversation. */
import { isObject, type Json } from '../../core/json.ts';

/** What differs from hub to hub inside a text. */
const REFERENCES =
  /(?<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[0-9a-f]{40}\b)|(?<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)|(?<run>mock-hub-[\w-]+)|(?<file>\/tmp\/(?:f-|cocalc-)[\w.-]+)|(?<key>sk[-_][A-Za-z0-9]{6,})/gi;

/** Members with a number that no two hubs share: a moment, a duration, or one that a machine hands out. */
const MEASURED =
  /^(now|server_time|time|mtime|start|start_ts|elapsed_s|pid|project\.pid|.*\.port|timestamp|expire|created|last_active)$/;

/** Members with a text that no two hubs share. */
const OPAQUE = /^(secret|token|auth_token|api_key|trunc|session_id|connectionFile)$/;

/** One hub's side of a conversation. */
export class Neutral {
  readonly #names = new Map<string, string>();
  #unnamed = 0;

  /** How many names were given to ids that nobody had introduced. */
  get named(): number {
    return this.#unnamed;
  }

  /** Gives the id a name of its own: `<self>`. */
  introduce(name: string, id: string): void {
    this.#names.set(id.toLowerCase(), `<${name}>`);
  }

  /** The value with a name in place of each id, given when it first came up, and the kind in place of a moment. */
  of(value: Json, member = ''): Json {
    if (typeof value === 'string') return OPAQUE.test(member) && value !== '' ? `<${member}>` : this.#text(value);
    if (typeof value === 'number') return MEASURED.test(member) ? '<number>' : value;
    if (Array.isArray(value)) return value.map((item) => this.of(item, member));
    if (!isObject(value)) return value;
    const members = Object.entries(value).map(([name, inner]): [string, Json] => [
      this.#text(name),
      this.of(inner, name),
    ]);
    return Object.fromEntries(members.sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0)));
  }

  #text(text: string): string {
    return text.replace(REFERENCES, (found, ...rest) => {
      const groups = rest.at(-1) as Record<string, string | undefined>;
      const [kind = ''] = Object.entries(groups).find(([, value]) => value !== undefined) ?? [];
      return kind === 'id' ? this.#name(found.toLowerCase()) : `<${kind}>`;
    });
  }

  #name(id: string): string {
    const known = this.#names.get(id);
    if (known !== undefined) return known;
    this.#unnamed += 1;
    const name = `<id:${this.#unnamed}>`;
    this.#names.set(id, name);
    return name;
  }
}
