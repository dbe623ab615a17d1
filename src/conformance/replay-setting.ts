/** What stands beside recordings: whose keys their placeholders are, and what cannot come out as recorded, and why. */
import { isObject, type Json } from '../core/json.ts';
import type { Profile } from '../core/state.ts';
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
  let setting: Json;
  try {
    setting = JSON.parse(text) as Json;
  } catch (thrown) {
    throw new HarError(`${file}: no JSON: ${(thrown as SyntaxError).message}`);
  }
  if (!isObject(setting)) throw new HarError(`${file}: expected an object`);
  const stray = Object.keys(setting).find((name) => !MEMBERS.includes(name));
  if (stray !== undefined) throw new HarError(`${file}: ${stray}: no such member; there are ${MEMBERS.join(', ')}`);
  const { excuses = [] } = setting;
  if (!Array.isArray(excuses)) throw new HarError(`${file}: excuses: expected a list`);
  for (const [at, excuse] of excuses.entries()) checkExcuse(excuse, `${file}: excuses[${at}]`);
  return setting as ReplaySetting;
}

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
