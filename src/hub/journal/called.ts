/** What a call is about: its operation, its parameters by name, who made it. */

import { type Identity, identify } from '../../core/accounts/api-keys.ts';
import { accountIfSession } from '../../core/accounts/sessions.ts';
import { withCaches } from '../../core/caches/caches.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import type { HubState } from '../../core/state.ts';
import type { Call } from '../call.ts';

/** The parameters of an event, or of a function: the members of its first argument, or else its arguments by number. */
export function namedParameters({ name, body }: Pick<Call, 'name' | 'body'>): JsonObject {
  const sent = body as JsonObject;
  if (!name.startsWith('conat/')) return sent;
  const args = (Object.hasOwn(sent, 'args') ? sent.args : undefined) ?? [];
  if (!Array.isArray(args)) return { args };
  const [first] = args as readonly Json[];
  const named: JsonObject =
    args.length === 1 && isObject(first)
      ? first
      : Object.fromEntries((args as readonly Json[]).map((arg, at) => [at, arg]));
  // Which project a function of a project is for stands beside its arguments.
  const { project_id } = sent;
  return project_id === undefined || Object.hasOwn(named, 'project_id') ? named : { ...named, project_id };
}

/** Who makes a call in `state`, if anybody: as the hub finds it, and changing nothing. */
export function callerIn(
  state: HubState,
  { credential, name, session }: Pick<Call, 'credential' | 'name' | 'session'>,
): Identity | undefined {
  if (session !== undefined && !/^(?:v1|conat)\//.test(name)) {
    const account_id = withCaches(state, (known) => accountIfSession(known, session));
    return account_id === undefined ? undefined : { account_id };
  }
  if (typeof credential === 'string' || credential.key === '') return undefined;
  const account = state.accounts.by('api_key', credential.key);
  if (account !== undefined) return { account_id: account.account_id };
  if (name.startsWith('v1/')) return undefined;
  return withCaches(state, (known) => identify(known, credential.key)).identity;
}
