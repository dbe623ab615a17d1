/** The programs that the shell of a project is given. */
import { expect, test } from 'vitest';
import { suppliedNames } from '../../../src/hub/effects/supplied-commands.ts';

test('no program is there twice: one of them would never run', () => {
  expect(suppliedNames.filter((name, at) => suppliedNames.indexOf(name) !== at)).toEqual([]);
});
