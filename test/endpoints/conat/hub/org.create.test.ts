import { expect, test } from 'vitest';
import { update } from '../../../../src/core/state.ts';
import { HEAD, testSchool } from '../../../organizations.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test('makes an organization with nothing but a name', async () => {
  const { hubAs } = testSchool();

  expect(await hubAs('admin')('org.create', { name: 'Über uns!' })).toMatch(UUID);

  expect(await hubAs('admin')('org.get', { name: 'Über uns!' })).toEqual({
    name: 'Über uns!',
    title: null,
    description: null,
    link: null,
    email_address: null,
    admin_account_ids: null,
  });
});

test('makes any number without a name, and one with an empty one', async () => {
  const { hubAs } = testSchool();
  const create = hubAs('admin');

  expect(await create('org.create', {})).toMatch(UUID);
  expect(await create('org.create', { name: null })).toMatch(UUID);
  expect(await create('org.create', { name: '' })).toMatch(UUID);
  expect(await create('org.create', { name: '' })).toEqual({
    error: 'Error: name  is already used by some account or organization',
  });
  expect(await create('org.get', {})).toEqual({ error: "Error: no org named 'undefined'" });
});

test('refuses everybody but site admins', async () => {
  const { hubAs } = testSchool();
  const refused = { error: 'Error: only admins may create organizations' };

  expect(await hubAs('owner')('org.create', { name: 'new' })).toEqual(refused);
  expect(await hubAs('head')('org.create', { name: 'school' })).toEqual(refused);
});

test('refuses the name of an account or of an organization, of the latter in any letter case', async () => {
  const { hub, hubAs } = testSchool();
  hub.update((state) =>
    update(state, 'accounts', HEAD, (head) => ({ ...head, columns: { ...head.columns, name: 'Olga' } })),
  );
  const create = async (name: string) => hubAs('admin')('org.create', { name });
  const taken = (name: string) => ({ error: `Error: name ${name} is already used by some account or organization` });

  expect(await create('school')).toEqual(taken('school'));
  expect(await create('School')).toEqual({
    error: 'error: duplicate key value violates unique constraint "organizations_lower_name__unique_idx"',
  });
  expect(await create('Olga')).toEqual(taken('Olga'));
  expect(await create('olga')).toMatch(UUID);
});

test('takes a name of up to 39 characters', async () => {
  const { hubAs } = testSchool();

  expect(await hubAs('admin')('org.create', { name: 'x'.repeat(39) })).toMatch(UUID);
  expect(await hubAs('admin')('org.create', { name: 'y'.repeat(40) })).toEqual({
    error: 'error: value too long for type character varying(39)',
  });
});
