import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPublicPath, publicPathId, publicTest } from '../../../src/core/files/public-paths.ts';
import { type HubState, put } from '../../../src/core/state.ts';
import type { WorldPublicPath } from '../../../src/hub/world/shape.ts';
import { id, PROJECT, testHub } from '../../hub.ts';

const pathText = fc
  .array(fc.constantFrom('A', 'B', '/', '.zip', '.', '..', '../'), { maxLength: 6 })
  .map((parts) => parts.join(''));

test('a shared path makes public itself and what lies below it, compared as text', () => {
  const state = sharing('A/B');

  const isPublic = ['A/B', 'A/B/', 'A/B/x', 'A/B//x', 'A', 'A/', 'A/BC', 'A/b', '/A/B', './A/B', ''].map(
    publicIn(state),
  );
  expect(isPublic).toEqual([true, true, true, true, false, false, false, false, false, false, false]);
});

test('a shared home makes everything public, and a path with ../ never is', () => {
  const state = sharing('');

  const isPublic = ['', 'A', '/etc/x', '..', 'A/..', 'A/../B', '../B', 'A../B'].map(publicIn(state));
  expect(isPublic).toEqual([true, true, true, true, true, false, false, false]);
});

test('a zip file is public where what it is named after is', () => {
  const state = sharing('A');

  const isPublic = ['A.zip', 'A.zip.zip', 'A/x.zip', 'A.zip/x', 'A.ZIP', 'AB.zip', 'A.zipped'].map(publicIn(state));
  expect(isPublic).toEqual([true, true, true, false, false, false, false]);
});

test('a path shared with a slash at its end contains no file', () => {
  const state = sharing('A/');

  expect(['A/', 'A//x', 'A', 'A/x'].map(publicIn(state))).toEqual([true, true, false, false]);
});

test('a disabled path shares nothing, an unlisted one does', () => {
  const state = sharing({ path: 'A', disabled: true }, { path: 'B', unlisted: true }, { path: 'C', disabled: false });

  expect(['A', 'B', 'C'].map(publicIn(state))).toEqual([false, true, true]);
  expect(publicTest(sharing({ path: 'A', disabled: true }), PROJECT)).toBeUndefined();
});

test('a path of one project shares nothing of another', () => {
  expect(isPublicPath(sharing(''), id('project', 2), 'A')).toBe(false);
});

test('what is public agrees with the definition, path by path', () => {
  fc.assert(
    fc.property(fc.array(pathText, { maxLength: 3 }), pathText, (paths, path) => {
      const shared = paths.map((one) => ({ path: one }));
      expect(isPublicPath(sharing(...shared), PROJECT, path)).toBe(isPublicByDefinition(path, paths));
    }),
  );
});

test('a path of megabytes is told like any other', () => {
  expect(isPublicPath(sharing('A'), PROJECT, `A${'.zip'.repeat(700_000)}`)).toBe(true);
  expect(isPublicPath(sharing('A'), PROJECT, 'B/'.repeat(1_000_000))).toBe(false);
});

test('sharing a path again changes its record and is still one record', () => {
  const state = sharing('A');
  const before = [...state.publicPaths.values()][0];

  const after = put(state, 'publicPaths', { ...(before as NonNullable<typeof before>), disabled: true });

  expect(after.publicPaths.size).toBe(1);
  expect(after.publicPaths.keysBy('project', PROJECT)).toEqual(state.publicPaths.keysBy('project', PROJECT));
  expect(isPublicPath(after, PROJECT, 'A')).toBe(false);
  expect(isPublicPath(state, PROJECT, 'A')).toBe(true);
});

test('the id of a shared path is the SHA-1 of project id and path', () => {
  // printf '%s' bbbbbbbb-0000-4000-8000-000000000001A/B | sha1sum
  expect(publicPathId(PROJECT, 'A/B')).toBe('c4259f900ae08e0c130464342bc034313f8b99e4');
});

function sharing(...public_paths: (string | WorldPublicPath)[]): HubState {
  const shared = public_paths.map((path) => (typeof path === 'string' ? { path } : path));
  return testHub({ project: { public_paths: shared } }).hub.state;
}

function publicIn(state: HubState): (path: string) => boolean {
  return (path) => isPublicPath(state, PROJECT, path);
}

/** The hub's own function, step by step. [smc-util/misc.js containing_public_path] */
function isPublicByDefinition(path: string, paths: readonly string[]): boolean {
  if (path.includes('../')) return false;
  if (paths.some((shared) => shared === '' || path === shared || path.startsWith(`${shared}/`))) return true;
  return path.endsWith('.zip') && isPublicByDefinition(path.slice(0, -4), paths);
}
