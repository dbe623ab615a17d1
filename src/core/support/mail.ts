/** The outbox: mails that a hub would have sent. */

import type { Site } from '../settings.ts';
import { type HubState, put } from '../state.ts';
import type { Mail } from './records.ts';

/** The state with `mail`, sent now, as the newest of the outbox. */
export function withMail(state: HubState, mail: Omit<Mail, 'time'>): HubState {
  return put(state, 'outbox', { ...mail, time: state.now });
}

/** Whether the site sends no mail to and from addresses like this one. [smc-hub/email.ts is_banned] */
export function hasBannedDomain(site: Site, address: string): boolean {
  const at = address.indexOf('@');
  return at !== -1 && site.banned_domains.includes(address.slice(at + 1).toLowerCase());
}
