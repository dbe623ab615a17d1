import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { put } from '../../../src/core/state.ts';
import { COPY, copyHub, NOTE, SOURCE, TARGET } from '../../copies.ts';
import { ADMIN, id, NOW, UNKNOWN } from '../../hub.ts';

const EVENT = 'copy_path_between_projects';
const now = Date.parse(NOW);

/** The answer to the owner's request, which differs from the least one as told. */
function copyIn({ as }: ReturnType<typeof copyHub>, request: JsonObject = {}) {
  return as('owner')(EVENT, { id: 1, ...COPY, ...request });
}

function refusal(error: string): JsonObject {
  return { event: 'error', id: 1, error };
}

test('copies a file to the same path, and says so', async () => {
  const world = copyHub();

  expect(await copyIn(world)).toEqual({ event: 'success', id: 1 });
  expect(world.filesOf(TARGET)).toEqual({ 'A/doc.txt': 'hello' });
});

test('answers with the id of the operation also when it has waited, if it behaves as observed', async () => {
  const world = copyHub({ profile: 'observed' });

  const answer = await copyIn(world);

  const [copy] = [...world.hub.state.copies.values()];
  expect(answer).toEqual({
    event: 'copy_path_between_projects_response',
    id: 1,
    copy_path_id: copy?.copy_path_id,
    note: NOTE,
  });
  expect(Object.keys(answer)).toEqual(['event', 'id', 'copy_path_id', 'note']);
  expect(world.filesOf(TARGET)).toEqual({ 'A/doc.txt': 'hello' });
});

test.each([
  [{ target_path: '' }, { 'A/doc.txt': 'hello' }],
  [{ target_path: null }, { 'A/doc.txt': 'hello' }],
  [{ target_path: 'B/' }, { 'B/doc.txt': 'hello' }],
  [{ target_path: 'B/copy.txt' }, { 'B/copy.txt': 'hello' }],
  [{ src_path: 'A', target_path: 'B' }, { 'B/doc.txt': 'hello' }],
  [{ src_path: '' }, { 'A/doc.txt': 'hello' }],
])('copies as %j say', async (request, files) => {
  const world = copyHub();

  expect(await copyIn(world, request)).toEqual({ event: 'success', id: 1 });
  expect(world.filesOf(TARGET)).toEqual(files);
});

test('leaves a newer target file alone unless told otherwise', async () => {
  const world = copyHub({
    files: { 'A/doc.txt': { content: 'old', modified: '2020-01-01T00:00:00Z' } },
    target: { 'A/doc.txt': { content: 'new', modified: '2020-01-01T00:00:01Z' } },
  });

  await copyIn(world);
  expect(world.filesOf(TARGET)).toEqual({ 'A/doc.txt': 'new' });

  await copyIn(world, { overwrite_newer: true });
  expect(world.filesOf(TARGET)).toEqual({ 'A/doc.txt': 'old' });
});

test('deletes what the source lacks and keeps backups when told so', async () => {
  const world = copyHub({
    target: { 'A/doc.txt': { content: 'old', modified: '2020-01-01T00:00:00Z' }, 'A/own.txt': 'own' },
  });

  await copyIn(world, { src_path: 'A', delete_missing: true, backup: true });

  expect(world.filesOf(TARGET)).toEqual({ 'A/doc.txt': 'hello', 'A/doc.txt~': 'old', 'A/own.txt~': 'own' });
});

test.each(['documented', 'observed'] as const)(
  '%s: copies what was written since, unless size and second are those of the target',
  async (profile) => {
    const world = copyHub({ profile });
    const copyOf = async (content: string) => {
      await world.as('owner')('write_text_file_to_project', { project_id: SOURCE, path: 'A/doc.txt', content });
      await copyIn(world);
      return world.filesOf(TARGET)['A/doc.txt'];
    };

    expect(await copyOf('one')).toBe('one');
    expect(await copyOf('two')).toBe('one');
    expect(await copyOf('three')).toBe('three');
    world.clock.advance(1000);
    expect(await copyOf('seven')).toBe('seven');
  },
);

