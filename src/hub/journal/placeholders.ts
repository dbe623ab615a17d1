/** What stands behind placeholders for secrets: learnt where an answer has a secret in the place of one. */
import { isObject, type Json } from '../../core/json.ts';
import { literalPattern } from '../../core/regexp.ts';

const PLACEHOLDER = /\{\{\w+\}\}/g;

export class Placeholders {
  readonly #values = new Map<string, string>();

  /** Compares what was answered, with placeholders, with what is answered now. */
  learn(expected: Json, came: Json): void {
    if (typeof expected === 'string') {
      if (typeof came === 'string') this.#learnText(expected, came);
    } else if (Array.isArray(expected)) {
      if (Array.isArray(came)) for (const [at, item] of expected.entries()) this.learn(item, came[at] ?? null);
    } else if (isObject(expected) && isObject(came)) {
      for (const [name, item] of Object.entries(expected)) this.learn(item, came[name] ?? null);
    }
  }

  /** The value with what is known in the place of placeholders. */
  filled(value: Json): Json {
    if (this.#values.size === 0) return value;
    if (typeof value === 'string') {
      return value.replace(PLACEHOLDER, (placeholder) => this.#values.get(placeholder) ?? placeholder);
    }
    if (Array.isArray(value)) return value.map((item) => this.filled(item));
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, this.filled(inner)]));
  }

  #learnText(expected: string, came: string): void {
    const names = expected.match(PLACEHOLDER);
    if (names === null || expected === came) return;
    const pattern = expected.split(PLACEHOLDER).map(literalPattern).join('(.+?)');
    const found = new RegExp(`^${pattern}$`, 's').exec(came)?.slice(1) ?? [];
    for (const [at, value] of found.entries()) {
      const name = names[at] as string;
      if (!this.#values.has(name)) this.#values.set(name, value);
    }
  }
}
