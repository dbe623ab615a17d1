/** Parameters of other types than documented, which a hub never looks at: what it was seen to make of them. */
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/core/json.ts';
import { COPY, copyHub, NOTE, SOURCE, TARGET } from '../../copies.ts';
import { OTHER, PROJECT, testHub } from '../../hub.ts';

const ID = { id: expect.any(String) };
const refused = (error: unknown) => ({ event: 'error', ...ID, error });
const never = { error: expect.stringMatching(/^cocalc-mock-hub: a real hub never answers/) };

const tokensNull = 'Error: If tokens are specified, they must all be non-null.';
const noToken = 'Error: Project invite token is not valid - ';

test.each<[JsonObject, string]>([
  [{ token_id: '' }, tokensNull],
  [{ token_id: 0 }, tokensNull],
  [{ token_id: false }, tokensNull],
  [{ token_id: [0] }, tokensNull],
  [{ token_id: {} }, noToken],
  [{ token_id: 5 }, noToken],
  [{ project_id: {} }, 'invalid project_id -- [object Object]'],
  [{ project_id: { a: 1 } }, 'invalid project_id -- [object Object]'],
  [{ account_id: {} }, 'Error: all account id\'s must be valid uuid\'s, but "[object Object]" is not'],
])('add_collaborator takes %j for what JavaScript takes it', async (given, error) => {
  const { as } = testHub();

  const answer = await as('owner')('add_collaborator', { project_id: PROJECT, account_id: OTHER, ...given });

  expect(answer).toEqual(refused(error));
});

describe.each(['invite_collaborator', 'invite_noncloud_collaborators'])('%s', (event) => {
  test.each<Json>([5, 0, true, false, [], ['abc'], {}, { a: 1 }])('takes an email of %j', async (email) => {
    const { as } = testHub();
    const letter = { email, title: 'T', link2proj: 'https://x.test/p', subject: 'S' };
    const whom = event === 'invite_collaborator' ? { account_id: OTHER } : { to: 'new@example.com' };

    const answer = await as('owner')(event, { project_id: PROJECT, ...whom, ...letter });

    expect(answer.event).toBe(event === 'invite_collaborator' ? 'success' : 'invite_noncloud_collaborators_resp');
  });
});

test.each<[Json, JsonObject | null]>([
  [5, { 5: {} }],
  [0, { 0: {} }],
  [true, { true: {} }],
  [{}, { '[object Object]': {} }],
  [['a', 'b'], { 'a,b': {} }],
  [[], null],
  ['', null],
])('a licence of %j is stored under its text, and taken away by it', async (license_id, stored) => {
  const { as } = testHub();
  const licences = async () => {
    const answer = await as('owner')('query', { query: { projects: { project_id: PROJECT, site_license: null } } });
    return (answer.query as { projects: JsonObject }).projects.site_license;
  };

  expect(await as('owner')('add_license_to_project', { project_id: PROJECT, license_id })).toEqual({
    event: 'success',
    ...ID,
  });
  expect(await licences()).toEqual(stored);
  await as('owner')('remove_license_from_project', { project_id: PROJECT, license_id });
  expect(await licences()).toEqual(stored === null ? null : {});
});

test.each<[Json, unknown]>([
  [0, undefined],
  [false, undefined],
  ['', undefined],
  [5, never],
  [true, never],
  [[], never],
  [{}, never],
])('a project is made with a license of %j', async (license, answer) => {
  const made = { event: 'project_created', ...ID, project_id: expect.any(String) };

  expect(await testHub().as('owner')('create_project', { license })).toEqual(answer ?? made);
});

test.each<[Json, string, string]>([
  [5, '5', 'x'],
  [true, 'true', 'x'],
  [false, 'false', 'x'],
  [0, '0', 'x'],
  [{}, '[object Object]', 'x'],
  [{ a: 1 }, '[object Object]', 'x'],
  [['a', 'b'], 'a,b', 'x'],
])('the path %j is the file %j', async (path, name, content) => {
  const as = testHub().as('owner');

  await as('write_text_file_to_project', { project_id: PROJECT, path, content });

  expect(await as('read_text_file_from_project', { project_id: PROJECT, path: name })).toMatchObject({ content });
  expect(await as('read_text_file_from_project', { project_id: PROJECT, path })).toMatchObject({ content });
});