test('leaves out histories when told so, unless it behaves as observed', async () => {
  const files = { 'A/x.sage-history': '', 'A/doc.txt': '' };
  const documented = copyHub({ files });
  const observed = copyHub({ files, profile: 'observed' });

  for (const exclude_history of [true, 'true']) {
    await copyIn(documented, { src_path: 'A', target_path: `B-${exclude_history}`, exclude_history });
  }
  await copyIn(observed, { src_path: 'A', exclude_history: true });

  expect(documented.filesOf(TARGET)).toEqual({ 'B-true/doc.txt': '' });
  expect(observed.filesOf(TARGET)).toEqual(files);
});

test('reads the truth as the database does', async () => {
  const texts = {
    false: ['false', 'FALSE', 'f', 'no', 'n', 'off', '0', 0],
    true: ['true', 'T', 'yes', 'y', 'on', '1', 1],
  };

  for (const profile of ['documented', 'observed'] as const) {
    for (const [truth, values] of Object.entries(texts)) {
      for (const value of values) {
        const { hub, queue } = copyHub({ profile });
        const copy_path_id = await queue({ overwrite_newer: value, delete_missing: value, backup: value });
        const { overwrite_newer, delete_missing, backup } = hub.state.copies.get(copy_path_id) ?? {};
        expect([overwrite_newer, delete_missing, backup].map(String)).toEqual([truth, truth, truth]);
      }
    }
  }
});

test.each([
  [{ overwrite_newer: 'maybe', delete_missing: 'maybe too' }, 'boolean: "maybe"'],
  [{ delete_missing: 2, backup: 'x' }, 'boolean: "2"'],
  [{ backup: '', timeout: 'x' }, 'boolean: ""'],
  [{ timeout: 'soon', scheduled: 'abc' }, 'numeric: "soon"'],
  [{ timeout: '' }, 'numeric: ""'],
  [{ timeout: true }, 'numeric: "true"'],
  [{ scheduled: '' }, 'timestamp: ""'],
  [{ scheduled: 0 }, 'timestamp: "0"'],
  [{ scheduled: 'tomorrow' }, 'timestamp: "0NaN-NaN-NaNTNaN:NaN:NaN.NaN+NaN:NaN"'],
  [{ scheduled: String(now) }, 'timestamp: "0NaN-NaN-NaNTNaN:NaN:NaN.NaN+NaN:NaN"'],
  [{ scheduled: 8.64e15 + 1 }, 'timestamp: "0NaN-NaN-NaNTNaN:NaN:NaN.NaN+NaN:NaN"'],
])('refuses %j in the words of the database, and makes no operation', async (request, syntax) => {
  for (const profile of ['documented', 'observed'] as const) {
    const world = copyHub({ profile });
    const error = `postgresql Error: invalid input syntax for type ${syntax}`;

    expect(await copyIn(world, request)).toEqual(refusal(error));
    expect(world.hub.state.copies.size).toBe(0);
    expect(world.filesOf(TARGET)).toEqual({});
  }
});

test('looks at exclude_history only where that has an effect', async () => {
  const request = { exclude_history: 'maybe' };

  expect(await copyIn(copyHub(), request)).toEqual(
    refusal('postgresql Error: invalid input syntax for type boolean: "maybe"'),
  );
  expect(await copyIn(copyHub({ profile: 'observed' }), request)).toMatchObject({ note: NOTE });
});

test.each([300, '300', '1e3', ' .5 ', 'NaN'])('takes %j for a timeout', async (timeout) => {
  expect(await copyIn(copyHub(), { timeout })).toEqual({ event: 'success', id: 1 });
});

test('needs source, path and target, and takes no other names', async () => {
  const { as } = copyHub();
  const missing = (name: string) => ({
    error: `invalid parameters 'Error: misc.defaults -- TypeError: property '${name}' must be specified: '`,
  });

  expect(await as('owner')(EVENT)).toEqual(missing('src_project_id'));
  expect(await as('owner')(EVENT, { src_project_id: SOURCE })).toEqual(missing('src_path'));
  expect(await as('owner')(EVENT, { src_project_id: SOURCE, src_path: '' })).toEqual(missing('target_project_id'));
  expect(await as('owner')(EVENT, { ...COPY, public: true })).toEqual({
    error: "invalid parameters 'Error: misc.defaults -- TypeError: got an unexpected argument 'public' '",
  });
});

