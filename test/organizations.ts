/** What tests of organizations start from: a school that `head` leads, with `pupil` in it; `owner` and `other` are strangers. */
import type { World } from '../src/hub/world/shape.ts';
import { id, testHub } from './hub.ts';

export const HEAD = id('account', 4);
export const PUPIL = id('account', 5);
const SCHOOL = id('other', 1);

export const NOT_ALLOWED = { error: 'Error: user must be an admin of the organization or site-admin' };

const accounts: World['accounts'] = {
  head: { account_id: HEAD, first_name: 'Helen', email_address: 'head@example.com', api_key: 'sk_head' },
  pupil: { account_id: PUPIL, last_name: 'Pupil', email_address: 'pupil@example.com', api_key: 'sk_pupil' },
};

export function testSchool(world: World = {}) {
  const organizations = { school: { organization_id: SCHOOL, admins: ['head'], members: ['pupil'] }, club: {} };
  return testHub({ accounts, world: { organizations, ...world } });
}
