import formats from 'ajv-formats/dist/formats.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DATE_TIME } from '../../src/contracts/compile.ts';

const { validate } = formats.fullFormats['date-time'] as { validate: (text: string) => boolean };

/** As numbers are written, now and then out of their range. */
const digits = (most: number, length: number) =>
  fc.integer({ min: 0, max: most }).map((number) => String(number).padStart(length, '0'));
const day = fc.oneof(
  fc.tuple(digits(9999, 4), digits(13, 2), digits(32, 2)),
  fc.tuple(digits(9999, 4), fc.constant('02'), fc.constantFrom('28', '29', '30')),
  fc.tuple(fc.constantFrom('1900', '2000', '2100', '2400'), fc.constant('02'), fc.constant('29')),
);
const zone = fc.oneof(
  fc.constantFrom('Z', 'z', '', '+', '+1'),
  fc
    .tuple(fc.constantFrom('+', '-'), digits(25, 2), fc.constantFrom('', ':'), digits(61, 2))
    .map((parts) => parts.join('')),
  fc.tuple(fc.constantFrom('+', '-'), digits(25, 2)).map((parts) => parts.join('')),
);
const time = fc.tuple(digits(25, 2), digits(61, 2), digits(59, 2), fc.constantFrom('', '.', '.5', '.123'));
const written = fc
  .tuple(day, fc.constantFrom('T', 't', ' ', '\n', '', 'TT', '_'), time, zone)
  .map(([date, between, [hour, minute, second, rest], at]) => ({
    text: [date.join('-'), between, hour, ':', minute, ':', second, rest, at].join(''),
    isOfDay: Number(hour) < 24 && Number(minute) < 60,
  }));

test('times are those that ajv takes, but for leap seconds', () => {
  fc.assert(
    fc.property(written, ({ text, isOfDay }) => {
      // ajv takes 24:03+00:04 for the place of a leap second.
      expect(DATE_TIME.test(text), text).toBe(isOfDay && validate(text));
    }),
    { numRuns: 5000 },
  );
  expect(DATE_TIME.test('2016-12-31T23:59:60Z')).toBe(false);
  expect(DATE_TIME.test('2000-02-29T24:03:00+0004')).toBe(false);
  expect(DATE_TIME.test('2024-02-29T12:00:00.000Z')).toBe(true);
  expect(DATE_TIME.test('2023-02-29T12:00:00.000Z')).toBe(false);
});
