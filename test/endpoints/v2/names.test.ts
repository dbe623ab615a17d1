/** Names of accounts, through API v2. */
import { expect, test } from 'vitest';
import type { Json } from '../../../src/core/json.ts';
import { testHub } from '../../hub.ts';

const NEVER = { error: 'cocalc-mock-hub: a real hub never answers a query that comes to grief' };

test.each<Json>([5, { a: 1 }, true])(
  'nobody gives up on a name that is %j, which is never answered',
  async (last_name) => {
    const { hub } = testHub();
    const before = hub.state.accounts;

    const { body } = await hub.call('v2/accounts/set-name', { last_name } as object, { key: 'sk_owner' });
    const queried = await hub.call('v2/user-query', { query: { accounts: { last_name } } }, { key: 'sk_owner' });

    expect([body, queried.body]).toEqual([NEVER, NEVER]);
    expect(hub.state.accounts).toEqual(before);
  },
);
