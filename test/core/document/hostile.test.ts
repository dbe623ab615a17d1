/** Documents that no state was written as: each is refused with the place where it is wrong, and nothing comes of it. */

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { expect, test } from 'vitest';
import { fromDocument, toDocument } from '../../../src/core/document.ts';
import { OTHER, OWNER, PROJECT, testHub } from '../../hub.ts';

// biome-ignore lint/suspicious/noExplicitAny: what is spoilt has no type any more.
type Any = any;

const ENTRY = { event: 'e', value: {}, time: 0 };

const NOTES = bytesToHex(sha256(new TextEncoder().encode('notes')));

async function written(): Promise<string> {
  const { hub, as, projectAs } = testHub({
    project: { files: { 'A/notes.md': 'notes', 'A/link': { link: 'notes.md' } }, state: 'running' },
    lifecycle: { kind: 'after', calls: 50 },
  });
  hub.stubCommand('make', 'done');
  const copy = { src_project_id: PROJECT, src_path: 'A', target_project_id: PROJECT, target_path: 'B' };
  await as('owner')('copy_path_between_projects', { ...copy, wait_until_done: false });
  await as('owner')('query', { query: { project_log: { project_id: PROJECT, event: {}, time: '2020-01-01' } } });
  await projectAs('owner')('system.exec', { command: 'make', async_call: true });
  await as('owner')('add_collaborator', { project_id: PROJECT, account_id: OTHER });
  return JSON.stringify(toDocument(hub.state));
}

const text = await written();
const JOB = 'tables.jobs.rows.0.jobs.0';

