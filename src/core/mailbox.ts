/** Sending messages to accounts, and reading those that one has or wrote. [server/messages/send.ts, get.ts] */
import { sqlBigint, sqlInteger, sqlText, textColumn } from './database/database.ts';
import { refuse } from './errors.ts';
import { type Instant, iso, MINUTE } from './instant.ts';
import { readMember } from './javascript.ts';
import type { Json, JsonObject } from './json.ts';
import { addMessage, type MESSAGE_FLAGS, type Message, messagesFrom, messagesTo, withIdSpent } from './messages.ts';
import { asColumn, uuidColumn } from './query/columns.ts';
import type { HubState } from './state.ts';
import { asNumber, isTruthy, isUuid } from './values.ts';

/** What is sent; a member that is not there may be `undefined`. */
export interface MessageDraft {
  readonly from_id: string;
  /** Ids of accounts, and e-mail addresses as they are kept, unless `idsOnly`. */
  readonly to_ids: Json | undefined;
  readonly idsOnly?: true;
  readonly subject: Json | undefined;
  readonly body: Json | undefined;
  /** Id of a message; the new one joins its thread. */
  readonly reply_id: Json | undefined;
  /** For so many minutes the same message is not sent again. */
  readonly dedupMinutes: Json | undefined;
}

/**
 * Sends a message.
 *
 * @returns its id, or that of the same message sent just before; nothing where nobody is left to send it to.
 * @throws Refusal `no_such_recipient`, `type_error`, or in the database's words.
 */
export function sendMessage(
  state: HubState,
  sending: MessageDraft,
): { readonly state: HubState; readonly id: number | undefined } {
  const to_ids = sending.idsOnly ? accountsById(state, sending.to_ids) : recipients(state, sending.to_ids);
  if (to_ids.length === 0) return { state, id: undefined };
  const thread_id = threadOf(state, sending.reply_id);
  const { from_id } = sending;
  const [subject, body] = [neededText(state, 'subject', sending.subject), neededText(state, 'body', sending.body)];
  const same = earlier(state, { from_id, to_ids, subject, body }, sending.dedupMinutes);
  if (same !== undefined) return { state, id: same.id };
  const sent = addMessage(state, { from_id, to_ids, subject, body, thread_id, sent: state.now });
  return { state: sent.state, id: sent.message.id };
}

/** The accounts that are meant. Where there is an address among them, whoever is not known is left out. */
function recipients(state: HubState, sent: Json | undefined): string[] {
  readMember(sent, 'filter');
  if (!Array.isArray(sent)) throw refuse('unsimulated', NO_LIST);
  if (!sent.some((one) => typeof one === 'string' && one.includes('@'))) {
    return sent.map((one) => knownAccount(state, one));
  }
  const accounts = sent.flatMap((one) => {
    if (isUuid(one)) return [knownAccount(state, one)];
    return typeof one === 'string' ? (state.accounts.by('email_address', one)?.account_id ?? []) : [];
  });
  return [...new Set(accounts)];
}

const NO_LIST = { what: 'recipients that are no list', why: 'what a hub says of them is not known' };

/** The accounts that are meant, by their ids alone. A text of one character counts as one id. */
function accountsById(state: HubState, sent: Json | undefined): string[] {
  if (typeof sent === 'string' && sent.length === 1) return [knownAccount(state, sent)];
  if (!Array.isArray(sent)) throw refuse('unsimulated', NO_LIST);
  return sent.map((one) => knownAccount(state, one));
}

function knownAccount(state: HubState, sent: Json): string {
  const account_id = uuidColumn(sent);
  if (!state.accounts.has(account_id)) throw refuse('no_such_recipient', { account_id: sqlText(sent) });
  return account_id;
}

/** The thread of the message that is answered, or that message; none if it is not there. */
function threadOf(state: HubState, reply_id: Json | undefined): Json {
  if (reply_id === undefined || !isTruthy(reply_id)) return null;
  const message = state.messages.get(String(sqlInteger(reply_id)));
  return message === undefined ? null : (message.thread_id ?? (message.id as number));
}

function neededText(state: HubState, column: string, sent: Json | undefined): string {
  if (sent == null) throw refuse('sql_not_null', { table: 'messages', column }).keeping(withIdSpent(state));
  return textColumn(sent);
}

