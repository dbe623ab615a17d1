/** Messages between accounts, since 2026. [util/db-schema/messages.ts] */
import { refuse } from '../../errors.ts';
import type { Json, JsonObject } from '../../json.ts';
import { addMessage, MESSAGE_FLAGS, type Message, messagesFrom, messagesTo, withFlag } from '../../messages.ts';
import type { HubState } from '../../state.ts';
import { countRequest } from '../../throttle.ts';
import { asText } from '../../values.ts';
import { asColumn, shownValue } from '../columns.ts';
import { writeRow } from '../set.ts';
import { type Columns, type ColumnType, rowStore, type Store } from '../store.ts';
import {
  defineTable,
  type GetRules,
  names,
  type QueryTable,
  type SetCall,
  settable,
  type TableQuery,
  type TableResult,
} from '../table.ts';

const columns: Columns = {
  id: 'integer',
  sent: 'time',
  from_id: 'uuid',
  to_ids: 'uuids',
  subject: 'text',
  body: 'text',
  thread_id: 'integer',
  read: 'text',
  saved: 'text',
  starred: 'text',
  liked: 'text',
  deleted: 'text',
  expire: 'text',
};

const store = rowStore('messages', columns) as unknown as Store<Message>;

const FLAGS = MESSAGE_FLAGS.join(' ');
const FIELDS = Object.keys(columns).join(' ');

export function messages(): QueryTable[] {
  const get: GetRules<Message> = { fields: names(FIELDS), options: [{ order_by: '-id' }, { limit: 1000 }] };
  return [
    defineTable({
      name: 'messages',
      store,
      get: { ...get, rows: ({ state, account_id }) => messagesTo(state, account_id), within: isSent },
      set: { fields: settable('id', FLAGS), instead: markReceived },
    }),
    defineTable({
      name: 'sent_messages',
      store,
      get: { ...get, rows: ({ state, account_id }) => messagesFrom(state, account_id) },
      set: { fields: settable('id', FLAGS, 'to_ids subject body sent thread_id'), instead: changeSent },
    }),
    defineTable({ name: 'create_message', store, get: { fields: names(FIELDS), instead: create } }),
  ];
}

function isSent(_query: TableQuery, { sent }: Message): boolean {
  return sent !== null;
}

/** Changes what the caller, a recipient, thinks of the message, and nobody else's mark. */
function markReceived(call: SetCall<Message>): HubState {
  const { item, account_id } = call;
  if (item === undefined) throw refuse('not_a_received_message');
  const recipient = item.to_ids.indexOf(account_id);
  if (recipient < 0) throw refuse('never_answers', { what: "a set on somebody else's message" });
  return writeRow(store, { ...call, object: marked(call, item, recipient + 1) });
}

/** Changes the sender's marks; of a draft everything else too. */
function changeSent(call: SetCall<Message>): HubState {
  const { state, item, account_id, object } = call;
  if (item === undefined) throw refuse('not_a_sent_message');
  if (item.from_id !== account_id) {
    throw refuse('unsimulated', { what: "a set on somebody else's message", why: 'what hubs make of it is not known' });
  }
  const marks = marked(call, item, 0);
  if (item.sent !== null) return writeRow(store, { ...call, object: marks });
  if (object.to_ids != null) checkRecipients(state, object.to_ids);
  return writeRow(store, { ...call, object: { ...object, ...marks } });
}

function marked({ object }: TableQuery, message: Message, position: number): JsonObject {
  const sent = MESSAGE_FLAGS.filter((flag) => object[flag] != null);
  const flags = sent.map((flag) => [flag, withFlag(message[flag] ?? null, position, asText(object[flag]))]);
  return { id: message.id, ...Object.fromEntries(flags) };
}

const THROTTLE = { name: 'user_query-create_message', mostPer: { second: 3, minute: 15, hour: 200 } };

/** A get that inserts: the message that it describes, and all its fields for an answer. */
function create({ state, account_id, object }: TableQuery): TableResult {
  const to_ids = checkRecipients(state, object.to_ids ?? []);
  const counted = countRequest(state, THROTTLE, account_id);
  const value = (column: string) => {
    const sent = object[column] ?? null;
    return sent === null ? null : asColumn(columns[column] as ColumnType, sent);
  };
  const { state: after, message } = addMessage(counted, {
    sent: value('sent') as number | null,
    from_id: account_id,
    to_ids,
    subject: value('subject'),
    body: value('body'),
    thread_id: value('thread_id'),
  });
  const result = Object.keys(columns).map((column): [string, Json] => [
    column,
    shownValue(columns[column], message[column] ?? null),
  ]);
  return { state: after, result: Object.fromEntries(result) };
}

/** @throws Refusal `no_such_recipients` */
function checkRecipients(state: HubState, sent: Json): readonly string[] {
  const to_ids = asColumn('uuids', sent) as readonly string[];
  const account_ids = to_ids.filter((account_id) => !state.accounts.has(account_id));
  if (account_ids.length > 0) throw refuse('no_such_recipients', { account_ids });
  return to_ids;
}
