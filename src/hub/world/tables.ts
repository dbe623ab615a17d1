/** What else a world starts with: API keys, tokens, licences, tickets. */

import type { ApiKey, RegistrationToken } from '../../core/accounts/records.ts';
import { HOUR } from '../../core/instant.ts';
import type { InviteToken, SiteLicense } from '../../core/projects/records.ts';
import { type HubState, put } from '../../core/state.ts';
import type { Ticket } from '../../core/support/records.ts';
import { accountIdOf, instant, projectIdOf } from './names.ts';
import type {
  World,
  WorldApiKey,
  WorldInviteToken,
  WorldRegistrationToken,
  WorldSiteLicense,
  WorldTicket,
} from './shape.ts';

/** Keys of the second generation, with numbers in the order in which they are written down. */
export function withApiKeys(state: HubState, world: World): HubState {
  return Object.entries(world.api_keys ?? {}).reduce(
    (result, [secret, given]) => put(result, 'apiKeys', apiKeyOf(result, world, secret, given)),
    state,
  );
}

/** Tokens of all kinds. */
export function withTokens(state: HubState, world: World): HubState {
  const asked = Object.entries(world.registration_tokens ?? {}).reduce(
    (result, [token, given]) => put(result, 'registrationTokens', registrationTokenOf(token, given)),
    state,
  );
  const others = Object.entries(world.password_resets ?? {}).reduce(
    (result, [code, { email_address, expire }]) =>
      put(result, 'passwordResets', { code, email_address, expire: instant(expire, state.now + HOUR) }),
    asked,
  );
  return Object.entries(world.invite_tokens ?? {}).reduce(
    (result, [token, given]) => put(result, 'inviteTokens', inviteTokenOf(result, world, token, given)),
    others,
  );
}

export function withSiteLicenses(state: HubState, world: World): HubState {
  return Object.entries(world.site_licenses ?? {}).reduce(
    (result, [id, given]) => put(result, 'siteLicenses', siteLicenseOf(state, world, id, given)),
    state,
  );
}

export function withTickets(state: HubState, world: World): HubState {
  return Object.entries(world.tickets ?? {}).reduce(
    (result, [id, given]) => put(result, 'tickets', ticketOf(result, world, id, given)),
    state,
  );
}

function apiKeyOf(state: HubState, world: World, secret: string, given: WorldApiKey): ApiKey {
  return {
    id: state.apiKeys.last + 1,
    account_id: accountIdOf(state, world, given.account_id),
    project_id: given.project_id === undefined ? null : projectIdOf(state, world, given.project_id),
    name: given.name ?? null,
    secret,
    created: instant(given.created, state.now),
    expire: instant(given.expire, null),
    last_active: instant(given.last_active, null),
  };
}

function inviteTokenOf(state: HubState, world: World, token: string, given: WorldInviteToken): InviteToken {
  return {
    token,
    project_id: projectIdOf(state, world, given.project_id),
    created: instant(given.created, state.now),
    expires: instant(given.expires, null),
    usage_limit: given.usage_limit ?? null,
    counter: given.counter ?? null,
  };
}

function registrationTokenOf(token: string, given: WorldRegistrationToken): RegistrationToken {
  return {
    token,
    descr: null,
    disabled: given.disabled ?? null,
    expires: instant(given.expires, null),
    limit: given.limit ?? null,
    counter: given.counter ?? null,
    ...(given.ephemeral !== undefined && { ephemeral: given.ephemeral }),
  };
}

function siteLicenseOf(state: HubState, world: World, id: string, given: WorldSiteLicense): SiteLicense {
  return {
    id,
    activates: given.activates === null ? null : instant(given.activates, state.now),
    expires: instant(given.expires, null),
    last_used: instant(given.last_used, null),
    managers: given.managers?.map((named) => accountIdOf(state, world, named)) ?? null,
    upgrades: given.upgrades ?? null,
    quota: given.quota ?? null,
    run_limit: given.run_limit ?? null,
    columns: given.columns ?? {},
  };
}

function ticketOf(state: HubState, world: World, id: string, given: WorldTicket): Ticket {
  return {
    id: ticketNumber(id),
    account_id: given.account_id === undefined ? null : accountIdOf(state, world, given.account_id),
    requester: given.requester ?? { name: '', email_address: '' },
    subject: given.subject,
    description: given.description,
    tags: given.tags ?? [],
    created_at: instant(given.created_at, state.now),
    updated_at: instant(given.updated_at ?? given.created_at, state.now),
    status: given.status ?? 'open',
  };
}

function ticketNumber(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new Error(`world: "${text}" is no number of a ticket; write tickets as { "1234": { … } }`);
}
