import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newAjv } from '../../src/contracts/compile.ts';
import { parameterSchema, schemaOf } from '../../src/contracts/infer.ts';
import type { Json } from '../../src/core/json.ts';

const shown = (demands: object) => ({ 'x-from': 'example', ...demands });
const UUID = 'cc3cb7f1-14f6-4a18-a803-5034af8c0004';

test('values show their types, and the form that all of them have', () => {
  expect(schemaOf(['a', 'b'])).toEqual(shown({ type: 'string' }));
  expect(schemaOf([UUID])).toEqual(shown({ type: 'string', format: 'uuid' }));
  expect(schemaOf([UUID, 'a'])).toEqual(shown({ type: 'string' }));
  expect(schemaOf(['2017-05-24T13:29:11.742Z', '2017-07-05T14:28:38Z'])).toEqual(
    shown({ type: 'string', format: 'date-time' }),
  );
  expect(schemaOf(['https://cocalc.com/a'])).toEqual(shown({ type: 'string', format: 'uri' }));
  expect(schemaOf(['jd@m.local'])).toEqual(shown({ type: 'string', format: 'email' }));
  expect(schemaOf([1, 2.5])).toEqual(shown({ type: 'number' }));
  expect(schemaOf([1496430932])).toEqual(shown({ type: 'integer', 'x-unit': 'epoch seconds' }));
  expect(schemaOf([true, null])).toEqual(shown({ anyOf: [shown({ type: 'boolean' }), shown({ type: 'null' })] }));
});

test('an object is closed and requires what all examples have, unless one says that there is more', () => {
  const number = shown({ type: 'integer' });

  expect(schemaOf([{ a: 1, b: 1 }, { a: 1 }])).toEqual(
    shown({ type: 'object', properties: { a: number, b: number }, required: ['a'], additionalProperties: false }),
  );
  expect(schemaOf([{ a: 1, '...': true }])).toEqual(
    shown({ type: 'object', properties: { a: number }, required: ['a'] }),
  );
});

test('an object whose names are all ids is a map', () => {
  expect(schemaOf([{ [UUID]: 1 }])).toEqual(
    shown({
      type: 'object',
      propertyNames: shown({ type: 'string', format: 'uuid' }),
      additionalProperties: shown({ type: 'integer' }),
    }),
  );
});

test('a parameter shows its type alone, and that ids are UUIDs', () => {
  expect(parameterSchema(['jd@m.local'])).toEqual(shown({ type: 'string' }));
  expect(parameterSchema([[UUID]])).toEqual(shown({ type: 'array', items: shown({ type: 'string', format: 'uuid' }) }));
  expect(parameterSchema([{ a: 1 }])).toEqual(shown({ type: 'object' }));
});

test('every value keeps the schema that is made of it', () => {
  const ajv = newAjv();

  fc.assert(
    fc.property(fc.array(fc.jsonValue({ maxDepth: 3 }), { minLength: 1, maxLength: 4 }), (values) => {
      const validate = ajv.compile(schemaOf(values as Json[]));
      expect(values.filter((value) => !validate(JSON.parse(JSON.stringify(value))))).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

test('a name that every object inherits something under is no member where it is not there', () => {
  const validate = newAjv().compile(schemaOf([{}, { toString: false, constructor: 'x' }] as unknown as Json[]));

  expect([{}, { toString: true }, { toString: 'no' }].map((value) => validate(value))).toEqual([true, true, false]);
});