test('refuses what is no project id, of the source first', async () => {
  const world = copyHub();

  expect(await copyIn(world, { src_project_id: 'foo', target_project_id: 'bar' })).toEqual(
    refusal("src_project_id='foo' not valid"),
  );
  expect(await copyIn(world, { target_project_id: 'bar' })).toEqual(refusal("target_project_id='bar' not valid"));
  expect(await copyIn(world, { target_project_id: 5 })).toEqual(refusal("target_project_id='5' not valid"));
  expect(await world.as('other')(EVENT, { id: 1, ...COPY, target_project_id: 'bar' })).toEqual(
    refusal("target_project_id='bar' not valid"),
  );
});

test('takes read access to the source and write access to the target, which it looks at first', async () => {
  const { as } = copyHub();
  const answerTo = (name: string, request = {}) => as(name)(EVENT, { id: 1, ...COPY, ...request });
  const noWrite = (project_id: string) =>
    refusal(`ACCESS BLOCKED -- No write access to target project -- ${project_id}`);

  expect(await answerTo('copier')).toEqual({ event: 'success', id: 1 });
  expect(await answerTo('viewer')).toEqual(noWrite(TARGET));
  expect(await answerTo('other')).toEqual(noWrite(TARGET));
  expect(await answerTo('writer')).toEqual(refusal(`ACCESS BLOCKED -- No read access to source project -- ${SOURCE}`));
  expect(await answerTo('owner', { target_project_id: UNKNOWN })).toEqual(noWrite(UNKNOWN));
});

test('lets admins copy between all projects, and says of unknown ones that it cannot', async () => {
  const { as, hub } = copyHub();
  const answerTo = (request = {}) => as('admin')(EVENT, { id: 1, ...COPY, ...request });
  const unsimulated = {
    error: `cocalc-mock-hub does not simulate a copy from or to '${UNKNOWN}': there is no such project`,
  };

  expect(await answerTo()).toEqual({ event: 'success', id: 1 });
  expect(await answerTo({ target_project_id: UNKNOWN })).toEqual(unsimulated);
  expect(await answerTo({ src_project_id: UNKNOWN })).toEqual(unsimulated);
  expect(hub.state.copies.rows.filter(({ error }) => error === unsimulated.error).size).toBe(2);
});

test('finds projects by ids in capitals, and tells of them in small letters', async () => {
  const world = copyHub();

  const copied = { src_project_id: SOURCE.toUpperCase(), target_project_id: TARGET.toUpperCase() };
  expect(await copyIn(world, copied)).toEqual({ event: 'success', id: 1 });

  expect(world.filesOf(TARGET)).toEqual({ 'A/doc.txt': 'hello' });
  expect([...world.hub.state.copies.values()]).toMatchObject([
    { source_project_id: SOURCE, target_project_id: TARGET },
  ]);
});

test('takes no path that the database cannot hold', async () => {
  expect(await copyIn(copyHub(), { src_path: 'a\0' })).toEqual(
    refusal('postgresql Error: invalid byte sequence for encoding "UTF8": 0x00'),
  );
});

test('refuses with what made the copy fail, and keeps the operation and the directories made for it', async () => {
  for (const profile of ['documented', 'observed'] as const) {
    const world = copyHub({ profile });
    const error = `link_stat "/projects/${SOURCE}/no.txt" failed: No such file or directory (2)`;

    expect(await copyIn(world, { src_path: 'no.txt', target_path: 'B/C/no.txt' })).toEqual(refusal(error));

    expect([...world.hub.state.copies.values()]).toMatchObject([{ started: now, finished: now, error }]);
    const listing = world.hub.state.projects.get(TARGET)?.files.entries.get('B');
    expect(listing).toMatchObject({ kind: 'directory', mode: 0o700 });
  }
});

test('refuses by name where a hub fails in words that are not known', async () => {
  const world = copyHub({ target: { file: '' } });

  const answer = await copyIn(world, { target_path: 'file/below' });

  expect(answer).toEqual({
    error:
      "cocalc-mock-hub does not simulate copying with the path 'file/below': a part of the path is a file; a hub's words for that are not known",
  });
  expect([...world.hub.state.copies.values()]).toMatchObject([{ error: answer.error }]);
});

