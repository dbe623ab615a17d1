/** Files and commands that a user may name by mistake, or was given by somebody: each ends in one clear line. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../cli/command.ts';
import { folderWith } from '../server/folder.ts';

const DEEP = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;

function entry(more: object = {}, request: object = {}, response: object = {}): object {
  return {
    startedDateTime: '2020-01-01T00:00:00Z',
    time: 1,
    request: { method: 'POST', url: 'https://hub.example/api/v1/ping', headers: [], ...request },
    response: { status: 200, headers: [], content: { text: '{}' }, ...response },
    ...more,
  };
}

const har = (...entries: object[]) => JSON.stringify({ log: { entries } });

/** What the command says, which has to be one line and no trace of the program. */
async function complaint(args: readonly string[]): Promise<{ code: number | null; line: string }> {
  const { code, stderr } = await run(args);
  expect(stderr).toMatch(/^cocalc-mock-hub: [^\n]+\n$/);
  return { code, line: stderr.slice('cocalc-mock-hub: '.length, -1) };
}

test.for<[string, string]>([
  [DEEP, 'session.har: more than 1000 arrays and objects in each other'],
  [`{"log":{"entries":[${DEEP}]}}`, 'session.har: more than 1000 arrays and objects in each other'],
  ['{"log":', 'session.har: no JSON: '],
  ['', 'session.har: no JSON: '],
  ['null', 'session.har: $ should be an object, but is null'],
  ['{"log":{"entries":{}}}', 'session.har: $.log.entries should be a list, but is an object'],
  ['{"log":{"entries":[null]}}', 'session.har: $.log.entries[0] should be an object, but is null'],
  [har(entry({ time: -2 })), 'log.entries[0].time should be milliseconds, up to 86400000, but is -2'],
  [har(entry({ time: 1e300 })), 'log.entries[0].time should be milliseconds, up to 86400000, but is 1e+300'],
  [
    har(entry({ startedDateTime: '+275760-09-13' })),
    'log.entries[0].startedDateTime should be an ISO time, but is "+275760-09-13"',
  ],
  [har(entry({ startedDateTime: 'soon' })), 'log.entries[0].startedDateTime should be an ISO time, but is "soon"'],
  [
    har(entry({}, { url: 'x:.evil.example/' })),
    'session.har: there is nothing to send: all 1 entries are left out (neither http nor https)',
  ],
  [har(entry({}, { url: '/api' })), 'log.entries[0].request.url should be a URL, but is "/api"'],
  [har(entry({}, { headers: [{ name: 1 }] })), 'log.entries[0].request.headers[0].name should be a text, but is 1'],
  [har(entry({}, {}, { status: '200' })), 'log.entries[0].response.status should be a number, but is "200"'],
  [
    har(entry({}, {}, { content: { text: '*', encoding: 'base64' } })),
    'log.entries[0].response.content.text should be base64, but is "*"',
  ],
])('replay of a file with %s', async ([text, words]) => {
  const { code, line } = await complaint(['replay', join(folderWith({ 'session.har': text }), 'session.har')]);

  expect(code).toBe(2);
  expect(line).toContain(words);
});

test.for<[string, string]>([
  [DEEP, 'more than 1000 arrays and objects in each other'],
  ['{"accounts":null}', '$.accounts should be an object, but is null'],
  ['{"worlds":5}', '$.worlds should be an object, but is 5'],
  ['{"world":{}}', '$.world should be a text, but is an object'],
  ['{"unknown":"a"}', '$.unknown should be a list, but is "a"'],
  ['{"answers":{"A":null}}', '$.answers.A should be an object, but is null'],
  ['{"__proto__":{}}', '$.__proto__ is not known'],
])('replay with the setting %s', async ([text, words]) => {
  const folder = folderWith({ 'session.har': har(entry()), 'setting.json': text });

  const { code, line } = await complaint(['replay', join(folder, 'session.har')]);

  expect(code).toBe(2);
  expect(line).toContain(`setting.json: ${words}`);
});

test('what is deep inside of exchanges is compared as a text, and what cannot be sent is told of', async () => {
  const deep = { postData: { mimeType: 'application/json', text: DEEP } };
  const file = join(
    folderWith({
      'session.har': har(
        entry({}, deep),
        entry({}, {}, { content: { text: DEEP } }),
        entry({}, { method: 'NO SUCH' }),
        entry({}, { headers: [{ name: 'a b', value: '\n' }] }),
        entry({}, {}, { status: 1e300 }),
      ),
    }),
    'session.har',
  );

  const { code, stdout, stderr } = await run(['replay', file]);

  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  expect(stdout).toMatch(/\nall: 5 exchanges, /);
});

test('a recording of very many exchanges is replayed', async () => {
  // Not sent, since nobody knows what the placeholder stands for, which makes it quick.
  const many = Array.from({ length: 150_000 }, () => entry({}, { url: 'https://hub.example/api/v1/{{SOMETHING}}' }));
  const file = join(folderWith({ 'session.har': JSON.stringify({ log: { entries: many } }) }), 'session.har');

  const { stdout, stderr } = await run(['replay', file, '--report', 'json']);

  expect(stderr).toBe('');
  expect(JSON.parse(stdout).all.exchanges).toBe(150_000);
});

