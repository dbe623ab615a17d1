/** What a hub keeps of tickets, errors of clients, its log and its mail. */
import { json, jsonObject, list, number, type Of, optionalMember, orNull, record, text } from '../shape.ts';
import { journal, table } from '../table.ts';

const ticket = record({
  id: number,
  account_id: orNull(text),
  requester: record({ name: text, email_address: text }),
  subject: text,
  description: text,
  tags: list(json),
  created_at: number,
  updated_at: number,
  status: text,
});
export type Ticket = Of<typeof ticket>;

/** A row of `client_error_log`. */
const clientError = record({ id: text, event: text, error: json, account_id: text, time: number, expire: number });
export type ClientError = Of<typeof clientError>;

/** A mail that a hub would have sent. */
const mail = record({
  to: text,
  from: text,
  bcc: optionalMember(text),
  reply_to: optionalMember(text),
  subject: text,
  body: text,
  time: number,
});
export type Mail = Of<typeof mail>;

/** A row of the central log. */
const logEntry = record({ event: text, value: jsonObject, time: number });

const LOG_LIMIT = 10_000;

export const supportTables = {
  tickets: table({ record: ticket, key: ({ id }) => id, by: { account: ({ account_id }) => account_id } }),
  clientErrors: table({ record: clientError, key: ({ id }) => id, counts: ({ expire }, now) => now < expire }),
  log: journal(logEntry, LOG_LIMIT),
  outbox: journal(mail, LOG_LIMIT),
};
