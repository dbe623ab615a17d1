import fc from 'fast-check';
import { expect, test } from 'vitest';
import { record, text } from '../../src/core/shape.ts';
import { table } from '../../src/core/table.ts';

interface Person {
  readonly id: string;
  readonly name: string;
}

const people = table({
  record: record({ id: text, name: text }),
  key: ({ id }: Person) => id,
  texts: ({ name }: Person) => [name],
});
const name = fc.string({ unit: fc.constantFrom('a', 'B', 'c', 'É'), maxLength: 6 });
const id = fc.integer({ min: 0, max: 9 }).map(String);
const step = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), id, name }),
  fc.record({ kind: fc.constant('remove' as const), id, name }),
  fc.record({ kind: fc.constant('search' as const), id, name }),
);

function expectFound(rows: typeof people, fragment: string): void {
  const holding = [...rows.values()].filter((row) => row.name.toLowerCase().includes(fragment));
  expect(rows.candidates(fragment)).toEqual(expect.arrayContaining(holding));
}

test('a search misses no record that contains what is searched for, whatever was written since the index was made', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let rows = people;
      for (const { kind, id, name } of steps) {
        if (kind === 'put') rows = rows.with({ id, name });
        else if (kind === 'remove') rows = rows.without(id);
        else expectFound(rows, name.toLowerCase());
      }
    }),
  );
});

test('a search looks at few records of many, also after many were written', () => {
  const add = (rows: typeof people, from: number, count: number) =>
    Array.from({ length: count }, (_, at) => String(from + at)).reduce(
      (result, id) => result.with({ id, name: `person ${id} of many` }),
      rows,
    );
  const many = add(people, 0, 5000);
  expect(many.candidates('4321').length).toBeLessThan(50);

  const more = add(many, 5000, 3000);

  expectFound(more, '7999');
  expect(more.candidates('7999').length).toBeLessThan(1100);
  expect(more.with({ id: '4321', name: 'renamed' }).candidates('renamed')).toMatchObject([{ id: '4321' }]);
});
