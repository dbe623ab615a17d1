/** How long hubs of 2020 and of 2026 remember what they have looked up. */

const seconds = (what: string, documented: number, later: number, source: string) => ({
  what: `With \`caches: 'real'\`, ${what} is remembered for so many seconds:`,
  documented,
  '2026': later,
  source,
});

/** By the names of caches. None of them is emptied by a change. */
export const cacheDeviations = {
  key_cache: seconds(
    'whom an API key stands for, but not that nobody has it,',
    60,
    15,
    'smc-hub/api/handler.coffee auth_cache; server/api/manage.ts getAccountWithApiKey',
  ),
  member_cache: seconds(
    'what an account is in a project that there is, or that it is not in it,',
    0,
    30,
    'server/projects/is-collaborator.ts; database/pool/cached.ts',
  ),
  admin_cache: seconds(
    'whether an account is a site admin',
    5,
    30,
    'smc-hub/postgres-server-queries.coffee is_admin; server/accounts/is-in-group.ts',
  ),
  name_cache: seconds(
    'what an account is called, and in 2020 also that there is none,',
    3600,
    30,
    'smc-hub/postgres-server-queries.coffee get_usernames; server/accounts/get-name.ts',
  ),
  session_cache: seconds('whom the cookie of a browser stands for', 0, 15, 'server/auth/get-account.ts'),
  profile_cache: seconds('what everybody is told of an account', 0, 30, 'server/accounts/profile/get.ts'),
  own_profile_cache: seconds('what somebody is told of the own account', 0, 15, 'server/accounts/profile/private.ts'),
  address_cache: seconds('the address of an account', 0, 15, 'server/accounts/get-email-address.ts'),
  search_cache: seconds('whom a search has found, if it is anybody,', 0, 15, 'server/accounts/search.ts'),
  addition_cache: seconds(
    'that somebody who is to be added to a project is in it, or not,',
    0,
    5,
    'database/postgres-base.coffee _query',
  ),
  no_ban_cache: seconds('that an account is not banned', 0, 60, 'server/accounts/is-banned.ts'),
  ban_cache: seconds('that an account is banned', 0, 600, 'server/accounts/is-banned.ts'),
} as const;