test('a report that cannot be written is printed', async () => {
  const folder = folderWith({ 'session.har': har(entry()) });

  const { code, stdout, stderr } = await run(['replay', join(folder, 'session.har'), '--out', folder]);

  expect(code).toBe(2);
  expect(stdout).toContain('all: 1 exchanges');
  expect(stderr).toBe(
    `cocalc-mock-hub: option --out: ${folder}: cannot be written (EISDIR); the report is printed instead\n`,
  );
});

const WITH_PIPES = process.platform !== 'win32';

/** A path at which there is something odd. */
function oddPath(kind: string): string {
  const folder = folderWith();
  const path = join(folder, 'odd.json');
  if (kind === 'a pipe') execFileSync('mkfifo', [path]);
  if (kind === 'a folder') mkdirSync(path);
  if (kind === 'a link to itself') symlinkSync('odd.json', path);
  return kind === 'a device' ? '/dev/zero' : path;
}

test.skipIf(!WITH_PIPES).for<[string, string]>([
  ['nothing', 'cannot be read (ENOENT)'],
  ['a pipe', 'is no file, but a pipe or a device'],
  ['a device', 'is no file, but a pipe or a device'],
  ['a folder', 'is a folder'],
  ['a link to itself', 'cannot be read (ELOOP)'],
])('where a file should be and there is %s', async ([kind, words]) => {
  const path = oddPath(kind);

  for (const args of [
    ['replay', path],
    ['doctest', path],
    ['contracts', 'derive', path],
  ]) {
    expect(await complaint(args)).toEqual({ code: 2, line: `${path}: ${words}` });
  }
});

test.skipIf(!WITH_PIPES).for<[string, string]>([
  ['a pipe', 'is no file, but a pipe or a device'],
  ['a device', 'is no file, but a pipe or a device'],
  ['a link to itself', 'cannot be read (ELOOP)'],
])('of a world that is %s', async ([kind, words]) => {
  const path = oddPath(kind);

  expect(await complaint(['--port', '0', '--world', path])).toEqual({
    code: 2,
    line: `option --world: world "${path}": ${words}`,
  });
});

test.for<[string, string]>([
  [DEEP, 'more than 1000 arrays and objects in each other'],
  [`{"accounts":{"a":{"first_name":${DEEP}}}}`, 'more than 1000 arrays and objects in each other'],
  ['{"accounts":', 'no JSON: '],
])('of a world with %s', async ([text, words]) => {
  const file = join(folderWith({ 'world.json': text }), 'world.json');

  const { code, line } = await complaint(['--port', '0', '--world', file]);

  expect(code).toBe(2);
  expect(line).toContain(`option --world: world "${file}": ${words}`);
});

test('a member __proto__ of a world is one that there is not, and as a name it is a name', async () => {
  const wrong = join(folderWith({ 'world.json': '{"__proto__":{"accounts":{}}}' }), 'world.json');
  const { code, stderr } = await run(['--port', '0', '--world', wrong]);
  expect(code).toBe(2);
  expect(stderr).toContain('one mistake\n  __proto__: no such member; there are ');

  const names = join(folderWith({ 'w.json': '{"accounts":{"__proto__":{"api_key":"k","first_name":5}}}' }), 'w.json');
  expect((await run(['--port', '0', '--world', names])).stderr).toContain('accounts.__proto__.first_name: found 5');
});

test.for([
  { what: 'no members', text: '{}' },
  { what: 'a list', text: '[]' },
  { what: 'no events', text: '{"events":{}}' },
  { what: 'an event without text', text: '{"root":1,"gitrev":"a","events":{"a":{"fields":{},"description":""}}}' },
  { what: 'very many brackets', text: DEEP },
])('doctest of what is no description: $what', async ({ text }) => {
  const file = join(folderWith({ 'api.json': text }), 'api.json');

  expect((await complaint(['doctest', file])).code).toBe(2);
});

test.skipIf(!WITH_PIPES)('exec of what cannot be run, for reasons of all kinds', async () => {
  const folder = folderWith({ file: '' });

  expect(await complaint(['exec', '--', join(folder, 'file')])).toMatchObject({ code: 126 });
  expect(await complaint(['exec', '--', join(folder, 'file', 'below')])).toMatchObject({ code: 126 });
  expect(await complaint(['exec', '--', folder])).toMatchObject({ code: 126 });
  expect(await complaint(['exec', '--', join(folder, 'x'.repeat(5000))])).toMatchObject({ code: 126 });
});

test.skipIf(!existsSync('/dev/full'))('an output that cannot be written is one clear line', () => {
  const script = '"$0" dist/cli/main.js worlds > /dev/full; echo "code $?" >&2';

  const stderr = execFileSync('sh', ['-c', `(${script}) 2>&1`, process.execPath], { encoding: 'utf8' });

  expect(stderr).toBe('cocalc-mock-hub: cannot write the output (ENOSPC)\ncode 1\n');
  expect(readFileSync('dist/cli/main.js', 'utf8')).toContain('#!/usr/bin/env node');
});
