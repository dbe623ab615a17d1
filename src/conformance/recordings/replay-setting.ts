/** What stands beside recordings: whose keys their placeholders are, and what cannot come out as recorded, and why. */
import {
  boolean,
  count,
  jsonObject,
  list,
  mapOf,
  type Of,
  oneOf,
  optionalMember,
  record,
  text,
} from '../../core/shape.ts';
import { readShaped } from '../shaped-file.ts';
import { type Exchange, HarError } from './har.ts';

/** Why an exchange cannot come out as recorded. */
const excuse = record({
  file: text,
  entry: count,
  /** That of the entry, so that an excuse never ends up with another one. */
  comment: text,
  reason: text,
  /** It is none of the API that is simulated, so it counts for nothing. */
  outside: optionalMember(boolean),
});

/** A row of one of the hub's tables, as the document of a state has it, with ids as they are recorded. */
const putRow = record({
  /** Of the exchange that comes next. */
  file: text,
  entry: count,
  table: text,
  row: jsonObject,
});

const SETTING = record({
  /** The world that the recordings start from: one of `worlds`, or a file beside the setting. */
  world: optionalMember(text),
  /** Recordings to the world of those that start from another one. */
  worlds: optionalMember(mapOf(text)),
  /** Worlds to the profile of the hub that runs them; `documented` for all others. */
  profiles: optionalMember(mapOf(oneOf('documented', 'observed'))),
  /** Recordings to the build of API v2 that answered them; `production` for all others. */
  builds: optionalMember(mapOf(oneOf('production', 'development'))),
  /** Placeholders of keys to the accounts of the world that they belong to. */
  accounts: optionalMember(mapOf(text)),
  /** Placeholders to the exchange whose answer gives what they stand for. */
  answers: optionalMember(mapOf(record({ file: text, entry: count }))),
  /** Placeholders of keys that nobody has. */
  unknown: optionalMember(list(text)),
  /** Calls, or queries of a table (`query projects`), whose lists come in no order that a hub promises, with the reason. */
  unordered: optionalMember(mapOf(text)),
  /** What was put into the hub's database between exchanges, which no call does. */
  rows: optionalMember(list(putRow)),
  excuses: optionalMember(list(excuse)),
});

export type ReplayExcuse = Of<typeof excuse>;

export type ReplaySetting = Of<typeof SETTING>;

/** Where a recording has a setting of its own. */
export const settingFileOf = (recording: string): string => `${recording.replace(/\.har$/i, '')}.setting.json`;

/** @throws HarError with what is wrong with it. */
export function readSetting(content: string, file: string): ReplaySetting {
  return readShaped(content, SETTING, (words) => new HarError(`${file}: ${words}`));
}

/** A key that no account has. */
export const UNKNOWN_KEY = 'sk-000000000000000000unknown';

/** What the placeholder that an answer has stands for: a name of its own where the setting gives one. */
export function learnedName(setting: ReplaySetting, placeholder: string, { file, entry }: Exchange): string {
  const named = Object.entries(setting.answers ?? {}).find(([, from]) => from.file === file && from.entry === entry);
  return named?.[0] ?? placeholder;
}