test('starts no project and edits none, but marks the caller as active, also when it refuses', async () => {
  const world = copyHub({ source: { last_edited: '2020-01-01T00:00:00Z' } });
  const before = world.hub.state.projects.get(SOURCE);

  await copyIn(world);
  await world.as('admin')(EVENT, { ...COPY, src_project_id: 'foo' });

  expect(world.hub.state.projects.get(SOURCE)).toBe(before);
  expect(world.hub.state.projects.get(TARGET)?.state?.state).toBe('opened');
  expect(world.hub.state.accounts.get(id('account', 1))?.last_active).toBe(now);
  expect(world.hub.state.accounts.get(ADMIN)?.last_active).toBe(now);
});

test('copies from projects that are flagged as deleted, and into them', async () => {
  const world = copyHub();
  world.hub.update((state) =>
    [...state.projects.values()].reduce((all, project) => put(all, 'projects', { ...project, deleted: true }), state),
  );

  expect(await copyIn(world)).toEqual({ event: 'success', id: 1 });
  expect(world.filesOf(TARGET)).toEqual({ 'A/doc.txt': 'hello' });
});

test('waits only when told so with true, in either encoding', async () => {
  for (const profile of ['documented', 'observed'] as const) {
    for (const wait_until_done of [true, 'true']) {
      const world = copyHub({ profile });
      await copyIn(world, { wait_until_done });
      expect(world.filesOf(TARGET)).toEqual({ 'A/doc.txt': 'hello' });
    }
    for (const wait_until_done of [false, 'false', 1, 'yes', 'TRUE', '']) {
      const world = copyHub({ profile });
      const answer = await copyIn(world, { wait_until_done });
      expect(answer).toMatchObject({ event: 'copy_path_between_projects_response', id: 1, note: NOTE });
      expect(world.filesOf(TARGET)).toEqual({});
    }
  }
});

test('does a copy that nobody waits for before it serves the next call', async () => {
  const { clock, queue, statusOf } = copyHub();

  const copy_path_id = await queue();
  clock.advance(10_000);

  expect(await statusOf(copy_path_id)).toEqual({
    copy_path_id,
    time: NOW,
    source_project_id: SOURCE,
    source_path: 'A/doc.txt',
    target_project_id: TARGET,
    target_path: 'A/doc.txt',
    overwrite_newer: false,
    delete_missing: false,
    backup: false,
    started: NOW,
    finished: NOW,
  });
});

test('copies what is there when the copy is done, not when it was asked for', async () => {
  const { as, clock, filesOf, queue } = copyHub();

  await queue({ scheduled: now + 1000 });
  await as('owner')('write_text_file_to_project', { project_id: SOURCE, path: 'A/doc.txt', content: 'changed' });
  clock.advance(1000);
  await as('owner')('get_usernames', { account_ids: [] });

  expect(filesOf(TARGET)).toEqual({ 'A/doc.txt': 'changed' });
});

test('takes as long for a copy as its lifecycle has it, in milliseconds', async () => {
  const { clock, queue, statusOf } = copyHub({ lifecycle: { kind: 'after', ms: 1000 } });

  const copy_path_id = await queue();

  clock.advance(999);
  expect(await statusOf(copy_path_id)).not.toHaveProperty('finished');
  clock.advance(1);
  expect(await statusOf(copy_path_id)).toHaveProperty('finished', new Date(now + 1000).toISOString());
});

test('takes as long for a copy as its lifecycle has it, in calls', async () => {
  const { clock, queue, statusOf } = copyHub({ lifecycle: { kind: 'after', calls: 2 } });

  const copy_path_id = await queue();

  clock.advance(1000);
  expect(await statusOf(copy_path_id)).not.toHaveProperty('finished');
  expect(await statusOf(copy_path_id)).toHaveProperty('finished', new Date(now + 1000).toISOString());
});

test('does a copy that somebody waits for at once under every lifecycle', async () => {
  const world = copyHub({ lifecycle: { kind: 'after', ms: 1000 } });

  expect(await copyIn(world)).toEqual({ event: 'success', id: 1 });
  expect(world.filesOf(TARGET)).toEqual({ 'A/doc.txt': 'hello' });
});

