import { welcome } from '../../core/accounts/account-mails.ts';
import { withKey } from '../../core/accounts/api-keys.ts';
import { foldEmailAddress } from '../../core/accounts/email-addresses.ts';
import { checkPersonName } from '../../core/accounts/person-names.ts';
import type { Account } from '../../core/accounts/records.ts';
import { spendRegistrationToken } from '../../core/accounts/registration-tokens.ts';
import { checkSignUp, type SignUp, signUp } from '../../core/accounts/sign-ups.ts';
import { type Caller, defineEndpoint } from '../../core/endpoint.ts';
import { keepWhenRefused, refuse } from '../../core/errors.ts';
import { isObject, type Json } from '../../core/json.ts';
import { optional, options } from '../../core/options.ts';
import { applyCreationActions } from '../../core/projects/invitations.ts';
import { newUuid } from '../../core/random.ts';
import type { HubState } from '../../core/state.ts';
import { logged } from '../../core/support/log.ts';
import { isTruthy } from '../../core/values.ts';

/**
 * Makes an account, which has nothing to do with its caller's. That the terms are agreed to is not looked at.
 * [smc-hub/client/create-account.ts create_account]
 */
export const endpoint = defineEndpoint({
  name: 'v1/create_account',

  request: options({
    id: optional,
    first_name: optional,
    last_name: optional,
    email_address: optional,
    password: optional,
    agreed_to_terms: optional,
    token: optional,
    get_api_key: optional,
    usage_intent: optional,
  }),

  refused: (reason) => ({
    event: 'account_creation_failed',
    reason: isObject(reason) ? reason : { other: `Unable to create account. Error: "${reason}"` },
  }),

  handle(state, { email_address, token, get_api_key, ...request }, caller) {
    const given = {
      ...request,
      email_address: email_address === undefined ? undefined : foldEmailAddress(email_address),
    };
    checkSignUp(state, given, caller);

    const admitted = spendRegistrationToken(state, token);
    const account_id = newUuid(state, 'account');
    const made = keepWhenRefused(admitted, () => make(admitted, account_id, given, caller));
    const noted = token === undefined ? made : logged(made, 'create_account_registration_token', { account_id });
    const introduced = introduce(noted, account_id);

    if (!isTruthy(get_api_key)) return { state: introduced, answer: { event: 'account_created', account_id } };
    checkPasswordForKey(introduced, given.password);
    const { state: after, api_key } = withKey(introduced, account_id);
    return { state: after, answer: { event: 'account_created', account_id, api_key } };
  },
});

function make(state: HubState, account_id: string, given: SignUp, { ip }: Caller): HubState {
  checkPersonName('first_name', given.first_name);
  checkPersonName('last_name', given.last_name);
  return signUp(state, account_id, given, ip);
}

/** What follows for an account once it exists: it is logged, joins the projects it was invited to, and is welcomed. */
function introduce(state: HubState, account_id: string): HubState {
  const { first_name, last_name, email_address, created_by } = state.accounts.get(account_id) as Account;
  const noted = logged(state, 'create_account', { account_id, first_name, last_name, email_address, created_by });
  if (email_address === null) return noted;
  const joined = email_address === '' ? noted : applyCreationActions(noted, account_id, email_address);
  return welcome(joined, account_id, email_address);
}

/** The account stays when its key is refused. [smc-hub/api/manage.coffee api_key_action] */
function checkPasswordForKey(state: HubState, password: Json | undefined): void {
  if (password === undefined) throw refuse('api_key_without_password').keeping(state);
  if (!isTruthy(password)) throw refuse('api_key_password_invalid').keeping(state);
}
