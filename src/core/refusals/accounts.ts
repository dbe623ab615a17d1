/** Refusals of the calls on accounts, and of the database that keeps them. */
import type { PasswordFault } from '../accounts/passwords.ts';

// [smc-hub/client/create-account.ts is_valid_password]
const PASSWORD_FAULTS: Readonly<Record<PasswordFault, string>> = {
  no_text: 'Password must be specified.',
  length: 'Password must be between 6 and 64 characters in length.',
};

// [smc-hub/client/create-account.ts check_registration_token]
const REGISTRATION_TOKEN_FAULTS = {
  missing: 'No registration token provided',
  unknown: 'Registration token is wrong.',
  disabled: 'Registration token disabled.',
  expired: 'Registration token no longer valid.',
  used_up: 'Registration token used up.',
} as const;

export type RegistrationTokenFault = keyof typeof REGISTRATION_TOKEN_FAULTS;

export const accountRefusals = {
  // The hub's own prefix [smc-hub/postgres-base.coffee __do_query] to the messages of PostgreSQL, as of its version 12.
  sql_syntax: ({ type, text }: { type: string; text: string }) =>
    `postgresql error: invalid input syntax for type ${type}: "${text}"`,
  text_too_long: ({ limit }: { limit: number }) =>
    `postgresql error: value too long for type character varying(${limit})`,
  zero_byte: () => 'postgresql error: invalid byte sequence for encoding "UTF8": 0x00',
  integer_out_of_range: ({ text }: { text: string }) =>
    `postgresql error: value "${text}" is out of range for type integer`,
  bigint_out_of_range: ({ text }: { text: string }) =>
    `postgresql error: value "${text}" is out of range for type bigint`,
  negative_limit: () => 'postgresql error: LIMIT must not be negative',
  timestamp_out_of_range: () => 'postgresql error: timestamp out of range',
  // The constraint's name is the one PostgreSQL gives when none is chosen; the hub's own is not known.
  email_address_not_unique: () =>
    'postgresql error: duplicate key value violates unique constraint "accounts_email_address_key"',

  // An object is the reason itself; a text goes into the hub's general one. [smc-hub/client/create-account.ts create_account]
  email_sign_up_disabled: () => ({ other: 'Signing up via email/password is disabled.' }),
  sign_up_invalid: ({ email, password }: { email: boolean; password: PasswordFault | undefined }) => ({
    ...(email && { email_address: 'Email address does not appear to be valid.' }),
    ...(password !== undefined && { password: PASSWORD_FAULTS[password] }),
  }),
  too_many_sign_ups: ({ ip, limit }: { ip: string; limit: number }) =>
    `Error: Too many accounts are being created from the ip address ${ip}; try again later.  By default at most ${limit} accounts can be created every 30 minutes from one IP; if you're using the API and need a higher limit, contact us.`,
  sign_up_email_taken: () => ({ email_address: 'This e-mail address is already taken.' }),
  registration_token: ({ fault }: { fault: RegistrationTokenFault }) => ({ token: REGISTRATION_TOKEN_FAULTS[fault] }),

  // [smc-util-node/misc2_node.ts is_valid_username]
  name_not_text: () => 'TypeError: str.toLowerCase is not a function',
  name_with_urls: ({ member, urls }: { member: string; urls: string }) =>
    `${member} not valid: URLs are not allowed. Found ${urls}`,
  name_with_email: ({ member }: { member: string }) => `${member} not valid: email addresses are not allowed`,

  // [smc-hub/api/manage.coffee api_key_action]
  api_key_without_password: () => 'password must be given if passport is not true',
  api_key_password_invalid: () => 'password is invalid',

  // [smc-hub/password.coffee change_password]
  no_account_to_change: () => ({ other: 'no such account' }),
  invalid_account_to_change: ({ account_id }: { account_id: string }) => ({
    other: `invalid account_id -- ${account_id}`,
  }),
  old_password_wrong: () => 'invalid old password',
  new_password_invalid: ({ fault }: { fault: PasswordFault }) => ({ new_password: PASSWORD_FAULTS[fault] }),

  // [smc-hub/password.coffee forgot_password]
  reset_email_invalid: () => 'Invalid email address.',
  too_many_resets_of_email: () => 'Too many password resets for this email per hour; try again later.',
  too_many_resets_in_minute: () => 'Too many password resets per minute; try again later.',
  too_many_resets_in_hour: () => 'Too many password resets per hour; try again later.',
  no_account_with_email: ({ email_address }: { email_address: string }) =>
    `No account with e-mail address ${email_address}`,

  // [smc-hub/password.coffee reset_forgot_password]
  reset_password_invalid: ({ fault }: { fault: PasswordFault }) => PASSWORD_FAULTS[fault],
  reset_code_invalid: () => 'Password reset request is no longer valid.',

  // [smc-hub/postgres-server-queries.coffee get_account]
  no_such_account: () => 'no such account',

  // [smc-hub/password.coffee change_email_address]
  email_address_invalid: () => 'email_invalid',
  not_own_account: () => 'account_id in mesg is not what user is signed in as',
  password_wrong: () => 'invalid_password',
  email_address_taken: () => 'email_already_taken',

  // [smc-hub/auth-token.coffee get_user_auth_token]
  auth_token_banned: () => 'banned -- please wait at least 60s before trying again',
  auth_password_wrong: () => 'incorrect password',

  // [smc-hub/postgres-server-queries.coffee _validate_opts]
  invalid_uuid_in_list: ({ member, uuid, list }: { member: string; uuid: string; list: string }) =>
    `invalid uuid ${uuid} in ${member} -- ${list}`,

  // [smc-hub/client.coffee assert_user_is_in_group]
  not_in_group: ({ group }: { group: string }) => `must be logged in and a member of the ${group} group`,
} as const;
