import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultSite } from '../../src/core/settings.ts';
import { number, type Of, record, text } from '../../src/core/shape.ts';
import { changed, emptyState, put } from '../../src/core/state.ts';
import { logged } from '../../src/core/support/log.ts';
import { hasBannedDomain, withMail } from '../../src/core/support/mail.ts';
import { journal, many, table } from '../../src/core/table.ts';

const person = record({ id: text, email: text, friends: text });
type Person = Of<typeof person>;

const people = table({
  record: person,
  key: ({ id }: Person) => id,
  by: {
    email: ({ email }: Person) => email || null,
    friend: many(
      ({ friends }: Person) => friends,
      (friends) => [...friends],
    ),
  },
});

const some: fc.Arbitrary<Person> = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd'),
  email: fc.constantFrom('', 'x', 'y'),
  friends: fc.constantFrom('', 'b', 'cb', 'bdb'),
});

test('an index finds what a look at every record finds', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(some, fc.boolean())), (steps) => {
      const kept = steps.reduce((rows, [row, stays]) => (stays ? rows.with(row) : rows.without(row.id)), people);

      for (const value of ['x', 'y', 'b', 'c', 'd']) {
        const having = (isMeant: (row: (typeof steps)[number][0]) => boolean) =>
          [...kept.values()]
            .filter(isMeant)
            .map(({ id }) => id)
            .sort();
        expect(kept.keysBy('email', value).sort()).toEqual(having(({ email }) => email === value));
        expect(kept.keysBy('friend', value).sort()).toEqual(having(({ friends }) => friends.includes(value)));
        expect(kept.countBy('friend', value)).toBe(kept.allBy('friend', value).length);
        expect(kept.hasBy('friend', value)).toBe(kept.valuesBy('friend').includes(value));
      }
    }),
  );
});

test('of several records under one value the one that came last is found', () => {
  const both = people.with({ id: 'a', email: 'x', friends: '' }).with({ id: 'b', email: 'x', friends: '' });

  expect(both.by('email', 'x')).toMatchObject({ id: 'b' });
  expect(both.without('b').by('email', 'x')).toMatchObject({ id: 'a' });
  expect(both.by('email', 'y')).toBeUndefined();
});

test('whoever has a sealed table can write into nothing in it, however it was written', () => {
  const valued = record({ id: number, value: (value: unknown) => value as { list: { a: number }[] } });
  const empty = table({ record: valued, key: ({ id }) => id });
  const writtenRow = fc.tuple(fc.constantFrom('with', 'without', 'sealed'), fc.nat({ max: 3 }));

  fc.assert(
    fc.property(fc.array(writtenRow), (steps) => {
      let rows = empty;
      for (const [step, id] of steps) {
        if (step === 'with') rows = rows.with({ id, value: { list: [{ a: 1 }] } });
        else if (step === 'without') rows = rows.without(id);
        else rows.sealed();
      }
      for (const row of rows.sealed().values()) {
        expect(() => Object.assign(row.value.list[0] as object, { a: 2 })).toThrow(TypeError);
        expect(() => row.value.list.push({ a: 2 })).toThrow(TypeError);
        expect(() => Object.assign(row, { id: 2 })).toThrow(TypeError);
      }
      expect(() => Object.assign(rows, { rows: empty.rows })).toThrow(TypeError);
    }),
  );
});

test('a table that nobody seals freezes its records by the thousand', () => {
  const numbered = record({ id: number });
  let rows = table({ record: numbered, key: ({ id }) => id });

  for (let id = 0; id < 5000; id += 1) rows = rows.with({ id });

  const isOpen = (row: object) => !Object.isFrozen(row);
  expect([...rows.values()].filter(isOpen).length).toBeLessThan(1001);
  expect([...rows.sealed().values()].filter(isOpen)).toEqual([]);
});

test('a journal numbers its records, and the log of a hub keeps the last 10,000', () => {
  const two = journal(record({ at: number }), 2)
    .with({ at: 5 })
    .with({ at: 6 });
  expect([...two.keys()]).toEqual([1, 2]);

  let state = emptyState();
  for (let at = 0; at <= 10_000; at += 1) state = logged(state, 'event', { at });
  expect([state.log.size, state.log.rows.first()?.value, state.log.rows.last()?.value]).toEqual([
    10_000,
    { at: 1 },
    { at: 10_000 },
  ]);
});

test('a mail and an entry of the log bear the time of the call', () => {
  const state = changed(emptyState(), { now: 5 });

  expect(withMail(state, { to: 'a@b', from: 'c@d', subject: 's', body: 'b' }).outbox.rows.last()).toEqual({
    to: 'a@b',
    from: 'c@d',
    subject: 's',
    body: 'b',
    time: 5,
  });
  expect(logged(state, 'event', { a: 1 }).log.rows.last()).toEqual({ event: 'event', value: { a: 1 }, time: 5 });
});

test('a domain is banned by its name, not by its end', () => {
  const site = { ...defaultSite, banned_domains: ['spam.org'] };

  expect(hasBannedDomain(site, 'a@SPAM.org')).toBe(true);
  expect(hasBannedDomain(site, 'a@not.spam.org')).toBe(false);
  expect(hasBannedDomain(site, 'spam.org')).toBe(false);
});

test('what counts only for a while never takes more room than twice what counts, and none of it is lost', () => {
  const lives = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 50, maxLength: 100 });

  fc.assert(
    fc.property(lives, (lifetimes) => {
      let state = emptyState();
      let most = 0;
      lifetimes.forEach((lifetime, now) => {
        state = put(changed(state, { now }), 'authBans', { asking: String(now), expire: now + lifetime });
        const counting = lifetimes.slice(0, now + 1).filter((life, start) => now < start + life).length;
        most = Math.max(most, counting);

        expect(state.authBans.size).toBeLessThanOrEqual(2 * most);
        expect([...state.authBans.values()].filter(({ expire }) => now < expire)).toHaveLength(counting);
      });
    }),
  );
});
