import { expect, test } from 'vitest';
import { testHub } from '../../hub.ts';

const DAY = 24 * 60 * 60 * 1000;

test.each(['0', '1', '2', '3', '4', '5'])(
  'closing dates are a month apart, around now, and stay (seed %s)',
  async (seed) => {
    const { restAs, clock } = testHub({ seed });
    const ask = async () => (await restAs('owner')('purchases/get-closing-dates')) as { last: string; next: string };
    const { last, next } = await ask();
    const today = new Date(clock.now()).getUTCDate();
    const day = new Date(last).getUTCDate();

    expect([last, next].every((date) => date.endsWith('T00:00:00.000Z'))).toBe(true);
    expect(Date.parse(last)).toBeLessThanOrEqual(clock.now());
    expect(Date.parse(next)).toBeGreaterThan(clock.now());
    expect(new Date(next).getUTCDate()).toBe(day);
    expect(Math.abs(day - today)).toBeGreaterThan(7);
    expect((Date.parse(next) - Date.parse(last)) / DAY).toBeOneOf([28, 29, 30, 31]);

    expect(await ask()).toEqual({ last, next });
    clock.set(Date.parse(next));
    expect((await ask()).last).toBe(next);
  },
);
