import fc from 'fast-check';
import { is, Set } from 'immutable';
import { expect, test } from 'vitest';
import { finishCopy, newCopy, queueCopy, withoutCopy } from '../../../src/core/copies/copies.ts';
import { listCopies } from '../../../src/core/copies/copy-status.ts';
import type { Copy } from '../../../src/core/copies/records.ts';
import { filesOf } from '../../../src/core/files/project-files.ts';
import type { Lifecycle } from '../../../src/core/settings.ts';
import { settle } from '../../../src/core/settle.ts';
import { changed, type HubState, put } from '../../../src/core/state.ts';
import { COPY, copyHub, SOURCE, TARGET } from '../../copies.ts';
import { id } from '../../hub.ts';
import { told } from '../../trees.ts';

const options = {
  target_path: undefined,
  overwrite_newer: true,
  delete_missing: false,
  backup: true,
  exclude_history: false,
};

const start = copyHub({ files: { a: 'a', b: 'b', 'A/doc.txt': 'hello' }, target: { c: 'c' } }).hub.state;

/** A copy asked for in the state, not yet in it. */
function copyOf(state: HubState, number: number, request: object = {}): Copy {
  const copy = newCopy(state, { ...COPY, ...options, timeout: undefined, ...request });
  return { ...copy, copy_path_id: id('other', number) };
}

const someProject = fc.constantFrom(SOURCE, TARGET);
const somePath = fc.constantFrom('a', 'b', 'c', 'A', 'no');
const someLifecycle: fc.Arbitrary<Lifecycle> = fc.oneof(
  fc.constant<Lifecycle>({ kind: 'immediate' }),
  fc.nat(10).map((ms) => ({ kind: 'after' as const, ms })),
  fc.integer({ min: 1, max: 5 }).map((calls) => ({ kind: 'after' as const, calls })),
);
type SomeCopy = typeof someCopy extends fc.Arbitrary<infer Value> ? Value : never;
const someCopy = fc.record({
  src_project_id: someProject,
  src_path: somePath,
  target_project_id: someProject,
  target_path: somePath,
  scheduled: fc.option(fc.integer({ min: -2, max: 10 }), { nil: undefined }),
  lifecycle: someLifecycle,
});
const someCopies = fc.array(someCopy, { maxLength: 6 });

/** A state in which all these copies wait: for times from `start.now` on, or for calls after that of `start`. */
function waiting(copies: readonly SomeCopy[]): HubState {
  let state = start;
  for (const [number, { lifecycle, scheduled, ...request }] of copies.entries()) {
    const time = scheduled === undefined ? undefined : start.now + scheduled;
    const copy = copyOf(state, number, { ...request, scheduled: time });
    state = changed(queueCopy(changed(state, { lifecycle }), copy), { lifecycle: start.lifecycle });
  }
  return state;
}

/** All of a state that copies have to do with. */
function visible(state: HubState) {
  const { now, call, copies, agenda, nextDue } = state;
  const files = [SOURCE, TARGET].map((project_id) => told(filesOf(state, project_id)));
  return { now, call, nextDue, copies: copies.rows.toJS(), agenda: agenda.rows.toJS(), files };
}

test('time that passes in two steps does what it does in one', () => {
  fc.assert(
    fc.property(someCopies, fc.nat(12), fc.nat(12), fc.nat(6), (copies, one, other, calls) => {
      const state = waiting(copies);
      const [first, then] = [Math.min(one, other), Math.max(one, other)].map((ms) => start.now + ms) as [
        number,
        number,
      ];
      const call = start.call + calls;

      const inTwo = settle(settle(state, first, start.call), then, call);

      expect(visible(inTwo)).toEqual(visible(settle(state, then, call)));
    }),
  );
});

