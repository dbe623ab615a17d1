/** Hubs that answer well at first, or never, and garbage from then on: no garbage ends a run, and nothing is forgotten. */

import { expect, test } from 'vitest';
import type { Fetch } from '../../src/conformance/tested-hub/sending.ts';
import { sweepRun } from '../../src/conformance/tested-hub/sweep.ts';
import { checkHub } from '../../src/conformance/verdict/check.ts';
import { compareHubs } from '../../src/conformance/verdict/drift.ts';
import type { Report } from '../../src/conformance/verdict/report.ts';
import { CONTRACTS, readContracts } from '../../src/contracts/folder.ts';
import { isObject, type Json } from '../../src/core/json.ts';
import { Redactor } from '../../src/core/redact.ts';
import type { Hub } from '../../src/hub/hub.ts';
import { contractSuite, makingCases, options, spying } from '../conformance/setting.ts';
import { id, testHub } from '../hub.ts';

type Garble = (sound: Response) => Promise<Response> | Response;

const body =
  (text: string, init?: ResponseInit): Garble =>
  () =>
    new Response(text, init);

/** The answer with each text in it replaced. */
const withTexts =
  (value: Json): Garble =>
  async (sound) => {
    const replaced = (inner: Json): Json => {
      if (typeof inner === 'string') return value;
      if (Array.isArray(inner)) return inner.map(replaced);
      if (!isObject(inner)) return inner;
      return Object.fromEntries(Object.entries(inner).map(([name, one]) => [name, replaced(one)]));
    };
    return Response.json(replaced((await sound.json()) as Json));
  };

const GARBAGE: Readonly<Record<string, Garble>> = {
  'lists of 200,000 levels': body(`${'['.repeat(200_000)}${']'.repeat(200_000)}`),
  'objects of 200,000 levels that never end': body('{"a":'.repeat(200_000)),
  'an error of 200,000 levels': body(`{"error":${'['.repeat(200_000)}${']'.repeat(200_000)}}`),
  'an error that is no text': body('{"error":{"toString":1,"valueOf":1,"startsWith":1}}'),
  'an event that is no text': body('{"event":{"toString":1}}'),
  'an error in an event that is no text': body('{"event":"error","error":{"toString":1}}'),
  'members that are of every object': body(
    '{"event":"query","__proto__":{"query":{}},"constructor":1,"query":{"__proto__":[]}}',
  ),
  'rows that are no objects': body('{"event":"query","query":{"projects_all":[1,null,"x",[]],"accounts":[]}}'),
  'a list for everything': body('[[[]],null,{"id":{"toString":1}}]'),
  'half an answer': body('{"event":"success"'),
  'bytes that are no text': () => new Response(new Uint8Array([0xff, 0xfe, 0x00, 0x80])),
  'a page': body('<html><script>alert(1)</script></html>', { headers: { 'content-type': 'text/html' } }),
  'more than any answer': body(`{"event":"${'x'.repeat(9 * 1024 * 1024)}"}`),
  'an error of the server': body('{"error":"no"}', { status: 500 }),
  'a redirection to another host': body('', { status: 307, headers: { location: 'http://thief.example/' } }),
  'texts that are objects': withTexts({ toString: 1 }),
  'texts that are numbers': withTexts(-0.5),
  'texts that move the cursor': withTexts('\u001b[2J\u009b2J'),
  'the same id everywhere': withTexts(id('other', 1)),
};

const titles = ({ state }: Hub) =>
  [...state.projects.values()].filter(({ deleted }) => !deleted).map(({ title }) => title);

/** Sound for as many requests. */
function turning(hub: Hub, sound: number, garble: Garble): Fetch {
  const { fetch } = spying(hub);
  let left = sound;
  return async (url, init) => {
    const answer = await fetch(url, init);
    left -= 1;
    return left >= 0 ? answer : garble(answer);
  };
}

/** What the run made and is still there, the report says so. */
function isTold(there: readonly (string | null)[], { clean_up }: Report): void {
  const left = clean_up?.left.join('\n') ?? '';
  for (const title of there.filter((one) => one !== 'Project')) expect(left).toContain(title);
}

const named = Object.entries(GARBAGE);

test.for(named)('%s for each call end a run in order', async ([, garble]) => {
  const { hub } = testHub();

  const report = await checkHub(options({ cases: makingCases(), fetch: turning(hub, 0, garble) }));

  // One that says anything at all of an account may be a hub, if a bad one.
  expect([1, 3, 4]).toContain(report.exit.code);
  expect(report.axes.behaviour.pass).toBe(0);
  isTold(titles(hub), report);
});

test.for(named)('%s in the middle of a run: what is left is told, and swept', async ([, garble]) => {
  const { hub } = testHub();
  const set = options({ cases: [...makingCases(), ...contractSuite.slice(0, 20)], fetch: turning(hub, 17, garble) });

  const report = await checkHub(set);

  expect(titles(hub).length).toBeGreaterThan(1);
  isTold(titles(hub), report);
  // What was found comes before what is left, but in a run that was cut short; both are told either way.
  const found = report.cases.some(({ verdict }) => verdict === 'fail');
  expect(found ? [1, 4] : [4]).toContain(report.exit.code);
  if (found) expect(report.exit.words).toMatch(/finding/);

  const { ledgerFile: file, ...rest } = set;
  expect(await sweepRun({ ...rest, file, fetch: spying(hub).fetch })).toBe(0);
  expect(titles(hub)).toEqual(['Project']);
});

test.for(named)('%s end a sweep in order, and a later one goes on from there', async ([, garble]) => {
  const { hub } = testHub();
  const cut = options({ cases: makingCases(), fetch: turning(hub, 17, body('')) });
  await checkHub(cut);
  const { ledgerFile: file, ...rest } = cut;

  for (const sound of [0, 6]) {
    const code = await sweepRun({ ...rest, file, fetch: turning(hub, sound, garble) });
    expect([2, 3, 4]).toContain(code);
  }

  expect(await sweepRun({ ...rest, file, fetch: spying(hub).fetch })).toBe(0);
  expect(titles(hub)).toEqual(['Project']);
});

test.for(named)('%s end a drift in order', async ([, garble]) => {
  const contracts = readContracts(CONTRACTS);
  const sideOf = (name: string, sound: number) => ({
    name,
    check: options({ cases: contractSuite, readOnly: true, fetch: turning(testHub().hub, sound, garble) }),
  });

  for (const sound of [0, 20]) {
    const { drift: found } = await compareHubs({
      ...{ a: sideOf('a', Number.POSITIVE_INFINITY), b: sideOf('b', sound), contracts, secrets: new Redactor() },
    });
    expect([1, 3]).toContain(found.exit.code);
  }
});
