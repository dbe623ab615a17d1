/** Random calls of the conat API, replayed: what a running hub answered stands in `fixtures/recordings/conat-random.jsonl`. */
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { isObject, type Json, type JsonObject } from '../src/core/json.ts';
import { createHub } from '../src/hub/create.ts';

const FOLDER = 'fixtures/recordings';

/** One line of the file. Ids are symbols in it, as `{{P}}`; places, times and secrets too, as `<home>`. */
interface RandomCall {
  /** Which sequence of calls it is of; each has two projects of its own. */
  readonly seq: number;
  readonly n: number;
  readonly as: keyof typeof ACCOUNTS;
  readonly endpoint: 'hub' | 'project';
  readonly body: JsonObject & { readonly name: string };
  readonly answer: Json;
}

export interface RandomOutcome {
  readonly call: RandomCall;
  /** `<seq>.<n>` */
  readonly name: string;
  readonly given: Json;
  /** `refused`: the mock says by name that it does not simulate this. */
  readonly verdict: 'same' | 'refused' | 'differs';
}

const ACCOUNTS = {
  self: account('Sally', 'Self', '1'),
  other: account('Otto', 'Other', '2'),
  third: account('Thea', 'Third', '3'),
  admin: { ...account('CI', 'Admin', '4'), groups: ['admin'] },
} as const;

function account(first_name: string, last_name: string, digit: string) {
  const account_id = `${digit.repeat(8)}-0000-4000-8000-${digit.repeat(12)}`;
  const last_active = '2026-11-27T00:00:00.000Z';
  return { account_id, first_name, last_name, api_key: `sk_random_${last_name}`, last_active };
}

let replayed: Promise<RandomOutcome[]> | undefined;

export function randomOutcomes(): Promise<RandomOutcome[]> {
  replayed ??= replayAll();
  return replayed;
}

/** Why calls cannot come out as recorded: those of a function, or single ones. */
interface RandomExcuse {
  readonly reason: string;
  readonly name?: string;
  readonly calls?: readonly string[];
}

export function randomExcuses(): RandomExcuse[] {
  return JSON.parse(readFileSync(`${FOLDER}/conat-random-excuses.json`, 'utf8')) as RandomExcuse[];
}

export function isExcusedBy({ name, calls }: RandomExcuse, { call, name: place }: RandomOutcome): boolean {
  return calls?.includes(place) ?? call.body.name === name;
}

/** How many calls came out in which way. */
export function randomFigures(outcomes: readonly RandomOutcome[]) {
  const count = (verdict: RandomOutcome['verdict']) => outcomes.filter((one) => one.verdict === verdict).length;
  return { calls: outcomes.length, same: count('same'), refused: count('refused'), differs: count('differs') };
}

async function replayAll(): Promise<RandomOutcome[]> {
  const lines = readFileSync(`${FOLDER}/conat-random.jsonl`, 'utf8').trim().split('\n');
  const calls = lines.map((line) => JSON.parse(line) as RandomCall);
  const names = Object.keys(ACCOUNTS) as RandomCall['as'][];
  const firsts = names.map((name) => [`first of ${name}`, { title: 'My First Project', users: { [name]: 'owner' } }]);
  const hub = createHub({ world: { site: { dns: '' }, accounts: ACCOUNTS, projects: Object.fromEntries(firsts) } });
  const created = async (title: string) => {
    const body = { name: 'projects.createProject', args: [{ title }] };
    return (await hub.call('conat/hub', body, { key: ACCOUNTS.self.api_key })).body as string;
  };
  const ids = new Map(names.map((name) => [name as string, ACCOUNTS[name].account_id]));
  const outcomes: RandomOutcome[] = [];
  let seq: number | undefined;
  for (const call of calls) {
    if (call.seq !== seq) {
      ids.set('P', await created('mock-hub-random'));
      ids.set('P2', await created('mock-hub-random 2'));
      seq = call.seq;
    }
    const body = filled(call.body, ids) as object;
    const { body: given } = await hub.call(`conat/${call.endpoint}`, body, { key: ACCOUNTS[call.as].api_key });
    outcomes.push({ call, name: `${call.seq}.${call.n}`, ...judged(call, withSymbols(given, ids)) });
  }
  return outcomes;
}

function judged(call: RandomCall, given: Json): Pick<RandomOutcome, 'given' | 'verdict'> {
  const { name } = call.body;
  const [recorded, came] = [plain(call.answer, name), plain(given, name)];
  if (isDeepStrictEqual(recorded, came)) return { given, verdict: 'same' };
  return { given, verdict: JSON.stringify(given).includes('cocalc-mock-hub') ? 'refused' : 'differs' };
}

function filled(value: Json, ids: ReadonlyMap<string, string>): Json {
  return replacedTexts(value, (text) =>
    text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => ids.get(name) ?? whole),
  );
}

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

/** An answer of the mock, in the symbols that the recorder wrote. */
function withSymbols(answer: Json, ids: ReadonlyMap<string, string>): Json {
  return replacedTexts(answer, (text) => {
    const home = text.replaceAll(`/projects/${ids.get('P')}`, '<home>');
    const named = [...ids].reduce((result, [name, id]) => result.replaceAll(id, `{{${name}}}`), home);
    return named
      .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, '<time>')
      .replace(/\bsk[-_][\w-]{16,}/g, '<key>')
      .replace(/^[\w+/]{43}=$/, '<token>')
      .replace(/(?<=no api key with id )\d+/, 'N')
      .replace(/\/tmp\/cocalc-[\w-]{6}(?![\w-])/g, '/tmp/cocalc-X')
      .replace(new RegExp(UUID, 'g'), (id) => (id.startsWith('11111111') || id.startsWith('aaaaaaaa') ? id : '<uuid>'));
  });
}

/** Members whose numbers are those of one machine or moment. */
const MEASURED =
  /^(mtime|start_ts|pid|now|server_time|created|last_active|id|elapsed_s|time|version|(.+\.)?(pid|port))$/;

/** What is compared: without what belongs to one machine or moment, and lists of files in one order. */
function plain(value: Json, name: Json | undefined, member = ''): Json {
  if (typeof value === 'number') return MEASURED.test(member) ? 0 : value;
  if (typeof value === 'string') return member === 'trunc' ? 'x' : value.replace(/[‘’]/g, "'");
  if (Array.isArray(value)) {
    const items = value.map((item) => plain(item, name));
    return name === 'system.listing' ? items.sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1)) : items;
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, inner]): [string, Json] => [key, plain(inner, name, key)]);
  return Object.fromEntries(
    name === 'system.listing' && value.isdir ? entries.filter(([key]) => key !== 'size') : entries,
  );
}

function nameOf(file: Json): string {
  return isObject(file) ? String(file.name) : '';
}

function replacedTexts(value: Json, replaced: (text: string) => string): Json {
  if (typeof value === 'string') return replaced(value);
  if (Array.isArray(value)) return value.map((item) => replacedTexts(item, replaced));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [replaced(name), replacedTexts(inner, replaced)]),
  );
}
