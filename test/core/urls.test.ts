import fc from 'fast-check';
import { expect, test } from 'vitest';
import { containsUrl, urlsIn } from '../../src/core/urls.ts';

test('takes much for a link, and shows it in lower case', () => {
  expect(urlsIn('J.Doe')).toEqual(['j.doe']);
  expect(urlsIn('see https://www.Example.com/path and user@site.org')).toEqual(['https://www.example.com', 'site.org']);
  expect(urlsIn('a.bc.d')).toEqual(['a.bc']);
  expect(urlsIn('one-two.abcdefg')).toEqual(['one-two.abcde']);
});

test('finds no link in most names', () => {
  for (const name of ['Dr. Smith', 'a.b', 'x.12', "O'Brien", 'a@b', 'http://x.y', '.com', 'a..bc', '']) {
    expect([name, containsUrl(name), urlsIn(name)]).toEqual([name, false, []]);
  }
});

test('a text contains a link just when one can be shown, and that as the hub describes it', () => {
  const described = /^(https?:\/\/)?(www\.)?[a-z0-9]+([-.][a-z0-9]+)*\.[a-z]{2,5}$/;
  const text = fc.string({ unit: fc.constantFrom('a', 'Bc', '1', '.', '-', '/', ':', 'http://', 'www.', ' ') });

  fc.assert(
    fc.property(text, (some) => {
      const urls = urlsIn(some);
      expect(containsUrl(some)).toBe(urls.length > 0);
      for (const url of urls) expect(url).toMatch(described);
    }),
  );
});

test('takes time in proportion to the length of a text', () => {
  const long = 'a.'.repeat(500_000);

  expect(urlsIn(long)).toEqual([]);
  expect(containsUrl('a'.repeat(1_000_000))).toBe(false);
});
