import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changedRows, type HubState, tableNames, tableOf } from '../../src/core/state.ts';
import { testHub } from '../hub.ts';
import { nastyCall } from '../nasty.ts';

/** What has changed from one state to another, found by looking at every row of both. */
function compared(before: HubState, after: HubState): string[] {
  return tableNames.flatMap((name) => {
    const [one, other] = [tableOf(before, name), tableOf(after, name)];
    return [...new Set([...one.keys(), ...other.keys()])]
      .filter((key) => one.get(key) !== other.get(key))
      .map((key) => JSON.stringify([name, key]));
  });
}

test('what a call has touched is what comparing whole states finds', { timeout: 120_000 }, async () => {
  const lifecycle = { kind: 'after', calls: 2 } as const;
  const { hub } = testHub({ project: { files: { 'notes.md': 'notes' }, state: 'running' }, lifecycle });
  const start = hub.state;
  const callers = fc.constantFrom('sk_owner', 'sk_other', 'sk_admin');
  const touched = new Set<string>();

  const lawful = fc.asyncProperty(fc.array(fc.tuple(nastyCall, callers), { maxLength: 5 }), async (calls) => {
    hub.restore(start);
    for (const [{ event, members }, key] of calls) {
      if (event === 'project_exec') continue;
      const before = hub.state;
      await hub.call(`v1/${event}`, Object.fromEntries(members), { key });

      const rows = changedRows(before, hub.state);
      expect(rows.map((row) => JSON.stringify(row)).sort(), event).toEqual(compared(before, hub.state).sort());
      for (const [table] of rows) touched.add(table);
    }
  });

  await fc.assert(lawful, { numRuns: 1000 });
  expect([...touched]).toEqual(expect.arrayContaining(['accounts', 'projects', 'log', 'agenda']));
});
