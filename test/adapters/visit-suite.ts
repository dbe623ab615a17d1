/** What a browser opens outside of the API, behind every adapter: links to sign in by, and the way to a key. */
import { expect, test } from 'vitest';
import { NOW, OWNER, testHub } from '../hub.ts';
import { PUPIL, testSchool } from '../organizations.ts';
import type { Received, Send, Sent } from './exchange.ts';
import type { Adapter } from './suite.ts';

const JSON_TYPE = { 'Content-Type': 'application/json' };
const HOUR = 60 * 60 * 1000;

export function visitSuite({ connect }: Adapter): void {
  test('an application gets the key of who has signed up, the same one each time, and it is good for all of the API', async () => {
    const { hub } = testHub();
    const send = await connect(hub);
    const person = {
      email: 'new@example.com',
      password: 'a-quite-long-one',
      firstName: 'New',
      lastName: 'One',
      terms: true,
    };
    const signedUp = await post(send, 'v2/auth/sign-up', person);
    const cookie = cookieOf(signedUp);

    const { status, headers, text } = await open(send, '/app?get_api_key=myapp', cookie);

    const [, key = ''] = /^https:\/\/authenticated\/\?api_key=(sk_\w{24})$/.exec(headers.location ?? '') ?? [];
    expect([status, text, headers['cache-control']]).toEqual([302, '', 'no-store']);
    const authorization = `Bearer ${key}`;
    const found = await post(send, 'v1/user_search', { query: 'new@example.com' }, { authorization });
    expect(JSON.parse(found.text).results).toMatchObject([JSON.parse(signedUp.text)]);
    const own = await post(send, 'v2/accounts/profile', {}, { authorization });
    expect(JSON.parse(own.text).profile).toMatchObject(JSON.parse(signedUp.text));
    const again = await open(send, '/App/?x=1&get_api_key=other', cookie);
    expect(again.headers.location).toBe(headers.location);
  });

  test('the key that an account has is the one that an application gets', async () => {
    const send = await connect(testHub().hub);
    const signedIn = await post(send, 'v2/auth/sign-in', { email: 'owner@example.com', password: 'owner-password' });

    const { headers } = await open(send, '/app?get_api_key=myapp', cookieOf(signedIn));

    expect(headers.location).toBe('https://authenticated/?api_key=sk_owner');
  });

  test('who is not signed in by a cookie is asked to sign in, and is given no key', async () => {
    const { hub, restAs } = testHub();
    const send = await connect(hub);
    const cookie = cookieOf(
      await post(send, 'v2/auth/sign-in', { email: 'other@example.com', password: 'other-password' }),
    );
    await restAs('admin')('accounts/ban', { account_id: JSON.parse(await profileOf(send, cookie)).profile.account_id });
    const sent = ['', 'remember_me=', 'remember_me=abc', 'remember_me=sha512$a$1000$b', cookie];

    for (const shown of sent) {
      // A key is no matter here.
      const { status, headers, text } = await open(send, '/app?get_api_key=my<app', shown, 'Bearer sk_owner');
      expect([shown, status, headers['content-type']]).toEqual([shown, 200, 'text/html; charset=utf-8']);
      expect(text).toContain('<h1>CoCalc API Key Access for My&lt;app</h1>');
      expect(text).not.toContain('sk_');
    }
  });

  test('a token signs in as its account for twelve hours, as often as it is used', async () => {
    const { hub, clock, hubAs } = testSchool();
    const send = await connect(hub);
    const { url } = (await hubAs('head')('org.createToken', { user: PUPIL })) as { url: string };
    const { pathname, search } = new URL(url);
    const visited = await open(send, pathname + search);

    expect([visited.status, visited.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(visited.text).toContain('location.href = "https://cocalc.com/app";');
    const [account = '', remember = ''] = visited.cookies;
    const expires = new Date(Date.parse(NOW) + 12 * HOUR).toUTCString();
    expect(account).toBe(`account_id=${PUPIL}; path=/; expires=${expires}`);
    expect(remember.replace('; secure', '')).toMatch(
      new RegExp(
        `^remember_me=sha512\\$\\w+\\$1000\\$[\\w-]{36}; path=/; expires=${expires}; samesite=strict; httponly$`,
      ),
    );
    const again = cookieOf(await open(send, `/AUTH/impersonate/?${search.slice(1)}&x`));
    clock.advance(12 * HOUR - 1);
    for (const cookie of [cookieOf(visited), again]) {
      expect(JSON.parse(await profileOf(send, cookie)).profile).toMatchObject({ account_id: PUPIL });
    }
    clock.advance(1);
    expect(JSON.parse(await profileOf(send, again))).toEqual({ profile: {} });
  });

  test('a token that is none, is over, or is of somebody banned, signs in nobody and says so', async () => {
    const { hub, clock, hubAs, restAs } = testSchool();
    const send = await connect(hub);
    const tokenFor = async (expire: number) => {
      const { token } = (await hubAs('head')('org.createToken', { user: PUPIL, expire })) as { token: string };
      return token;
    };
    const refused = async (query: string) => {
      const { status, text, cookies } = await open(send, `/auth/impersonate${query}`);
      expect([status, cookies]).toEqual([200, []]);
      return text;
    };
    const unknown = (token: string) => `ERROR: impersonate error -- Error: unknown or expired token: '${token}'`;
    const short = await tokenFor(clock.now() + 1);
    const long = await tokenFor(clock.now() + HOUR);
    clock.advance(1);

    expect(await refused('')).toBe('ERROR: impersonate error -- Error: invalid empty token');
    expect(await refused('?auth_token=')).toBe('ERROR: impersonate error -- Error: invalid empty token');
    expect(await refused(`?auth_token=${short}`)).toBe(unknown(short));
    expect(await refused('?auth_token=a%20"b"')).toBe(unknown('a "b"'));
    expect(await refused(`?auth_token=${long}&auth_token=x`)).toBe(unknown(`${long},x`));
    // A hub sends it as it came; here nobody's link makes a script run.
    expect(await refused('?auth_token=<b>&x')).toBe(unknown('&lt;b&gt;'));
    await restAs('admin')('accounts/ban', { account_id: PUPIL });
    expect(await refused(`?auth_token=${long}`)).toBe(unknown(long));
    const late = await tokenFor(clock.now() + HOUR);
    expect(await refused(`?auth_token=${late}`)).toBe('ERROR: impersonate error -- Error: user is banned');
  });

  test('a visit is a GET, and what is not known of one is refused by name', async () => {
    const send = await connect(testHub().hub);

    const head = await send({ method: 'HEAD', path: '/auth/impersonate', authorization: null });
    const language = await open(send, '/auth/impersonate?auth_token=x&lang_temp=de');

    expect([head.status, head.text, head.headers['content-length']]).toEqual([200, '', '54']);
    expect([language.status, language.text]).toEqual([501, expect.stringContaining('the parameter \\"lang_temp\\"')]);
  });

  test('a cookie that signs in is for encrypted connections where it came by one, also to a proxy', async () => {
    const send = await connect(testHub().hub);
    const person = { email: 'owner@example.com', password: 'owner-password' };

    const { cookies } = await post(send, 'v2/auth/sign-in', person, {}, { 'X-Forwarded-Proto': 'https, http' });

    expect(cookies[0]).toMatch(new RegExp(`^account_id=${OWNER}; path=/; expires=[^;]+$`));
    expect(cookies[1]).toMatch(/^remember_me=[^;]+; path=\/; expires=[^;]+; samesite=strict; secure; httponly$/);
  });
}

function open(send: Send, path: string, cookie = '', authorization: string | null = null): Promise<Received> {
  return send({ method: 'GET', path, authorization, headers: cookie === '' ? {} : { Cookie: cookie } });
}

function post(
  send: Send,
  path: string,
  body: object,
  { authorization = null }: Pick<Sent, 'authorization'> = {},
  headers: Sent['headers'] = {},
): Promise<Received> {
  return send({
    path: `/api/${path}`,
    authorization,
    headers: { ...JSON_TYPE, ...headers },
    body: JSON.stringify(body),
  });
}

/** The cookie of a browser that has got the answer. */
function cookieOf({ cookies }: Received): string {
  return cookies.map((one) => one.split(';', 1)[0]).join('; ');
}

async function profileOf(send: Send, cookie: string): Promise<string> {
  const headers = { ...JSON_TYPE, Cookie: cookie };
  return (await send({ path: '/api/v2/accounts/profile', authorization: null, headers, body: '{}' })).text;
}
