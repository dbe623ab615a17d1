import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Refusal } from '../../../src/core/errors.ts';
import type { Outcome } from '../../../src/core/outcome.ts';
import {
  closeProject,
  openProject,
  requireRunning,
  restartProject,
  startProject,
  stopProject,
  whenRunning,
} from '../../../src/core/projects/lifecycle.ts';
import type { Lifecycle } from '../../../src/core/settings.ts';
import { settle } from '../../../src/core/settle.ts';
import type { HubState } from '../../../src/core/state.ts';
import { NOW, PROJECT, testHub, UNKNOWN } from '../../hub.ts';

const now = Date.parse(NOW);

const actions = {
  open: openProject,
  start: startProject,
  stop: stopProject,
  close: closeProject,
  restart: restartProject,
};
type Action = keyof typeof actions;

/** A hub's state with one project in the state that is named. */
function hubState(state: string | null, lifecycle: Lifecycle = { kind: 'immediate' }): HubState {
  return testHub({ project: { state }, lifecycle }).hub.state;
}

function stateOf(state: HubState): string | undefined {
  return state.projects.get(PROJECT)?.state?.state;
}

/** The states that a project goes through after the action, when each of them takes a second. */
function wayOf(action: Action, from: string | null): (string | undefined)[] {
  let state = actions[action](hubState(from, { kind: 'after', ms: 1000 }), PROJECT);
  const way = [stateOf(state)];
  while (state.agenda.rows.some(({ task }) => task.kind === 'project')) {
    state = settle(state, state.now + 1000, state.call);
    way.push(stateOf(state));
  }
  return way;
}

test('a project opens from nothing or when it is closed, and stays as it is otherwise', () => {
  expect(wayOf('open', null)).toEqual(['opening', 'opened']);
  expect(wayOf('open', 'closed')).toEqual(['opening', 'opened']);
  for (const state of ['archived', 'opened', 'running', 'pending']) expect(wayOf('open', state)).toEqual([state]);
});

test('a project starts from wherever it is', () => {
  const fromClosed = ['opening', 'opened', 'starting', 'running'].flatMap((state) =>
    state === 'opened' ? [] : [state],
  );

  expect(wayOf('start', 'opened')).toEqual(['starting', 'running']);
  expect(wayOf('start', 'closed')).toEqual(fromClosed);
  expect(wayOf('start', null)).toEqual(fromClosed);
  expect(wayOf('start', 'archived')).toEqual(['unarchiving', ...fromClosed]);
  expect(wayOf('start', 'running')).toEqual(['running']);
  expect(wayOf('start', 'pending')).toEqual(['pending']);
});

test('a project stops when it runs, and closes from everywhere', () => {
  expect(wayOf('stop', 'running')).toEqual(['stopping', 'opened']);
  expect(wayOf('stop', 'pending')).toEqual(['stopping', 'opened']);
  for (const state of ['archived', 'opened', 'closed']) expect(wayOf('stop', state)).toEqual([state]);

  expect(wayOf('close', 'opened')).toEqual(['closing', 'closed']);
  expect(wayOf('close', 'running')).toEqual(['stopping', 'closing', 'closed']);
  expect(wayOf('close', 'archived')).toEqual(['unarchiving', 'closed']);
  expect(wayOf('close', 'closed')).toEqual(['closed']);
});

test('a restart stops what runs, and starts what does not', () => {
  expect(wayOf('restart', 'running')).toEqual(['stopping', 'starting', 'running']);
  expect(wayOf('restart', 'opened')).toEqual(['starting', 'running']);
});

test('a project that is under way goes on as it did, whatever is asked of it', () => {
  const starting = startProject(hubState('opened', { kind: 'after', ms: 1000 }), PROJECT);

  for (const action of Object.values(actions)) expect(action(starting, PROJECT)).toBe(starting);
});

