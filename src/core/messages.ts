/** Messages between accounts. [util/db-schema/messages.ts] */

import type { Instant } from './instant.ts';
import type { Json, JsonObject } from './json.ts';
import { type HubState, put } from './state.ts';
import { asText } from './values.ts';

/**
 * What the sender and each recipient think of a message, in texts of `0` and `1`: first the sender, then the
 * recipients in the order of `to_ids`.
 */
export const MESSAGE_FLAGS = ['read', 'saved', 'starred', 'liked', 'deleted', 'expire'] as const;

export interface Message extends JsonObject {
  readonly id: number;
  /** `null`: a draft. */
  readonly sent: Instant | null;
  readonly from_id: string;
  readonly to_ids: readonly string[];
  readonly subject: Json;
  readonly body: Json;
  readonly thread_id: Json;
}

/** The state with one more message, and that message with its id: the next whole number. */
export function addMessage(
  state: HubState,
  message: Omit<Message, 'id'>,
): { readonly state: HubState; readonly message: Message } {
  const id = lastId(state) + 1;
  const flags = Object.fromEntries(MESSAGE_FLAGS.map((flag) => [flag, null]));
  const added = { ...flags, ...message, id } as Message;
  return { state: put(state, 'messages', added), message: added };
}

/** Messages are never taken away, only marked, so the highest id is their number, and that of insertions that were refused. */
const lastId = (state: HubState): number => state.messages.size + spentIds(state);

/** The state after an insertion that the database refused: the id that it had drawn for the message is spent. */
export function withIdSpent(state: HubState): HubState {
  return put(state, 'sequences', { name: 'messages', spent: spentIds(state) + 1 });
}

function spentIds(state: HubState): number {
  const spent = state.sequences.get('messages')?.spent;
  return typeof spent === 'number' ? spent : 0;
}

/** Everything that was sent to the account; drafts too, which it does not see yet. */
export function messagesTo(state: HubState, account_id: string): Message[] {
  return state.messages.allBy('to_ids', account_id) as Message[];
}

/** Everything that the account has written, drafts too. */
export function messagesFrom(state: HubState, account_id: string): Message[] {
  return state.messages.allBy('from_id', account_id) as Message[];
}

/** The text of flags with the one at `position` as it is in `sent`; what is not there counts as `0`. */
export function withFlag(stored: Json, position: number, sent: string): string {
  const flags = [...asText(stored ?? '').padEnd(position + 1, '0')];
  return flags.with(position, sent[position] === '1' ? '1' : '0').join('');
}
