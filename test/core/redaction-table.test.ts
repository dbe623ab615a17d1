/** Every place and every spelling of a secret, and texts that have none. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../../src/core/json.ts';
import { Redactor } from '../../src/core/redact.ts';
import { BY_LOOKS, leftOf, SECRET, SPELLED, TELLING } from '../secret-places.ts';

test.each(Object.entries(TELLING))('a secret is known by its place: %s', (_name, text) => {
  for (const redacted of [
    new Redactor().text(text),
    JSON.stringify(new Redactor().json({ note: text, others: [1] })),
  ]) {
    expect(leftOf(SECRET, redacted), redacted).toEqual([]);
    expect(redacted).toMatch(/\{\{[A-Z]+_\d+\}\}/);
  }
});

test.each(Object.entries(BY_LOOKS))('a secret is known by its looks: %s', (_name, secret) => {
  for (const text of [
    secret,
    `it is "${secret}", he said`,
    JSON.stringify({ a: [secret] }),
    encodeURIComponent(` ${secret}`),
    btoa(`it is ${secret}`),
  ]) {
    const redacted = new Redactor().text(text);
    expect(leftOf(secret, redacted), redacted).toEqual([]);
    expect(leftOf(SECRET, redacted), redacted).toEqual([]);
  }
});

test.each(Object.entries(SPELLED))('a secret that is known is found %s', (_name, spell) => {
  for (const secret of [SECRET, 'sk_00000000000000000teacher']) {
    const redactor = new Redactor();
    redactor.learn(secret, 'KEY');
    for (const redacted of [
      redactor.text(spell(secret)),
      JSON.stringify(redactor.json({ a: 'x', note: spell(secret) })),
    ]) {
      expect(leftOf(secret, redacted), redacted).toEqual([]);
    }
  }
});

const word = fc.constantFrom(
  ...[
    'the',
    'hub',
    'project',
    'is',
    'not',
    'found',
    'password',
    'token',
    'secret',
    'key',
    'cookie',
    'keeps',
    'a',
    'user',
  ],
  ...['tokenizer', 'secretary', 'Basic', 'Bearer', 'basic', 'knowledge', 'authentication', 'authorization', 'sk-learn'],
  ...[
    'passwordless',
    'cookies',
    'tokens',
    'was',
    'wrong',
    'reset',
    'missing',

    'rsync',
    'ssh-rsa',
  ],
);
const english = fc
  .array(fc.oneof(word, fc.lorem({ maxCount: 5 })), { minLength: 1, maxLength: 12 })
  .chain((words) => fc.constantFrom(`${words.join(' ')}.`, `${words.join(' ')}: ${words[0]}`, `"${words.join(' ')}"`));
const hash = fc
  .constantFrom(32, 40, 64)
  .chain((length) => fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length }));
const name = fc.constantFrom(
  'title',
  'token_id',
  'project_id',
  'path',
  'max_tokens',
  'cookie_name',
  'n',
  'key',
  'secretary',
);
const atom = fc.oneof(
  fc.constantFrom('mock-hub-1a2b3c4d-990', 'organization mock-hub-1a2b3c4d-990 is new'),
  english,
  fc.uuid(),
  hash,
  // What looks like another address behind it may have a password.
  fc.webUrl({ withQueryParameters: true, withFragments: true }).filter((url) => !/:\/\/.*:\/\/.*@/.test(url)),
  fc.emailAddress(),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.string({ unit: 'grapheme' }),
  fc.base64String(),
);
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    atom,
    fc.integer(),
    fc.double({ noDefaultInfinity: true, noNaN: true }),
    fc.constantFrom(null, true, false),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(name, tie('value')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
  ),
})).value;
const shell = fc
  .tuple(fc.constantFrom('a.txt', '"$TOKEN"', '$PASSWORD', '-la', '--token-count 5', '--password-file p'), word, hash)
  .map(([argument, one, digest]) => ({
    text: [
      `cd ${one} && ls ${argument} | grep -i ${one} > out.txt; echo $?`,
      `curl -u "$COCALC_API_KEY:" -H "Authorization: Bearer $TOKEN" https://hub.example/api/v1/ping`,
      `docker run -u 1000:1000 --rm -e TOKEN image:${digest.slice(0, 12)} ${argument}`,
      `git checkout ${digest} -- ${argument}; python3 -u script.py`,
      `PWD=/home/user OLDPWD=/tmp export PATH=$PATH:/bin; echo "password: "; read password`,
      `git clone git@github.com:ada/a.git; ssh ada@example; rsync -a a:b c:d`,
    ],
  }))
  .chain(({ text }) => fc.constantFrom(...text));
const python = fc
  .tuple(word, fc.constantFrom('password', 'api_key', 'token', 'secret'))
  .chain(([one, called]) =>
    fc.constantFrom(
      `def login(user: str, ${called}: str = None):\n    return post(user=user, ${called}=${called})`,
      `${called} = os.environ["HUB_${called.toUpperCase()}"]\nprint("${called}: ", ${called})`,
      `if ${called} is None: raise ValueError("${called} is ${one.replaceAll('"', '')}")`,
      `self.${called} = ${called}\nclient = Hub(${called}=self.${called}, host=host)`,
      `headers = {"Authorization": f"Bearer {${called}}", "n": 1}`,
      `${called} = getpass.getpass("${called}: ")`,
      `for ${called} in tokens[1:]: count[${called}] += 1  # ${one}`,
      `url = f"https://{user}:{${called}}@host/path"`,
    ),
  );
const innocent = fc.oneof(
  atom,
  json.map((value) => JSON.stringify(value)),
  json.map((value) => JSON.stringify(value, null, 2)),
  json.map((value) => encodeURIComponent(JSON.stringify(value))),
  json.map((value) => btoa(encodeURIComponent(JSON.stringify(value)))),
  shell,
  python,
);

test('no text without a secret changes, whatever else is known', { timeout: 120_000 }, () => {
  const known = [SECRET, 'sk_00000000000000000teacher', 'correct horse battery staple', 'mock-hub-1a2b3c4d-99'];
  fc.assert(
    fc.property(innocent, (text) => {
      const redactor = new Redactor();
      for (const secret of known) redactor.learn(secret, 'TOKEN');
      expect(redactor.text(text)).toBe(text);
    }),
    { numRuns: 10_000 },
  );
});

test('no value without a secret changes', () => {
  fc.assert(
    fc.property(json, (value) => {
      const plain = JSON.parse(JSON.stringify(value));
      expect(new Redactor().json(plain)).toEqual(plain);
    }),
  );
});

test('a word on the line after base64 is no part of it', () => {
  // 48 bytes, so that the line is filled without signs of equality and could go on.
  const encoded = btoa(`user=ada&password=${SECRET}`.padEnd(48, '&').slice(0, 48));

  expect(new Redactor().text(`${encoded}\ncd found`)).toMatch(/\ncd found$/);
  expect(leftOf(SECRET, new Redactor().text(`${encoded}\ncd found`))).toEqual([]);
});

test('what is redacted has nothing left to redact', () => {
  const telling = fc.constantFrom(...Object.values(TELLING), ...Object.values(BY_LOOKS));
  fc.assert(
    fc.property(fc.array(fc.oneof(telling, innocent), { minLength: 1, maxLength: 4 }), (texts) => {
      const redacted = new Redactor().text(texts.join('\n'));
      expect(new Redactor().text(redacted)).toBe(redacted);
    }),
  );
});

test.each([
  ...[
    'a',
    '0',
    '=',
    '"',
    "'",
    '\\',
    '%25',
    '\\"',
    '%61',
    ' ',
    '[',
    '<',
    '&#',
    '…',
    'é',
    'a:a@',
    '://a:a',
    'token',
    'token="',
    '-u a',
  ],
  ...['sk_', 'sk_0000000000', 'eyJ', 'Basic ', '-----BEGIN RSA PRIVATE KEY-----', 'mysql ', 'curl -', '--password '],
  ...[
    'form-data; name="password"\r\n\r\n',
    'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
    '{"a":',
  ],
])('a text of %j ends, however long it is', (part) => {
  // Looking back from every character, this would be a matter of hours.
  const text = part.repeat(Math.ceil(1_000_000 / part.length));
  const redactor = new Redactor();
  redactor.learn('sk_00000000000000000teacher', 'KEY');

  expect(redactor.text(text)).not.toBe('');
});

test('values of any depth are taken', () => {
  let deep: Json = { password: SECRET };
  for (let level = 0; level < 20_000; level += 1) deep = [deep];

  for (const kept of [new Redactor().json(deep), new Redactor().text(`${'['.repeat(20_000)}"token":"${SECRET}"`)]) {
    expect(JSON.stringify(kept)).not.toContain(SECRET);
  }
});

test('what a run has marked is no secret, but a password is one', () => {
  const redactor = new Redactor();
  redactor.keep('mock-hub-1a2b3c4d');
  const value = { token: 'mock-hub-1a2b3c4d-99', organization: 'mock-hub-1a2b3c4d-99', note: 'mock-hub-1a2b3c4d-pass' };

  expect(redactor.json(value)).toEqual(value);
  expect(redactor.json({ password: 'mock-hub-1a2b3c4d-pass' })).toEqual({ password: '{{PASSWORD_1}}' });
  expect(redactor.json({ note: value.note })).toEqual({ note: '{{PASSWORD_1}}' });
});

test('a word that was a secret once stays a part of longer words', () => {
  const redactor = new Redactor();
  redactor.learn('mock-hub-1a2b3c4d-99', 'TOKEN');
  redactor.learn('hunter', 'PASSWORD');

  expect(redactor.text('mock-hub-1a2b3c4d-990 and hunters')).toBe('mock-hub-1a2b3c4d-990 and hunters');
  expect(redactor.text('mock-hub-1a2b3c4d-99, hunter')).toBe('{{TOKEN_1}}, {{PASSWORD_1}}');
});

test('a function’s name that is an object tells of no secret, and is no fault', () => {
  const redactor = new Redactor();

  redactor.learnFromFunction({ name: { toString: '' }, args: [SECRET] }, null);

  expect(redactor.text(SECRET)).toBe(SECRET);
});
