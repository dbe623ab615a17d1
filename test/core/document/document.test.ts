/** A state and its document: what is in the one is in the other. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromDocument, toDocument } from '../../../src/core/document.ts';
import type { File } from '../../../src/core/files/tree.ts';
import { type HubState, tableNames, tableOf, update } from '../../../src/core/state.ts';
import { OTHER, OWNER, PROJECT, testHub } from '../../hub.ts';
import { turns } from '../../turns.ts';
import { type Step, someEvent, someOptions, someStep, stubbedHub, succeeding } from './reached.ts';
import { toldState, toldValue } from './told.ts';

const PLAIN = {
  ...({ profile: 'documented', v2: 'production', caches: 'none', home: '/projects', order: 'plain' } as const),
  lifecycle: { kind: 'immediate' } as const,
};

/** The state as another process reads it. */
function reread(state: HubState): HubState {
  return fromDocument(JSON.parse(JSON.stringify(toDocument(state))));
}

test('a state that random calls reach comes back from its document as it was', { timeout: 120_000 }, async () => {
  const filled = new Set<string>();
  const lawful = fc.asyncProperty(someOptions, fc.array(someStep, { maxLength: 25 }), async (options, steps) => {
    const { hub, take } = stubbedHub(options);
    for (const step of steps) await take(step);
    for (const name of tableNames) if (tableOf(hub.state, name).size > 0) filled.add(name);

    const back = reread(hub.state);

    expect(toldState(back)).toBe(toldState(hub.state));
    expect(JSON.stringify(toDocument(back))).toBe(JSON.stringify(toDocument(hub.state)));
  });

  // Which tables chance fills differs from seed to seed.
  const examples = succeeding.map((step): [typeof PLAIN, Step[]] => [PLAIN, [step]]);
  await fc.assert(lawful, { numRuns: examples.length + 200, examples });
  expect([...filled]).toEqual(
    expect.arrayContaining([
      'agenda',
      'jobs',
      'kernels',
      'copies',
      'outbox',
      'notebookResults',
      'apiKeys',
      'finishedRuns',
    ]),
  );
});

test('a hub goes on from a document as the one it was made of', { timeout: 120_000 }, async () => {
  const steps = fc.array(someEvent, { maxLength: 12 });
  const lawful = fc.asyncProperty(someOptions, steps, steps, async (options, before, after) => {
    const one = stubbedHub(options);
    for (const step of before) await one.take(step);
    // Commands that nobody waits for are not carried on.
    await turns();
    const other = stubbedHub(options);
    other.clock.advance(one.clock.now() - other.clock.now());
    other.hub.restore(reread(one.hub.state));

    for (const step of after) expect(toldValue(await other.take(step))).toBe(toldValue(await one.take(step)));
    expect(toldState(other.hub.state)).toBe(toldState(one.hub.state));
  });

  await fc.assert(lawful, { numRuns: 100 });
});

test('numbers that JSON has not, and names that look like the way they are written, come back', () => {
  const value = { list: [-0, 0, Infinity, -Infinity, NaN, 1e308], $number: '-0' };
  const columns = {
    value,
    alone: { $number: 'Infinity' },
    twice: { $$number: -0 },
    own: JSON.parse('{"__proto__":-0}'),
  };
  const state = update(testHub().hub.state, 'accounts', OWNER, (account) => ({ ...account, columns }));

  expect(toldState(reread(state))).toBe(toldState(state));
});

test('a content is once in the document, however many files and projects have it', () => {
  const files = { 'a.txt': 'the same', 'b.txt': 'the same', 'c.txt': 'another' };
  const { hub } = testHub({ projects: { one: { files }, two: { files } } });
  const { contents } = toDocument(hub.state);

  expect(Object.values(contents as object).sort()).toEqual([btoa('another'), btoa('the same')]);
  const [one, two] = [...reread(hub.state).projects.values()].map(({ files: { entries } }) => entries);
  expect(one?.get('a.txt')).toMatchObject({ content: new TextEncoder().encode('the same') });
  expect((one?.get('a.txt') as File | undefined)?.content).toBe((two?.get('b.txt') as File | undefined)?.content);
});

test('a row that was made again, and one that came under a value later, keep their places', async () => {
  const { hub, hubAs } = testHub();
  await hubAs('admin')('org.create', { name: 'one' });
  const second = (await hubAs('other')('projects.createProject', { title: 'Second' })) as string;
  const member = { account_id: OTHER, project_id: PROJECT };
  await hubAs('owner')('projects.addCollaborator', { opts: member });
  const { projects } = reread(hub.state);

  expect([...projects.keys()]).toEqual([PROJECT, second]);
  expect(projects.keysBy('user', OTHER)).toEqual([second, PROJECT]);
});

test('bytes of a document and of a state are not the same', () => {
  const { hub } = testHub({ project: { files: { 'notes.md': 'notes' } } });
  const document = toDocument(hub.state);
  const text = JSON.stringify(document);
  const file = fromDocument(document).projects.get(PROJECT)?.files.entries.get('notes.md') as File;

  file.content.fill(0);

  expect(JSON.stringify(document)).toBe(text);
  expect(JSON.stringify(toDocument(hub.state))).toBe(text);
});
