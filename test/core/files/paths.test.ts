import { expect, test } from 'vitest';
import { FileError } from '../../../src/core/files/file-error.ts';
import { baseName, homeOf, locate, namesBelow, parentOf, resolve } from '../../../src/core/files/paths.ts';
import type { Directory } from '../../../src/core/files/tree.ts';
import { link, tree } from '../../trees.ts';

const HOME = homeOf({ home: '/projects' }, 'id');

/** Where the path leads: the path of a place in home, in brackets if nothing is there; an absolute path; or an error. */
function placeOf(files: Directory, path: string, follow = true): string {
  try {
    const place = locate(HOME, files, path, { follow });
    if ('outside' in place) return place.outside;
    return place.node === undefined ? `(${place.names.join('/')})` : place.names.join('/');
  } catch (thrown) {
    if (thrown instanceof FileError) return thrown.code;
    throw thrown;
  }
}

test.each([
  ['', '/projects/id'],
  ['a/b', '/projects/id/a/b'],
  ['./a//b/../c/', '/projects/id/a/c'],
  ['../../..', '/'],
  ['/etc/./x', '/etc/x'],
  ['~/x', '/projects/id/~/x'],
])('the path %j means %s', (path, absolute) => {
  expect(resolve(HOME, path)).toBe(absolute);
});

test('a path is in home or not, and another home that begins alike is not', () => {
  expect(namesBelow(HOME, '/projects/id')).toEqual([]);
  expect(namesBelow(HOME, '/projects/id/a/b')).toEqual(['a', 'b']);
  expect(namesBelow(HOME, '/projects/idea')).toBeUndefined();
});

test('a path has a last name, and a part before its last slash', () => {
  expect(['a/b', 'a/', 'a', '/a'].map(baseName)).toEqual(['b', '', 'a', 'a']);
  expect(['a/b', 'a/', 'a', '/a'].map(parentOf)).toEqual(['a', 'a', '', '']);
});

const files = tree({
  'A/doc.txt': 'hello',
  'A/up': link('..'),
  relative: link('A/doc.txt'),
  absolute: link(`${HOME}/A`),
  'out-and-in': link('../id/A'),
  above: link('/projects'),
  other: link('../other/x'),
  system: link('/etc/passwd'),
  dangling: link('no/where'),
  loop: link('loop'),
});

test.each([
  ['', ''],
  ['A/doc.txt/', 'A/doc.txt'],
  ['no/where', '(no/where)'],
  ['A/doc.txt/x', 'ENOTDIR'],
  ['relative', 'A/doc.txt'],
  ['relative/x', 'ENOTDIR'],
  ['absolute/doc.txt', 'A/doc.txt'],
  ['A/up/A/up/relative', 'A/doc.txt'],
  ['out-and-in/doc.txt', 'A/doc.txt'],
  ['above/id/A', 'A'],
  ['above', '/projects'],
  ['above/other/x', '/projects/other/x'],
  ['other/y', '/projects/other/x/y'],
  ['system', '/etc/passwd'],
  ['dangling', '(no/where)'],
  ['dangling/x', '(no/where/x)'],
  ['loop', 'ELOOP'],
  ['/etc', '/etc'],
  ['..', '/projects'],
  [`${HOME}/A`, 'A'],
])('the path %j leads to %j, with its links followed', (path, place) => {
  expect(placeOf(files, path)).toBe(place);
});

test.each([
  ['relative', 'relative'],
  ['absolute/doc.txt', 'A/doc.txt'],
  ['A/up/dangling', 'dangling'],
  ['loop', 'loop'],
  ['loop/x', 'ELOOP'],
])('the path %j leads to %j, with a link at its end not followed', (path, place) => {
  expect(placeOf(files, path, false)).toBe(place);
});

test('40 links are followed, and not one more', () => {
  const chain = Array.from(
    { length: 41 },
    (_, at) => [`link-${at + 1}`, link(at === 0 ? 'end' : `link-${at}`)] as const,
  );
  const home = tree({ end: '', ...Object.fromEntries(chain) });

  expect(placeOf(home, 'link-40')).toBe('end');
  expect(placeOf(home, 'link-41')).toBe('ELOOP');
});

test.each([
  ['a name of 255 bytes', '(…)', 'x'.repeat(255)],
  ['a name of 256 bytes', 'ENAMETOOLONG', 'x'.repeat(256)],
  ['a name of 256 bytes in 128 characters', 'ENAMETOOLONG', 'ü'.repeat(128)],
  ['an absolute path of 4095 bytes', '(…)', `/projects/id/${'x/'.repeat(2040)}xy`],
  ['an absolute path of 4096 bytes', 'ENAMETOOLONG', `/projects/id/${'x/'.repeat(2040)}xyz`],
  ['a path of a million names', 'ENAMETOOLONG', 'x/'.repeat(1_000_000)],
])('%s leads to %s', (_, place, path) => {
  expect(placeOf(tree({}), path).replace(/^\(.*\)$/, '(…)')).toBe(place);
});

test('a link to a path that is too long is refused as well', () => {
  expect(placeOf(tree({ long: link('x/'.repeat(2048)) }), 'long')).toBe('ENAMETOOLONG');
});
