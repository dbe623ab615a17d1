/** What a hub keeps of accounts: records spelled like the hub's own columns, and their tables. */
import { HOUR } from '../instant.ts';
import { boolean, jsonObject, list, mapOf, number, type Of, optionalMember, orNull, record, text } from '../shape.ts';
import { many, table } from '../table.ts';

const subscription = record({
  status: text,
  quantity: number,
  /** Plan id; the text before the first `-` names the plan. */
  plan: text,
});
export type Subscription = Of<typeof subscription>;

const stripeCustomer = record({
  id: text,
  /** `null`: the payment service knows the customer but has no list of subscriptions. */
  subscriptions: orNull(list(subscription)),
});
export type StripeCustomer = Of<typeof stripeCustomer>;

const account = record({
  account_id: text,
  first_name: orNull(text),
  last_name: orNull(text),
  /** Lower case; unique. */
  email_address: orNull(text),
  email_address_before_delete: orNull(text),
  email_address_verified: orNull(mapOf(number)),
  email_address_challenge: orNull(record({ email: text, token: text, time: number })),
  /** `null`: the account has no password. */
  password_hash: orNull(text),
  api_key: orNull(text),
  /** Keys are `<strategy>-<id>`. */
  passports: orNull(jsonObject),
  groups: orNull(list(text)),
  banned: orNull(boolean),
  deleted: orNull(boolean),
  created: number,
  created_by: orNull(text),
  last_active: orNull(number),
  creation_actions_done: orNull(boolean),
  sign_up_usage_intent: orNull(text),
  /** What the payment service holds of a customer; `null`: not a customer. */
  stripe_customer: orNull(stripeCustomer),
  /** Columns that only queries read and write: `editor_settings`, `profile`, … */
  columns: jsonObject,
});
export type Account = Of<typeof account>;

/** A key of the second generation. */
const apiKey = record({
  id: number,
  /** Who made it. */
  account_id: text,
  /** `null`: it stands for the account, in all its projects. */
  project_id: orNull(text),
  name: orNull(text),
  secret: text,
  created: number,
  /** `null`: never. */
  expire: orNull(number),
  last_active: orNull(number),
});
export type ApiKey = Of<typeof apiKey>;

const registrationToken = record({
  token: text,
  /** What an admin notes about it. */
  descr: orNull(text),
  disabled: orNull(boolean),
  expires: orNull(number),
  limit: orNull(number),
  counter: orNull(number),
  /** For how many milliseconds accounts last that are made with it alone; none are where there is nothing. */
  ephemeral: optionalMember(number),
});
export type RegistrationToken = Of<typeof registrationToken>;

/** What waits for an account with this e-mail address to be made. */
const creationAction = record({ id: text, email_address: text, project_id: text, group: text, expire: number });

/** An address, of mail or of a client, and when it did something, oldest first: only what still counts. */
const attempts = record({ address: text, times: list(number) });

/** The name of the account's organization. */
export function organizationOf(account: Account | undefined): string | null {
  const name = account?.columns.org;
  return typeof name === 'string' ? name : null;
}

/** User names, which only accounts of the 2026 revision have, in lower case. */
function userName({ columns: { name } }: Account): string | null {
  return typeof name === 'string' ? name.toLowerCase() : null;
}

/** By which accounts are searched: names, address, and user name as it is written. */
function searchedTexts({ first_name, last_name, email_address, columns: { name } }: Account): (string | null)[] {
  return [first_name, last_name, email_address, typeof name === 'string' ? `@${name}` : null];
}

/** Those who made a key, and the project that it is for: no account has the id of a project. */
function ownersOf({ account_id, project_id }: ApiKey): string[] {
  return project_id === null ? [account_id] : [account_id, project_id];
}

const passwordReset = record({ code: text, email_address: text, expire: number });
const authToken = record({ token: text, account_id: text, expire: number });
const authBan = record({ asking: text, expire: number });

function isInForce({ expire }: { readonly expire: number }, now: number): boolean {
  return now < expire;
}

function isRecent({ times }: Of<typeof attempts>, now: number): boolean {
  return (times.at(-1) ?? 0) >= now - HOUR;
}

const failures = record({ count: number, until: number });

/** How often somebody has failed to sign in, and until when that counts. */
const signInFailures = record({
  /** An address, of mail or of a client, after which kind it is. */
  who: text,
  minute: failures,
  hour: failures,
});
export type SignInFailures = Of<typeof signInFailures>;

/** What a browser is signed in by: the hash of its cookie. */
const session = record({ hash: text, account_id: text, expire: number });

export const accountTables = {
  accounts: table({
    record: account,
    key: ({ account_id }) => account_id,
    by: {
      email_address: ({ email_address }) => email_address,
      api_key: ({ api_key }) => api_key,
      name: userName,
      organization: organizationOf,
    },
    texts: searchedTexts,
  }),
  apiKeys: table({
    record: apiKey,
    key: ({ id }) => id,
    by: { secret: ({ secret }) => secret, owner: many((key: ApiKey) => key, ownersOf) },
  }),
  registrationTokens: table({ record: registrationToken, key: ({ token }) => token }),
  creationActions: table({
    record: creationAction,
    key: ({ id }) => id,
    by: { email_address: ({ email_address }) => email_address },
  }),
  /** Client addresses to when they made accounts. */
  signUps: table({ record: attempts, key: ({ address }) => address, counts: isRecent }),
  /** Codes to set a new password by. */
  passwordResets: table({ record: passwordReset, key: ({ code }) => code, counts: isInForce }),
  /** Addresses of mail and of clients to when a reset was asked for. */
  passwordResetAttempts: table({ record: attempts, key: ({ address }) => address, counts: isRecent }),
  sessions: table({
    record: session,
    key: ({ hash }) => hash,
    by: { account_id: ({ account_id }) => account_id },
    counts: isInForce,
  }),
  signInFailures: table({
    record: signInFailures,
    key: ({ who }) => who,
    counts: ({ hour }: SignInFailures, now: number) => now < hour.until,
  }),
  authTokens: table({ record: authToken, key: ({ token }) => token, counts: isInForce }),
  /** Until when a caller, who gave a wrong password, may ask for no token of an account. */
  authBans: table({ record: authBan, key: ({ asking }) => asking, counts: isInForce }),
};
