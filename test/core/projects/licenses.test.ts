import { expect, test } from 'vitest';
import { restartProject, startProject, stopProject } from '../../../src/core/projects/lifecycle.ts';
import { changed, type HubState } from '../../../src/core/state.ts';
import type { WorldSiteLicense } from '../../../src/hub/world/shape.ts';
import { id, NOW, testHub } from '../../hub.ts';

const now = Date.parse(NOW);
const LICENSE = id('other', 1);
const upgrades = { memory: 500 };

const FIRST = id('project', 1);
const SECOND = id('project', 2);

/** A hub with two projects that have the licence. */
function twoProjects(license: WorldSiteLicense, site_license: object = { [LICENSE]: {} }): HubState {
  const project = { users: { owner: 'owner' }, site_license: { ...site_license } };
  return testHub({
    projects: { first: { ...project, project_id: FIRST }, second: { ...project, project_id: SECOND } },
    world: { site_licenses: { [LICENSE]: license } },
  }).hub.state;
}

/** What the licence gives to a project that starts. */
function givenTo(state: HubState, project_id = FIRST): unknown {
  return startProject(state, project_id).projects.get(project_id)?.site_license?.[LICENSE];
}

test('a project gets at its start what its licence gives, without what that gives nothing of', () => {
  const license = { upgrades: { memory: 500, cores: 0 }, quota: { ram: 1, disk: 0 } };

  expect(givenTo(twoProjects(license))).toEqual({ memory: 500, quota: { ram: 1, disk: 0 } });
  expect(givenTo(twoProjects({ upgrades, quota: {} }))).toEqual(upgrades);
  expect(givenTo(twoProjects({}))).toEqual({});
});

test('a licence counts from when it activates until it expires', () => {
  const at = (ms: number) => new Date(now + ms).toISOString();

  expect(givenTo(twoProjects({ upgrades, activates: at(0) }))).toEqual(upgrades);
  expect(givenTo(twoProjects({ upgrades, activates: at(1) }))).toEqual({});
  expect(givenTo(twoProjects({ upgrades, activates: null }))).toEqual({});
  expect(givenTo(twoProjects({ upgrades, expires: at(1) }))).toEqual(upgrades);
  expect(givenTo(twoProjects({ upgrades, expires: at(0) }))).toEqual({});
});

test('a licence that no longer counts takes away what it gave before', () => {
  const state = twoProjects({ upgrades, activates: null }, { [LICENSE]: { memory: 5 } });

  expect(givenTo(state)).toEqual({});
});

test('keys that are no ids of licences stay as they are, unknown ones give nothing', () => {
  const state = twoProjects({ upgrades }, { 'no id': { memory: 5 }, [id('other', 2)]: { memory: 5 }, [LICENSE]: {} });

  expect(startProject(state, FIRST).projects.get(FIRST)?.site_license).toEqual({
    'no id': { memory: 5 },
    [id('other', 2)]: {},
    [LICENSE]: upgrades,
  });
});

test('a licence runs as many projects at a time as its limit says', () => {
  const first = startProject(twoProjects({ upgrades, run_limit: 1 }), FIRST);

  expect(first.projects.keysBy('runningLicense', LICENSE)).toEqual([FIRST]);
  expect(givenTo(first, SECOND)).toEqual({});
  expect(givenTo(stopProject(first, FIRST), SECOND)).toEqual(upgrades);
  expect(givenTo(startProject(twoProjects({ upgrades, run_limit: 2 }), FIRST), SECOND)).toEqual(upgrades);
});

test('a project that restarts does not stand in its own way', () => {
  const running = startProject(twoProjects({ upgrades, run_limit: 1 }), FIRST);

  expect(restartProject(running, FIRST).projects.get(FIRST)?.site_license).toEqual({ [LICENSE]: upgrades });
});

test('a project without anything from a licence does not count for it', () => {
  const state = startProject(twoProjects({ upgrades, run_limit: 0 }), FIRST);

  expect(state.projects.get(FIRST)?.state?.state).toBe('running');
  expect(state.projects.valuesBy('runningLicense')).toEqual([]);
});

test('the use of a licence is noted at most once a minute', () => {
  const first = startProject(twoProjects({ upgrades }), FIRST);
  const lastUsedAfter = (ms: number) =>
    startProject(changed(first, { now: now + ms }), SECOND).siteLicenses.get(LICENSE)?.last_used;

  expect(first.siteLicenses.get(LICENSE)?.last_used).toBe(now);
  expect(lastUsedAfter(59_999)).toBe(now);
  expect(lastUsedAfter(60_000)).toBe(now + 60_000);
});

test('the use of a licence that is not in force is not noted', () => {
  const state = startProject(twoProjects({ upgrades, activates: null }), FIRST);

  expect(state.siteLicenses.get(LICENSE)?.last_used).toBe(null);
});
