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

  // [server/accounts/profile/get.ts; server/api/manage.ts]
  no_account_by_id: ({ account_id }: { account_id: string }) => `Error: no account with id ${account_id}`,
  no_account_for_keys: () => 'Error: account_id is not a valid account',
} as const;

const WAIT = { minute: 'one minute', hour: 'about an hour' } as const;
