import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instantBefore } from '../../../src/core/database/intervals.ts';

const NOW = Date.parse('2020-03-31T12:00:00.000Z');

function before(text: string, now = NOW): string {
  return new Date(instantBefore(now, text)).toISOString();
}

/** The words that an interval is refused with. */
function refusal(text: string): unknown {
  try {
    return before(text);
  } catch (thrown) {
    return (thrown as { words: unknown }).words;
  }
}

test.each([
  ['1 second', '2020-03-31T11:59:59.000Z'],
  ['90 secs', '2020-03-31T11:58:30.000Z'],
  ['2 minutes', '2020-03-31T11:58:00.000Z'],
  ['2 hours', '2020-03-31T10:00:00.000Z'],
  ['1 day', '2020-03-30T12:00:00.000Z'],
  ['2 weeks', '2020-03-17T12:00:00.000Z'],
  ['1 month', '2020-02-29T12:00:00.000Z'],
  ['6 months', '2019-09-30T12:00:00.000Z'],
  ['3 mons', '2019-12-31T12:00:00.000Z'],
  ['1 year', '2019-03-31T12:00:00.000Z'],
  ['1 decade', '2010-03-31T12:00:00.000Z'],
  ['1.5 months', '2020-02-14T12:00:00.000Z'],
  ['1 year 2 months 3 days 4 hours', '2019-01-28T08:00:00.000Z'],
  ['1day2h', '2020-03-30T10:00:00.000Z'],
  ['  @ 1 DAY  ', '2020-03-30T12:00:00.000Z'],
  ['-1 day', '2020-04-01T12:00:00.000Z'],
  ['1 day ago', '2020-04-01T12:00:00.000Z'],
  ['60', '2020-03-31T11:59:00.000Z'],
  ['.5 s', '2020-03-31T11:59:59.500Z'],
])('%s before now is %s', (text, instant) => {
  expect(before(text)).toBe(instant);
});

test.each(['recently', 'x days', '1 fortnight', 'days', '', '  ', 'ago', '1 day!', '1 day and a bit', '1 constructor'])(
  'the database reads no interval in "%s"',
  (text) => {
    expect(refusal(text)).toBe(`postgresql error: invalid input syntax for type interval: "${text}"`);
  },
);

test.each(['04:05:06', '1 day 04:05', 'P1Y2M', 'pt5s', '1-2'])(
  'what the database reads in "%s" is not simulated',
  (text) => {
    expect(refusal(text)).toBe(
      `cocalc-mock-hub does not simulate the interval "${text}": only numbers with units are read`,
    );
  },
);

test('no time lies before the first of the database', () => {
  expect(before('6732 years')).toBe('-004712-03-31T12:00:00.000Z');
  expect(refusal('6733 years')).toBe('postgresql error: timestamp out of range');
  expect(refusal('1000000000000 years')).toBe('postgresql error: timestamp out of range');
});

test('parts of an interval without months add up in any order', () => {
  const part = fc.tuple(fc.integer({ min: 0, max: 999 }), fc.constantFrom('s', 'min', 'hours', 'days', 'weeks'));

  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
      const texts = parts.map(([amount, unit]) => `${amount} ${unit}`);
      const oneByOne = texts.reduce((instant, text) => instantBefore(instant, text), NOW);

      expect(instantBefore(NOW, texts.join(' '))).toBe(oneByOne);
      expect(instantBefore(NOW, texts.reverse().join(' '))).toBe(oneByOne);
    }),
  );
});