test('does a scheduled copy at its time and not before, and lets nobody wait for it', async () => {
  for (const profile of ['documented', 'observed'] as const) {
    const world = copyHub({ profile, lifecycle: { kind: 'after', ms: 5000 } });
    const scheduled = new Date(now + 60_000).toISOString();

    const answer = await copyIn(world, { scheduled, wait_until_done: true });
    const { copy_path_id } = answer as { copy_path_id: string };
    expect(answer).toEqual({ event: 'copy_path_between_projects_response', id: 1, copy_path_id, note: NOTE });

    world.clock.advance(59_999);
    expect(await world.statusOf(copy_path_id)).toMatchObject({ scheduled });
    expect(world.filesOf(TARGET)).toEqual({});

    world.clock.advance(1);
    expect(await world.statusOf(copy_path_id)).toMatchObject({ scheduled, started: scheduled, finished: scheduled });
    expect(world.filesOf(TARGET)).toEqual({ 'A/doc.txt': 'hello' });
  }
});

test('takes a time in the past as it is, and copies in its own time', async () => {
  const { queue, statusOf } = copyHub();

  const copy_path_id = await queue({ scheduled: '2019-08-29T22:00:00Z' });

  expect(await statusOf(copy_path_id)).toMatchObject({
    scheduled: '2019-08-29T22:00:00.000Z',
    started: NOW,
    finished: NOW,
  });
});

test.each([
  ['2020-10-01T22:00:00', '2020-10-01T22:00:00.000Z'],
  ['2020-10-01 22:00', '2020-10-01T22:00:00.000Z'],
  ['2020-10-01', '2020-10-01T00:00:00.000Z'],
  ['Oct 1 2020 10:00 PM', '2020-10-01T22:00:00.000Z'],
  ['2020-10-01T22:00:00Z', '2020-10-01T22:00:00.000Z'],
  ['2020-10-01T22:00:00.5+02:00', '2020-10-01T20:00:00.500Z'],
  [Date.parse('2020-10-01T22:00:00Z') + 0.5, '2020-10-01T22:00:00.000Z'],
])('reads the time %j as %s', async (scheduled, time) => {
  const { queue, statusOf } = copyHub();

  expect(await statusOf(await queue({ scheduled }))).toMatchObject({ scheduled: time });
});

test('does a copy that is scheduled for a part of a millisecond at the beginning of that', async () => {
  const { clock, queue, statusOf } = copyHub();

  const copy_path_id = await queue({ scheduled: now + 1000.9 });
  clock.advance(1000);

  expect(await statusOf(copy_path_id)).toHaveProperty('finished', new Date(now + 1000).toISOString());
});

test('tells of a scheduled copy that failed why it did', async () => {
  const { clock, queue, statusOf } = copyHub();

  const copy_path_id = await queue({ src_path: 'no.txt', scheduled: now + 1000 });
  clock.advance(2000);

  const at = new Date(now + 1000).toISOString();
  expect(await statusOf(copy_path_id)).toMatchObject({
    started: at,
    finished: at,
    error: `link_stat "/projects/${SOURCE}/no.txt" failed: No such file or directory (2)`,
  });
});

test('does copies that are due together in the order they were asked for', async () => {
  const files = { a: 'a', b: 'bb' };
  const scheduled = now + 1000;
  const chain = { target_project_id: SOURCE, scheduled, overwrite_newer: true };
  const one = copyHub({ files });
  const other = copyHub({ files });

  await one.queue({ ...chain, src_path: 'a', target_path: 'b' });
  await one.queue({ ...chain, src_path: 'b', target_path: 'c' });
  await other.queue({ ...chain, src_path: 'b', target_path: 'c' });
  await other.queue({ ...chain, src_path: 'a', target_path: 'b' });
  for (const { clock, as } of [one, other]) {
    clock.advance(1000);
    await as('owner')('get_usernames', { account_ids: [] });
  }

  expect(one.filesOf(SOURCE)).toEqual({ a: 'a', b: 'a', c: 'a' });
  expect(other.filesOf(SOURCE)).toEqual({ a: 'a', b: 'a', c: 'bb' });
});
