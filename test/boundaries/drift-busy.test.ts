/** Two hubs with the ways of real ones, and with different things on them, do the same by all suites. Minutes long. */
import { expect, test } from 'vitest';
import { fetchHandler } from '../../src/adapters/fetch.ts';
import { allCases } from '../../src/conformance/suites/index.ts';
import type { CheckRun } from '../../src/conformance/verdict/check.ts';
import { compareHubs } from '../../src/conformance/verdict/drift.ts';
import { textDrift } from '../../src/conformance/verdict/drift-report.ts';
import { GENERATIONS, type Generation } from '../../src/contracts/contract.ts';
import { CONTRACTS, readContracts } from '../../src/contracts/folder.ts';
import { Redactor } from '../../src/core/redact.ts';
import type { Hub } from '../../src/hub/hub.ts';
import type { World } from '../../src/hub/world/shape.ts';
import { BUSY_BUDGET, busyHub } from '../conformance/busy.ts';
import { options } from '../conformance/setting.ts';
import { id, people } from '../hub.ts';

const KEYS = { self: 'sk_owner', other: 'sk_other', admin: 'sk_admin' };
const contracts = readContracts(CONTRACTS);

/** The people of tests under other names and ids. */
const strangers: NonNullable<World['accounts']> = Object.fromEntries(
  Object.entries(people).map(([name, person], at) => [
    name,
    { ...person, first_name: `Somebody${at}`, account_id: id('account', 7 + at) },
  ]),
);

/** A target that anything may be done to. */
function at(hub: Hub, generation: Generation, run: string): CheckRun {
  const handle = fetchHandler(hub);
  const selection = { suites: [], grep: [], exclude: [], generations: [generation] };
  const fetch: CheckRun['fetch'] = (url, init) => handle(new Request(url, init));
  return options({
    ...{ cases: allCases(contracts), selection, fetch, run },
    ...{ keys: KEYS, consentAccounts: true, budget: BUSY_BUDGET },
  });
}

/** API v2 takes as long as both others together, so it is held by `BUSY_API=v2 npm run test:boundaries` alone. */
const given = GENERATIONS.filter((one) => one === process.env.BUSY_API);

test.for(given.length > 0 ? given : GENERATIONS.filter((one) => one !== 'v2'))(
  '%s: two hubs of different content do the same, with all consent',
  { timeout: 900_000 },
  async (generation) => {
    const world = { accounts: people, projects: { own: { title: 'Own', users: { owner: 'owner' } } } } as const;
    const other = busyHub({ seed: 'another', others: 25, home: '/elsewhere/homes', world: { accounts: strangers } });
    const targets = {
      a: { name: 'one', check: at(busyHub({ world }), generation, 'abcd1234') },
      b: { name: 'other', check: at(other, generation, 'beef5678') },
    };

    const { drift } = await compareHubs({ ...targets, contracts, secrets: new Redactor() });

    expect(textDrift(drift)).toBe('');
    expect(drift.exit.code).toBe(0);
    expect(drift.exit.words).toMatch(/^no drift in \d{2,} cases/);
  },
);
