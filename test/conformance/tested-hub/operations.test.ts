/** What each call does to a hub, and what its answer is taken for. */

import { expect, test } from 'vitest';
import { verdictOf } from '../../../src/conformance/language/answer.ts';
import type { Api } from '../../../src/conformance/language/call.ts';
import { reachOf } from '../../../src/conformance/tested-hub/reach.ts';
import type { Json } from '../../../src/core/json.ts';
import { projectFunctions } from '../../../src/endpoints/index.ts';

const effect = (operation: string) => {
  const cut = operation.lastIndexOf('/');
  return reachOf({ api: operation.slice(0, cut) as Api, name: operation.slice(cut + 1) });
};

test('what is not known lasts, and a project is changed by whatever is asked of it', () => {
  expect(effect('v1/no_such_event')).toBe('lasts');
  expect(effect('conat/hub/system.noSuch')).toBe('lasts');
  expect(effect('v1/constructor')).toBe('lasts');
  for (const { name } of projectFunctions) expect(effect(name)).not.toBe('reads');
  expect(reachOf({ api: 'conat/project', name: '' })).toBe('wakes');
  expect(reachOf({ api: 'conat/project', name: '', as: 'anonymous' })).toBe('reads');
});

test.for([
  [{ projects: [{ project_id: null }] }, undefined, 'reads'],
  [[{ accounts: { account_id: null } }, { projects: { title: null } }], undefined, 'reads'],
  [{ projects: { project_id: 'x', title: null } }, [{ limit: 1 }, { order_by: '-title' }], 'reads'],
  [{ projects: { project_id: 'x', title: 'new' } }, undefined, 'writes'],
  [{ projects: { project_id: 'x', title: null } }, [{ set: true }], 'writes'],
  [{ projects: { project_id: 'x', title: null } }, [{ delete: true }], 'writes'],
  [[{ projects: { title: null } }, { projects: { project_id: 'x', title: 'new' } }], undefined, 'writes'],
  [{ accounts: { first_name: 'new' } }, undefined, 'lasts'],
  [[{ projects: { title: null } }, { accounts: { first_name: 'new' } }], undefined, 'lasts'],
  [{ create_message: { id: null, subject: 'x' } }, undefined, 'lasts'],
  ['no query', undefined, 'lasts'],
] as [Json, Json | undefined, string][])('the query %j with options %j: %3$s', ([query, options, expected]) => {
  const body = { query, ...(options !== undefined && { options }) };

  expect(reachOf({ api: 'v1', name: 'query', body })).toBe(expected);
  expect(reachOf({ api: 'conat/hub', name: 'db.userQuery', args: [body] })).toBe(expected);
});

test('of keys, only showing them reads', () => {
  const keys = (action: string) => reachOf({ api: 'conat/hub', name: 'system.manageApiKeys', args: [{ action }] });

  expect(['get', 'create', 'edit', 'delete', 'other'].map(keys)).toEqual([
    'reads',
    'writes',
    'writes',
    'writes',
    'lasts',
  ]);
});

test.for([
  ['v1', '{"event":"pong","id":"1"}', 'success'],
  ['v1', '{"event":"error","id":"1","error":"no"}', 'refusal'],
  ['v1', '{"event":"changed_password","id":"1","error":{"a":1}}', 'refusal'],
  ['v1', '{"event":"changed_email_address","id":"1","error":false}', 'success'],
  ['v1', '{"event":"account_creation_failed","id":"1","reason":{}}', 'refusal'],
  ['v1', '{"error":"no"}', 'rejection'],
  ['v1', '{}', 'garbled'],
  ['v1', '[]', 'garbled'],
  ['v1', '"pong"', 'garbled'],
  ['conat/hub', 'null', 'success'],
  ['conat/hub', '{}', 'success'],
  ['conat/hub', '{"error":"no"}', 'refusal'],
  ['conat/hub', '{"error":null}', 'refusal'],
  ['conat/hub', '', 'garbled'],
  ['v1', ' <!DOCTYPE html>', 'page'],
  ['conat/project', 'Invalid JSON', 'garbled'],
] as const)('%s: %s is a %s', ([api, body, outcome]) => {
  expect(verdictOf(api, body).outcome).toBe(outcome);
});