/** Each: where something else is put, what, and what is said of it; `undefined` takes it away. */
const spoilt: readonly (readonly [path: string, value: unknown, said: string])[] = [
  ['version', 2, '$.version should be 1, the one that is known here, but is 2'],
  ['version', undefined, '$.version should be 1, the one that is known here, but is missing'],
  ['version', '1', '$.version should be 1, the one that is known here, but is "1"'],
  ['now', undefined, '$.now should be a number, but is missing'],
  ['now', '2020', '$.now should be a number, but is "2020"'],
  ['call', -1, '$.call should be a whole number from 0 on, but is -1'],
  ['more', 1, '$.more is not known'],
  ['__proto__', { a: 1 }, '$.__proto__ is not known'],
  ['settings.seed', 5, '$.settings.seed should be a text, but is 5'],
  ['settings.site.evil', 5, '$.settings.site.evil is not known'],
  ['tables', [], '$.tables should be an object, but is a list'],
  ['tables.nothing', { rows: [] }, '$.tables.nothing is not known'],
  ['tables.constructor', { rows: [] }, '$.tables.constructor is not known'],
  ['tables.accounts.rows', {}, '$.tables.accounts.rows should be a list, but is an object'],
  ['tables.accounts.more', 1, '$.tables.accounts.more is not known'],
  [
    'tables.accounts.rows.0.first_name',
    ['sk_secret'],
    '$.tables.accounts.rows[0].first_name should be a text, but is a list',
  ],
  ['tables.accounts.rows.0.evil', 1, '$.tables.accounts.rows[0].evil is not known'],
  ['tables.accounts.rows.0.__proto__', { groups: ['admin'] }, '$.tables.accounts.rows[0].__proto__ is not known'],
  [
    'tables.accounts.rows.1.banned',
    undefined,
    '$.tables.accounts.rows[1].banned should be true or false, but is missing',
  ],
  ['tables.accounts.rows.1.account_id', OWNER, '$.tables.accounts.rows[1] has the key of another row'],
  ['tables.accounts.rows.0', null, '$.tables.accounts.rows[0] should be an object, but is null'],
  [
    'tables.accounts.rows.0.created',
    { $number: 'NaN' },
    '$.tables.accounts.rows[0].created should be a number, but is NaN',
  ],
  [
    'tables.agenda.rows.0.task.kind',
    'evil',
    '$.tables.agenda.rows[0].task.kind should be one of copy, project, idle, wake, but is "evil"',
  ],
  [
    'tables.agenda.rows.0.task',
    { kind: 'copy', copy_path_id: 'none' },
    '$.tables.agenda.rows[0].task.copy_path_id should be the key of a row in $.tables.copies',
  ],
  [
    'tables.agenda.rows.0.task',
    { kind: 'idle', project_id: 'none', session_id: '' },
    '$.tables.agenda.rows[0].task.project_id should be the key of a row in $.tables.projects',
  ],
  [
    `${JOB}.end`,
    { code: 'toString', words: '' },
    '$.tables.jobs.rows[0].jobs[0].end.code should be the code of a refusal',
  ],
  [
    'tables.project_log.rows.0.project_id',
    { toString: 1, valueOf: 1 },
    '$.tables.project_log.rows[0].project_id should be a text, but is an object',
  ],
  [
    'tables.project_log.rows.0.id',
    [{ toString: 1 }],
    '$.tables.project_log.rows[0].id[0] should be a text, but is an object',
  ],
  ['tables.agenda.last', 0, '$.tables.agenda.last should be at least '],
  ['tables.log', { rows: [ENTRY], last: 0.5 }, '$.tables.log.last should be a whole number from 0 on, but is 0.5'],
  ['tables.log', { rows: [ENTRY], last: 0 }, '$.tables.log.last should be at least 1, but is 0'],
  ['tables.projects.order', { users: {} }, '$.tables.projects.order.users is not known'],
  ['tables.projects.order', { user: { [OWNER]: [] } }, `$.tables.projects.order.user["${OWNER}"] should be the 1 keys`],
  ['tables.projects.order', { user: { nobody: ['x'] } }, '$.tables.projects.order.user.nobody should be the 0 keys'],
  [
    'tables.projects.order',
    { user: { [OWNER]: ['x'] } },
    `$.tables.projects.order.user["${OWNER}"] should be the 1 keys`,
  ],
  ['tables.projects.rows.0.files', undefined, '$.tables.projects.rows[0].files should be a list, but is missing'],
  [
    'tables.projects.rows.0.files',
    [],
    "$.tables.projects.rows[0].files should begin with the home directory, of the path ''",
  ],
  [
    'tables.projects.rows.0.files.0.path',
    'x',
    "$.tables.projects.rows[0].files should begin with the home directory, of the path ''",
  ],
  [
    'tables.projects.rows.0.files.1.kind',
    'socket',
    '$.tables.projects.rows[0].files[1].kind should be one of directory, file, symlink, but is "socket"',
  ],
  ['tables.projects.rows.0.files.1.path', '', '$.tables.projects.rows[0].files[1].path should be in a directory'],
  [
    'tables.projects.rows.0.files.2.path',
    'C/x',
    '$.tables.projects.rows[0].files[2].path should be in a directory that stands before it',
  ],
  [
    'tables.projects.rows.0.files.2.path',
    'A//x',
    '$.tables.projects.rows[0].files[2].path should be in a directory that stands before it',
  ],
  [
    'tables.projects.rows.0.files.3.path',
    'A/notes.md',
    '$.tables.projects.rows[0].files[3].path stands there a second time',
  ],
  ['tables.projects.rows.0.files.2.mode', -1, '$.tables.projects.rows[0].files[2].mode should be a whole number'],
  [
    'tables.projects.rows.0.files.2.content',
    '00',
    '$.tables.projects.rows[0].files[2].content should be a name in $.contents',
  ],
  [
    'tables.projects.rows.0.files.2.content',
    '__proto__',
    '$.tables.projects.rows[0].files[2].content should be a name in $.contents',
  ],
  [`contents.${NOTES}`, undefined, '$.tables.projects.rows[0].files[2].content should be a name in $.contents'],
  [`contents.${NOTES}`, 'AAAA', `$.contents.${NOTES} has another hash than its name`],
  [`contents.${NOTES}`, '?', `$.contents.${NOTES} should be base64, but is "?"`],
  ['contents.00', 'AAAA', '$.contents["00"] has another hash than its name'],
  [`contents.${bytesToHex(sha256(new Uint8Array()))}`, '', 'is the content of no file'],
  [
    'tables.accounts.rows.0.columns',
    JSON.parse('['.repeat(1200) + ']'.repeat(1200)),
    'is inside more than 1100 objects and lists',
  ],
  ['tables.accounts.rows.0.columns', { f: () => 1 }, '$.tables.accounts.rows[0].columns.f should be JSON, but is '],
  [
    'tables.accounts.rows.0.columns',
    { 'a b\n': 1n },
    '$.tables.accounts.rows[0].columns["a b\\n"] should be JSON, but is 1',
  ],
];

