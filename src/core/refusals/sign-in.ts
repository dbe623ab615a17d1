/** Refusals of signing up and in by API v2, written as in `rest.ts`. */

export type SignUpIssues = Readonly<Record<string, string>>;

export const signInRefusals = {
  // [next/pages/api/v2/auth/sign-up.ts]
  sign_up_issues: ({ issues }: { issues: SignUpIssues }) => ({ issues }),

  // [next/pages/api/v2/auth/sign-in.ts; server/auth/throttle.ts]
  sign_in_too_often: ({ email, per }: { email: string; per: 'minute' | 'hour' }) =>
    `Error: Too many attempts per ${per} to sign in as "${email}". Wait ${WAIT[per]}, then try again.`,
  sign_in_too_often_from: ({ per }: { per: 'minute' | 'hour' }) =>
    `Error: Too many attempts per ${per} to sign in from your computer. Wait ${WAIT[per]}, then try again.`,
  // The reasons, each in the words above. [server/auth/sign-in.ts; next/pages/api/v2/auth/sign-in.ts getAccount]
  password_over_limit: () => 'Error: The password must be shorter than 64 characters.',
  no_account_by_address: ({ email }: { email: string }) => `Error: no account with email address '${email}'`,
  banned_from_sign_in: ({ email }: { email: string }) =>
    `Error: '${email}' is banned -- if you think this is a mistake, please email help@cocalc.com and explain.`,
  password_of_address_wrong: ({ email }: { email: string }) => `Error: password for '${email}' is incorrect`,
  sign_in_failed: ({ reason }: { reason: string }) => `Error: Problem signing into account -- ${reason}.`,

  // [server/auth/impersonate.ts, remember-me.ts]
  auth_token_empty: () => 'Error: invalid empty token',
  auth_token_unknown: ({ token }: { token: string }) => `Error: unknown or expired token: '${token}'`,
  session_of_banned: () => 'Error: user is banned',

  // [server/accounts/profile/get.ts; server/api/manage.ts]
  no_account_by_id: ({ account_id }: { account_id: string }) => `Error: no account with id ${account_id}`,
  address_by_other: () => 'Error: you must be an admin or partner to get the email address of any account_id',
  ban_by_other: () => 'Error: only admins can ban users',
  account_by_other: () => 'Error: The `account_id` field may only be specified by account administrators.',
  not_a_post: () => ({ message: 'must use a POST request' }),

  // [server/auth/has-password.ts; server/accounts/set-password.ts, set-email-address.ts]
  no_account_to_ask: () => 'Error: no such account',
  no_account_for_password: () => 'Error: No such account',
  current_password_wrong: () => 'Error: Current password is incorrect.',
  password_too_weak: ({ help }: { help: string }) => `Error: ${help}`,
  address_malformed: () => 'Error: email address is not valid',
  password_too_short: () => 'Error: password must be at least 8 characters',
  password_not_right: () => 'Error: password is incorrect',
  address_in_use: ({ email_address }: { email_address: string }) =>
    `Error: email address "${email_address}" is already in use by another account`,
  address_in_use_as_sent: ({ email_address }: { email_address: string }) =>
    `Error: The email address "${email_address}" is already in use by another account.`,

  // [next/pages/api/v2/auth/password-strength.ts, ephemeral.ts; server/auth/sso/unlink-strategy.ts]
  password_needed: () => 'Error: Password is required',
  password_below_limit: ({ limit }: { limit: number }) => `Error: Password must be at least ${limit} characters long`,
  password_above_limit: ({ limit }: { limit: number }) => `Error: Password must be at most ${limit} characters long`,
  no_strategy_named: () => 'Error: name must be a nonempty string',
  registration_token_needed: () => 'Error: Registration token required.',
  registration_token_issue: ({ issue }: { issue: string }) => `Error: Issue with registration token -- ${issue}`,
  token_not_ephemeral: () => 'Error: This registration token is not configured for ephemeral accounts.',

  // [server/auth/password-reset.ts, redeem-password-reset.ts, redeem-verify-email.ts]
  no_account_to_reset: ({ email }: { email: string }) => `Error: There is no account with email "${email}".`,
  too_many_resets_lately: ({ email }: { email: string }) =>
    `Error: We recently sent multiple password resets for "${email}".  Check your email or wait a while and try later.`,
  no_mail_for_reset: () => 'Error: Sending password reset email failed -- no sendgrid key',
  reset_password_short: () => 'Error: password is too short',
  reset_over: () => 'Error: Password reset no longer valid.',
  verification_token_short: () => 'Error: token is too short',
  verified_address_malformed: () => 'Error: email_address is not valid',
  no_account_to_verify: ({ email_address }: { email_address: string }) =>
    `Error: no account with email address ${email_address}`,
  no_verification_pending: ({ email_address }: { email_address: string }) =>
    `Error: no email verification configured for ${email_address}`,
  verification_token_wrong: () => 'Error: tokens do not match',
  no_account_for_keys: () => 'Error: account_id is not a valid account',
} as const;

const WAIT = { minute: 'one minute', hour: 'about an hour' } as const;
