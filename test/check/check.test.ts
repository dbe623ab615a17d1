/** A check from code: what it takes, and what it is held at. */
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type CheckProgress, check, reportText } from '../../src/check/index.ts';
import { virtualClock } from '../../src/hub/clock.ts';
import { createHub } from '../../src/hub/create.ts';
import { startServer } from '../../src/server/index.ts';
import { parseXml } from '../conformance/xml.ts';

const KEY = 'sk_00000000000000000teacher';
const PING = { suites: ['contracts'], grep: ['v1/ping'] } as const;

test('a fresh mock conforms, and its report is a value with a text of each kind', async () => {
  const seen: CheckProgress[] = [];

  const report = await check('mock', { ...PING, profile: 'observed', onProgress: (one) => seen.push(one) });

  expect(report).toMatchObject({ exit: { code: 0, words: 'conforms' }, target: { mock: true }, seed: 1 });
  expect(seen.map(({ name }) => name)).toEqual(report.cases.map(({ name }) => name));
  expect(seen.at(-1)).toMatchObject({ done: seen.length, all: seen.length });
  expect(reportText(report)).toMatch(/conforms \(exit code 0\)\n$/);
  expect(parseXml(reportText(report, 'html')).name).toBe('html');
  expect(parseXml(reportText(report, 'junit')).name).toBe('testsuites');
  expect(reportText(report, 'markdown')).toMatch(/^# conforms/);
  expect(() => reportText(report, 'pdf' as 'html')).toThrow('the kind of report should be one of junit, html,');
});

test('of a hub in this process a fork is checked, with all that it may do, and the hub stays as it is', async () => {
  const hub = createHub();
  const before = hub.state;

  const report = await check(hub, { suites: ['contracts'], grep: ['create_project', 'project_exec'] });

  expect(report.exit.words, reportText(report)).toBe('conforms');
  expect(report.cases.filter(({ verdict }) => verdict === 'pass').length).toBeGreaterThan(5);
  expect(report.mode).toBe('lasts');
  expect(hub.state).toBe(before);
});

test('what is wrong with a hub in this process is found, with the line that shows it again', async () => {
  const hub = createHub();
  const broken = Object.assign(hub.fork(), { fork: () => broken });
  const serve = broken.serveNow.bind(broken);
  broken.serveNow = (call) => (call.name === 'v1/ping' ? { kind: 'success', body: { event: 'pong' } } : serve(call));

  const report = await check(broken, PING);

  expect(report.exit).toEqual({ code: 1, words: expect.stringContaining('findings') });
  const [finding] = report.cases.flatMap(({ findings }) => findings);
  expect(finding?.replay).toBe('check(hub, { seed: 1, replay: "contracts/v1.ping.success" })');
});

test('a hub that never answers, since its clock stands still, is given up after the time for an answer', async () => {
  const hub = createHub({ clock: virtualClock('2026-01-01'), lifecycle: { kind: 'after', ms: 1000 } });

  const report = await check(hub, { suites: ['contracts'], grep: ['v1/project_exec'], timeoutMs: 50 });

  expect(report.exit.code).not.toBe(0);
  expect(JSON.stringify(report)).toContain('no answer within 50 ms');
});

test('at a URL nothing is sent without an agreement, and what was made is removed again', async () => {
  await using server = await startServer();
  const before = server.hub.state.projects.size;
  const [files, keys] = [readdirSync('.'), { self: KEY }];

  const told = await check(server.url, PING);
  expect(told).toMatchObject({ exit: { code: 5 }, requests: 0, consent: null, sweep: null });
  const creating = { suites: ['contracts'], grep: ['v1/create_project'], rate: 1000, keys } as const;
  const report = await check(new URL(server.url), { ...creating, consent: new URL(server.url).host });

  expect(report.exit.words, reportText(report)).toBe('conforms');
  expect(report).toMatchObject({ mode: 'writes', consent: new URL(server.url).host });
  expect(server.hub.state.projects.size).toBeGreaterThan(before);
  expect([...server.hub.state.projects.values()].slice(before).every(({ deleted }) => deleted)).toBe(true);
  expect(readdirSync('.')).toEqual(files);
});

test('a run that is ended from outside ends in order', async () => {
  const controller = new AbortController();

  const report = await check('mock', {
    suites: ['contracts'],
    signal: controller.signal,
    onProgress: ({ done }) => done === 3 && controller.abort(),
  });

  expect(report.exit).toEqual({ code: 130, words: 'interrupted by SIGINT' });
  expect(report.cases.filter(({ verdict }) => verdict !== 'not run').length).toBe(3);
  expect(report.clean_up?.left).toEqual([]);
});

test.for([
  [{ suite: ['contracts'] }, 'options.suite is not known; did you mean suites?'],
  [{ suites: ['contract'] }, 'options.suites[0] should be one of examples, contracts'],
  [{ apis: ['v3'] }, 'options.apis[0] should be one of v1, conat'],
  [{ seed: -1 }, 'options.seed should be a whole number'],
  [{ readOnly: 'yes' }, 'options.readOnly should be true or false, but is "yes"'],
  [{ keys: { self: '' } }, 'options.keys.self should be a key'],
  [{ keys: { self: 4711 } }, 'options.keys.self should be a key, a text that is not empty'],
  [{ profile: '2026' }, 'options.profile should be one of documented, observed'],
  [{ timeoutMs: 0 }, 'options.timeoutMs should be a whole number from 1'],
  [{ signal: {} }, 'options.signal should be the signal of an AbortController'],
  [{ expected: [{ operation: 'v1/ping' }] }, 'options.expected[0].finding should be'],
  ['mock', 'options should be an object'],
] as const)('%j is refused by name', async ([options, words]) => {
  await expect(check('mock', options as never)).rejects.toThrow(words);
});

test.for([
  [42, 'the target should be mock, or the URL of a hub'],
  [undefined, 'the target should be mock, or the URL of a hub'],
  ['hub.example', 'the target should be mock, or the URL of a hub'],
  ['https://me:hunter2@hub.example', 'the target should be a URL without user and password'],
  ['https://hub.example', 'options.keys.self is missing'],
] as const)('%j is no target', async ([target, words]) => {
  const failing = check(target as never, { readOnly: true });

  await expect(failing).rejects.toThrow(words);
  await expect(failing).rejects.not.toThrow('hunter2');
});

test('a profile is of the mock alone', async () => {
  await expect(check(createHub(), { profile: 'observed' })).rejects.toThrow('options.profile is of the mock');
});