test('a path with a zero character is never answered', async () => {
  const as = testHub().as('owner');

  expect(await as('read_text_file_from_project', { project_id: PROJECT, path: 'a\0b' })).toEqual(never);
  expect(await as('write_text_file_to_project', { project_id: PROJECT, path: 'a\0b', content: '' })).toEqual(never);
});

test.each<[JsonObject, string]>([
  [{ limit: true }, "ERROR -- opts.limit = 'true' is not an integer"],
  [{ limit: false }, "ERROR -- opts.limit = 'false' is not an integer"],
  [{ limit: [] }, "ERROR -- opts.limit = '' is not an integer"],
  [{ limit: ['abc'] }, "ILLEGAL VALUE limit='abc' (must be in [0, 1000])"],
  [{ limit: {} }, "ILLEGAL VALUE limit='[object Object]' (must be in [0, 1000])"],
  [{ offset: true }, "ERROR -- opts.offset = 'true' is not an integer"],
  [{ offset: [] }, "ERROR -- opts.offset = '' is not an integer"],
  [{ offset: { a: 1 } }, "ILLEGAL VALUE offset='[object Object]' (must be in [0, 100000])"],
])('copies are not listed with %j', async (given, error) => {
  expect(await copyHub().as('owner')('copy_path_status', { src_project_id: SOURCE, ...given })).toEqual(refused(error));
});

test.each<[Json, string]>([
  [5, '5'],
  [true, 'true'],
  [[], '{}'],
  [['abc'], '{"abc"}'],
  [{ a: 1 }, '{"a":1}'],
])('a copy with a path of %j is of the path that the database writes, and found by it', async (path, name) => {
  const { as, queue, filesOf } = copyHub({ files: { [name]: 'named' } });

  expect(await as('owner')('copy_path_between_projects', { ...COPY, src_path: path })).toMatchObject({
    event: 'success',
  });
  expect(filesOf(TARGET)).toEqual({ [name]: 'named' });

  await queue({ src_path: name, target_path: path });
  expect(filesOf(TARGET)).toEqual({ [name]: 'named' });
  const { data } = await as('owner')('copy_path_status', { src_project_id: SOURCE, src_path: path, pending: false });
  expect(data).toMatchObject([{ source_path: name }, { source_path: name, target_path: name }]);
});

test.each<Json>([0, false, ''])('a target_path of %j is none', async (target_path) => {
  const { as, filesOf } = copyHub();

  await as('owner')('copy_path_between_projects', { ...COPY, target_path });

  expect(filesOf(TARGET)).toEqual({ 'A/doc.txt': 'hello' });
});

test('a copy scheduled for `true` was due a millisecond after 1970', async () => {
  const { as, filesOf, statusOf } = copyHub();

  const answer = await as('owner')('copy_path_between_projects', { ...COPY, scheduled: true });

  expect(answer).toMatchObject({ event: 'copy_path_between_projects_response', note: NOTE });
  expect(await statusOf(answer.copy_path_id as string)).toMatchObject({ scheduled: '1970-01-01T00:00:00.001Z' });
  expect(filesOf(TARGET)).toEqual({ 'A/doc.txt': 'hello' });
});

test.each<Json>([{}, [], ['abc'], { a: 1 }])('a copy scheduled for %j is for no time', async (scheduled) => {
  expect(await copyHub().as('owner')('copy_path_between_projects', { ...COPY, scheduled })).toEqual(
    refused('postgresql Error: invalid input syntax for type timestamp: "0NaN-NaN-NaNTNaN:NaN:NaN.NaN+NaN:NaN"'),
  );
});

test.each<[string, JsonObject]>([
  ['public_get_directory_listing', { project_id: PROJECT, path: 5 }],
  ['public_get_text_file', { project_id: PROJECT, path: ['x'] }],
  ['copy_public_path_between_projects', { src_project_id: PROJECT, src_path: {}, target_project_id: PROJECT }],
])('%s never answers of a path that is no text', async (event, request) => {
  const { as } = testHub({ project: { public_paths: [{ path: 'x' }], files: { x: '' } } });

  expect(await as('owner')(event, request)).toEqual(never);
});