test.each(spoilt.map(([path, value, said]) => ({ path, value, said })))(
  '$path, spoilt, is refused: $said',
  ({ path, value, said }) => {
    const document = JSON.parse(text);
    const names = path.split('.');
    const last = names.pop() as string;
    const holder = names.reduce((inner: Any, name) => inner[name], document);
    if (value === undefined) delete holder[last];
    else Object.defineProperty(holder, last, { value, enumerable: true, configurable: true, writable: true });

    expect(() => fromDocument(document)).toThrow(said);
  },
);

test('what is no object at all is refused', () => {
  for (const value of [undefined, null, 1, 'text', [], [text]]) {
    expect(() => fromDocument(value)).toThrow('$ should be the document of a state');
  }
});

test('a document that holds itself is refused', () => {
  const document = JSON.parse(text);
  document.tables.accounts.rows[0].columns.self = document;

  expect(() => fromDocument(document)).toThrow('is inside more than 1100 objects and lists');
});

test('more rows than a table keeps are refused', () => {
  const document = JSON.parse(text);
  document.tables.outbox = { rows: Array.from({ length: 10_001 }, () => ({})) };

  expect(() => fromDocument(document)).toThrow('$.tables.outbox.rows has 10001 rows, and at most 10000 are kept');
});

test('any place that holds what is no JSON is refused, with that place', () => {
  const document = JSON.parse(text);
  const places: string[] = [];
  const tryIn = (holder: Any, place: string): void => {
    for (const name of Object.keys(holder)) {
      const inside = Array.isArray(holder) ? `${place}[${name}]` : `${place}.${name}`;
      const before = holder[name];
      if (place !== '$' || name !== 'version') {
        holder[name] = Symbol('evil');
        expect(() => fromDocument(document)).toThrow('should be JSON, but is Symbol(evil)');
        places.push(inside);
      }
      holder[name] = before;
      if (typeof before === 'object' && before !== null) tryIn(before, inside);
    }
  };
  tryIn(document, '$');

  expect(places).toEqual(expect.arrayContaining(['$.now', '$.tables.accounts.rows[0].first_name']));
  expect(JSON.stringify(toDocument(fromDocument(document)))).toBe(text);
});

test('a document and the state that was made of it share nothing', () => {
  const document = JSON.parse(text);
  const state = fromDocument(document);
  document.tables.accounts.rows[0].first_name = 'Evil';
  document.settings.site.dns = 'evil';

  expect(JSON.stringify(toDocument(state))).toBe(text);
  expect(() => Object.assign(state.site, { dns: 'evil' })).toThrow(TypeError);
});

test('nobody can write into a state that was read, whatever its tables remember beside their rows', () => {
  const document = JSON.parse(text);
  document.tables.accounts.last = 5;
  document.tables.projects.order = { user: { [OWNER]: [PROJECT] } };
  const state = fromDocument(document);

  for (const part of [state, state.accounts, state.accounts.get(OWNER), state.projects, state.projects.get(PROJECT)]) {
    expect(() => Object.assign(part as object, { evil: 1 })).toThrow(TypeError);
  }
});
