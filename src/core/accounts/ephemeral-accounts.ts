/** Accounts that last as long as their registration token says. [next/pages/api/v2/auth/ephemeral.ts] */
import { refuse } from '../errors.ts';
import type { Json } from '../json.ts';
import type { Outcome } from '../outcome.ts';
import { createProject } from '../projects/creation.ts';
import { newUuid } from '../random.ts';
import { type HubState, update } from '../state.ts';
import { asText } from '../values.ts';
import { registrationTokenIssue, spendRegistrationToken } from './registration-tokens.ts';
import { signedIn } from './sessions.ts';
import { openAccount } from './sign-ups.ts';

const REASON = 'ephemeral';

/** @throws Refusal `registration_token_needed`, `registration_token_issue`, `token_not_ephemeral` */
export function signUpForAWhile(state: HubState, sent: Json | undefined): Outcome<Json> {
  if (!sent) throw refuse('registration_token_needed');
  const token = asText(sent);
  const issue = registrationTokenIssue(state, token);
  if (issue !== undefined) throw refuse('registration_token_issue', { issue });
  const { ephemeral = 0 } = state.registrationTokens.get(token) ?? {};
  if (ephemeral <= 0) throw refuse('token_not_ephemeral');

  const account_id = newUuid(state, 'account');
  const opened = openAccount(spendRegistrationToken(state, token), account_id, {
    first_name: 'Ephemeral',
    last_name: `User-${account_id.slice(0, 6)}`,
    email_address: undefined,
    password: '',
  });
  const noted = update(opened, 'accounts', account_id, (account) => ({
    ...account,
    sign_up_usage_intent: REASON,
    columns: { ...account.columns, tags: [REASON] },
  }));
  const settled = createProject(noted, { title: 'My Project' }, account_id).state;
  const { state: after, cookies } = signedIn(settled, account_id, ephemeral);
  return { state: after, answer: { account_id }, reply: { cookies } };
}
