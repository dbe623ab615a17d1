import fc from 'fast-check';
import { List, Map } from 'immutable';
import { expect, test } from 'vitest';
import { appended, remembered, since } from '../../src/core/bounded.ts';
import { defaultSite, emptyState, LOG_LIMIT } from '../../src/core/state.ts';
import { logged } from '../../src/core/support/log.ts';
import { hasBannedDomain, withMail } from '../../src/core/support/mail.ts';

test('a list takes in one more, and drops its first beyond the limit', () => {
  const almost = List(Array.from({ length: LOG_LIMIT - 1 }, (_, index) => index));

  const full = appended(almost, -1);
  expect([full.size, full.first(), full.last()]).toEqual([LOG_LIMIT, 0, -1]);

  const over = appended(full, -2);
  expect([over.size, over.first(), over.last()]).toEqual([LOG_LIMIT, 1, -2]);
});

test('a mail and an entry of the log bear the time of the call', () => {
  const state = { ...emptyState(), now: 5 };

  expect(withMail(state, { to: 'a@b', from: 'c@d', subject: 's', body: 'b' }).outbox.last()).toEqual({
    to: 'a@b',
    from: 'c@d',
    subject: 's',
    body: 'b',
    time: 5,
  });
  expect(logged(state, 'event', { a: 1 }).log.last()).toEqual({ event: 'event', value: { a: 1 }, time: 5 });
});

test('a domain is banned by its name, not by its end', () => {
  const site = { ...defaultSite, banned_domains: ['spam.org'] };

  expect(hasBannedDomain(site, 'a@SPAM.org')).toBe(true);
  expect(hasBannedDomain(site, 'a@not.spam.org')).toBe(false);
  expect(hasBannedDomain(site, 'spam.org')).toBe(false);
});

test('those since an instant are those that are not before it', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20)), fc.nat(20), (instants, start) => {
      const sorted = List(instants.sort((one, other) => one - other));

      expect(since(sorted, start).toArray()).toEqual(sorted.toArray().filter((instant) => instant >= start));
    }),
  );
  expect(since(undefined, 0).size).toBe(0);
});

test('what is remembered never takes more room than twice what is live, and loses nothing of it', () => {
  const lives = fc.array(fc.nat(5), { minLength: 50, maxLength: 100 });

  fc.assert(
    fc.property(lives, (lifetimes) => {
      let map = Map<number, number>();
      let mostLive = 0;
      lifetimes.forEach((lifetime, now) => {
        const isLive = (end: number) => now <= end;
        map = remembered(map, now, now + lifetime, isLive);
        const live = lifetimes.slice(0, now + 1).filter((life, start) => isLive(start + life)).length;
        mostLive = Math.max(mostLive, live);

        expect(map.size).toBeLessThanOrEqual(2 * mostLive);
        expect(map.filter(isLive).size).toBe(live);
      });
    }),
  );
});

test('an entry that is renewed is remembered once', () => {
  const map = remembered(remembered(Map<string, number>(), 'a', 1, Boolean), 'a', 2, Boolean);

  expect(map.toJS()).toEqual({ a: 2 });
});
