/** Answers are compared apart from what names things differently at each hub. */

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { HubNames } from '../../../src/conformance/comparison/names.ts';
import { HarError, readHar } from '../../../src/conformance/recordings/har.ts';
import { answerDifferences } from '../../../src/conformance/recordings/replay.ts';
import { judge } from '../../../src/conformance/recordings/replay-verdict.ts';
import type { Json } from '../../../src/core/json.ts';

const NOW = Date.parse('2026-11-21T22:40:00Z');

function references(fixed: readonly string[] = []): HubNames {
  return new HubNames({ period: { from: NOW, to: NOW }, origins: ['http://hub.example', 'http://mock'], fixed });
}

function compare(known: HubNames, recorded: Json, given: Json, unordered = false) {
  const answer = (body: Json) => ({
    status: 200,
    contentType: 'application/json',
    body: JSON.stringify(body),
    cookies: [],
  });
  return answerDifferences(answer(recorded), answer(given), { names: known, unordered }).map(
    ({ kind, path }) => `${kind} ${path}`,
  );
}

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

test('each kind of difference is told with its direction', () => {
  const recorded = { error: 'no', a: 1, b: 'x', c: null, d: [1, 2] };
  const given = { error: 'never', a: 2, b: 1, e: 0, d: [1] };

  expect(compare(references(), recorded, given).sort()).toEqual(
    [
      'message answer.error',
      'value answer.a',
      'type answer.b',
      'omitted answer.c',
      'omitted answer.d[1]',
      'invented answer.e',
    ].sort(),
  );
});

test('ids, processes, times and temporary names differ at every hub; counts do not', () => {
  const recorded = {
    id: id(1),
    pid: 7,
    at: NOW,
    seconds: NOW / 1000,
    text: `/tmp/cocalc-abcDEF/a.sh ${id(1)}`,
    size: 3,
  };
  const given = {
    id: id(2),
    pid: 9,
    at: NOW + 5,
    seconds: NOW / 1000 + 9,
    text: `/tmp/cocalc-xyz012/a.sh ${id(2)}`,
    size: 3,
  };

  expect(compare(references(), recorded, given)).toEqual([]);
  expect(compare(references(), recorded, { ...given, size: 4 })).toEqual(['value answer.size']);
  expect(compare(references(), recorded, { ...given, at: 5 })).toEqual(['value answer.at']);
});

test('an id that the world fixes, or that was sent, stays as it is', () => {
  const known = references([id(1)]);

  expect(compare(known, id(1), id(2))).toEqual(['value answer']);
  expect(known.sentText(id(3))).toBe(id(3));
  expect(compare(known, id(3), id(4))).toEqual(['value answer']);
});

test('a request is sent with what the target gave', () => {
  const known = references();
  compare(
    known,
    { project: id(1), pid: 7, token: 'abcdef', url: 'http://hub.example/?t=abcdef' },
    { project: id(2), pid: 8, token: 'uvwxyz', url: 'http://mock/?t=uvwxyz' },
  );

  expect(known.sentJson({ [id(1)]: `see ${id(1)}`, pid: 7, count: 7, token: 'abcdef' })).toEqual({
    [id(2)]: `see ${id(2)}`,
    pid: 8,
    count: 7,
    token: 'uvwxyz',
  });
});

test('lists come in order, unless none is promised', () => {
  const [recorded, given] = [
    [{ name: 'a' }, { name: 'b' }],
    [{ name: 'b' }, { name: 'a' }],
  ];

  expect(compare(references(), recorded, given)).toEqual(['value answer[0].name', 'value answer[1].name']);
  expect(compare(references(), recorded, given, true)).toEqual([]);
});

/** Answers that have up to five ids, in values, texts and names. */
const answers = fc.array(
  fc.oneof(
    fc.nat(4).map((number): Json => id(number)),
    fc.nat(4).map((number): Json => ({ [id(number)]: { group: 'owner' }, n: number })),
    fc.tuple(fc.nat(4), fc.nat(4)).map(([one, other]): Json => ({ told: `${id(one)} of ${id(other)}` })),
  ),
  { minLength: 1, maxLength: 6 },
);

const renamed = (value: Json, names: readonly number[]): Json =>
  JSON.parse(
    JSON.stringify(value).replace(/00000000-0000-4000-8000-0{11}(\d)/g, (_whole, digit) =>
      id(100 + (names[Number(digit)] as number)),
    ),
  );

test('giving all ids other names changes no verdict', () => {
  fc.assert(
    fc.property(answers, fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }), (values, names) => {
      const known = references();
      expect(values.flatMap((value) => compare(known, value, renamed(value, names)))).toEqual([]);
    }),
  );
});

test('two ids that changed places are found', () => {
  fc.assert(
    fc.property(fc.nat(4), fc.nat(4), (one, other) => {
      fc.pre(one !== other);
      const known = references();
      expect(compare(known, [id(one), id(other)], [id(11), id(12)])).toEqual([]);

      expect(compare(known, { told: `${id(one)} and ${id(other)}` }, { told: `${id(12)} and ${id(11)}` })).toEqual([
        'value answer.told',
      ]);
    }),
  );
});

const exchange = {
  ...{ file: 'a.har', entry: 0, comment: 'first', started: NOW, durationMs: 1 },
  request: { method: 'POST', url: 'http://hub.example/', headers: [], body: undefined },
  answer: { status: 200, contentType: undefined, body: '', cookies: [] },
};
const excuse = { file: 'a.har', entry: 0, comment: 'first', reason: 'so it is' };
const different = { exchange, differences: [{ kind: 'value', path: 'answer', expected: 1, came: 2 }] } as const;

test('an excuse holds for its exchange as long as that differs', () => {
  expect(judge([different], [excuse]).exchanges[0]?.verdict).toBe('excused');
  expect(judge([different], []).exchanges[0]?.verdict).toBe('differs');
  expect(judge([{ exchange, differences: [] }], [excuse]).stale).toHaveLength(1);
  expect(judge([different], [{ ...excuse, comment: 'second' }]).stale).toHaveLength(1);
});

test('what is no recording is refused with its place', () => {
  expect(() => readHar('{', 'x.har')).toThrow(HarError);
  expect(() => readHar('{"log":{"entries":[]}}', 'x.har')).toThrow(
    'x.har: log.entries is empty, so there is nothing to send',
  );
  expect(() => readHar('{"log":{"entries":[{}]}}', 'x.har')).toThrow(
    'x.har: $.log.entries[0].startedDateTime should be an ISO time, but is missing',
  );
});