test('everything happens at once where the hub is immediate', () => {
  const ends = Object.entries(actions).map(([name, action]) => [name, stateOf(action(hubState(null), PROJECT))]);

  expect(Object.fromEntries(ends)).toEqual({
    open: 'opened',
    start: 'running',
    stop: undefined,
    close: undefined,
    restart: 'running',
  });
});

test('a state is dated when it began, not when it was noticed', () => {
  const closed = hubState('closed', { kind: 'after', ms: 1000 });

  const later = settle(startProject(closed, PROJECT), now + 60_000, 1);

  expect(later.projects.get(PROJECT)?.state).toEqual({ state: 'running', time: now + 2000 });
});

test('time that passes in two steps comes to the same as in one', () => {
  const moment = fc.integer({ min: 0, max: 5000 });
  const lifecycle = fc.oneof(
    fc.record({ kind: fc.constant('after' as const), ms: fc.integer({ min: 0, max: 2000 }) }),
    fc.record({ kind: fc.constant('after' as const), calls: fc.integer({ min: 0, max: 3 }) }),
  );
  const from = fc.constantFrom(null, 'archived', 'opened', 'running');
  const action = fc.constantFrom(...Object.values(actions));

  fc.assert(
    fc.property(lifecycle, from, action, moment, moment, (passing, state, act, one, other) => {
      const [first, then] = [Math.min(one, other), Math.max(one, other)];
      const asked = act(hubState(state, passing), PROJECT);

      const twice = settle(settle(asked, now + first, 1), now + then, 1);

      expect(stateOf(twice)).toBe(stateOf(settle(asked, now + then, 1)));
      if ('ms' in passing) {
        expect(twice.projects.rows.toJS()).toEqual(settle(asked, now + then, 1).projects.rows.toJS());
      }
    }),
  );
});

test('a project that is not there stays so', () => {
  const state = hubState(null);

  for (const action of Object.values(actions)) expect(action(state, UNKNOWN)).toBe(state);
});

test('a call that needs a running project starts it', () => {
  expect(whenRunning(hubState(null), [PROJECT], inState)).toEqual({
    state: expect.anything(),
    answer: { state: 'running' },
  });
});

test('a call that needs a running project waits for it, and for no longer than 20 s', () => {
  const opened = hubState('opened', { kind: 'after', ms: 8000 });
  const { state, until, then } = waiting(opened);

  expect(stateOf(state)).toBe('starting');
  const [before, running] = [settle(state, now + 7999, 2), settle(state, now + 8000, 2)];
  expect([before, running].map(until)).toEqual([false, true]);
  expect(then(running)).toMatchObject({ answer: { state: 'running' } });
});

test.each(['pending', 'starting', 'stopping'])('a call gives up on a project that stays %s', (name) => {
  const { state, until, then } = waiting(hubState(name));

  expect(state.nextDue.at).toBe(now + 20_000);
  expect(until(settle(state, now + 19_999, 2))).toBe(false);
  const late = settle(state, now + 20_000, 2);
  expect(until(late)).toBe(true);
  expect(late.agenda.size).toBe(0);
  const refused = refusalOf(() => then(late));
  expect(refused).toMatchObject({ code: 'project_timeout', words: 'timeout' });
  expect(refused.kept).toBe(late);
});

test('a call waits for no project that is not there', () => {
  expect(refusalOf(() => whenRunning(hubState('opened'), [UNKNOWN], inState)).code).toBe('project_timeout');
});

function inState(state: HubState): Outcome {
  requireRunning(state, PROJECT);
  return { state, answer: { state: stateOf(state) as string } };
}

function waiting(state: HubState) {
  const outcome = whenRunning(state, [PROJECT], inState);
  if (!('effect' in outcome) || outcome.effect.do.kind !== 'wait') throw new Error('the call does not wait');
  const { effect } = outcome;
  return {
    state: outcome.state,
    until: outcome.effect.do.until,
    then: (later: HubState) => effect.then(later, undefined),
  };
}

function refusalOf(attempt: () => unknown): Refusal {
  try {
    attempt();
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown;
    throw thrown;
  }
  throw new Error('nothing was refused');
}
