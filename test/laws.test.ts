/** What holds of every call, whatever is sent. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { begun, type HubState, tableNames } from '../src/core/state.ts';
import { PROJECT, testHub, untyped } from './hub.ts';
import { nastyCall } from './nasty.ts';

/** Refusals of calls that had done something by then, which a hub keeps: see `keeping` and `keepWhenRefused`. */
const KEPT = new Set([
  'api_key_password_invalid',
  'api_key_without_password',
  'auth_password_wrong',
  'bad_recipient',
  'banned_domain',
  'command_failed',
  // A copy that was begun is on record, and has made the folders on the way to its target.
  'copy_blocked',
  'copy_onto_file',
  'copy_parent_outside',
  'copy_source_missing',
  'copy_source_outside',
  'copy_source_unreachable',
  'copy_target_outside',
  'email_address_taken',
  'file_error',
  'links_not_allowed',
  'long_recipient',
  'new_password_invalid',
  'no_account_with_email',
  'old_password_wrong',
  'project_timeout',
]);

/** The tables of a hub, each as the value that it is; a call that changes nothing leaves the very same values. */
function tables(state: HubState): Record<string, unknown> {
  // A hub marks some callers as active before it looks at anything else.
  const people = [...state.accounts.values()].map(({ last_active: _lastActive, ...account }) => account);
  const all = Object.fromEntries(tableNames.map((name) => [name, state[name]]));
  return { ...all, site: state.site, accounts: JSON.stringify(people) };
}

test('a refused call leaves the hub as it was', { timeout: 120_000 }, async () => {
  const callers = fc.constantFrom('sk_owner', 'sk_other', 'sk_admin', 'sk_nobody');
  const { hub } = testHub({ project: { files: { 'notes.md': 'notes' }, state: 'running' } });
  const start = hub.state;
  const seen = new Set<string>();

  const lawful = fc.asyncProperty(nastyCall, callers, async ({ event, members }, key) => {
    hub.restore(start);
    const answer = await hub.call(`v1/${event}`, Object.fromEntries(members), { key });
    const inOurWords = JSON.stringify(answer.body).includes('cocalc-mock-hub');
    expect(inOurWords, JSON.stringify(answer)).toBe(answer.kind === 'unsimulated');
    if (answer.kind === 'success') return;
    seen.add(answer.kind);
    if (KEPT.has(answer.code) || event === 'query') return;
    const [before, after] = [tables(start), tables(hub.state)];
    for (const name of Object.keys(before)) {
      // Calls mark a project as edited when their caller passes its gate, and start it before they reach for a file.
      if (name === 'projects' && PASSED.has(answer.code)) continue;
      expect(after[name], `${name} after ${event} was refused with ${answer.code}`).toBe(before[name]);
    }
  });

  await fc.assert(lawful, { numRuns: 3000 });
  expect([...seen].sort()).toEqual(['crash', 'refusal', 'rejection', 'unsimulated']);
});

/** Refusals that come when a project has been reached, and marked. */
const PASSED = new Set(['unsimulated', 'never_answers']);

test('a call that is refused at its parameters or its key changes nothing at all', async () => {
  const { hub } = testHub();
  await hub.call('v1/touch_project', { project_id: PROJECT }, { key: 'sk_owner' });
  const before = hub.state;

  await hub.call(untyped('v1/touch_project'), {}, { key: 'sk_owner' });
  await hub.call(untyped('v1/touch_project'), { project_id: PROJECT, more: 1 }, { key: 'sk_owner' });
  await hub.call('v1/touch_project', { project_id: PROJECT }, { key: 'sk_nobody' });
  await hub.call('v1/touch_project', { project_id: PROJECT });
  await hub.call(untyped('v1/nothing'), {}, { key: 'sk_owner' });

  expect(hub.state).toEqual(begun(before, before.now, before.call + 5));
});
