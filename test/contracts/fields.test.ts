import { expect, test } from 'vitest';
import { DescriptionError } from '../../src/contracts/description.ts';
import { readField } from '../../src/contracts/fields.ts';

function read(text: string) {
  const { required, schema } = readField(text, 'events.ping.fields.id');
  return { required, schema };
}

const documented = (demands: object) => ({ 'x-from': 'documented', ...demands });

test('a text that says (required) makes a field required, and no other does', () => {
  expect(read('path to the file (required)').required).toBe(true);
  expect(read('path to the file').required).toBe(false);
});

test('a default tells a value, and the type where nothing else does', () => {
  expect(read(' (default: "")').schema).toEqual(documented({ type: 'string', default: '' }));
  expect(read(' (default: -1)').schema).toEqual(documented({ type: 'integer', default: -1 }));
  expect(read(' (default: 0.5)').schema).toEqual(documented({ type: 'number', default: 0.5 }));
  expect(read(' (default: [])').schema).toEqual(documented({ type: 'array', default: [] }));
  expect(read('sort (default: true) (default: true)').schema).toEqual(documented({ type: 'boolean', default: true }));
  expect(read('default 0; set this to a multiple of the limit').schema).toEqual(
    documented({ type: 'integer', default: 0 }),
  );
});

test('lengths, maxima, units and forms are read', () => {
  expect(read('must be between 6 and 64 characters in length').schema).toEqual(
    documented({ type: 'string', minLength: 6, maxLength: 64 }),
  );
  expect(read('maximum number of results (max 1000)').schema).toEqual(documented({ type: 'integer', maximum: 1000 }));
  expect(read('time to wait, in seconds').schema).toEqual(documented({ type: 'number', 'x-unit': 'seconds' }));
  expect(read('A unique UUID for the query').schema).toEqual(documented({ type: 'string', format: 'uuid' }));
  expect(read('Reply-To email address').schema).toEqual(documented({ type: 'string', format: 'email' }));
  expect(read('defaults to src_path').schema).toEqual(documented({ 'x-default-from': 'src_path' }));
});

test('alternatives, lists, objects, flags and open values are told apart, and every node has its origin', () => {
  const text = documented({ type: 'string' });
  const list = documented({ type: 'array', items: text });

  expect(read('path to file (or array of paths)').schema).toEqual(documented({ anyOf: [text, list] }));
  expect(read('list of account_ids').schema).toEqual(documented({ type: 'array' }));
  expect(read('additional data dict, like a browser').schema).toEqual(documented({ type: 'object' }));
  expect(read('if true, hidden').schema).toEqual(documented({ type: 'boolean' }));
  expect(read('numeric id for a user').schema).toEqual(documented({ type: ['integer', 'string'] }));
  expect(read('if set to anything truth-ish, does it').schema).toEqual(documented({}));
  expect(read('').schema).toEqual(documented({}));
});

test('a default that is no JSON value is an error that names its place', () => {
  expect(() => read('title (default: oops)')).toThrow(DescriptionError);
  expect(() => read('title (default: oops)')).toThrow('events.ping.fields.id has a default that is not JSON: oops');
});
