/** The hub that the worked examples of user queries start from, and ways to ask it. */

import type { Account } from '../../../src/core/accounts/records.ts';
import type { Dialect } from '../../../src/core/deviations.ts';
import { Refusal } from '../../../src/core/errors.ts';
import { emptyDirectory } from '../../../src/core/files/tree.ts';
import { DAY, HOUR, iso } from '../../../src/core/instant.ts';
import type { Json } from '../../../src/core/json.ts';
import type { Project } from '../../../src/core/projects/records.ts';
import { userQuery } from '../../../src/core/query/user-query.ts';
import type { Profile } from '../../../src/core/settings.ts';
import { changed, emptyState, type HubState, put } from '../../../src/core/state.ts';
import { virtualClock } from '../../../src/hub/clock.ts';
import { Hub } from '../../../src/hub/hub.ts';
import { id, NOW, untyped } from '../../hub.ts';

export const A = id('account', 1);
export const B = id('account', 2);
export const AD = id('account', 3);
/** In no project, and nobody special. */
export const STRANGER = id('account', 4);
export const NOBODY = '';
export const P1 = id('project', 1);
export const P2 = id('project', 2);
export const P3 = id('project', 3);

const now = Date.parse(NOW);

/**
 * `A` owns `P1`, `P2` and `P3`; `B` collaborates on `P1` and `P3`, where both have upgrades; `AD` is a site admin.
 * `P2` was edited a month ago. What is not said is null.
 */
export function exampleState(profile: Profile = 'observed'): HubState {
  const accounts = [
    account(A, { first_name: 'Fa' }),
    account(B),
    account(AD, { groups: ['admin'] }),
    account(STRANGER),
  ];
  const projects = [
    project(P1, { title: 'T1', users: { [A]: { group: 'owner' }, [B]: { group: 'collaborator' } } }),
    project(P2, { title: 'T2', users: { [A]: { group: 'owner' } }, last_edited: now - 30 * DAY }),
    project(P3, {
      users: {
        [A]: { group: 'owner', upgrades: { memory: 5 } },
        [B]: { group: 'collaborator', upgrades: { memory: 7 } },
      },
      last_edited: now - HOUR,
    }),
  ];
  const peopled = accounts.reduce(
    (state, row) => put(state, 'accounts', row),
    changed(emptyState({ profile }), { now }),
  );
  return projects.reduce((state, row) => put(state, 'projects', row), peopled);
}

function account(account_id: string, columns: Partial<Account> = {}): Account {
  return {
    account_id,
    first_name: null,
    last_name: null,
    email_address: `${account_id}@example.com`,
    email_address_before_delete: null,
    email_address_verified: null,
    email_address_challenge: null,
    password_hash: null,
    api_key: `sk_${account_id}`,
    passports: null,
    groups: null,
    banned: null,
    deleted: null,
    created: now,
    created_by: null,
    last_active: null,
    creation_actions_done: null,
    sign_up_usage_intent: null,
    stripe_customer: null,
    columns: {},
    ...columns,
  };
}

function project(project_id: string, columns: Partial<Project>): Project {
  return {
    project_id,
    title: null,
    description: null,
    users: {},
    compute_image: null,
    site_license: null,
    created: now,
    last_edited: now,
    last_active: null,
    state: { state: 'opened', time: now },
    deleted: null,
    invite: null,
    columns: {},
    files: emptyDirectory(now),
    ...columns,
  };
}

/** What came of a query: its result, or the words of its refusal. */
export type Outcome = { readonly result: Json } | { readonly error: Json };

/** A hub that is asked one query after another. */
export interface Asked {
  readonly ask: (account_id: string, query: Json, options?: Json) => Promise<Outcome>;
  readonly state: () => HubState;
}

/** Through API v1, which speaks to the hub of 2020. */
function v1Hub(state: HubState): Asked {
  const hub = new Hub({
    state,
    clock: virtualClock(state.now),
    runCommand: () => Promise.reject(new Error('no query runs a command')),
  });
  return {
    state: () => hub.state,
    async ask(account_id, query, options) {
      const body = options === undefined ? { query } : { query, options };
      const { body: answer } = await hub.call(untyped('v1/query'), body, { key: `sk_${account_id}` });
      return 'error' in answer ? { error: answer.error as Json } : { result: (answer as { query: Json }).query };
    },
  };
}

/** Past any transport, in the words of the dialect. */
export function engine(dialect: Dialect, start: HubState = exampleState()): Asked {
  let state = start;
  return {
    state: () => state,
    async ask(account_id, query, options = null) {
      state = changed(state, { call: state.call + 1, dialect });
      try {
        const after = userQuery(state, { query, options, account_id });
        state = after.state;
        return { result: JSON.parse(JSON.stringify(after.result)) };
      } catch (thrown) {
        if (!(thrown instanceof Refusal)) throw thrown;
        state = thrown.kept ?? state;
        return { error: thrown.words };
      }
    },
  };
}

/** A hub that speaks the dialect, by the door that it has; nobody has no key, so nobody's questions go past v1. */
export function hubOf(dialect: Dialect, state: HubState = exampleState()): Asked {
  if (dialect === '2026') return engine(dialect, state);
  const hub = v1Hub(state);
  const ofNobody: Asked['ask'] = (...asked) => engine(dialect, hub.state()).ask(...asked);
  return { ...hub, ask: (account_id, ...rest) => (account_id === NOBODY ? ofNobody : hub.ask)(account_id, ...rest) };
}

/** What stands before the words of the database: it is the native driver's in 2020, the JavaScript one's in 2026. */
export const DATABASE: Readonly<Record<Dialect, string>> = {
  documented: 'postgresql Error:',
  observed: 'postgresql Error:',
  '2026': 'postgresql error:',
  development: 'postgresql error:',
};

export const T = iso(now);
