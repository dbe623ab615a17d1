/** Messages between accounts. [util/db-schema/messages.ts] */

import { refuse } from './errors.ts';
import { HOUR, type Instant, MINUTE, SECOND } from './instant.ts';
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
  // Messages are never taken away, only marked, so their number is the highest id.
  const id = state.messages.size + 1;
  const flags = Object.fromEntries(MESSAGE_FLAGS.map((flag) => [flag, null]));
  const added = { ...flags, ...message, id } as Message;
  return { state: put(state, 'messages', added), message: added };
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

interface Rule {
  readonly most: number;
  readonly unit: string;
  readonly ms: number;
}

const RULES: readonly Rule[] = [
  { most: 3, unit: 'second', ms: SECOND },
  { most: 15, unit: 'minute', ms: MINUTE },
  { most: 200, unit: 'hour', ms: HOUR },
];

/**
 * Counts a request of the account to make a message by query.
 *
 * @throws Refusal `too_many_messages`
 */
export function countMessageRequest(state: HubState, account_id: string): HubState {
  const stored = (state.message_requests.get(account_id)?.times ?? []) as readonly Instant[];
  const times = stored.filter((time) => time > state.now - HOUR);
  for (const { most, unit, ms } of RULES) {
    const earliest = times.at(-most);
    if (earliest === undefined || earliest <= state.now - ms) continue;
    throw refuse('too_many_messages', { seconds: Math.ceil((earliest + ms - state.now) / SECOND), most, unit });
  }
  return put(state, 'message_requests', { account_id, times: [...times, state.now] });
}
