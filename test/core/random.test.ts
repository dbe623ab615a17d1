import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newApiKey, newHex, newToken, newUuid } from '../../src/core/random.ts';

const chance = { seed: 'tests', call: 1 };

test('a draw depends on the seed, the number of the call and the name, and on nothing else', () => {
  const draw = fc.record({ seed: fc.string(), call: fc.nat(), name: fc.string() });
  const drawn = ({ seed, call, name }: { seed: string; call: number; name: string }) => newUuid({ seed, call }, name);

  fc.assert(
    fc.property(draw, draw, (one, other) => {
      expect(drawn({ ...one })).toBe(drawn(one));
      expect(drawn({ ...one, name: other.name }) === drawn(one)).toBe(other.name === one.name);
      expect(drawn({ ...one, call: other.call }) === drawn(one)).toBe(other.call === one.call);
      expect(drawn({ ...one, seed: other.seed }) === drawn(one)).toBe(other.seed === one.seed);
    }),
  );
});

test('a UUID is of version 4', () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      expect(newUuid(chance, name)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }),
  );
});

test('a UUID has the hexadecimal digits of its draw, but for version and variant', () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      const [digits, hex] = [newUuid(chance, name).replaceAll('-', ''), newHex(chance, name, 32)];
      const variant = ((Number.parseInt(hex[16] as string, 16) & 3) | 8).toString(16);

      expect(digits).toBe(`${hex.slice(0, 12)}4${hex.slice(13, 16)}${variant}${hex.slice(17)}`);
    }),
  );
});

test('a key has the form and the alphabet of those a hub makes', () => {
  const keys = Array.from({ length: 1000 }, (_, at) => newApiKey(chance, `key ${at}`));

  expect(keys.filter((key) => !/^sk_[0-9A-XZa-ik-z]{24}$/.test(key))).toEqual([]);
  expect(new Set(keys.join('').slice(3)).size).toBeGreaterThan(59);
  expect(newToken(chance, 'key')).toBe(newApiKey(chance, 'key').slice(3));
});

test('hexadecimal digits come in the wanted number, up to 64', () => {
  expect(newHex(chance, 'digits', 0)).toBe('');
  expect(newHex(chance, 'digits', 64)).toMatch(/^[0-9a-f]{64}$/);
  expect(newHex(chance, 'digits', 64)).toContain(newHex(chance, 'digits', 32));
});

test('draws of calls that follow each other have nothing in common', () => {
  const draws = Array.from({ length: 20_000 }, (_, call) => newHex({ seed: 'tests', call }, 'id', 64));
  const ones = Array.from({ length: 256 }, () => 0);
  for (const draw of draws) {
    const bits = BigInt(`0x${draw}`).toString(2).padStart(256, '0');
    for (let at = 0; at < ones.length; at += 1) ones[at] = (ones[at] as number) + Number(bits[at]);
  }

  expect(new Set(draws.map((draw) => draw.slice(0, 16))).size).toBe(draws.length);
  // Five standard deviations to either side of one half.
  expect(Math.min(...ones)).toBeGreaterThan(10_000 - 5 * 71);
  expect(Math.max(...ones)).toBeLessThan(10_000 + 5 * 71);
});