test('whatever waits is done once its time has come or its call is made, and never before', () => {
  fc.assert(
    fc.property(someCopies, fc.nat(12), fc.nat(6), (copies, ms, calls) => {
      const before = waiting(copies);

      const after = settle(before, start.now + ms, start.call + calls);

      for (const { when, task } of before.agenda.values()) {
        const isDue = 'at' in when ? when.at <= start.now + ms : when.call <= start.call + calls;
        const copy = after.copies.get(task.kind === 'copy' ? task.copy_path_id : '');
        const moment = 'at' in when ? when.at : start.now + ms;
        expect(copy?.finished).toBe(isDue ? moment : null);
        expect(copy?.started).toBe(copy?.finished);
      }
    }),
  );
});

test('copies due together run in the order they were asked for, those due earlier before them', () => {
  const chain = { src_project_id: TARGET, target_project_id: TARGET, backup: false };
  const copies = [
    { src_path: 'two', target_path: 'three', scheduled: start.now + 2 },
    { src_path: 'one', target_path: 'two', scheduled: start.now + 2 },
    { src_path: 'c', target_path: 'one', scheduled: start.now + 1 },
    { src_path: 'two', target_path: 'four', scheduled: start.now + 2 },
  ];

  const state = copies.reduce(
    (before, copy, number) => queueCopy(before, copyOf(before, number, { ...chain, ...copy })),
    start,
  );

  const files = Object.keys(told(filesOf(settle(state, start.now + 2, start.call), TARGET)));
  expect(files.sort()).toEqual(['c', 'four', 'one', 'two']);
});

test('the indexes hold every copy of a project, in the order they were asked for', () => {
  const change = fc.record({
    number: fc.nat(5),
    copy: fc.option(fc.record({ src_project_id: someProject, target_project_id: someProject }), { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 20 }), (changes) => {
      const state = changes.reduce((before, { number, copy: request }) => {
        const present = before.copies.get(id('other', number));
        if (present !== undefined) return withoutCopy(before, present);
        return request === undefined ? before : put(before, 'copies', copyOf(before, number, request));
      }, start);

      for (const project_id of [SOURCE, TARGET]) {
        expectIndex(state, 'source', 'source_project_id', project_id);
        expectIndex(state, 'target', 'target_project_id', project_id);
      }
    }),
  );
});

function expectIndex(
  state: HubState,
  index: 'source' | 'target',
  member: 'source_project_id' | 'target_project_id',
  project_id: string,
): void {
  const ids = state.copies.rows
    .filter((copy) => copy[member] === project_id)
    .keySeq()
    .toSet();
  expect(is(Set(state.copies.keysBy(index, project_id)), ids)).toBe(true);
  expect(state.copies.hasBy(index, project_id)).toBe(ids.size > 0);
}

test('a list is what all copies come to when they are filtered and sorted', () => {
  const stage = fc.constantFrom('pending' as const, 'finished' as const, 'failed' as const);
  const project = fc.option(someProject, { nil: undefined });
  const range = fc.record({ limit: fc.nat(4), offset: fc.nat(3) });
  fc.assert(
    fc.property(
      someCopies,
      project,
      someProject,
      stage,
      range,
      (copies, source, target, stageAsked, { limit, offset }) => {
        const state = settle(waiting(copies), start.now + 5, start.call);
        const filter = {
          source_project_id: source,
          target_project_id: target,
          source_path: undefined,
          stage: stageAsked,
        };

        const listed = listCopies(state, { ...filter, limit, offset });

        const meant = [...state.copies.values()]
          .filter((copy) => source === undefined || copy.source_project_id === source)
          .filter((copy) => copy.target_project_id === target)
          .filter(({ finished }) => (stageAsked === 'pending') === (finished === null))
          .filter(({ error }) => stageAsked !== 'failed' || error !== null)
          .map(({ copy_path_id }) => copy_path_id)
          .sort()
          .reverse();
        expect(listed.map(({ copy_path_id }) => copy_path_id)).toEqual(meant.slice(offset, offset + limit));
      },
    ),
  );
});

test('a copy that is gone when its time comes is not done', () => {
  expect(finishCopy(start, id('other', 1))).toBe(start);
});
