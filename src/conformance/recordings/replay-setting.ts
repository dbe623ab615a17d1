/** What stands beside recordings: whose keys their placeholders are, and what cannot come out as recorded, and why. */
import { isObject, type Json } from '../../core/json.ts';
import { JsonError, readJsonText } from '../../core/json-text.ts';
import type { Profile } from '../../core/settings.ts';
import { type Exchange, HarError } from './har.ts';

/** Why an exchange cannot come out as recorded. */
export interface ReplayExcuse {
  readonly file: string;
  readonly entry: number;
  /** That of the entry, so that an excuse never ends up with another one. */
  readonly comment: string;
  readonly reason: string;
  /** It is none of the API that is simulated, so it counts for nothing. */
  readonly outside?: boolean;
}

export interface ReplaySetting {
  /** The world that the recordings start from, as a file beside the setting. */
  readonly world?: string;
  /** Recordings to the world of those that start from another one. */
  readonly worlds?: Readonly<Record<string, string>>;
  /** Worlds to the profile of the hub that runs them; `documented` for all others. */
  readonly profiles?: Readonly<Record<string, Profile>>;
  /** Placeholders of keys to the accounts of the world that they belong to. */
  readonly accounts?: Readonly<Record<string, string>>;
  /** Placeholders to the exchange whose answer gives what they stand for. */
  readonly answers?: Readonly<Record<string, { readonly file: string; readonly entry: number }>>;
  /** Placeholders of keys that nobody has. */
  readonly unknown?: readonly string[];
  /** Calls whose lists come in no order that a hub promises, each with the reason. */
  readonly unordered?: Readonly<Record<string, string>>;
  readonly excuses?: readonly ReplayExcuse[];
}

const MEMBERS = ['world', 'worlds', 'profiles', 'accounts', 'answers', 'unknown', 'unordered', 'excuses'];

/** @throws HarError with what is wrong with it. */
export function readSetting(text: string, file: string): ReplaySetting {
  const setting = parsed(text, file);
  if (!isObject(setting)) throw new HarError(`${file}: expected an object`);
  const stray = Object.keys(setting).find((name) => !MEMBERS.includes(name));
  if (stray !== undefined) throw new HarError(`${file}: ${stray}: no such member; there are ${MEMBERS.join(', ')}`);
  for (const [name, { expected, holds }] of Object.entries(SHAPES)) {
    if (!holds(setting[name])) throw new HarError(`${file}: ${name}: expected ${expected}`);
  }
  const { excuses = [] } = setting as { excuses?: readonly Json[] };
  for (const [at, excuse] of excuses.entries()) checkExcuse(excuse, `${file}: excuses[${at}]`);
  return setting as ReplaySetting;
}

function parsed(text: string, file: string): Json {
  try {
    return readJsonText(text);
  } catch (thrown) {
    throw thrown instanceof JsonError ? new HarError(`${file}: ${thrown.message}`) : thrown;
  }
}

interface Shape {
  readonly expected: string;
  holds(value: Json | undefined): boolean;
}

const isText = (value: Json | undefined) => typeof value === 'string';
const isPlace = (value: Json) => isObject(value) && isText(value.file) && Number.isInteger(value.entry);
const isMapOf = (holds: (value: Json) => boolean) => (value: Json | undefined) =>
  value === undefined || (isObject(value) && Object.values(value).every(holds));
const isListOf = (holds: (value: Json) => boolean) => (value: Json | undefined) =>
  value === undefined || (Array.isArray(value) && value.every(holds));

const SHAPES: Readonly<Record<string, Shape>> = {
  world: { expected: 'a text', holds: (value) => value === undefined || isText(value) },
  worlds: { expected: 'an object of texts', holds: isMapOf(isText) },
  accounts: { expected: 'an object of texts', holds: isMapOf(isText) },
  unordered: { expected: 'an object of texts', holds: isMapOf(isText) },
  answers: { expected: 'an object of places, each with a file and an entry', holds: isMapOf(isPlace) },
  unknown: { expected: 'a list of texts', holds: isListOf(isText) },
  excuses: { expected: 'a list', holds: isListOf(() => true) },
};

function checkExcuse(excuse: Json, place: string): void {
  if (!isObject(excuse)) throw new HarError(`${place}: expected an object`);
  for (const name of ['file', 'comment', 'reason']) {
    if (typeof excuse[name] !== 'string') throw new HarError(`${place}.${name}: expected a text`);
  }
  if (!Number.isInteger(excuse.entry)) throw new HarError(`${place}.entry: expected a whole number`);
}

/** A key that no account has. */
export const UNKNOWN_KEY = 'sk-000000000000000000unknown';

/** What the placeholder that an answer has stands for: a name of its own where the setting gives one. */
export function learnedName(setting: ReplaySetting, placeholder: string, { file, entry }: Exchange): string {
  const named = Object.entries(setting.answers ?? {}).find(([, from]) => from.file === file && from.entry === entry);
  return named?.[0] ?? placeholder;
}
