/** One line about each call, for whoever watches a server. No key, and nothing that was sent or answered, is in it. */
import { Redactor } from '../core/redact.ts';
import type { HubState } from '../core/state.ts';
import type { Answer, Call, Credential } from '../hub/call.ts';
import { isConatName } from '../hub/dispatch/conat.ts';

/** `2026-11-27T20:00:00.000Z teacher v1/create_project success 2 ms classroom` */
export function logLine(
  { call, answer, ms }: { readonly call: Call; readonly answer: Answer; readonly ms: number },
  { state, world, names }: { readonly state: HubState; readonly world: string; readonly names: Names },
): string {
  const outcome = 'code' in answer ? `${answer.kind}:${answer.code}` : answer.kind;
  const caller = callerOf(call.credential, state, names);
  // Somebody may have put a key where a name belongs.
  const told = new Redactor().text(`${caller} ${operationOf(call)} ${outcome}`);
  return `${new Date(state.now).toISOString()} ${told} ${ms.toFixed(1)} ms ${world}\n`;
}

/** Accounts' ids to what the world calls them. */
export type Names = ReadonlyMap<string, string>;

function operationOf({ name, body }: Call): string {
  if (!isConatName(name)) return word(name);
  const called: unknown = 'name' in body ? body.name : undefined;
  return `${word(name)} ${typeof called === 'string' ? word(called) : '(no name)'}`;
}

/** A name that somebody has sent may be anything, also what would move the cursor of a terminal. */
function word(text: string): string {
  return /^[\w./-]{1,100}$/.test(text) ? text : '(a strange name)';
}

function callerOf(credential: Credential, state: HubState, names: Names): string {
  if (typeof credential === 'string') return `(${credential} key)`;
  const { key } = credential;
  const row = state.apiKeys.by('secret', key);
  if (row?.project_id != null) return `project:${row.project_id}`;
  const account_id = row?.account_id ?? state.accounts.by('api_key', key)?.account_id;
  return account_id === undefined ? '(unknown key)' : (names.get(account_id) ?? account_id);
}