/** The same message, sent within the minutes before now. */
function earlier(
  state: HubState,
  message: Pick<Message, 'from_id' | 'to_ids' | 'subject' | 'body'>,
  dedupMinutes: Json | undefined,
): Message | undefined {
  if (dedupMinutes === undefined || !isTruthy(dedupMinutes)) return undefined;
  if (typeof dedupMinutes !== 'number') {
    throw refuse('unsimulated', {
      what: 'the parameter "dedupMinutes" as anything but a number',
      why: 'how a hub reads it is not known',
    });
  }
  const { subject, body, to_ids } = message;
  const since = state.now - dedupMinutes * MINUTE;
  return messagesFrom(state, message.from_id)
    .filter((one) => one.subject === subject && one.body === body && String(one.to_ids) === String(to_ids))
    .find(({ sent }) => sent !== null && sent >= since);
}

/** What is sent; a member that is not there may be `undefined`. */
export interface Reading {
  /** Whose messages. */
  readonly account_id: string;
  readonly limit: Json | undefined;
  readonly offset: Json | undefined;
  /** `received` by default, `sent`, `new` or `starred`. */
  readonly type: Json | undefined;
  /** Only what was sent later is told of. */
  readonly cutoff: Json | undefined;
}

const LIMIT = 100;
const MOST = 500;

/**
 * Messages of the account, the newest first and drafts last.
 *
 * @throws Refusal `too_many_messages_wanted`, or in the database's words.
 */
export function readMessages(state: HubState, { account_id, type = 'received', ...reading }: Reading): JsonObject[] {
  const { limit = LIMIT, offset, cutoff } = reading;
  if (asNumber(limit) > MOST) throw refuse('too_many_messages_wanted', { limit: MOST });
  const [select, flags] = KINDS.get(type) ?? [];
  if (select === undefined || flags === undefined) throw refuse('no_such_kind_of_message');
  const later = cutoffTime(cutoff);
  const start = isTruthy(offset) ? (bound(offset as Json, 'negative_offset') ?? 0) : 0;
  const count = bound(limit, 'negative_limit');
  return select(state, account_id)
    .filter(({ sent }) => later === undefined || (sent !== null && sent > later))
    .sort((one, other) => (other.sent ?? 0) - (one.sent ?? 0) || other.id - one.id)
    .slice(start, count === undefined ? undefined : start + count)
    .map((message) => shown(message, flags, positionIn(message, type === 'sent' ? null : account_id)));
}

type Flag = (typeof MESSAGE_FLAGS)[number];
type Select = (state: HubState, account_id: string) => Message[];

const TOLD: readonly Flag[] = ['read', 'saved', 'deleted'];

/** For each kind of messages which they are, and the flags that are told. */
const KINDS: ReadonlyMap<Json, readonly [Select, readonly Flag[]]> = new Map([
  ['received', [received(), TOLD]],
  ['sent', [(state, account_id) => messagesFrom(state, account_id).filter((one) => !isSet(one, 'expire', 0)), TOLD]],
  ['new', [received({ without: TOLD }), []]],
  ['starred', [received({ with: ['starred'], without: ['deleted'] }), []]],
]);

/** Messages to the account, but for those it has deleted for good, with certain flags and without others. */
function received(flags: { readonly with?: readonly Flag[]; readonly without?: readonly Flag[] } = {}): Select {
  const { with: needed = [], without = [] } = flags;
  return (state, account_id) =>
    messagesTo(state, account_id).filter((message) => {
      const has = (flag: Flag) => isSet(message, flag, positionIn(message, account_id));
      return message.sent !== null && needed.every(has) && ![...without, 'expire' as const].some(has);
    });
}

/** Where in each text of flags the recipient's mark is; `null` stands for the sender. */
function positionIn({ to_ids }: Message, account_id: string | null): number {
  return account_id === null ? 0 : to_ids.indexOf(account_id) + 1;
}

function isSet(message: Message, flag: Flag, position: number): boolean {
  return String(message[flag] ?? '')[position] === '1';
}

function shown(message: Message, flags: readonly Flag[], position: number): JsonObject {
  const { id, subject, body, from_id, to_ids, sent, thread_id } = message;
  return {
    id,
    subject,
    body,
    from_id,
    to_ids,
    sent: sent === null ? null : iso(sent),
    thread_id,
    ...Object.fromEntries(flags.map((flag) => [flag, isSet(message, flag, position)])),
  };
}

function cutoffTime(sent: Json | undefined): Instant | undefined {
  if (sent === undefined || !isTruthy(sent)) return undefined;
  if (typeof sent === 'number') {
    throw refuse('unsimulated', {
      what: 'the parameter "cutoff" as a number',
      why: 'which times the database reads in it is not known',
    });
  }
  return asColumn('time', sent) as Instant;
}

/** How many; `undefined` for no bound, as `null` is sent. */
function bound(sent: Json, negative: 'negative_offset' | 'negative_limit'): number | undefined {
  if (sent === null) return undefined;
  const count = sqlBigint(sent);
  if (count < 0) throw refuse(negative);
  return count;
}
