/** What answers have to show, as contracts name it, beyond being of their form: what only code can tell. */
import { type Facts, type Interaction, validCall } from '../../contracts/contract.ts';
import { isObject, type Json } from '../../core/json.ts';
import { callTo } from '../language/call.ts';
import { factsOf } from '../tested-hub/reach.ts';
import type { CaseContext } from './case.ts';

type Holds = (value: Json | undefined, context: CaseContext) => boolean;

/** Words for it, and whether an answer does. */
export type Shows = readonly [words: string, holds: (value: Json, context: CaseContext) => boolean | Promise<boolean>];

const member = (value: Json | undefined, name: string): Json | undefined => (isObject(value) ? value[name] : undefined);

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/** There were no hubs before. */
const FIRST_HUB = Date.UTC(2013, 0);

const DAY_MS = 86_400_000;

/** A time that a hub's clock can show: those of mocks may stand still in the past, but none is ahead. */
const isTime = (value: Json | undefined): boolean => {
  const ms = typeof value === 'number' || typeof value === 'string' ? new Date(value).getTime() : Number.NaN;
  return ms > FIRST_HUB && ms < Date.now() + DAY_MS;
};

const STATES: readonly (Json | undefined)[] = [
  'archived',
  'archiving',
  'closed',
  'closing',
  'opened',
  'opening',
  'pending',
  'running',
  'starting',
  'stopping',
  'unarchiving',
];

/** By the words that contracts have for it. */
const HOLDS: Readonly<Record<string, Holds>> = {
  'a link': (value) => typeof value === 'string' && /^https?:|^\/|auth/.test(value),
  'a list': isList,
  'a list of 10 at most': (value) => isList(value) && value.length <= 10,
  'a list with the account that asks': (value, { account }) =>
    isList(value) && value.some((row) => member(row, 'account_id') === account.account_id),
  'a list with the file a.txt': (value) => isList(value) && value.some((file) => member(file, 'name') === 'a.txt'),
  'a number': (value) => typeof value === 'number',
  'a state that projects have': (value) => STATES.includes(value),
  'a text': (value) => typeof value === 'string',
  'a token': (value) => typeof value === 'string' && value.length > 10,
  'a URL': (value) => typeof value === 'string' && URL.canParse(value),
  'an empty list': (value) => isList(value) && value.length === 0,
  'an object': isObject,
  'keys without their secrets': (value) => isList(value) && value.every((key) => member(key, 'secret') === undefined),
  'the account that asks': (value, { account }) => member(value, 'account_id') === account.account_id,
  'the first name of the account that asks': (value, { account: { account_id, first_name } }) =>
    member(member(value, account_id), 'first_name') === first_name,
  'the output 2': (value) => JSON.stringify(value ?? null).includes('"2"'),
  'the time of a clock': isTime,
};

/** What answers of the operation have to show, where its contract says so. @throws Error for words that mean nothing here. */
export function showsOf(operation: string, { shows }: Interaction): Shows | undefined {
  if (shows === undefined) return undefined;
  const { at = '', what, refusesToo } = shows;
  const holds = Object.hasOwn(HOLDS, what) ? HOLDS[what] : undefined;
  if (holds === undefined) {
    throw new Error(
      `contract of ${operation}: answers cannot show "${what}"; known is: ${Object.keys(HOLDS).join(', ')}`,
    );
  }
  const shown = (value: Json) =>
    at.split('.').reduce((inner, name) => (name === '' ? inner : member(inner, name)), value as Json | undefined);
  const words = at === '' ? what : `${what} as ${at}`;
  if (!refusesToo) return [words, (value, context) => holds(shown(value), context)];
  return [
    `${words}, and a refusal of what it cannot answer`,
    async (value, context) => holds(shown(value), context) && (await refuses(operation, context)),
  ];
}

/** An empty list or a zero alone shows nothing: a hub has to know as well when to say no. */
async function refuses(operation: string, context: CaseContext): Promise<boolean> {
  const { send, as } = refusedCall(factsOf(operation));
  const sent = JSON.parse(JSON.stringify(send ?? {}), (_, value) =>
    typeof value === 'string' ? value.replace(/\{madeUp\.(\w+)\}/g, (_whole, name) => context.madeUpId(name)) : value,
  );
  const { answer } = await context.call({ ...callTo(operation, sent), ...(as !== undefined && { as }) });
  return answer.outcome === 'refusal';
}

/** @throws Error where its contract has none. */
function refusedCall(facts: Facts | undefined): Interaction {
  const found = facts?.interactions.find((one) => 'refused' in one && one !== validCall(facts));
  if (found === undefined || 'impossible' in found) throw new Error('the contract has no call that is refused');
  return found;
}
