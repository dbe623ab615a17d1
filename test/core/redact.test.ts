/** Secrets do not survive in what is kept. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../../src/core/json.ts';
import { Redactor } from '../../src/core/redact.ts';

test('a secret is replaced by the same placeholder wherever it stands', () => {
  const redactor = new Redactor();

  const redacted = redactor.json({ told: 'it is sk-0123456789abcdef', api_key: 'sk-0123456789abcdef', n: 5 });

  expect(redacted).toEqual({ told: 'it is {{KEY_1}}', api_key: '{{KEY_1}}', n: 5 });
});

test('what JavaScript writes in the place of an object is no secret where nothing says so', () => {
  const redactor = new Redactor();

  expect(redactor.json({ token: '[object Object]' })).toEqual({ token: '{{TOKEN_1}}' });
  expect(redactor.text('invalid uuid [object Object]')).toBe('invalid uuid [object Object]');
});

test('texts inside texts are looked into', () => {
  const inner = JSON.stringify({ password: 'top "secret" word' });
  const redacted = new Redactor().text(JSON.stringify({ body: inner, url: 'http://x/?auth_token=abcdef123&a=b' }));

  expect(JSON.parse(redacted)).toEqual({
    body: JSON.stringify({ password: '{{PASSWORD_1}}' }),
    url: 'http://x/?auth_token={{TOKEN_1}}&a=b',
  });
});

test('credentials in headers are told as what they are', () => {
  const redactor = new Redactor();

  expect(redactor.header('Authorization', `Basic ${btoa('sk-0123456789abcdef:')}`)).toBe('Basic base64({{KEY_1}}:)');
  expect(redactor.header('Authorization', 'Bearer sk-0123456789abcdef')).toBe('Bearer {{KEY_1}}');
  expect(redactor.header('Set-Cookie', 'remember_me=abc; Path=/; HttpOnly')).toBe(
    'remember_me={{COOKIE_1}}; Path=/; HttpOnly',
  );
});

test('what has no secrets keeps its spelling', () => {
  const text = '{ "name": "system.ping",  "args": [] }';

  expect(new Redactor().text(text)).toBe(text);
});

test('a secret with hardly more than escapes in it is known in addresses and in JSON', () => {
  const word = 'c\\"%b8%';
  const text = JSON.stringify({ note: `x=${encodeURIComponent(word)} ${JSON.stringify(word)}`, password: word });

  expect(new Redactor().text(text)).toBe(
    JSON.stringify({ note: 'x={{PASSWORD_1}} "{{PASSWORD_1}}"', password: '{{PASSWORD_1}}' }),
  );
});

const secret = fc
  .string({ unit: fc.constantFrom(...'abcXYZ0189_-+/=&"\\ é%'), minLength: 6, maxLength: 20 })
  .filter((text) => text.trim() === text);

/** A value that has the text `secret` anywhere: as value, in texts, in texts of JSON, in names. */
function around(word: string): fc.Arbitrary<Json> {
  const { value } = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<Json>(
        word,
        `a ${word} b`,
        JSON.stringify({ note: word }),
        `x=${encodeURIComponent(word)}`,
        null,
        7,
      ),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.record({ note: tie('value'), [`of ${word}`]: tie('value') }),
      tie('value').map((inner) => JSON.stringify(inner)),
    ),
  }));
  return value;
}

test('no secret survives in any position of what tells of it once', () => {
  fc.assert(
    fc.property(
      secret.chain((word) => fc.tuple(fc.constant(word), around(word))),
      fc.constantFrom('password', 'api_key', 'auth_token', 'newPassword', 'secret'),
      ([word, value], name) => {
        const kept = new Redactor().text(JSON.stringify({ before: value, [name]: word, after: value }));
        const forms = [word, encodeURIComponent(word), JSON.stringify(word).slice(1, -1)];
        expect(forms.filter((form) => kept.includes(form))).toEqual([]);
      },
    ),
  );
});
