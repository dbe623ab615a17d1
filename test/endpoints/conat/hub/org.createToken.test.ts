import { expect, test } from 'vitest';
import { NOW, OWNER, UNKNOWN } from '../../../hub.ts';
import { NOT_ALLOWED, PUPIL, testSchool } from '../../../organizations.ts';

const now = Date.parse(NOW);
const DAY = 24 * 60 * 60 * 1000;

test('gives out a token for somebody in the organization, for a day by default', async () => {
  const { hub, hubAs } = testSchool();

  const { token, url } = (await hubAs('head')('org.createToken', { user: 'pupil@example.com' })) as Record<
    string,
    string
  >;

  expect(token).toMatch(/^[0-9A-XZa-ik-z]{24}$/);
  expect(url).toBe(`https://cocalc.com/auth/impersonate?auth_token=${token}`);
  expect(hub.state.authTokens.rows.toJS()).toEqual({
    [token as string]: { token, account_id: PUPIL, expire: now + DAY },
  });
});

test('gives out one for as long as is asked for, and one that is over is forgotten', async () => {
  const { hub, hubAs } = testSchool();

  await hubAs('admin')('org.createToken', { user: PUPIL, expire: now + 1 });
  await hubAs('admin')('org.createToken', { user: PUPIL, expire: null });

  expect([...hub.state.authTokens.values()].map(({ expire }) => expire)).toEqual([now + 1]);
});

test('gives out links without a host where the site has no name', async () => {
  const { hubAs } = testSchool({ site: { dns: '' } });

  expect(await hubAs('head')('org.createToken', { user: PUPIL })).toMatchObject({
    url: expect.stringMatching(/^https:\/auth\/impersonate\?auth_token=\w{24}$/),
  });
});

test('refuses for somebody of no organization, or who is not there, then strangers', async () => {
  const { hubAs } = testSchool();
  const none = { error: 'Error: user is not in an org' };

  expect(await hubAs('owner')('org.createToken', { user: OWNER })).toEqual(none);
  expect(await hubAs('owner')('org.createToken', { user: UNKNOWN })).toEqual(none);
  expect(await hubAs('owner')('org.createToken', { user: PUPIL })).toEqual(NOT_ALLOWED);
  expect(await hubAs('pupil')('org.createToken', { user: PUPIL })).toEqual(NOT_ALLOWED);
});

test.each(['tomorrow', 1e17, {}])('does not pretend to know what becomes of %j as a time', async (expire) => {
  const { hub } = testSchool();
  const call = { name: 'org.createToken', args: [{ user: PUPIL, expire }] };

  expect(await hub.call('conat/hub', call, { key: 'sk_head' })).toMatchObject({ kind: 'unsimulated' });
});
