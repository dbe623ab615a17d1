/** For whom a call of API v2 is made. [next/pages/api/v2/projects/get.ts, update.ts; next/pages/api/v2/accounts/set-name.ts] */
import { refuse } from '../errors.ts';
import type { Json } from '../json.ts';
import type { HubState } from '../state.ts';
import { isTruthy } from '../values.ts';
import { isAdmin } from './accounts.ts';

/** The account that the call names, which only admins may, or whoever calls. @throws Refusal `account_by_other` */
export function accountMeant(state: HubState, asked: Json | undefined, account_id: string): Json {
  if (asked === undefined || !isTruthy(asked)) return account_id;
  if (!isAdmin(state, account_id)) throw refuse('account_by_other');
  return asked;
}
