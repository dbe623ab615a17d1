import { expect, test } from 'vitest';
import { SupplementError, withExample, withSupplement } from '../../src/contracts/merge.ts';
import type { Schema } from '../../src/contracts/schema.ts';

const SOURCE = '[smc-hub/client.coffee mesg_ping]';
const documented: Schema = { 'x-from': 'documented', type: 'string' };
const example: Schema = { 'x-from': 'example', type: 'string', format: 'uuid' };

test('an example adds what the description does not say, and never contradicts it', () => {
  expect(withExample(documented, example)).toEqual({ ...documented, format: 'uuid', 'x-added': { format: 'example' } });
  expect(withExample({ 'x-from': 'documented', type: 'integer' }, example)).toEqual({
    'x-from': 'documented',
    type: 'integer',
  });
});

test('a supplement adds keywords and members, each with its source', () => {
  const node: Schema = { 'x-from': 'documented', type: 'object', properties: { path: documented } };

  const whole = withSupplement(
    node,
    { 'x-source': SOURCE, properties: { path: { minLength: 1 }, limit: { type: 'integer' } }, required: ['limit'] },
    'here',
  );

  expect(whole).toEqual({
    'x-from': 'documented',
    type: 'object',
    properties: {
      path: { ...documented, minLength: 1, 'x-added': { minLength: 'supplement' }, 'x-source': SOURCE },
      limit: { 'x-from': 'supplement', 'x-source': SOURCE, type: 'integer' },
    },
    required: ['limit'],
    'x-added': { required: 'supplement' },
    'x-source': SOURCE,
  });
});

test('a supplement that repeats or contradicts what is known is an error that names the place', () => {
  expect(() => withSupplement(documented, { type: 'string' }, 'request.path')).toThrow(SupplementError);
  expect(() => withSupplement(documented, { type: 'string' }, 'request.path')).toThrow(
    'request.path.type repeats what is known without it: "string"',
  );
  expect(() => withSupplement(documented, { type: 'integer' }, 'request.path')).toThrow(
    'request.path.type contradicts what is known without it: "string"',
  );
  expect(() => withSupplement({ 'x-from': 'documented', required: ['a'] }, { required: ['a'] }, 'request')).toThrow(
    'request.required repeats "a"',
  );
});

test('a supplement may stand for what an example shows too little of, but not for what is documented', () => {
  const either = { 'x-replaces': 'example' as const, 'x-source': SOURCE, type: ['string', 'null'] as const };

  expect(withSupplement(example, either, 'answer.name')).toEqual({
    'x-from': 'example',
    type: ['string', 'null'],
    'x-added': { type: 'supplement' },
    'x-source': SOURCE,
  });
  expect(() => withSupplement(documented, either, 'answer.name')).toThrow(
    'answer.name is not known from examples, so it cannot be replaced',
  );
});
